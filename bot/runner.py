"""Does the cues that are due, each meetup by itself; and the endless loop that waits for the next one.

Act, then mark done: a cue that was interrupted is done again, and every act may be done twice.
"""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import discord

from bot import announcements as words
from bot.acts import ACTS, Scene
from bot.core import timeline as rules
from bot.core.meetup import State
from bot.core.places import PlaceKind, Venue
from bot.core.timeline import RUNS, TELL_AFTER, Cue, CueKind, CueState
from bot.core.words import Refusal
from bot.storage import meetups, timelines
from bot.texts import voice

if TYPE_CHECKING:
    from bot.client import MeetupBot

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(seconds=30)  # a clock that jumps is noticed within this time
AWAY = timedelta(seconds=30)  # later than this at the start: the moderators are told that we were away


class Runner:
    """Runs the meetups of one bot."""

    def __init__(self, bot: "MeetupBot", clock: Callable[[], datetime]) -> None:
        self._bot, self._clock = bot, clock
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Task[None]] = {}

    def wake(self) -> None:
        """Something in the timeline changed: look again now."""
        self._wake.set()

    async def forever(self) -> None:
        """Do what is due, and wait for what comes next. Ends only when it is cancelled."""
        try:
            while True:
                self._wake.clear()
                for meetup in await timelines.meetups_due(self._bot.db.read, self._clock()):
                    if meetup not in self._busy:
                        task = asyncio.create_task(self.run_meetup(meetup))
                        self._busy[meetup] = task
                        task.add_done_callback(partial(self._free, meetup))
                await self._wait()
        finally:
            for task in self._busy.values():
                task.cancel()

    def _free(self, meetup: int, _task: asyncio.Task[None]) -> None:
        self._busy.pop(meetup, None)
        self.wake()

    async def _wait(self) -> None:
        """Until the next moment at which there is something to do, or until somebody wakes us."""
        due = await timelines.next_due(self._bot.db.read, without=self._busy)
        wait = LONGEST_WAIT if due is None else min(LONGEST_WAIT, max(due - self._clock(), timedelta(0)))
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wake.wait(), wait.total_seconds())

    async def run_due(self) -> None:
        """Do everything that is due now, in every meetup; for tests and the rehearsal, which drive the time."""
        due = await timelines.meetups_due(self._bot.db.read, self._clock())
        await asyncio.gather(*map(self.run_meetup, due))

    async def run_meetup(self, meetup: int) -> None:
        """Do everything that is due now in one meetup. Each cue is tried once; a failed one comes back later."""
        tried: set[int] = set()
        try:
            while (scene := await self._next_scene(meetup, tried)) is not None:
                tried.add(scene.cue.id)
                await self._do(scene)
        except Refusal as refusal:
            # Nothing can be done here now, such as on a server that the bot was put out of.
            log.warning("meetup %s: %s", meetup, refusal)
            await self._put_off(meetup)
        except Exception:
            log.exception("meetup %s: could not go on", meetup)
            await self._put_off(meetup)

    async def _next_scene(self, id: int, tried: set[int]) -> Scene | None:
        now = self._clock()
        meetup = await meetups.get(self._bot.db.read, id)
        if meetup is None:
            return None
        timeline = await timelines.of_meetup(self._bot.db.read, id)
        cue = rules.next_due(timeline, RUNS[meetup.state], now, tried)
        if cue is None:
            return None
        venue, made = await self._bot.channels.ensure(meetup)
        scene = Scene(self._bot, meetup, timeline, venue, self._bot.channels.guild(meetup), cue, now)
        # Making the channels for the first time is no mending.
        if made and len(made) < len(venue.places):
            await self.tell_moderators(scene, words.mended(scene.say, made))
        return scene

    async def _do(self, scene: Scene) -> None:
        cue = scene.cue
        if rules.is_stale(cue, scene.timeline, scene.now):
            await self._mark(replace(cue, state=CueState.SKIPPED))
            return
        try:
            again = await ACTS[cue.kind](scene)
        except Exception as error:
            await self._failed(scene, error)
            return
        if again is not None:
            await self._mark(replace(scene.cue, due=again))
        else:
            await self._mark(replace(cue, state=CueState.IDLE if cue.kind is CueKind.PANEL else CueState.DONE))
        log.info("meetup %s: %s of block %s done", scene.meetup.id, cue.kind, cue.block)

    async def _failed(self, scene: Scene, error: Exception) -> None:
        cue = rules.retry(scene.cue, self._clock())
        known = isinstance(error, discord.HTTPException | ExceptionGroup | Refusal | LookupError | OSError)
        log.warning(
            "meetup %s: %s of block %s failed (%s. time): %s",
            scene.meetup.id,
            cue.kind,
            cue.block,
            cue.attempts,
            _names(error),
            exc_info=None if known else error,
        )
        await self._mark(cue)
        if cue.attempts == TELL_AFTER:
            await self.tell_moderators(scene, words.trouble(scene.say, scene.meetup, cue.block))

    async def _mark(self, cue: Cue) -> None:
        async with self._bot.db.transaction() as db:
            await timelines.save_cue(db, cue, only_if=CueState.TODO)

    async def _put_off(self, meetup: int) -> None:
        """Try everything that is due again in a minute, instead of at once."""
        now = self._clock()
        async with self._bot.db.transaction() as db:
            timeline = await timelines.of_meetup(db, meetup)
            for cue in timeline.cues:
                if cue.is_todo and cue.due <= now:
                    await timelines.save_cue(db, replace(cue, due=now + timedelta(minutes=1)))

    async def tell_moderators(self, scene: Scene, text: str) -> None:
        """Say something in the moderators' channel; when even that fails, the log knows."""
        try:
            await scene.channel(scene.venue.one(PlaceKind.MODERATORS)).send(text)
        except (discord.HTTPException, LookupError) as error:
            log.warning("meetup %s: could not tell the moderators: %s", scene.meetup.id, _names(error))

    async def after_start(self) -> None:
        """Once, when the bot is there again: tell the moderators of running meetups if it was away too long."""
        now = self._clock()
        for meetup in await meetups.unfinished(self._bot.db.read):
            if meetup.state is not State.LIVE:
                continue
            async with self._bot.db.transaction() as db:
                before = await timelines.of_meetup(db, meetup.id)
                if any(cue.is_todo and cue.due < now - AWAY for cue in before.cues):
                    await timelines.save(db, meetup.id, rules.with_notice(before, "back", now), before)
        self.wake()

    async def mend(self, meetup_id: int) -> tuple[Venue, bool] | None:
        """Make again what was deleted by hand in a meetup that still needs it, and tell the moderators."""
        meetup = await meetups.get(self._bot.db.read, meetup_id)
        if meetup is None or meetup.state is State.CLOSED:
            return None
        venue, made = await self._bot.channels.ensure(meetup)
        if made:
            timeline = await timelines.of_meetup(self._bot.db.read, meetup.id)
            guild = self._bot.channels.guild(meetup)
            scene = Scene(self._bot, meetup, timeline, venue, guild, timeline.cues[0], self._clock())
            await self.tell_moderators(scene, words.mended(voice(meetup.language), made))
        return venue, bool(made)


def _names(error: BaseException) -> str:
    """What went wrong, for the log: kinds and numbers, nothing a person typed."""
    if isinstance(error, BaseExceptionGroup):
        return "; ".join(sorted({_names(inner) for inner in error.exceptions}))
    if isinstance(error, discord.HTTPException):
        return f"{type(error).__name__} {error.status} ({error.code})"
    return type(error).__name__
