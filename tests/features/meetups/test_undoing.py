"""A moderator undoes the last step on the time, for twenty seconds: nothing is lost, and nothing said twice."""

from datetime import timedelta

import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.slots import Slot
from bot.storage import meetups
from tests.at_seats import begin
from tests.at_wall import share
from tests.evening import PROGRAMME, Evening, answer, bugs
from tests.refusing import FAILURES, Refusing

UNDO = "Maak ongedaan (20 s)"


async def give(evening: Evening, name: str, **options: object) -> simcord.InteractionResult:
    """Give a command; returns the whole result."""
    result = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), name, **options)
    await evening.run_due()
    return result


async def undo(evening: Evening, result: simcord.InteractionResult) -> str:
    """Press the button under an answer. Returns what is answered to that."""
    shown = result.response
    assert shown is not None
    pressed = await evening.moderator.click(shown, label=UNDO)
    await evening.run_due()
    return answer(pressed)


async def slots(evening: Evening) -> tuple[Slot, ...]:
    return (await evening.timeline()).slots


async def plenary_posts(evening: Evening) -> list[str]:
    """What stands in the plenary, but for the clock on the agenda card."""
    return await evening.posts(await evening.plenary)


@pytest.mark.parametrize("step", [("meetup verleng", {"minuten": 5}), ("meetup pauze", {}), ("meetup volgende", {})])
@pytest.mark.parametrize("minutes", [5, 20, 37])
async def test_every_time_is_put_back_and_what_stood_stands_again(
    evening: Evening, step: tuple[str, dict[str, int]], minutes: int
) -> None:
    await evening.begin()
    await evening.pass_time(minutes=minutes)
    before, posts = await slots(evening), sorted(await plenary_posts(evening))
    result = await give(evening, step[0], **step[1])
    await evening.pass_time(seconds=12)
    assert "Ongedaan gemaakt" in await undo(evening, result)
    assert await slots(evening) == before
    await evening.pass_time(seconds=20)
    now = [text for text in sorted(await plenary_posts(evening)) if "We gaan verder" not in text]
    assert now == [text for text in posts if "We gaan verder" not in text]
    assert not bugs(evening.env)


@pytest.mark.parametrize("seconds", [0, 5, 19])
async def test_the_evening_after_it_is_as_if_nothing_was(evening: Evening, seconds: int) -> None:
    """Whatever the moment: each block comes once, at its time, with all its questions, and the end."""
    await evening.begin()
    for minutes, name in ((2, "meetup volgende"), (9, "meetup volgende"), (12, "meetup volgende"), (3, "meetup pauze")):
        await evening.pass_time(minutes=minutes)
        before = await slots(evening)
        result = await give(evening, name)
        await evening.pass_time(seconds=seconds)
        if "Ongedaan gemaakt" in await undo(evening, result):
            assert await slots(evening) == before
    timeline = await evening.timeline()
    left = timeline.ends - evening.now
    await evening.pass_time(seconds=left.total_seconds() + 60)
    meetup = await meetups.get(evening.bot.db.read, evening.meetup_id)
    assert meetup is not None
    assert meetup.state is State.CLOSED
    started = [slot.started for slot in await slots(evening)]
    assert all(moment is not None for moment in started)
    assert started == sorted(started)  # type: ignore[type-var]
    free = await evening.posts(await evening.table("Vrije tafel"))
    assert sum(text.startswith("## ") for text in free) == 1  # opened once
    assert not bugs(evening.env)


async def test_a_question_that_was_asked_stands_again(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=4)
    assert any("Waar kom je vandaan" in text for text in await plenary_posts(evening))
    result = await give(evening, "meetup volgende")
    await evening.pass_time(seconds=3)
    assert not any("Waar kom je vandaan" in text for text in await plenary_posts(evening))
    await undo(evening, result)
    assert sum("Waar kom je vandaan" in text for text in await plenary_posts(evening)) == 1
    assert sum("Fijn dat je er bent" in text for text in await plenary_posts(evening)) == 1


