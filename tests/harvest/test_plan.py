"""plan.pdf: what a school team goes for and who does what by when, on one page; opened again by a real reader."""

import json
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from pypdf import PdfReader

from bot.core.people.filling import Value
from bot.core.people.sharing import Sharing
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest import earlier, files, typesetting
from bot.harvest.plan import plan_of
from bot.harvest.printed import PRINTED
from bot.harvest.records import ContributionItem, Harvest
from bot.platform.text import speaking
from tests.harvest.sample import a_harvest, an_item

pytestmark = pytest.mark.printing
ZONE = ZoneInfo("Europe/Amsterdam")
say = speaking("nl")
HOSTILE = (
    "#panic()",
    "$x$ *y* _z_",
    "\\ ` ``` @label <tag>",
    "#let a = 1; #a",
    "'); DROP TABLE",
    "שלום 🎯 \u202e",
    "x",
)


def ambition(n: int, text: str, **details: Value) -> ContributionItem:
    return replace(an_item(n, text, "ambitie"), details=details)


def action(n: int, text: str, parent: int | None, **details: Value) -> ContributionItem:
    return replace(an_item(n, text, "actie"), parent=parent, details=details)


def a_plan(*more: ContributionItem) -> Harvest:
    one, two = ambition(1, "elk kind leest elke dag", dots=3, chosen=True), ambition(2, "een lege droom", dots=1)
    three = ambition(3, "elke ouder komt binnen", dots=5, chosen=True)
    read = action(
        4, "een leeskwartier", one.id, owner=Typed("juf Ilse"), due=date(2027, 3, 1), first_step=Typed("rooster maken")
    )
    return a_harvest(one, two, three, read, action(5, "koffie bij de deur", three.id), action(6, "los", None), *more)


def printed(harvest: Harvest, folder: Path) -> PdfReader:
    path = folder / "plan.pdf"
    PRINTED["plan"].write(harvest, ZONE, [path])
    return PdfReader(BytesIO(path.read_bytes()))


def test_what_was_chosen_stands_on_one_page_with_who_and_when(tmp_path: Path) -> None:
    reader = printed(a_plan(), tmp_path)
    (page,) = reader.pages
    text = " ".join(page.extract_text().split())
    for part in ("elk kind leest elke dag", "een leeskwartier", "juf Ilse", "1 maart 2027", "rooster maken", "koffie"):
        assert part in text
    assert text.index("elke ouder komt binnen") < text.index("elk kind leest")  # with the most dots
    assert text.count("open") >= 2  # no owner and no date
    assert "een lege droom" not in text
    assert "Noor" not in text
    assert reader.metadata is not None
    assert reader.metadata.title == "Meetup in 's-Hertogenbosch"


def test_without_a_choice_all_ambitions_stand_there_and_what_is_kept_back_does_not() -> None:
    kept = replace(ambition(1, "wat niemand leest"), sharing=Sharing.NOT)
    plan = plan_of(a_harvest(kept, ambition(2, "een"), ambition(3, "twee", dots=2), action(4, "weg", 1)))
    assert [planned.text.raw if planned.text else None for planned in plan] == ["twee", "een", None]


@pytest.mark.parametrize("words", [*HOSTILE, "lang " * 800])
def test_words_are_never_markup(tmp_path: Path, words: str) -> None:
    one = ambition(1, words[:300], chosen=True)
    harvest = a_harvest(one, action(2, words, one.id, owner=Typed(words), first_step=Typed(words)))
    text = "".join("".join(page.extract_text() for page in printed(harvest, tmp_path).pages).split())
    if words.isascii():
        assert "".join(words.split())[:40] in text


def test_a_long_plan_gets_smaller_letters_and_not_a_second_page(tmp_path: Path) -> None:
    actions = [action(n, f"actie {n} " + "met wat woorden erbij " * 3, 1, owner=Typed("team")) for n in range(10, 34)]
    assert len(printed(a_harvest(ambition(1, "veel", chosen=True), *actions), tmp_path).pages) == 1


async def test_it_comes_with_the_other_files_and_goes_with_what_it_says(tmp_path: Path) -> None:
    paths = await files.write(a_plan(), tmp_path, ZONE)
    assert [path.name for path in paths][-1] == "plan.pdf"
    assert paths[-1] in await earlier.written_for(a_plan().meetup, tmp_path, ZONE)
    home = paths[0].parent
    assert not json.loads((home / "oogst.json").read_bytes())["meetup"]["province"]
    renewed = await earlier.renew(a_harvest("alleen een plan voor morgen"), [home / "plan.pdf"], ZONE)
    assert renewed.renewed == (home / "plan.pdf",)
    assert not (home / "plan.pdf").exists()
    await files.write(a_plan(), tmp_path, ZONE)
    await files.write(a_harvest("bel ik"), tmp_path, ZONE)
    assert not (home / "plan.pdf").exists()


async def test_without_typst_the_other_files_come_and_asking_for_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typesetting, "can_print", lambda: False)
    assert len(await files.write(a_plan(), tmp_path, ZONE)) == len(files.FORMATS)
    with pytest.raises(Refusal) as refused:
        await files.write(a_plan(), tmp_path, ZONE, ["plan"])
    assert "make printing" in say(refused.value.text)


async def test_no_plan_at_all_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refused:
        await files.write(a_harvest("bel ik"), tmp_path, ZONE, ["plan"])
    assert "geen plan om af te drukken" in say(refused.value.text)
