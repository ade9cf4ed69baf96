"""Doing the due cues of one meetup: choose the next, do it, note what became of it.

A cue is marked done after its act: one that was interrupted is done again, and every act may be done twice.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.core.evening import due
from bot.core.evening.cues import ASIDE, CUES, PANEL_SOON, CueKind, kinds_in
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.retries import Reason, Retry
from bot.core.evening.slots import Cue, CueState, Timeline
from bot.core.people.floor import Floor
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal
from bot.platform import mending, troubles
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.scene import Scene
from bot.runner import words as runner_words
from bot.runner.acts import ACTS
from bot.storage import floors, meetups, places, retries, timelines
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

PATIENCE = 5.0  # seconds that the other cues of a meetup wait for one; its errands have a patience of their own


class Doing:
    """Does the cues of meetups, each meetup's one after the other.

    ``hold`` is called with a meetup that can't go on now. ``cues`` are the tasks of what is being done, by cue;
    ``moving`` are the meetups of which a cue is done aside. Once ``is_leaving``, nothing more is begun.
    """

    def __init__(self, bot: App, clock: Callable[[], datetime], hold: Callable[[int], None]) -> None:
        self._bot, self._clock, self._hold = bot, clock, hold
        self.cues: dict[int, asyncio.Task[bool]] = {}
        self.moving: set[int] = set()
        self.is_leaving = False
        self._stuck: set[int] = set()  # meetups whose moderators know that they can't go on

    async def run_meetup(self, meetup: int) -> None:
        """Do all due cues of one meetup, each once; a failed one is tried again later.

        One that takes long goes on by itself, and the others do not wait for it.
        """
        tried: set[int] = set()
        try:
            while not self.is_leaving and (scene := await self._next_scene(meetup, tried)) is not None:
                tried.add(scene.cue.id)
                work = self._begin(scene.cue.id, self._carry_out(scene))
                if CUES[scene.cue.kind].aside:
                    self.moving.add(meetup)
                    work.add_done_callback(lambda _: self.moving.discard(meetup))
                elif not await _patiently(work):
                    return
        except Refusal as refusal:
            # Nothing can be done now, for example on a server that removed the bot.
            log.warning("meetup %s waits: %s", meetup, refusal)
            self._hold(meetup)
        except Exception:
            log.exception("meetup %s: could not go on", meetup)
            self._hold(meetup)
            await self._tell_stuck(meetup)
        else:
            self._stuck.discard(meetup)

    async def _tell_stuck(self, id: int) -> None:
        """Tell the moderators that their meetup can't go on, once until it does. A failure is only logged."""
        if id in self._stuck:
            return
        self._stuck.add(id)
        try:
            meetup, venue = await meetups.get(self._bot.db.read, id), await places.venue(self._bot.db.read, id)
            if meetup is not None:
                await mending.tell_moderators(self._bot, meetup, venue, runner_words.stuck(meetup))
        except Exception:
            log.exception("meetup %s: its moderators could not be told that it can't go on", id)

    def _begin(self, cue: int, work: Coroutine[Any, Any, bool]) -> asyncio.Task[bool]:
        """Begin the work of a cue; it returns False where its meetup can't go on."""
        self.cues[cue] = asyncio.create_task(work)
        self.cues[cue].add_done_callback(partial(self._ended, cue))
        return self.cues[cue]

    def _ended(self, cue: int, task: asyncio.Task[bool]) -> None:
        self.cues.pop(cue, None)
        self._bot.wake()
        if not task.cancelled() and (error := task.exception()):
            log.warning("a cue ended in an error: %s", names_of(error))

    async def _carry_out(self, scene: Scene) -> bool:
        """Do a cue; return False where its meetup has to wait, because nothing can be stored."""
        try:
            await self._do(scene)
        except Refusal as refusal:
            log.warning("meetup %s waits: %s", scene.meetup.id, refusal)
        except Exception:
            log.exception("meetup %s: could not go on", scene.meetup.id)
            await self._tell_stuck(scene.meetup.id)
        else:
            return True
        self._hold(scene.meetup.id)
        return False

    async def _next_scene(self, id: int, tried: set[int]) -> Scene | None:
        now, read = self._clock(), self._bot.db.read
        meetup = await meetups.get(read, id)
        if meetup is None:
            return None
        meetup.must_be_readable()
        timeline = await timelines.of_meetup(read, id)
        waiting = await retries.of_meetup(read, id)
        cue = self._choose(meetup, timeline, waiting, tried)
        if meetup.state is not State.CLOSED and (cue or any(retry.due <= now for retry in waiting)):
            await self._make_channels(meetup, timeline)
            timeline, waiting = await timelines.of_meetup(read, id), await retries.of_meetup(read, id)
            cue = self._choose(meetup, timeline, waiting, tried)
        if cue is None:
            return None
        venue = await places.venue(read, id)
        guild, is_over = self._bot.channels.guild(meetup), meetup.state is State.CLOSED
        floor = Floor() if is_over else (await floors.get(read, id)).at(now)
        return Scene(self._bot, meetup, timeline, venue, guild, cue, now, again=not cue.is_todo, floor=floor)

    def _choose(
        self, meetup: Meetup, timeline: Timeline, waiting: Sequence[Retry], tried: Collection[int]
    ) -> Cue | None:
        """Return the next cue to do, or to do again for the channels that it could not be done in; None without."""
        busy = {*tried, *self.cues}
        now = self._clock()
        kinds = set(kinds_in(meetup.state)) - (ASIDE if meetup.id in self.moving else frozenset())
        return due.next_due(timeline, kinds, now, busy) or due.left_over(timeline, kinds, waiting, now, busy)

    async def _make_channels(self, meetup: Meetup, timeline: Timeline) -> None:
        """Make missing channels; the welcome waits for that, and nothing else when it takes long."""
        welcome = timeline.cues_of(0, CueKind.WELCOME)[0].id
        if welcome not in self.cues:
            await _patiently(self._begin(welcome, self._ensure(meetup)))

    async def _ensure(self, meetup: Meetup) -> bool:
        await mending.ensure(self._bot, meetup)
        return True

    async def _do(self, scene: Scene) -> None:
        cue = scene.cue
        if scene.again:
            await self._do_again(scene)
            return
        try:
            if due.is_stale(cue, scene.timeline, scene.now):
                after = replace(cue, state=CueState.SKIPPED)
            else:
                again = await ACTS[cue.kind](scene)
                after = due.after(scene.cue, again, scene.left)
        except Exception as error:
            await self._failed(scene, error)
            return
        await self._mark(scene, after)
        log.info("meetup %s: %s of block %s %s", scene.meetup.id, cue.kind, cue.block, after.state)

    async def _do_again(self, scene: Scene) -> None:
        """Do a cue once more for the channels in which it failed, as long as that is of use."""
        stale = due.is_stale(scene.cue, scene.timeline, scene.now)
        late = timedelta() if stale else CUES[scene.cue.kind].late
        if late is not None:
            async with self._bot.db.transaction() as db:
                await retries.give_up(db, scene.cue.id, late, scene.now)
        try:
            again = None if stale else await ACTS[scene.cue.kind](scene)
        except Exception as error:
            await self._failed(scene, error)
            return
        async with self._bot.db.transaction() as db:  # what the act has no use for any more
            await retries.drop_due(db, scene.cue.id, scene.now)
            if again is not None:
                await timelines.plan_again(db, scene.cue.id, again)

    async def _failed(self, scene: Scene, error: Exception) -> None:
        reason, wait = troubles.reason_of(error)
        cue = due.retry(scene.cue, self._clock(), wait)
        log.warning(
            "meetup %s: %s of block %s failed (%s. time): %s",
            scene.meetup.id,
            cue.kind,
            cue.block,
            cue.attempts,
            names_of(error),
            exc_info=error if reason is Reason.BUG and not isinstance(error, Refusal) else None,
        )
        await self._mark(scene, cue)
        if isinstance(error, Unavailable):
            return  # what is wrong with the database is told once, for all cues; see ``Saving``
        if due.is_to_tell(cue, reason):
            text = runner_words.trouble(scene.meetup, cue, reason)
            remedy: Remedy | None = Remedy(Mend.CHECK, scene.meetup.id)
            if isinstance(error, Refusal):
                text, remedy = error.text, error.remedy
            await mending.tell_moderators(self._bot, scene.meetup, scene.venue, text, remedy)

    async def _mark(self, scene: Scene, after: Cue) -> None:
        async with self._bot.db.transaction() as db:
            await timelines.finish_cue(db, scene.meetup.id, scene.loaded, after)
            if CUES[after.kind].stirs_panel:
                await timelines.wake(db, scene.meetup.id, CueKind.PANEL, self._clock(), PANEL_SOON)


async def _patiently(work: asyncio.Task[bool]) -> bool:
    """Wait for the work of a cue, or leave it to itself when that takes long; False where its meetup can't go on."""
    done, _long = await asyncio.wait([work], timeout=PATIENCE)
    return work.result() if done else True