async def test_tables_that_opened_by_mistake_close_and_open_again_at_their_time(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=4)
    result = await give(evening, "meetup volgende")
    table, voice = await evening.table("Vrije tafel"), await evening.place(PlaceKind.VOICE)
    await evening.pass_time(seconds=5)
    await evening.noor.join_voice(table)
    told = await undo(evening, result)
    assert "**Aan tafel** is niet begonnen. Ik sluit de tafels" in told
    await evening.pass_time(seconds=15)
    assert evening.voice_of(evening.noor) == voice.id
    assert not evening.can_enter(evening.noor, table)
    assert not any("De tafels zijn open" in text for text in await plenary_posts(evening))
    assert not [m for m in table.history() if m.components]
    await evening.pass_time(minutes=6)
    assert evening.can_enter(evening.noor, table)
    assert sum("De tafels zijn open" in text for text in await plenary_posts(evening)) == 1
    assert [m for m in table.history() if m.components]
    posts = await evening.posts(table)
    assert sum(text.startswith("## ") for text in posts) == 1
    assert "Waar wil je het over hebben" in posts[-1]
    await evening.noor.join_voice(table)
    await evening.pass_time(minutes=1)
    assert evening.voice_of(evening.noor) == table.id
    assert not bugs(evening.env)


async def test_who_was_dealt_is_dealt_again(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="meteen")
    await evening.pass_time(minutes=1)
    result = await give(evening, "meetup volgende")
    await evening.pass_time(seconds=5)
    await undo(evening, result)
    voice = await evening.place(PlaceKind.VOICE)
    await evening.pass_time(seconds=30)
    assert all(evening.voice_of(person) == voice.id for person in crowd)
    await evening.pass_time(minutes=5)
    tables = {table.channel for table in (await evening.venue()).tables()}
    assert all(evening.voice_of(person) in tables for person in crowd)
    assert not bugs(evening.env)


