"""Theme files: what is wrong in one or in how a programme uses it is named with line, key and what to do."""

from pathlib import Path

import pytest

from bot.content.library import Library
from bot.content.texts import say
from bot.core.kinds import KINDS
from bot.core.people.sentences import as_pledge, is_pledge, sentence
from bot.core.programme import theme_checks
from bot.core.programme.themes import Telling
from bot.core.words.typed import Markup
from bot.features.contributions.directions import KIND
from bot.platform import limits

EARLIER = """\
titel: Wiskunde
fragment: {titel: Film, url: "https://www.human.nl/klassen"}
vragen:
  - Een?
  - Twee?
  - Drie?
  - Wat doe je morgen?
richtingen:
  - Doe iets.
  - Doe nog iets.
  - Doe niets.
"""
VARIANT = "schoolteam:\n  vragen: [Een?, Twee?, En morgen?]\n  richtingen: [bel ik A, vraag ik B, lees ik C]\n"
PROGRAMME = """\
titel: Proef
soort: meetup
blokken:
  - titel: Praten
    soort: break-out
    duur: 40 min
    ruimtes:
      - thema: wiskunde
"""


def said(tmp_path: Path, *, theme: str = EARLIER, programme: str = "", remarks: bool = False) -> list[str]:
    """Return what is said of a theme file, or of a programme that uses it."""
    (tmp_path / "themes").mkdir(exist_ok=True)
    (tmp_path / "themes" / "wiskunde.yaml").write_text(theme, "utf-8")
    (tmp_path / "proef.yaml").write_text(programme, "utf-8")
    path = tmp_path / "proef.yaml" if programme else tmp_path / "themes" / "wiskunde.yaml"
    library = Library(tmp_path)
    return [say(found.sentence) for found in (library.remarks if remarks else library.check)(path)]


def test_a_file_of_the_earlier_contract_stays_valid(tmp_path: Path) -> None:
    assert said(tmp_path) == []
    assert said(tmp_path, remarks=True) == []
    assert said(tmp_path, programme=PROGRAMME.replace("soort: meetup", "soort: school")) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("vragen:", f"casus: {'x' * 5000}\nvragen:", "regel 3, casus: Deze tekst is te lang: in één bericht passen hier 900 tekens"),
        ("vragen:", "kennismaking: ''\nvragen:", "regel 3, kennismaking: Deze tekst is leeg"),
        ("vragen:", "verhaal: Er was eens\nvragen:", "“verhaal” ken ik niet. Bedoel je “casus”?"),
        ("vragen:", "leerling: {}\nvragen:", "“leerling” ken ik niet. Bedoel je “leerlingen”?"),
        ("vragen:", "schoolteam: {vragen: [Een?]}\nvragen:", "richtingen” ontbreekt hier"),
        ("vragen:", "schoolteam: ja\nvragen:", "regel 3, schoolteam: "),
        ("  - Twee?\n  - Drie?\n", "", "regel 3, vragen: Deze lijst is te kort"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_theme_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = said(tmp_path, theme=EARLIER.replace(old, new, 1))
    assert [sentence for sentence in found if expected in sentence], found


@pytest.mark.parametrize(
    ("line", "theme", "expected"),
    [
        ("variant: schoolteams", EARLIER, "“schoolteams” kun je hier niet kiezen. Bedoel je “schoolteam”?"),
        ("variant: schoolteam", EARLIER, "regel 9, blokken 1 → ruimtes 1 → variant: Het thema “wiskunde” heeft geen deel “schoolteam”"),
        ("variant: schoolteam", EARLIER + VARIANT, None),
        ("variant: algemeen", EARLIER, None),
        (f"vragen: [{{tekst: {'y' * 1000}}}]", EARLIER + f"casus: {'x' * 800}\n", None),  # the theme's case stays away
        (f"casus: {'x' * 5000}", EARLIER, "regel 9, blokken 1 → ruimtes 1 → casus: Deze tekst is te lang"),
        (f"casus: {'x' * 800}\n        vragen: [{{tekst: {'y' * 900}}}]", EARLIER, "regel 10, blokken 1 → ruimtes 1 → vragen: Samen hebben vraag 1 en wat ervoor wordt voorgelezen 1700 tekens, en op de kaart van een tafel passen er 1300"),
    ],
)  # fmt: skip
def test_what_is_wrong_at_a_table_is_named(tmp_path: Path, line: str, theme: str, expected: str | None) -> None:
    found = said(tmp_path, theme=theme, programme=f"{PROGRAMME}        {line}\n")
    assert found == [] if expected is None else [sentence for sentence in found if expected in sentence], found


def test_a_variant_without_a_theme_is_named(tmp_path: Path) -> None:
    free = PROGRAMME.replace("thema: wiskunde", "titel: Vrij") + "        variant: leerlingen\n"
    assert "Alleen een tafel met een “thema” heeft een “variant”" in " ".join(said(tmp_path, programme=free))


@pytest.mark.parametrize(("extra", "line"), [("", 7), (VARIANT.replace("En morgen?", "Vier?"), 13)])
def test_a_theme_whose_last_question_is_not_about_tomorrow_gets_a_remark(tmp_path: Path, extra: str, line: int) -> None:
    theme = EARLIER.replace("Wat doe je morgen?", "Vier?") if not extra else EARLIER + extra
    assert said(tmp_path, theme=theme) == []
    (found,) = said(tmp_path, theme=theme, remarks=True)
    assert f"regel {line}, " in found
    assert "De laatste vraag komt altijd" in found


def test_what_a_short_block_leaves_out_is_a_remark_with_its_table(tmp_path: Path) -> None:
    found = " ".join(said(tmp_path, programme=PROGRAMME.replace("40 min", "15 min"), remarks=True))
    assert (
        "blokken 1 → ruimtes 1: In 15 min past niet alles van het thema. Weggelaten: vraag 2, 3. Vanaf 25 min" in found
    )


def tellings() -> list[tuple[str, Telling]]:
    found: list[tuple[str, Telling]] = []
    for slug, theme in Library().themes().items():
        parts = {"": theme, " schoolteam": theme.school_team, " leerlingen": theme.pupils}
        found += [(slug + name, telling) for name, telling in parts.items() if telling]
    return found


@pytest.mark.parametrize("slug", sorted(Library().themes()))
def test_every_shipped_theme_has_all_parts_for_everybody_a_team_and_pupils(slug: str) -> None:
    theme = Library().themes()[slug]
    assert theme.introduction
    assert theme.for_host
    assert theme.school_team
    assert theme.pupils
    assert theme.pupils.case
    assert theme.pupils.situation
    assert theme.case
    assert 350 <= len(theme.case) <= 900  # about a minute to read out
    assert list(theme_checks.remarks(theme)) == []


@pytest.mark.parametrize(("name", "telling"), tellings(), ids=lambda part: part if isinstance(part, str) else "")
def test_every_shipped_direction_is_the_rest_of_tomorrow_and_fits_in_a_list(name: str, telling: Telling) -> None:
    row = KINDS[KIND].opening
    for direction in telling.directions:
        assert is_pledge(direction), (name, direction)
        opening, words = sentence(KIND, as_pledge(direction))
        assert opening == row, (name, direction)
        assert words == direction.raw
        assert len(words) <= limits.OPTION, (name, direction)


@pytest.mark.parametrize("name", ["Vraag het", "Samen eten", "dat ik het doe", "ik bel Fatma", ""])
def test_what_does_not_follow_tomorrow_is_no_pledge(name: str) -> None:
    assert not is_pledge(Markup(name))
