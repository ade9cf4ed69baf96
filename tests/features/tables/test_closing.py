"""A moderator closes one table while the others go on: its people are taken along, and nobody is thrown out."""

import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.storage import seats
from tests.at_seats import begin_round, last_preview
from tests.at_seats import press as press_preview
from tests.at_tables import forged, press
from tests.evening import Evening, answer, bugs, shown
from tests.refusing import FAILURES, Refusing
from tests.safety.doors import Visitor

HALL = "Naar de grote zaal"


async def ask(evening: Evening, table: str, who: simcord.MemberActor | None = None) -> simcord.InteractionResult:
    """Ask as a moderator to close a table."""
    result = await (who or evening.moderator).slash(
        await evening.place(PlaceKind.MODERATORS), "ruimtes tafel sluit", tafel=table
    )
    await evening.run_due()
    return result


async def choose(evening: Evening, asked: simcord.InteractionResult, goal: str) -> str:
    """Choose where the people go: the plenary, or the table with this title. Returns the answer."""
    assert asked.response is not None
    if goal == HALL:
        result = await evening.moderator.click(asked.response, label=goal)
    else:
        tables = (await evening.venue()).every_table()
        id = next(table.id for table in tables if table.title == goal)
        closing = next(row["components"][0]["custom_id"] for row in asked.response.components[1:])
        result = await evening.moderator.select(asked.response, [str(id)], custom_id=closing)
    await evening.run_due()
    return answer(result)


async def buttons(evening: Evening) -> list[str]:
    await evening.pass_time(seconds=5)
    panel = evening.last_panel(await evening.plenary, "tafel:")
    return [getattr(item, "label", "") for row in panel.components for item in getattr(row, "children", ())]


@pytest.mark.parametrize("goal", [HALL, "Taal"])
async def test_its_people_go_where_the_moderator_chose(evening: Evening, goal: str) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    to = await evening.place(PlaceKind.VOICE) if goal == HALL else await evening.table("Taal")
    people = [evening.person(f"Mens {n}") for n in range(12)]
    for person in people:
        await person.join_voice(table)
    asked = await ask(evening, "vrij")
    assert "Er zitten 12 mensen aan **Vrije tafel**" in answer(asked)
    told = await choose(evening, asked, goal)
    assert "**Vrije tafel** is dicht" in told
    assert f"12 mensen mee naar <#{to.id}>" in told
    assert not evening.can_enter(evening.noor, table)
    assert all(evening.voice_of(person) == table.id for person in people)
    assert any("Deze tafel is dicht" in text and f"<#{to.id}>" in text for text in await evening.posts(table))
    assert not [m for m in table.history() if m.components]
    assert await buttons(evening) == ["Taal · 0"]
    await evening.pass_time(seconds=30)
    assert all(evening.voice_of(person) == to.id for person in people)
    assert f"<#{table.id}>" not in shown(await evening.panel_message())
    assert not bugs(evening.env)


