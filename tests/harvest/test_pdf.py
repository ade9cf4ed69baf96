"""oogst.pdf: the report on paper, opened again by a real reader."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.core.people.replies import Reply
from bot.core.people.sharing import Sharing
from bot.core.programme.forms import Form
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest import files, report_file, typesetting
from bot.harvest.forms import gathered
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.typesetting import TypesettingError, typeset
from bot.platform.text import speaking
from tests.harvest.paper import letters, links, printed, words
from tests.harvest.sample import HOSTILE, ZONE, a_harvest, an_item

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
pytestmark = pytest.mark.printing
say = speaking("nl")
MARKUP = (
    "#panic()",
    '#read("report.typ")',
    "$x$ *y* _z_",
    "\\ ` ``` @label <tag>",
    "#let a = 1; #a",
    "{{a}} ${b}",
    "x",
)


def shared(n: int, text: str, sharing: Sharing | None, kind: str = "morgen") -> ContributionItem:
    return replace(an_item(n, text, kind), sharing=sharing)


def named(harvest: Harvest, title: str) -> Harvest:
    return replace(harvest, meetup=replace(harvest.meetup, title=Typed(title)))


def test_it_reads_as_a_report_with_its_figures_its_pages_and_its_language(tmp_path: Path) -> None:
    starred = replace(an_item(2, "open ik een taalklas voor ouders"), highlighted=True)
    harvest = replace(a_harvest(*(f"bel ik gezin {n}" for n in range(80)), starred), people=87)
    reader = printed("pdf", harvest, tmp_path)
    text = words(reader)
    assert "dinsdag 24 november 2026 · 19:30–21:30" in text
    assert "Er deden 87 mensen mee; samen schreven ze 81 bijdragen." in text
    assert all(
        title in text for title in ("Op de avond", "Per soort", "Per thema", "In dit verslag", "Agenda", "Tafels")
    )
    assert text.rindex("een taalklas") < text.rindex("bel ik gezin 0")  # highlighted ones first
    assert f"pagina {len(reader.pages)} van {len(reader.pages)}" in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Meetup in 's-Hertogenbosch"
    assert str(reader.root_object["/Lang"]).startswith("nl")
    assert "/StructTreeRoot" in reader.root_object  # a screen reader reads it in order
    assert {str(entry["/Title"]) for entry in reader.outline if isinstance(entry, dict)} >= {"Taal", "Agenda"}
    within = [link for link in links(reader) if "/URI" not in link.get("/A", {})]
    assert len(within) == sum(isinstance(entry, dict) for entry in reader.outline)  # from the contents to each chapter


def test_who_chose_a_name_is_named_and_what_is_kept_back_is_not_there(tmp_path: Path) -> None:
    hidden = replace(an_item(4, "verborgen woorden"), hidden=True)
    harvest = a_harvest(
        shared(1, "bel ik Fatma", Sharing.NAMED), shared(2, "groet ik", Sharing.UNNAMED), shared(3, "loop ik", None),
        shared(4, "geheim plan", Sharing.NOT), hidden,
    )  # fmt: skip
    text = words(printed("pdf", harvest, tmp_path))
    assert text.count("Noor") == 1
    assert "Morgen bel ik Fatma — Noor" in text
    assert "groet ik" in text
    assert "loop ik" in text
    assert "geheim" not in text
    assert "verborgen" not in text


def test_an_anonymous_one_names_nobody(tmp_path: Path) -> None:
    harvest = a_harvest(shared(1, "bel ik Fatma", Sharing.NAMED)).without_names()
    assert "Noor" not in words(printed("pdf", harvest, tmp_path))


@pytest.mark.parametrize(
    "typed", [*MARKUP, *HOSTILE, "\u200b", "שלום 🎯 \u202e", "w" * 3999 + "!", "\n\n\n", "😀" * 500]
)
def test_words_are_never_markup_and_none_is_lost(tmp_path: Path, typed: str) -> None:
    item = replace(shared(1, typed, Sharing.NAMED), author=Typed(typed[:30]), details={"with": Typed(typed)})
    reader = printed("pdf", named(a_harvest(item), typed[:100]), tmp_path)
    if typed.isascii():
        found, wanted = ("".join(re.split("[\\s\u200b-]", part)) for part in (words(reader), typed))
        assert found.count(wanted[-200:]) >= 2
    outside = {link["/A"]["/URI"] for link in links(reader) if "/URI" in link.get("/A", {})}
    assert outside <= {"https://gelijkekansenindeklas.nl"}  # of a theme, by its organiser


def test_emoji_and_other_scripts_have_letters(tmp_path: Path) -> None:
    reader = printed("pdf", a_harvest("Çağla 🎉 👩‍🏫 שלום مرحبا Привет → ✓"), tmp_path)
    assert {"NotoEmoji-Regular", "DejaVuSans", "AtkinsonHyperlegibleNext-Regular"} <= letters(reader)
    assert all(part in words(reader) for part in ("Çağla", "🎉", "Привет"))


def test_it_says_that_everybody_can_read_it_unless_a_letter_is_in_no_font(tmp_path: Path) -> None:
    for text, whole in (("bel ik 🎉", True), ("schrijf ik \U0010fffd", False)):
        root: Any = printed("pdf", a_harvest(shared(1, text, Sharing.UNNAMED)), tmp_path).root_object
        assert (b"pdfuaid" in root["/Metadata"].get_object().get_data()) is whole


def test_nobody_wrote_anything_is_a_kind_sentence(tmp_path: Path) -> None:
    text = words(printed("pdf", a_harvest(), tmp_path))
    assert "Er is deze keer niets opgeschreven. Wat mensen elkaar vertelden, telt ook." in text
    assert "Agenda" in text


def test_what_was_filled_in_is_drawn_and_not_told(tmp_path: Path) -> None:
    form = Form.model_validate(
        {
            "titel": "Hoe was het?",
            "vragen": [
                {"vraag": "Hoe was het tempo?", "soort": "keuze", "keuzes": ["te snel", "goed"]},
                {"vraag": "Wat neem je mee?", "soort": "tekst"},
            ],
        }
    )
    answers = {0: (Typed("goed"),), 1: (Typed("alleen voor de organisatie"),)}
    replies = [Reply(1, "terug", n, Typed(""), 1, NOW, answers) for n in range(4)]
    harvest = replace(a_harvest("bel ik"), forms=gathered({"terug": form}, replies, shows_names=True))
    text = words(printed("pdf", harvest, tmp_path))
    assert "Hoe was het tempo?" in text
    assert "goed 4" in text
    assert "alleen voor" not in text


def test_of_very_many_the_first_stand_there_and_the_others_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_file, "MOST", 10)
    last = replace(an_item(2, "uitgelicht en laat"), highlighted=True)
    text = words(printed("pdf", a_harvest(*(f"plan nummer {n}." for n in range(30)), last), tmp_path))
    assert "Dit zijn de eerste 10; de andere 20 staan in het Excel-bestand (oogst.xlsx)." in text
    assert "uitgelicht en laat" in text
    assert "plan nummer 9." in text
    assert "plan nummer 11." not in text


def test_five_thousand_quotes(tmp_path: Path) -> None:
    harvest = a_harvest(*(f"bel ik gezin {n}." for n in range(5000)))
    reader = printed("pdf", harvest, tmp_path)
    assert len(reader.pages) > 50
    assert "gezin 4999." in words(reader)


async def test_it_comes_with_the_other_files_and_alone_when_asked(tmp_path: Path) -> None:
    made = await files.write(a_harvest("bel ik"), tmp_path, ZONE)
    assert [path.name for path in made] == [*(f"oogst.{name}" for name in files.FORMATS), "oogst.pdf"]
    (alone,) = await files.write(a_harvest("bel ik").without_names(), tmp_path, ZONE, ["pdf"])
    assert alone.name == "oogst-anoniem.pdf"


async def test_one_that_fails_is_told_in_the_log_without_words_and_the_others_are_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (old,) = await files.write(a_harvest("ga ik zingen"), tmp_path, ZONE, ["pdf"])
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path / "weg")
    made = await files.write(a_harvest("bel ik"), tmp_path, ZONE)
    assert len(made) == len(files.FORMATS)
    assert "pdf can't be printed" in caplog.text
    assert "bel ik" not in caplog.text
    assert not old.exists()  # it said what is no longer so


async def test_who_asks_for_one_that_fails_reads_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "TEMPLATES", tmp_path / "weg")
    with pytest.raises(Refusal) as refused:
        await files.write(a_harvest("bel ik"), tmp_path, ZONE, ["pdf"])
    assert "De andere bestanden kunnen wel" in say(refused.value.text)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_full_disk_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(OSError) as told:
        typeset("report.typ", report_file.content(a_harvest("bel ik"), ZONE), [tmp_path / "nergens" / "oogst.pdf"])
    assert told.value.errno == 2


def test_one_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "PATIENCE", 0.01)
    with pytest.raises(TypesettingError):
        typeset("report.typ", report_file.content(a_harvest("bel ik"), ZONE), [tmp_path / "oogst.pdf"])


async def test_without_typst_asking_for_it_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "can_print", lambda: False)
    assert len(await files.write(a_harvest("bel ik"), tmp_path, ZONE)) == len(files.FORMATS)
    with pytest.raises(Refusal) as refused:
        await files.write(a_harvest("bel ik"), tmp_path, ZONE, ["pdf"])
    assert "make printing" in say(refused.value.text)
