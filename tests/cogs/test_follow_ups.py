"""A follow-up meetup: what became of last time's plans, in counts for all and in buttons for who wrote them."""

import csv
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import simcord
from openpyxl import load_workbook

from bot.content.library import Library
from bot.core.people import follow_ups as rules
from bot.core.words.text import Refusal
from bot.harvest.reading import read
from bot.storage import contributions, follow_ups
from tests.evening import PROGRAMME, Evening, answer, open_evening

NEXT = """
titel: Vervolg
soort: vervolg
blokken:
  - {titel: Terug, soort: plenair, duur: 20 min, toon: {van: vorige, soort: [morgen]}}
  - {titel: Morgen, soort: oogst, duur: 10 min}
"""


@pytest.fixture
async def back(tmp_path: Path) -> AsyncIterator[Evening]:
    """Noor made two plans and Sem one; the next meetup follows and reads back."""
    async with open_evening(tmp_path) as evening:
        (tmp_path / "vervolg.yaml").write_text(NEXT, "utf-8")
        evening.bot.library = Library(extra={"proef": PROGRAMME, "vervolg": tmp_path / "vervolg.yaml"})
        await evening.begin_harvest()
        for who, words in (
            (evening.noor, "bel ik de moeder van Fatma"),
            (evening.noor, "lees ik voor"),
            (evening.sem, "drink ik koffie met de buren"),
        ):
            await who.slash(await evening.plenary, "morgen", tekst=words)
        await evening.command("meetup stop")
        await evening.pass_time(hours=30)
        await evening.plan(programma="vervolg", titel="Vervolg", start="20:00", volgt_op="Proefavond")
        await evening.command("meetup start")
        await evening.pass_time(seconds=10)
        yield evening


async def opening(evening: Evening) -> str:
    return next(post for post in await evening.posts(await evening.plenary) if "🔁" in post or "Van eerder" in post)


async def mine(evening: Evening, who: simcord.MemberActor) -> simcord.ResponseMessage:
    """What somebody gets who presses the button for their own plans."""
    message = evening.last_panel(await evening.plenary, "terugblik:mijn:")
    shown = (await who.click(message, label="Wat schreef ik op?")).response
    assert shown is not None
    assert shown.flags.ephemeral
    return shown


async def test_each_returning_person_gets_their_own_open_plans_privately(back: Evening) -> None:
    assert "Van eerder is er niets wat iedereen mag lezen" in await opening(back)  # nobody chose that
    shown = await mine(back, back.noor)
    assert "bel ik de moeder van Fatma" in shown.content
    assert "lees ik voor" in shown.content
    assert "koffie" not in shown.content
    told = await back.noor.click(shown, label="Gelukt · 1")
    assert "Genoteerd: **Gelukt**." in answer(told)
    assert told.response is not None
    form = await back.noor.click(told.response, label="Vertel meer")
    assert "ik heb het bewaard" in answer(await back.noor.submit_modal(form, {"tekst": "ze kwam meteen *langs*"}))
    left = await back.noor.click(told.response, label="Naar de volgende")
    assert "moeder" not in answer(left)
    assert left.response is not None
    assert "Nog niet" in answer(await back.noor.click(left.response, label="Nog niet"))
    again = await mine(back, back.noor)
    assert "lees ik voor" in again.content  # not yet is still open
    await back.noor.click(again, label="Laat maar")
    assert "van alles verteld hoe het ging" in (await mine(back, back.noor)).content
    assert "koffie" in (await mine(back, back.sem)).content
    assert "niets op wat nog openstaat" in (await mine(back, back.moderator)).content


async def test_counts_stand_at_the_opening_and_the_answers_in_the_files_of_the_meetup_before(back: Evening) -> None:
    assert "Er zijn 3 plannen opgeschreven." in await opening(back)
    shown = await mine(back, back.noor)
    told = await back.noor.click(shown, label="Gelukt · 1")
    assert told.response is not None
    form = await back.noor.click(told.response, label="Vertel meer")
    await back.noor.submit_modal(form, {"tekst": "=ze kwam langs"})
    await back.noor.click(await mine(back, back.noor), label="Deels")
    quiet = await back.sem.click(await mine(back, back.sem), label="Nog niet")
    assert quiet.response is not None
    form = await back.sem.click(quiet.response, label="Vertel meer")
    await back.sem.submit_modal(form, {"tekst": "ze waren niet thuis"})
    listed = await back.noor.slash(await back.plenary, "mijn bijdragen")
    await back.noor.click(listed.followups[0], label="Zonder naam")
    library = back.bot.library
    await back.restart()
    back.bot.library = library
    await back.command("meetup stop")
    await back.pass_time(hours=30)
    await back.plan(programma="vervolg", titel="Nog een keer", start="08-01-2026 20:00", volgt_op="Proefavond")
    await back.command("meetup start")
    await back.pass_time(seconds=10)
    assert "Van 3 lieten mensen weten hoe het ging: 1 gelukt, 1 deels gelukt en 1 nog niet." in await opening(back)
    back.meetup_id = 1
    await back.command("oogst export")
    folder = next(back.bot.settings.harvest_dir.glob("*proefavond*"))
    kept = {item.text.raw: item.follow_up for item in read(folder / "oogst.json").contributions}
    first = kept["bel ik de moeder van Fatma"]
    assert first is not None
    assert (first.answer, first.line and first.line.raw) == ("gelukt", "=ze kwam langs")
    rows = [*csv.DictReader((folder / "oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";")]
    assert [row["Hoe het ging"] for row in rows] == ["Gelukt", "Deels", "Nog niet"]
    assert [row["Wat ze erover vertelden"] for row in rows] == ["'=ze kwam langs", "", ""]  # as they agreed
    sheet = load_workbook(folder / "oogst.xlsx")["Terugblik"]
    rest = [tuple(cell.value for cell in row[3:5]) for row in sheet.iter_rows(min_row=2)]
    assert rest == [("Gelukt", "=ze kwam langs"), ("Deels", None), ("Nog niet", None)]


async def test_what_is_not_ones_own_or_gone_is_refused(back: Evening) -> None:
    shown = await mine(back, back.noor)
    listed = await back.noor.slash(await back.plenary, "mijn bijdragen")
    assert listed.response is not None
    (own,) = [
        item.id for item in await contributions.of_author(back.bot.db.read, back.noor.id) if "Fatma" in item.text.raw
    ]
    await back.noor.click(listed.response, custom_id=f"bijdrage:trekin:{own}")
    assert "het is ingetrokken" in answer(await back.noor.click(shown, label="Gelukt · 1"))
    (sems,) = await contributions.of_author(back.bot.db.read, back.sem.id)
    with pytest.raises(Refusal):
        rules.own(sems, back.noor.id)
    assert not await follow_ups.of_person(back.bot.db.read, back.noor.id)


async def test_who_is_erased_leaves_no_answer(back: Evening) -> None:
    await back.noor.click(await mine(back, back.noor), label="Gelukt · 1")
    asked = (await back.noor.slash(back.lobby, "mijn wissen")).response
    assert asked is not None
    await back.noor.click(asked, label="Wis alles")
    assert await back.bot.db.read.all("SELECT * FROM follow_ups") == []
