"""The endless loop: it does what is due, sleeps till what comes next, and wakes when something changes."""

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.runner.acts import ACTS
from tests.evening import Evening


@pytest.fixture
async def loop_of(evening: Evening) -> AsyncIterator[Evening]:
    """An evening whose runner runs by itself."""
    task = asyncio.create_task(evening.bot.runner.forever())
    yield evening
    assert not task.done()
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def until(evening: Evening, state: State, posts: int) -> None:
    """Let the loop turn until it has done its work; a loop that does not ends the test in the end."""
    for _turn in range(2000):
        await asyncio.sleep(0)
        plenary = await evening.posts(await evening.plenary)
        if (await evening.meetup()).state is state and len(plenary) >= posts:
            return
    raise AssertionError(f"the loop did not do it: {await evening.everything_posted()}")


async def test_the_loop_wakes_for_every_command_and_does_what_is_due(loop_of: Evening) -> None:
    result = await loop_of.moderator.slash(
        loop_of.lobby, "meetup plan", programma="proef", titel="Proefavond", start="20:00"
    )
    assert result.response is not None
    loop_of.meetup_id = 1
    await until(loop_of, State.PLANNED, posts=1)
    moderators = await loop_of.place(PlaceKind.MODERATORS)
    await loop_of.moderator.slash(moderators, "meetup start")
    await until(loop_of, State.LIVE, posts=3)
    await loop_of.env.advance_time(11)
    await loop_of.moderator.slash(moderators, "meetup volgende")
    await until(loop_of, State.LIVE, posts=4)
    assert loop_of.can_enter(loop_of.noor, await loop_of.table("Taal"))


async def test_the_loop_tidies_up_every_hour_and_not_at_every_turn(loop_of: Evening) -> None:
    asked: list[str] = []
    await loop_of.bot.db.read._connection.set_trace_callback(asked.append)

    async def tidied_in(turns: int) -> int:
        """How often it looked for what is to be let go, once the loop has turned so often."""
        for _try in range(2000):
            if sum("DISTINCT meetup" in sql for sql in asked) >= turns:
                return sum("emptied_at IS NULL" in sql for sql in asked)
            loop_of.bot.wake()
            await loop_of.bot.db.read.all("SELECT 1")
        raise AssertionError("the loop does not turn")

    await tidied_in(turns=2)
    asked.clear()
    assert await tidied_in(turns=10) == 0
    asked.clear()
    await loop_of.env.advance_time(3600)
    assert await tidied_in(turns=10) == 1


def test_every_kind_of_cue_has_its_act_and_its_row() -> None:
    assert set(ACTS) == set(CUES) == set(CueKind)
