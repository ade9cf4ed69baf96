"""Every shipped content file is right, and every kind of mistake is named with file, line, key and what to do."""

from pathlib import Path

import pytest

from bot.content import DATA
from bot.content.library import Library
from bot.content.mistakes import BrokenContent
from bot.content.texts import say
from bot.core.kinds import ContributionKind
from bot.core.programme.models import BlockKind, Programme
from bot.platform.text import speaking

LIBRARY = Library()
THEMES = {
    "ouderbetrokkenheid", "identiteit", "verwachtingen", "burgerschap", "taal", "sociaal-en-cultureel-kapitaal",
    "armoede",
}  # fmt: skip
ASKED_FOR = {"schooladvies", "brede-brugklas", "laaggeletterdheid", "samen-naar-school"}  # tables that meetups had
# DOMAIN.md: no other address of the series is verified.
VERIFIED = {
    "https://gelijkekansenindeklas.nl",
    "https://www.human.nl/onderwijs/klassen-in-de-klas-vo.html",
    "https://www.human.nl/klassen",
    "https://www.human.nl/klassen/meetups",
}
RIGHT = """\
titel: Proef
soort: meetup
blokken:
  - titel: Kijken
    soort: plenair
    duur: 10 min
    fragment: {titel: Klassen, url: "https://www.human.nl/klassen"}
    vragen:
      - {na: 5 min, tekst: Wat zag je?}
  - titel: Praten
    soort: break-out
    duur: 20 min
    ruimtes:
      - thema: taal
      - titel: Vrij
"""


@pytest.mark.parametrize("path", LIBRARY.files(), ids=lambda path: path.stem)
def test_every_shipped_file_is_right(path: Path) -> None:
    assert [say(mistake.sentence) for mistake in LIBRARY.check(path)] == []


def test_all_themes_are_there_and_full() -> None:
    themes = LIBRARY.themes()
    assert set(themes) == THEMES | ASKED_FOR
    for name, theme in themes.items():
        assert theme.fragment.url in VERIFIED, name
        assert theme.fragment.remark, f"{name}: no note on the missing link"
        assert len(theme.prompts) >= 4, name
        assert len(theme.directions) == 3, name


def test_the_provincial_meetup_is_what_it_should_be() -> None:
    programme = LIBRARY.programme("provinciale-meetup")
    assert 110 <= programme.length.total_seconds() / 60 <= 130
    kinds = [block.kind for block in programme.blocks]
    assert kinds[0] is BlockKind.PLENARY
    assert kinds[-1] is BlockKind.PLENARY
    (tables,) = [block for block in programme.blocks if block.kind is BlockKind.BREAKOUT]
    assert len(tables.rooms) >= 3
    assert all(len(room.prompts) >= 4 and room.directions for room in tables.rooms)
    (harvest,) = [block for block in programme.blocks if block.kind is BlockKind.HARVEST]
    assert harvest.asks == (ContributionKind("morgen"), ContributionKind("nodig"))


def test_no_address_was_invented() -> None:
    for name in LIBRARY.names():
        programme = LIBRARY.programme(name)
        fragments = [block.fragment for block in programme.blocks]
        fragments += [room.fragment for block in programme.blocks for room in block.rooms]
        assert {fragment.url for fragment in fragments if fragment} <= VERIFIED, name
        assert not [f for f in fragments if f and (f.starts or f.ends)], f"{name}: an invented time code"


def test_minors_are_hidden_unless_said_otherwise(tmp_path: Path) -> None:
    for kind, names, shown in [
        ("meetup", "", True), ("klas", "", False), ("jongerenraad", "", False), ("klas", "namen: tonen\n", True),
        ("meetup", "namen: verbergen\n", False),
    ]:  # fmt: skip
        path = tmp_path / f"{kind}{len(names)}.yaml"
        path.write_text(names + RIGHT.replace("soort: meetup", f"soort: {kind}"), "utf-8")
        assert LIBRARY.load(path).shows_names is shown


def mistakes(tmp_path: Path, text: str | bytes) -> list[str]:
    path = tmp_path / "fout.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return [say(mistake.sentence).removeprefix(f"{path}").lstrip(":, ") for mistake in LIBRARY.check(path)]


