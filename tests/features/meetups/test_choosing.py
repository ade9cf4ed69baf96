"""When a meetup begins: which day is meant, how a plan is changed, and what an early or late start does."""

from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content.library import Library
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.storage import drafts, meetups
from tests.evening import Evening, answer, shown
from tests.rights import take_rights

ZONE = ZoneInfo("Europe/Amsterdam")
FIXED = """
titel: Avond met een vaste tijd
soort: meetup
eindigt: "21:00"
blokken:
  - {titel: Welkom, soort: plenair, duur: 10 min}
  - titel: Aan tafel
    soort: break-out
    duur: 25 min
    vast: "20:15"
    ruimtes: [{titel: Tafel, vragen: [{na: 0 min, tekst: Wat nu?}]}]
  - {titel: Slot, soort: plenair, duur: 10 min}
"""


@pytest.fixture
def fixed(evening: Evening, tmp_path: Path) -> Evening:
    """An evening with a programme whose tables open at 20:15 and that ends at 21:00."""
    path = tmp_path / "vast.yaml"
    path.write_text(FIXED, "utf-8")
    evening.bot.library = Library(extra={"proef": path})
    return evening


async def until(evening: Evening, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """Go to this time of the first day in Amsterdam."""
    moment = evening.now.astimezone(ZONE).replace(hour=hour, minute=minute, second=second, microsecond=0)
    await evening.wait_until(moment)
    return moment


async def test_eight_oclock_typed_just_after_eight_is_now(fixed: Evening) -> None:
    moment = await until(fixed, 20, 0, 20)
    said = answer(await fixed.plan("20:00"))
    assert f"<t:{int(moment.replace(second=0).timestamp())}:F>" in said
    await fixed.command("meetup start")
    assert "voor op" not in shown(await fixed.panel_message())
    await fixed.pass_time(minutes=14, seconds=40)
    assert fixed.can_enter(fixed.noor, await fixed.table("Tafel"))
    meetup = await fixed.meetup()
    assert meetup.ends_by == moment.replace(hour=21, second=0)


@pytest.mark.parametrize("label, days", [("Vandaag, 20:00", 0), ("Morgen, 20:00", 1)])
async def test_a_time_that_has_passed_asks_which_day(evening: Evening, label: str, days: int) -> None:
    moment = await until(evening, 20, 40)
    asked = await evening.plan("20:00")
    assert "vandaag of morgen?" in answer(asked)
    assert await meetups.newest(evening.bot.db.read, 1) == []
    assert asked.response is not None
    planned = answer(await evening.moderator.click(asked.response, label=label))
    start = moment.replace(minute=0) + timedelta(days=days)
    assert f"<t:{int(start.timestamp())}:F>" in planned
    (meetup,) = await meetups.newest(evening.bot.db.read, 2)
    assert meetup.planned_start == start
    assert [meetup.title.raw, meetup.place.raw] == ["Proefavond", "Lelystad"]
    again = answer(await evening.moderator.click(asked.response, label=label))
    assert "al gepland" in again
    assert len(await meetups.newest(evening.bot.db.read, 2)) == 1


async def test_after_a_restart_the_question_is_answered_all_the_same(evening: Evening) -> None:
    moment = await until(evening, 20, 40)
    asked = await evening.plan("20:00", titel=f"Avond met <@{evening.noor.id}>", eindigt="22:00")
    await evening.restart()
    assert asked.response is not None
    assert "staat gepland" in answer(await evening.moderator.click(asked.response, label="Morgen, 20:00"))
    (meetup,) = await meetups.newest(evening.bot.db.read, 2)
    assert [meetup.title.raw, meetup.place.raw] == ["Avond met @Noor", "Lelystad"]
    assert meetup.planned_start == moment.replace(minute=0) + timedelta(days=1)
    assert meetup.ends_by == moment.replace(hour=22, minute=0) + timedelta(days=1)
    for label in ("Vandaag, 20:00", "Morgen, 20:00"):
        assert "/meetup plan" in answer(await evening.moderator.click(asked.response, label=label))
    assert len(await meetups.newest(evening.bot.db.read, 2)) == 1


async def test_a_draft_can_be_taken_once(evening: Evening) -> None:
    await until(evening, 20, 40)
    await evening.plan("20:00")
    (draft,) = await evening.bot.db.read.all("SELECT id FROM drafts")
    async with evening.bot.db.transaction() as db:
        assert [await drafts.take(db, draft["id"]) for _press in range(2)] == [True, False]


async def test_a_question_that_nobody_answered_is_forgotten_after_a_day_and_says_so(evening: Evening) -> None:
    await until(evening, 20, 40)
    asked = await evening.plan("20:00")
    await evening.pass_time(hours=25)
    assert await evening.bot.db.read.all("SELECT id FROM drafts") == []
    assert asked.response is not None
    assert "/meetup plan" in answer(await evening.moderator.click(asked.response, label="Morgen, 20:00"))


async def test_a_day_that_is_chosen_much_later_is_not_one_that_passed(evening: Evening) -> None:
    """Another moderator finds the question the next morning."""
    await until(evening, 20, 40)
    asked = (await evening.plan("20:00")).response
    assert asked is not None
    await evening.pass_time(hours=12)
    assert "is intussen voorbij" in answer(await evening.moderator.click(asked, label="Vandaag, 20:00"))
    assert await meetups.newest(evening.bot.db.read, 1) == []
    assert "staat gepland" in answer(await evening.moderator.click(asked, label="Morgen, 20:00"))


async def test_a_changed_time_that_is_chosen_days_later_leaves_the_plan_as_it_is(evening: Evening) -> None:
    await until(evening, 20, 40)
    await evening.plan("morgen 19:00")
    planned = (await evening.meetup()).planned_start
    opened = await evening.moderator.click(await evening.panel_message(), label="Andere tijd")
    asked = (await evening.moderator.submit_modal(opened, {"begin": "20:00", "eind": ""})).response
    assert asked is not None
    await evening.pass_time(hours=20)
    assert "is intussen voorbij" in answer(await evening.moderator.click(asked, label="Vandaag, 20:00"))
    assert (await evening.meetup()).planned_start == planned


async def test_a_plan_that_is_refused_can_be_tried_again(evening: Evening) -> None:
    await until(evening, 20, 40)
    asked = await evening.plan("20:00")
    assert asked.response is not None
    take_rights(evening, manage_channels=True)
    await evening.env.settle()
    assert "Kanalen beheren" in answer(await evening.moderator.click(asked.response, label="Morgen, 20:00"))
    take_rights(evening)  # none: it has all of them again
    await evening.env.settle()
    assert "staat gepland" in answer(await evening.moderator.click(asked.response, label="Morgen, 20:00"))


async def test_what_was_filled_in_on_another_server_is_not_known_here(evening: Evening) -> None:
    await until(evening, 20, 40)
    asked = await evening.plan("20:00")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE drafts SET server = 1")
    assert asked.response is not None
    assert "/meetup plan" in answer(await evening.moderator.click(asked.response, label="Morgen, 20:00"))
    assert await meetups.newest(evening.bot.db.read, 1) == []


async def test_the_question_is_for_moderators(evening: Evening) -> None:
    await until(evening, 20, 40)
    assert "Dit is voor moderatoren" in answer(await evening.noor.slash(evening.lobby, "meetup plan", **OPTIONS))


OPTIONS = {"programma": "proef", "titel": "x", "start": "20:00"}


async def change(evening: Evening, begin: str, eind: str = "") -> str:
    """Change the times with the button on the panel."""
    opened = await evening.moderator.click(await evening.panel_message(), label="Andere tijd")
    assert opened.modal is not None
    result = await evening.moderator.submit_modal(opened, {"begin": begin, "eind": eind})
    await evening.run_due()
    return answer(result)


async def test_the_times_of_a_plan_can_be_changed(fixed: Evening) -> None:
    await until(fixed, 14)
    await fixed.plan("20:00")
    said = await change(fixed, "morgen half acht", "kwart over negen")
    start = (await until(fixed, 14)).replace(hour=19, minute=30) + timedelta(days=1)
    assert f"<t:{int(start.timestamp())}:F>" in said
    meetup, timeline = await fixed.meetup(), await fixed.timeline()
    assert meetup.planned_start == start
    assert meetup.ends_by == start.replace(hour=21, minute=15)
    assert timeline.slots[1].fixed == timeline.slots[1].planned_start == start.replace(hour=20, minute=15)
    moderators = await fixed.place(PlaceKind.MODERATORS)
    await fixed.wait_until(start - timedelta(minutes=10))
    await fixed.run_due()
    assert len([text for text in await fixed.posts(moderators) if "⏰" in text]) == 1
    assert f"<t:{int(start.timestamp())}:F>" in shown(await fixed.panel_message())


@pytest.mark.parametrize("chosen, season", [("", "2026-2027"), ("2024-2025", "2024-2025")])
async def test_a_plan_that_moves_past_the_summer_goes_along_to_that_season(
    evening: Evening, chosen: str, season: str
) -> None:
    await evening.plan("31-07-2026 20:00", seizoen=chosen)
    assert (await evening.meetup()).season == (chosen or "2025-2026")
    await change(evening, "01-08-2026 20:00", "")
    meetup = await evening.meetup()
    assert meetup.planned_start.astimezone(ZONE).month == 8
    assert meetup.season == season


async def test_a_meetup_planned_late_in_the_evening_leaves_out_what_has_passed(fixed: Evening) -> None:
    await until(fixed, 21, 10)
    said = answer(await fixed.plan("nu"))
    assert "staat vast op 20:15" in said
    assert "volgt het op het blok ervoor" in said
    meetup, timeline = await fixed.meetup(), await fixed.timeline()
    assert meetup.ends_by is None
    assert timeline.slots[1].starts == timeline.slots[0].ends


async def test_a_meetup_planned_too_late_for_another_day_is_refused(fixed: Evening) -> None:
    await until(fixed, 14)
    assert "vast" in answer(await fixed.plan("morgen 20:30"))
    assert await meetups.newest(fixed.bot.db.read, 1) == []


@pytest.mark.parametrize("length", ["3 uur", "24 uur"])
async def test_a_long_meetup_runs_to_its_end(evening: Evening, tmp_path: Path, length: str) -> None:
    path = tmp_path / "lang.yaml"
    path.write_text(
        "titel: Lange dag\nsoort: eigen\nblokken:\n"
        f"  - {{titel: Dag, soort: plenair, duur: {length}, vragen: [{{na: 2 uur, tekst: Hoe gaat het?}}]}}\n"
        "  - {titel: Morgen, soort: oogst, duur: 90 min, vraagt: [morgen]}\n",
        "utf-8",
    )
    evening.bot.library = Library(extra={"proef": path})
    await evening.plan("nu")
    await evening.restart()
    assert "begonnen" in await evening.command("meetup start")
    await evening.pass_time(hours=2)
    assert any("Hoe gaat het?" in text for text in await evening.posts(await evening.plenary))
    await evening.pass_time(hours=24)
    assert (await evening.meetup()).state is State.CLOSED
    assert "oogst" in (await evening.command("oogst export")).lower()


async def test_what_does_not_fit_when_times_change_is_refused(fixed: Evening) -> None:
    await until(fixed, 14)
    await fixed.plan("20:00")
    before = await fixed.meetup()
    assert "begintijd “straks”" in await change(fixed, "straks")
    assert "vast" in await change(fixed, "22:00")
    assert await fixed.meetup() == before
    opened = await fixed.moderator.click(await fixed.panel_message(), label="Andere tijd")
    await fixed.command("meetup start")
    result = await fixed.moderator.submit_modal(opened, {"begin": "21:00", "eind": ""})
    assert "al begonnen" in answer(result)


async def test_changing_to_a_time_that_passed_asks_too(evening: Evening) -> None:
    await until(evening, 20, 40)
    await evening.plan("21:00")
    opened = await evening.moderator.click(await evening.panel_message(), label="Andere tijd")
    asked = await evening.moderator.submit_modal(opened, {"begin": "20:00", "eind": "22:00"})
    assert "vandaag of morgen?" in answer(asked)
    assert asked.response is not None
    await evening.moderator.click(asked.response, label="Morgen, 20:00")
    meetup = await evening.meetup()
    assert (meetup.planned_start.astimezone(ZONE).day, meetup.planned_start.astimezone(ZONE).hour) == (2, 20)
    assert meetup.ends_by == meetup.planned_start + timedelta(hours=2)


@pytest.mark.parametrize(
    "planned, day, hour, tables_after",
    [
        ("20:00", 0, 19, 75),  # an hour early: the tables wait for their time
        ("20:00", 0, 14, 10),  # in the afternoon, to try it: nobody waits six hours
        ("20:00", 0, 20, 15),
        ("20:00", 0, 21, 10),  # too late for the fixed time
        ("morgen 20:00", 0, 20, 15),  # a day early
        ("20:00", 1, 20, 15),  # a day late
    ],
)
async def test_an_early_or_a_late_start_makes_sense(
    fixed: Evening, planned: str, day: int, hour: int, tables_after: int
) -> None:
    await until(fixed, 13)
    await fixed.plan(planned)
    await fixed.wait_until((await until(fixed, 13)).replace(hour=hour) + timedelta(days=day))
    await fixed.run_due()
    said = await fixed.command("meetup start")
    panel = shown(await fixed.panel_message())
    assert "uur voor op" not in panel
    assert "uur achter op" not in panel
    assert ("volgt het op het blok ervoor" in said) == (tables_after == 10)
    slot = (await fixed.timeline()).slots[1]
    assert slot.starts - fixed.now == timedelta(minutes=tables_after)
    await fixed.pass_time(minutes=tables_after)
    assert fixed.can_enter(fixed.noor, await fixed.table("Tafel"))
    assert (await fixed.meetup()).state is State.LIVE


async def test_a_start_that_is_too_late_for_the_fixed_end_is_not_called_ahead_of_the_plan(fixed: Evening) -> None:
    await until(fixed, 13)
    await fixed.plan("20:00", eindigt="21:30")
    await fixed.wait_until((await until(fixed, 13)).replace(hour=20) + timedelta(minutes=65))
    await fixed.run_due()
    await fixed.command("meetup start")
    await fixed.pass_time(seconds=3)
    panel = shown(await fixed.panel_message())
    assert "vaste einde" in panel
    assert "voor op schema" not in panel