async def test_a_recall_is_undone_while_the_tables_are_open(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    await evening.noor.join_voice(table)
    await evening.pass_time(minutes=5)
    before = await slots(evening)
    result = await give(evening, "ruimtes terug")
    await evening.pass_time(seconds=10)
    assert "🔔" in (await evening.posts(table))[-1]
    assert "De tafels blijven open" in await undo(evening, result)
    await evening.pass_time(seconds=5)
    assert await slots(evening) == before
    assert "🔔" not in (await evening.posts(table))[-1]
    await evening.pass_time(minutes=5)
    assert evening.voice_of(evening.noor) == table.id
    await evening.pass_time(minutes=16)
    assert evening.voice_of(evening.noor) == (await evening.place(PlaceKind.VOICE)).id


async def test_after_twenty_seconds_it_answers_kindly_and_the_button_goes(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=2)
    result = await give(evening, "meetup verleng", minuten=5)
    after = await slots(evening)
    await evening.pass_time(seconds=21)
    assert "20 seconden" in await undo(evening, result)
    with pytest.raises(simcord.SetupError):
        await undo(evening, result)
    assert "20 seconden" in await evening.command("meetup ongedaan")
    assert await slots(evening) == after


async def test_only_the_last_step_is_undone_and_once(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=2)
    before = await slots(evening)
    first = await give(evening, "meetup verleng", minuten=5)
    await evening.pass_time(seconds=4)
    middle = await slots(evening)
    await give(evening, "meetup verleng", minuten=2)
    assert "heeft daarna nog iets gedaan" in await undo(evening, first)
    assert "Ongedaan gemaakt" in await evening.command("meetup ongedaan")
    assert await slots(evening) == middle != before
    await evening.pass_time(seconds=11)
    assert "heeft dit al ongedaan gemaakt" in await evening.command("meetup ongedaan")
    assert await slots(evening) == middle


async def test_a_pause_and_its_end(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=2)
    await give(evening, "meetup pauze")
    await evening.pass_time(minutes=3)
    result = await give(evening, "meetup verder")
    await evening.pass_time(seconds=10)
    await undo(evening, result)
    meetup = await meetups.get(evening.bot.db.read, evening.meetup_id)
    assert meetup is not None
    assert meetup.state is State.PAUSED
    await evening.pass_time(minutes=1)
    await give(evening, "meetup verder")
    slot = (await slots(evening))[0]
    assert meetup.paused_at is not None
    assert slot.started is not None
    assert slot.ends - slot.started - timedelta(minutes=10) == evening.now - meetup.paused_at  # no more and no less
    assert not bugs(evening.env)


async def test_nothing_to_undo(evening: Evening) -> None:
    await evening.plan()
    assert "geen stap" in await evening.command("meetup ongedaan")
    await evening.command("meetup start")
    assert "geen stap" in await evening.command("meetup ongedaan")
    assert "moderatoren" in answer(await evening.noor.slash(await evening.plenary, "meetup ongedaan"))


async def test_a_restart_in_between_does_not_matter(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=4)
    before = await slots(evening)
    await give(evening, "meetup volgende")
    await evening.restart()
    assert "Ongedaan gemaakt" in await evening.command("meetup ongedaan")
    await evening.restart()
    assert await slots(evening) == before
    await evening.pass_time(minutes=7)
    assert evening.can_enter(evening.noor, await evening.table("Taal"))
    assert not bugs(evening.env)


@pytest.mark.parametrize("name", FAILURES)
async def test_whatever_fails_at_first_the_tables_close_again(
    evening: Evening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin()
    await evening.pass_time(minutes=2)
    result = await give(evening, "meetup volgende")
    await evening.pass_time(seconds=5)
    table, voice = await evening.table("Vrije tafel"), await evening.place(PlaceKind.VOICE)
    await evening.noor.join_voice(table)
    refusing = Refusing(evening, FAILURES[name])
    refusing.first_of_every_cue(monkeypatch)
    await undo(evening, result)
    await evening.pass_time(minutes=4)
    assert CueKind.REWIND in refusing.given
    assert evening.voice_of(evening.noor) == voice.id
    assert not evening.can_enter(evening.sem, table)
    assert sum("Fijn dat je er bent" in text for text in await plenary_posts(evening)) == 1


async def test_a_trim_and_a_dropped_block_are_undone(evening: Evening) -> None:
    await evening.plan(start="20:00", eindigt="21:00")
    await evening.wait_until((await evening.meetup()).planned_start)
    await evening.command("meetup start")
    await evening.pass_time(minutes=1)
    extended = await give(evening, "meetup verleng", minuten=7)
    assert extended.response is not None
    before = await slots(evening)
    for change in ("trim", "drop"):
        if change == "trim":
            result = await evening.moderator.click(extended.response, label="Rest gelijk inkorten")
        else:
            result = await evening.moderator.select(
                extended.response, ["4"], custom_id=f"bord:vervalt:{evening.meetup_id}"
            )
        await evening.run_due()
        assert await slots(evening) != before
        assert "Ongedaan gemaakt" in await undo(evening, result)
        assert await slots(evening) == before
        await evening.pass_time(seconds=30)
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED
    assert not bugs(evening.env)


async def test_a_press_on_the_panel_has_the_button_too(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=2)
    before = await slots(evening)
    pressed = await evening.moderator.click(await evening.panel_message(), label="+2 min")
    await evening.run_due()
    (told,) = pressed.followups
    assert "Ongedaan gemaakt" in answer(await evening.moderator.click(told, label=UNDO))
    assert await slots(evening) == before


async def test_what_was_said_meanwhile_stays(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=2)
    result = await give(evening, "meetup volgende")
    await evening.noor.send(await evening.plenary, "#morgen bel ik ouders")
    await evening.noor.send(await evening.table("Taal"), "#morgen lees ik voor")
    await undo(evening, result)
    await evening.pass_time(minutes=1)
    mine = answer(await evening.noor.slash(await evening.plenary, "mijn bijdragen"))
    assert "bel ik ouders" in mine
    assert "lees ik voor" in mine


async def test_what_a_block_shows_is_chosen_when_it_really_begins(evening: Evening) -> None:
    evening.bot.library._extra["toon"] = PROGRAMME.with_name("toon.yaml")
    await evening.plan(programma="toon")
    await evening.command("meetup start")
    await evening.pass_time(minutes=22)  # people write
    await evening.noor.send(await evening.plenary, "#morgen bel ik ouders")
    await evening.pass_time(minutes=1)
    await share(evening, evening.noor, "Met mijn naam")
    result = await give(evening, "meetup volgende")
    await evening.pass_time(seconds=5)
    assert any("> Morgen bel ik ouders" in text for text in await plenary_posts(evening))
    await undo(evening, result)
    await evening.sem.send(await evening.plenary, "#morgen lees ik voor")
    await evening.pass_time(minutes=1)
    await share(evening, evening.sem, "Met mijn naam")
    await evening.pass_time(seconds=30)
    assert not any("> Morgen bel ik ouders" in text for text in await plenary_posts(evening))
    await evening.pass_time(minutes=6)
    (shown,) = [text for text in await plenary_posts(evening) if "> Morgen bel ik ouders" in text]
    assert "> Morgen lees ik voor" in shown
    assert not bugs(evening.env)