def test_the_example_itself_is_right(tmp_path: Path) -> None:
    assert mistakes(tmp_path, RIGHT) == []


@pytest.mark.parametrize(
    "old, new, expected",
    [
        ("titel: Proef", "titel: [2026]\ntaal: [nl]", "regel 2, taal: “['nl']” kun je hier niet kiezen"),
        ("titel: Proef\n", "", "regel 1, titel: “titel” ontbreekt hier"),
        ("duur: 10 min", "dur: 10 min", "regel 6, blokken 1 → dur: “dur” ken ik niet. Bedoel je “duur”?"),
        ("duur: 10 min", "duur: 10 min\n    xyzzy: 1", "regel 7, blokken 1 → xyzzy: “xyzzy” ken ik niet. Hier kan: titel"),
        ("duur: 10 min", "duur: een tijdje", "regel 6, blokken 1 → duur: “een tijdje” is geen duur. Schrijf"),
        ("duur: 10 min", "duur: 10", "regel 6, blokken 1 → duur: Bij “10” ontbreekt de eenheid. Schrijf “10 min”"),
        ("duur: 10 min", "duur: 10 minn", "regel 6, blokken 1 → duur: “10 minn” is geen duur"),
        ("duur: 10 min", "duur: 0 min", "regel 6, blokken 1 → duur: Kies een duur van meer dan 0"),
        ("duur: 10 min", "duur: 25 uur", "hoogstens 24 uur"),
        ("soort: plenair", "soort: plenaire", "regel 5, blokken 1 → soort: “plenaire” kun je hier niet kiezen. Bedoel je “plenair”? Kies uit: plenair"),
        ("thema: taal", "thema: talen", "regel 14, blokken 2 → ruimtes 1 → thema: Er is geen thema “talen”. Bedoel je “taal”?"),
        ("https://www.human.nl/klassen", "www.human.nl/klassen", "regel 7, blokken 1 → fragment → url: Voor “www.human.nl/klassen” ontbreekt https://. Schrijf “https://www.human.nl/klassen”"),
        ("https://www.human.nl/klassen", "javascript:alert(1)", "is geen webadres"),
        ("https://www.human.nl/klassen", "https://", "is geen webadres"),
        ("https://www.human.nl/klassen", "https://a b", "is geen webadres"),
        ("na: 5 min", "na: 12 min", "regel 9, blokken 1 → vragen 1 → na: Deze vraag komt na 12 min, maar het blok is na 10 min afgelopen"),
        ("titel: Proef", "titel: Proef\nduur: 20 min", "regel 2, duur: De blokken duren samen 30 min, maar het programma noemt 20 min"),
        ("      - titel: Vrij\n", "      - titel: Vrij\n" * 47, "regel 13, blokken 2 → ruimtes: 48 ruimtes zijn er meer dan in één categorie"),
        ("      - thema: taal\n      - titel: Vrij\n", "      []\n", "minstens één ruimte nodig"),
        ("      - titel: Vrij\n", "      - {}\n", "regel 15, blokken 2 → ruimtes 2: Een ruimte heeft een “thema” of een “titel” nodig"),
        ("duur: 20 min", "duur: 20 min\n    waarschuw: [25 min]", "regel 13, blokken 2 → waarschuw 1: Het blok is te kort voor een waarschuwing 25 min voor het einde"),
        ("duur: 20 min", "duur: 20 min\n    terugkeer: 20 min", "regel 13, blokken 2 → terugkeer: De tijd om terug te keren"),
        ("duur: 10 min", "duur: 10 min\n    ruimtes: [{titel: A}]", "Alleen een blok van de soort “break-out” heeft ruimtes"),
        ("duur: 10 min", "duur: 10 min\n    vraagt: [morgen]", "Alleen een blok van de soort “oogst” vraagt om bijdragen"),
        ("duur: 10 min", "duur: 10 min\n    vraagt: [nodg]", "“nodg” kun je hier niet kiezen. Bedoel je “nodig”? Kies uit: morgen, nodig, werkt, idee"),
        ("duur: 10 min", "duur: 10 min\n    waarschuw: [1 min]", "Alleen een blok van de soort “break-out” heeft waarschuwingen"),
        ("duur: 10 min", "duur: 10 min\n    vast: '20:00'", "regel 7, blokken 1 → vast: Het eerste blok begint gewoon met de meetup"),
        ("duur: 20 min", "duur: 20 min\n    vast: straks", "regel 13, blokken 2 → vast: “straks” is geen tijdstip. Schrijf het als"),
        ("duur: 20 min", "duur: 20 min\n    vast: 24:00", "is geen tijdstip"),
        ("duur: 20 min", "duur: 20 min\n    vast: 2030", "“2030” is geen tijdstip"),
        ("soort: meetup", "soort: meetup\neindigt: half tien", "regel 3, eindigt: “half tien” kan 's ochtends of 's avonds zijn"),
        ("      - titel: Vrij\n", "      - titel: Vrij\n    vast: '20:00'\neindigt: '20:10'\n", "regel 17, eindigt: Van 20:00 (“Praten”) tot 20:10 zijn er 10 minuten, en de blokken daar duren er samen 20"),
        ("      - titel: Vrij\n", "      - titel: Vrij\n    vast: 20:00\n  - {titel: C, soort: plenair, duur: 5 min, vast: 20:10}\n", "blokken 3 → vast: Van 20:00 (“Praten”) tot 20:10"),
        ("      - titel: Vrij\n", "      - titel: Vrij\n    vast: 20:00\n  - {titel: C, soort: plenair, duur: 5 min, vast: 19:30}\n", "blokken 3 → vast: 19:30 ligt niet na 20:00, en dan begint “Praten”"),
        ("thema: taal", "thema: xyzzy", "Kies uit: armoede, brede-brugklas, burgerschap"),
        ("thema: taal", "thema: Sociaal en cultureel kapitaal", "Bedoel je “sociaal-en-cultureel-kapitaal”?"),
        ("- titel: Vrij", "- titel: taal", "regel 15, blokken 2 → ruimtes 2: Er is in dit blok al een ruimte “taal”"),
        ("tekst: Wat zag je?", "tekst: Wat zag je?, soort", "Hoort het bij een tekst? Zet die tekst dan tussen aanhalingstekens"),
        ("duur: 20 min", "duur: 20 min\n    waarschuw: 5 min", "Hier hoort een lijst, ook met één onderdeel: [5 min]"),
        ("titel: Proef", "titel: 'Proef", "regel 1, titel: Het aanhalingsteken ' dat hier opengaat, gaat nergens dicht"),
        ("titel: Klassen,", 'titel: Klassen, van: "12:75",', "is geen moment in een film"),
        ("titel: Klassen,", 'titel: Klassen, van: "12:30", tot: "11:00",', "Het fragment eindigt voordat het begint"),
        ("- {na: 5 min, tekst: Wat zag je?}", "- {na: 5 min, tekst: A}\n      - {tekst: B}", "heeft geen moment “na” en andere hier wel"),
        ("tekst: Wat zag je?", "tekst: ''", "Deze tekst is leeg"),
        ("titel: Kijken", f"titel: {'x' * 91}", "in één bericht passen hier 90 tekens"),
        ("blokken:", "blokken: []\nx:", "Deze lijst is te kort"),
        ("soort: meetup", "soort: meetup\ntitel: Nog een", "regel 3, titel: “titel” staat hier twee keer, ook op regel 1"),
        ("  - titel: Praten", "   - titel: Praten", "regel 10, blokken → titel: Het inspringen klopt hier niet. Zet 2 spaties voor het streepje"),
        ("vragen:\n      - {na: 5 min, tekst: Wat zag je?}", "vragen: Wat zag je?", "Hier hoort een lijst"),
        ("fragment: {titel: Klassen, url: \"https://www.human.nl/klassen\"}", "fragment: https://www.human.nl", "Hier hoort “titel: …”, “url: …”, elk op een eigen regel"),
        ("- {na: 5 min, tekst: Wat zag je?}", "- Wat zag je?", "vragen 1: Voor “Wat zag je?” ontbreekt een sleutel. Schrijf “tekst: Wat zag je?”"),
        ("tekst: Wat zag je?", "vraag: Wat zag je?", "“vraag” ken ik niet. Bedoel je “tekst”?"),
        ("vragen:", "vraag:", "“vraag” ken ik niet. Bedoel je “vragen”?"),
        ("soort: meetup", "type: meetup", "“type” ken ik niet. Bedoel je “soort”?"),
        ("duur: 20 min", "duur: 20 min 5 min", "“20 min 5 min” is geen duur"),
    ],
)  # fmt: skip
def test_every_kind_of_mistake_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert old in RIGHT
    found = mistakes(tmp_path, RIGHT.replace(old, new, 1))
    assert [sentence for sentence in found if expected in sentence], found


