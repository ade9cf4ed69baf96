"""Waking a cue: the sooner moment wins, one that is being done comes again, and the commit wakes the runner."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.evening import events
from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.planning import plan
from bot.core.evening.retries import GIVE_UP_AFTER
from bot.core.evening.slots import Cue, CueState
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.storage import meetups, timelines
from bot.storage.database import ROWS_AT_ONCE, Database

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
PROGRAMME = Programme.model_validate(
    {"titel": "P", "soort": "meetup", "blokken": [{"titel": "A", "soort": "plenair", "duur": "10 min"}]}
)


def seconds(n: float) -> timedelta:
    return timedelta(seconds=n)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with meetup 1, which has no cues yet."""
    opened = await Database.open(tmp_path / "a.sqlite3")
    slots = plan(PROGRAMME, NOW, NOW)
    meetup = Meetup(0, 1, Typed("Avond"), Typed(""), PROGRAMME.kind, "nl", True, State.LIVE, NOW, PROGRAMME)
    async with opened.transaction() as transaction:
        await meetups.add(transaction, meetup, planned_by=1)
        await timelines.save(transaction, 1, replace(slots, cues=()))
    yield opened
    await opened.close()


async def cue(db: Database) -> Cue:
    (found,) = (await timelines.of_meetup(db.read, 1)).cues
    return found


PANEL, MOVE, WALL = CueKind.PANEL, CueKind.MOVE, CueKind.WALL


@pytest.mark.parametrize(
    ("kind", "state", "due", "wait", "comes"),
    [
        (PANEL, CueState.IDLE, -60, 0, 0),
        (PANEL, CueState.IDLE, 60, 15, 15),  # the moment of one that does not wait says nothing
        (PANEL, CueState.DONE, -60, 15, 15),
        (PANEL, CueState.TODO, 5, 15, 5),  # the sooner one wins, whichever that is
        (PANEL, CueState.TODO, 15, 5, 5),
        (PANEL, CueState.TODO, -1, 15, 15),  # it is being done
        (PANEL, CueState.TODO, 0, 0, -0.001),  # the same, and its moment has to move
        (WALL, CueState.SKIPPED, -60, 0, 0),  # gave up, and now there is a reason to try once more
        (MOVE, CueState.IDLE, -60, 0, 0),
        (MOVE, CueState.TODO, -1, 0, 10),  # whoever moves people does so at their own pace
        (MOVE, CueState.TODO, 4, 0, 4),
        (MOVE, CueState.SKIPPED, -60, 0, None),  # of a division that another one replaced
    ],
)
async def test_the_moment_at_which_a_woken_cue_comes(
    db: Database, kind: CueKind, state: CueState, due: float, wait: float, comes: float | None
) -> None:
    before = Cue(kind, 0, NOW + seconds(due), state=state)
    async with db.transaction() as transaction:
        await timelines.add_cue(transaction, 1, before)
        assert await timelines.wake(transaction, 1, kind, NOW, seconds(wait)) is (comes is not None)
    after = await cue(db)
    if comes is None:
        assert after == replace(before, id=after.id)
    else:
        assert (after.state, after.due) == (CueState.TODO, NOW + seconds(comes))


async def test_one_that_is_woken_while_it_is_being_done_comes_again(db: Database) -> None:
    async with db.transaction() as transaction:
        await timelines.add_cue(transaction, 1, Cue(CueKind.PANEL, 0, NOW))
    acted_on = await cue(db)
    async with db.transaction() as transaction:
        await timelines.wake(transaction, 1, CueKind.PANEL, NOW)
        await timelines.finish_cue(transaction, 1, acted_on, replace(acted_on, state=CueState.IDLE))
    assert (await cue(db)).is_todo


async def test_failures_count_until_it_worked_and_a_new_reason_does_not_wait_for_the_next_attempt(db: Database) -> None:
    tries = GIVE_UP_AFTER - 1
    async with db.transaction() as transaction:
        await timelines.add_cue(transaction, 1, Cue(CueKind.WALL, 0, NOW))
    for state, attempts in ((CueState.TODO, tries), (CueState.SKIPPED, 0), (CueState.IDLE, 0)):
        now = await cue(db)
        failed = replace(now, state=state, attempts=tries, not_before=NOW + timedelta(minutes=1))
        async with db.transaction() as transaction:
            before = await timelines.of_meetup(transaction, 1)
            await timelines.save(transaction, 1, replace(before, cues=(failed,)), before)
            await timelines.wake(transaction, 1, CueKind.WALL, NOW)
        after = await cue(db)
        assert (after.attempts, after.not_before) == (attempts, None)