async def test_it_gets_no_more_questions_and_its_harvest_stays(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    await evening.noor.join_voice(table)
    await evening.noor.send(table, "#morgen bel ik ouders")
    await choose(evening, await ask(evening, "Vrije tafel"), HALL)
    await evening.pass_time(minutes=14)
    assert not any("Wat kun je morgen anders doen" in text for text in await evening.posts(table))
    await evening.pass_time(minutes=13)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id
    assert "bel ik ouders" in answer(await evening.noor.slash(await evening.plenary, "mijn bijdragen"))
    assert not bugs(evening.env)


async def test_a_table_with_nobody_closes_at_once_and_the_last_one_not(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    assert "**Taal** is dicht. Er was niemand." in answer(await ask(evening, "taal"))
    assert not evening.can_enter(evening.noor, table)
    assert "enige tafel die open is" in answer(await ask(evening, "Vrije tafel"))
    assert "geen tafel “Taal”" in answer(await ask(evening, "Taal"))
    assert evening.can_enter(evening.noor, await evening.table("Vrije tafel"))


async def test_old_buttons_of_it_say_that_it_is_closed(evening: Evening) -> None:
    await evening.begin_tables()
    table = (await evening.venue()).tables()[0]
    chat = await evening.table("Taal")
    await ask(evening, "Taal")
    assert "Deze tafel is dicht" in await forged(evening, evening.noor, f"tafel:{table.id}")
    assert "Deze tafel is dicht" in await forged(evening, evening.moderator, f"tafel:hulp:{table.id}", chat)
    assert "Deze tafel is dicht" in await evening.command("ruimtes begeleider", persoon=evening.noor, tafel=chat)
    await evening.noor.join_voice(await evening.table("Vrije tafel"))
    assert "is nu dicht" in await evening.command("ruimtes verplaats", persoon=evening.noor, tafel=chat)


async def test_two_moderators_close_it_once(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await evening.noor.join_voice(table)
    first, second = await ask(evening, "Taal"), await ask(evening, "Taal")
    await choose(evening, first, HALL)
    assert "Moderator heeft **Taal** al gesloten" in await choose(evening, second, "Vrije tafel")
    await evening.pass_time(seconds=20)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_a_goal_that_closes_meanwhile_takes_nobody(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.command("ruimtes tafel erbij", zoals="Taal", naam="Derde")
    taal, free, third = [await evening.table(title) for title in ("Taal", "Vrije tafel", "Derde")]
    await evening.noor.join_voice(taal)
    await evening.sem.join_voice(free)
    asked = await ask(evening, "Taal")
    late = await ask(evening, "Taal")
    assert "<#" in await choose(evening, asked, "Vrije tafel")  # Noor is to go there
    assert "al gesloten" in await choose(evening, late, "Derde")
    await choose(evening, await ask(evening, "Vrije tafel"), "Derde")
    await evening.pass_time(seconds=30)
    assert evening.voice_of(evening.noor) == evening.voice_of(evening.sem) == third.id
    assert not bugs(evening.env)


async def test_a_restart_goes_on(evening: Evening) -> None:
    await evening.begin_tables()
    table, to = await evening.table("Taal"), await evening.table("Vrije tafel")
    await evening.noor.join_voice(table)
    await choose(evening, await ask(evening, "Taal"), "Vrije tafel")
    await evening.restart()
    await evening.pass_time(seconds=20)
    assert evening.voice_of(evening.noor) == to.id
    assert not evening.can_enter(evening.sem, table)
    assert not bugs(evening.env)


async def test_who_cannot_be_moved_is_named_and_stays(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await evening.noor.join_voice(table)
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013, times=None)
    await choose(evening, await ask(evening, "Taal"), HALL)
    await evening.pass_time(minutes=2)
    assert evening.voice_of(evening.noor) == table.id
    named = [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "Nog aan een tafel" in t]
    assert len(named) == 1
    assert f"<@{evening.noor.id}> (<#{table.id}>)" in named[0]
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_its_call_for_help_ends(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await press(evening, evening.noor, "Taal", "hulp")
    await choose(evening, await ask(evening, "Taal"), HALL)
    await evening.pass_time(minutes=3)
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert any("Er hoeft niemand meer heen" in text or "is leeg of dicht" in text for text in told)


@pytest.mark.parametrize("goal", [HALL, "Tafel 2"])
async def test_nobody_is_dealt_to_it_or_brought_back(evening: Evening, goal: str) -> None:
    crowd = await begin_round(evening, 6, how="gelijk")
    await evening.command("ruimtes verdeel")
    await press_preview(evening, "Bevestigen", await last_preview(evening))
    await evening.pass_time(seconds=30)
    closed = next(table for table in (await evening.venue()).tables() if table.title == "Tafel 1")
    to = await evening.place(PlaceKind.VOICE) if goal == HALL else await evening.table("Tafel 2")
    theirs = [person for person in crowd if evening.voice_of(person) == closed.channel]
    assert len(theirs) == 2
    await choose(evening, await ask(evening, "Tafel 1"), goal)
    await evening.pass_time(minutes=1)
    assert [evening.voice_of(person) for person in theirs] == [to.id] * 2
    await theirs[0].leave_voice()
    await theirs[0].join_voice(await evening.place(PlaceKind.VOICE))  # and is led to a table again
    await evening.pass_time(seconds=30)
    assert evening.voice_of(theirs[0]) not in (closed.channel, (await evening.place(PlaceKind.VOICE)).id, None)
    division = await seats.standing(evening.bot.db.read, evening.meetup_id, 1)
    assert division is not None
    assert all(seat.place != closed.id for seat in await seats.seats(evening.bot.db.read, division.id))
    assert not bugs(evening.env)


@pytest.mark.parametrize("value", ["", "0", "x", "99999999999999999999", "-1"])
async def test_a_forged_choice_changes_nothing(evening: Evening, value: str) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    asked = await ask(evening, "Taal")
    assert asked.response is not None
    menu = asked.response.components[1]["components"][0]["custom_id"]
    knock = await Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS)).press(menu, value)
    assert "Kies er een die open is" in knock.heard
    assert len((await evening.venue()).tables()) == 2


@pytest.mark.parametrize("name", FAILURES)
async def test_whatever_fails_at_first_it_is_closed_and_emptied(
    evening: Evening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin_tables()
    table, to = await evening.table("Taal"), await evening.table("Vrije tafel")
    await evening.noor.join_voice(table)
    asked = await ask(evening, "Taal")
    refusing = Refusing(evening, FAILURES[name])
    refusing.first_of_every_cue(monkeypatch)
    await choose(evening, asked, "Vrije tafel")
    await evening.pass_time(minutes=4)
    assert CueKind.CLOSE_TABLE in refusing.given
    assert evening.voice_of(evening.noor) == to.id
    assert not evening.can_enter(evening.sem, table)
    assert any("Deze tafel is dicht" in text for text in await evening.posts(table))