def test_all_mistakes_are_named_in_order(tmp_path: Path) -> None:
    text = (
        RIGHT.replace("titel: Proef", "titel:")
        .replace("duur: 10 min", "duur: lang")
        .replace("duur: 20 min", "duur: kort")
    )
    assert [sentence.split(",")[0] for sentence in mistakes(tmp_path, text)] == ["regel 1", "regel 6", "regel 12"]


@pytest.mark.parametrize(
    "content, expected",
    [
        (b"", "is leeg"),
        (b"- a\n- b\n", "is leeg"),
        (b"titel: \xff\xfe", "geen UTF-8"),
        (b"x" * 600_000, "te groot"),
        (b"blokken: [", "gaat nergens dicht"),
    ],
)
def test_files_that_are_no_content_at_all(tmp_path: Path, content: bytes, expected: str) -> None:
    (found,) = mistakes(tmp_path, content)
    assert expected in found


def test_a_file_that_is_not_there_and_a_folder(tmp_path: Path) -> None:
    for path in (tmp_path / "weg.yaml", tmp_path):
        (found,) = LIBRARY.check(path)
        assert "kan niet gelezen worden" in say(found.sentence)


def test_a_theme_file_is_checked_as_a_theme(tmp_path: Path) -> None:
    theme = (DATA / "themes" / "taal.yaml").read_text("utf-8")
    assert mistakes(tmp_path, theme) == []
    assert "“richtngen” ken ik niet. Bedoel je “richtingen”?" in " ".join(
        mistakes(tmp_path, theme.replace("richtingen:", "richtngen:"))
    )