async def test_only_the_cue_that_is_meant_wakes(db: Database) -> None:
    cues = [Cue(CueKind.TABLES, 0, NOW, state=CueState.IDLE), Cue(CueKind.TABLES, 1, NOW, state=CueState.IDLE)]
    calls = [Cue(CueKind.HELP, 0, NOW, state=CueState.IDLE, note=note) for note in ("1", "2")]
    async with db.transaction() as transaction:
        for one in (*cues, *calls):
            await timelines.add_cue(transaction, 1, one)
        assert await timelines.wake(transaction, 1, CueKind.TABLES, NOW, block=1)
        assert await timelines.wake(transaction, 1, CueKind.HELP, NOW, note="2")
        assert not await timelines.wake(transaction, 1, CueKind.HELP, NOW, note="3")
        assert not await timelines.wake(transaction, 2, CueKind.TABLES, NOW)
    found = (await timelines.of_meetup(db.read, 1)).cues
    assert [(one.block, one.note) for one in found if one.is_todo] == [(1, ""), (0, "2")]


async def test_a_transaction_that_wrote_a_cue_wakes_the_runner_at_its_commit(db: Database) -> None:
    rung: list[str] = []
    db.alarm = lambda: rung.append("!")
    async with db.transaction() as transaction:
        await timelines.add_cue(transaction, 1, Cue(CueKind.PANEL, 0, NOW))
        await timelines.wake(transaction, 1, CueKind.PANEL, NOW, PANEL_CALM)
        assert rung == []
    assert rung == ["!"]
    async with db.transaction() as transaction:
        before = await timelines.of_meetup(transaction, 1)
        moved = tuple(replace(one, due=one.due + seconds(1)) for one in before.cues)
        await timelines.save(transaction, 1, replace(before, cues=moved), before)
    assert rung == ["!", "!"]


async def test_nobody_is_woken_for_what_was_undone_or_is_about_no_cue(db: Database) -> None:
    rung: list[str] = []
    db.alarm = lambda: rung.append("!")
    with pytest.raises(Refusal):
        await _refused(db)
    async with db.transaction() as transaction:
        before = await timelines.of_meetup(transaction, 1)
        await timelines.save(transaction, 1, before, before)
        await timelines.wake(transaction, 1, CueKind.WALL, NOW)  # there is no wall
    assert rung == []


async def _refused(db: Database) -> None:
    async with db.transaction() as transaction:
        await timelines.add_cue(transaction, 1, Cue(CueKind.PANEL, 0, NOW))
        raise Refusal(_("No."))


@pytest.mark.parametrize("due", [-60, 0, 60])
@pytest.mark.parametrize("state", CueState)
async def test_a_timeline_in_hand_is_woken_as_one_in_the_file_is(db: Database, state: CueState, due: int) -> None:
    panel = Cue(CueKind.PANEL, 0, NOW + seconds(due), state=state, attempts=2, not_before=NOW + seconds(due + 15))
    async with db.transaction() as transaction:
        await timelines.add_cue(transaction, 1, panel)
        in_hand = events.woken(await timelines.of_meetup(transaction, 1), CueKind.PANEL, NOW)
        await timelines.wake(transaction, 1, CueKind.PANEL, NOW)
        assert await timelines.of_meetup(transaction, 1) == in_hand


async def test_more_rows_than_fit_in_one_statement_are_all_kept(db: Database) -> None:
    many = tuple(Cue(CueKind.NOTICE, 0, NOW, note=str(n)) for n in range(2 * ROWS_AT_ONCE + 1))
    async with db.transaction() as transaction:
        before = await timelines.of_meetup(transaction, 1)
        await timelines.save(transaction, 1, replace(before, cues=many), before)
    kept = await timelines.of_meetup(db.read, 1)
    assert [one.note for one in kept.cues] == [one.note for one in many]
    moved = replace(kept, cues=tuple(replace(one, due=NOW + seconds(1)) for one in kept.cues))
    async with db.transaction() as transaction:
        await timelines.save(transaction, 1, moved, kept)
    assert await timelines.of_meetup(db.read, 1) == moved