def test_a_bom_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    assert mistakes(tmp_path, b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()) == []


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "a.yaml"
    path.write_text(RIGHT, "utf-8")
    assert LIBRARY.load(path).title == "Proef"
    path.write_text(RIGHT.replace("Proef", "Anders"), "utf-8")
    assert LIBRARY.load(path).title == "Anders"
    path.write_text("titel: 1", "utf-8")
    with pytest.raises(BrokenContent):
        LIBRARY.load(path)


@pytest.mark.parametrize("name", sorted(LIBRARY.names()))
def test_a_snapshot_comes_back_as_it_was(name: str) -> None:
    programme = LIBRARY.programme(name)
    assert Programme.model_validate_json(programme.model_dump_json()) == programme


def test_every_shipped_text_fits_in_one_message() -> None:
    from datetime import UTC, datetime

    from bot.core.evening.planning import plan
    from bot.features.meetups import words as meetup_words
    from bot.features.programmes import words as programme_words
    from bot.features.seats.words import ways_in
    from bot.features.tables import words as table_words

    now = datetime(2026, 11, 24, tzinfo=UTC)
    for name in LIBRARY.names():
        programme = LIBRARY.programme(name)
        for slot in plan(programme, now, now).slots:
            block = programme.blocks[slot.block]
            texts = [
                meetup_words.opening(block, slot),
                table_words.panel(block, slot, ways_in(block, ())),
            ]
            for room in block.rooms:
                texts.append(table_words.table_opening(room, block))
                texts.append(programme_words.directions(room))
                texts += [programme_words.fragment(room.fragment)] if room.fragment else []
            assert max(len(speaking("nl")(text)) for text in texts) <= 2000, (name, block.title)
