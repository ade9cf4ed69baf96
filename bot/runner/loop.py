"""The runner: carries out due cues, each meetup in its own task, and waits in an endless loop for the next one.

A cue is marked done after its act: one that was interrupted is done again, and every act may be done twice.
"""

import asyncio
import contextlib
import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

import discord

from bot.core.evening import due, events
from bot.core.evening.cues import ASIDE, CUES, PANEL_SOON, CueKind, kinds_in
from bot.core.evening.due import TELL_AFTER
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.slots import Cue, CueState
from bot.core.words.text import Refusal
from bot.features.contributions.reading_back import read_rest
from bot.features.meetups import clearing
from bot.features.privacy import tidying
from bot.platform import mending
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.scene import Scene
from bot.runner import words as runner_words
from bot.runner.acts import ACTS
from bot.runner.saving import Saving
from bot.storage import meetups, memory, places, timelines

log = logging.getLogger(__name__)

LONGEST_WAIT = timedelta(seconds=30)  # a clock that jumps is noticed within this time
AWAY = timedelta(minutes=1)  # moderators are told about an absence from this long on
SEEN_EVERY = timedelta(seconds=20)  # how often it is stored that we are connected
TRY_AGAIN = timedelta(seconds=5)  # how long until we look whether the database can be written again
HOLD = timedelta(minutes=1)  # how long a meetup waits after a failure of the whole meetup
TIDY_EVERY = timedelta(hours=1)  # it means going through every past meetup, which no cue should have to wait for


class Runner:
    """Carries out the cues of all meetups of one bot."""

    def __init__(self, bot: App, clock: Callable[[], datetime]) -> None:
        self._bot, self._clock = bot, clock
        self._busy: dict[int, asyncio.Task[None]] = {}
        self._moving: dict[int, asyncio.Task[None]] = {}  # cues that are done aside, by meetup
        self._held: dict[int, datetime] = {}
        self._leaving = False
        self._seen: datetime | None = None
        self._reading: asyncio.Task[None] | None = None  # of chat that could not be read before
        self._read_at: datetime | None = None
        self._saving = Saving(bot, self.release)

    def release(self) -> None:
        """Let held meetups go on at once; call it when Discord or the database works again."""
        self._held.clear()
        self._bot.wake()

    async def forever(self) -> None:
        """Do what is due and wait for the next cue, until cancelled."""
        tidied: datetime | None = None
        try:
            while True:
                self._bot.alarm.clear()
                now = self._clock()
                if tidied is None or abs(now - tidied) >= TIDY_EVERY:
                    await self._tidy()
                    tidied = now
                try:
                    await self._saving.look()
                    if self._seen is None or abs(now - self._seen) >= SEEN_EVERY:
                        await self.note_seen()
                    await self._bot.marks.look()
                    self._look_behind(now)
                    for meetup in await self._due():
                        if meetup not in self._busy and not self._leaving:
                            self._busy[meetup] = asyncio.create_task(self.run_meetup(meetup))
                            self._busy[meetup].add_done_callback(partial(self._free, self._busy, meetup))
                    wait = await self._until_next()
                except Refusal as refusal:
                    log.warning("the loop waits: %s", refusal)
                    wait = TRY_AGAIN
                except Exception:
                    log.exception("the loop could not look what is due; it tries again")
                    wait = LONGEST_WAIT
                with contextlib.suppress(TimeoutError):
                    # Not wait_for, which in Python 3.11 forgets that it was cancelled when it is woken just then.
                    async with asyncio.timeout(wait.total_seconds()):
                        await self._bot.alarm.wait()
        finally:
            for task in (*self._busy.values(), *self._moving.values(), *([self._reading] if self._reading else [])):
                task.cancel()

    def _look_behind(self, now: datetime) -> None:
        """Have the chat read again of which not all could be read, at most once in ``HOLD``."""
        is_due = self._read_at is None or abs(now - self._read_at) >= HOLD
        if self._bot.behind and is_due and not self._bot.reading_back.locked():
            self._read_at, self._reading = now, asyncio.create_task(self._read_back())

    async def _read_back(self) -> None:
        try:
            await read_rest(self._bot)
        except Refusal as refusal:
            log.warning("could not read back: %s", refusal)

    async def _tidy(self) -> None:
        """Erase what was kept long enough. Failures are only logged, so that running meetups go on."""
        try:
            await tidying.tidy(self._bot, self._clock())
        except Refusal as refusal:
            log.warning("could not tidy up: %s", refusal)
        except Exception:
            log.exception("could not tidy up; it is tried again")

    def _free(self, lane: dict[int, asyncio.Task[None]], meetup: int, _task: asyncio.Task[None]) -> None:
        lane.pop(meetup, None)
        self._bot.wake()

    async def _due(self) -> list[int]:
        now = self._clock()
        self._held = {meetup: until for meetup, until in self._held.items() if until > now}
        meetups_due = await timelines.meetups_due(self._bot.db.read, now, self._moving)
        return [meetup for meetup in meetups_due if meetup not in self._held]

    async def _until_next(self) -> timedelta:
        """Return how long to sleep: until the next due cue or the end of a hold, at most ``LONGEST_WAIT``.

        Cues of meetups that are busy or held do not count, nor cues aside where one is being done. While the database
        can't be written, at most ``TRY_AGAIN``.
        """
        now = self._clock()
        due = await timelines.next_due(self._bot.db.read, {*self._busy, *self._held}, self._moving)
        longest = TRY_AGAIN if self._bot.db.trouble else LONGEST_WAIT
        moments = [now + longest, *self._held.values(), *([due] if due else [])]
        return max(min(moments) - now, timedelta(0))

    async def finish(self) -> None:
        """Start no more cues, and wait for those that are being done."""
        self._leaving = True
        await asyncio.gather(*self._busy.values(), *self._moving.values(), return_exceptions=True)

    async def note_seen(self) -> None:
        """While a meetup runs, store that we are connected now: from it follows how long we were away."""
        now = self._clock()
        if not self._bot.is_connected or not await meetups.any_running(self._bot.db.read):
            return
        self._seen = now
        with contextlib.suppress(Refusal):  # whoever needs the database hears that it can't be written
            async with self._bot.db.transaction() as db:
                await memory.note_seen(db, now)

    async def run_due(self) -> None:
        """Do everything that is due now, in every meetup; for tests and the rehearsal, which set the time."""
        await self._saving.look()
        await self.note_seen()
        await self._bot.marks.look()
        await self._tidy()
        await asyncio.gather(*map(self.run_meetup, await self._due()))
        await asyncio.gather(*self._moving.values())

    async def run_meetup(self, meetup: int) -> None:
        """Do all due cues of one meetup, each once; a failed one is tried again later."""
        await self._or_hold(meetup, self._run(meetup))

    async def _run(self, meetup: int) -> None:
        tried: set[int] = set()
        while not self._leaving and (scene := await self._next_scene(meetup, tried)) is not None:
            tried.add(scene.cue.id)
            if CUES[scene.cue.kind].aside:
                self._moving[meetup] = asyncio.create_task(self._or_hold(meetup, self._do(scene)))
                self._moving[meetup].add_done_callback(partial(self._free, self._moving, meetup))
            else:
                await self._do(scene)

    async def _or_hold(self, meetup: int, work: Awaitable[None]) -> None:
        """Do this work of a meetup; where it can't be done, hold the meetup for ``HOLD``."""
        try:
            await work
        except Refusal as refusal:
            # Nothing can be done now, for example on a server that removed the bot.
            log.warning("meetup %s waits: %s", meetup, refusal)
            self._held[meetup] = self._clock() + HOLD
        except Exception:
            log.exception("meetup %s: could not go on", meetup)
            self._held[meetup] = self._clock() + HOLD

    async def _next_scene(self, id: int, tried: set[int]) -> Scene | None:
        now = self._clock()
        meetup = await meetups.get(self._bot.db.read, id)
        if meetup is None:
            return None
        meetup.must_be_readable()
        timeline = await timelines.of_meetup(self._bot.db.read, id)
        kinds = set(kinds_in(meetup.state)) - (ASIDE if id in self._moving else frozenset())
        cue = due.next_due(timeline, kinds, now, tried)
        if cue is None:
            return None
        if meetup.state is State.CLOSED:
            venue = await places.venue(self._bot.db.read, id)
            return Scene(self._bot, meetup, timeline, venue, self._bot.channels.guild(meetup), cue, now)
        standing = await self._bot.channels.ensure(meetup)
        if standing.mended:
            await mending.say_again(self._bot, meetup, standing)
            timeline = await timelines.of_meetup(self._bot.db.read, id)
            cue = due.next_due(timeline, kinds, now, tried) or cue
        return Scene(self._bot, meetup, timeline, standing.venue, self._bot.channels.guild(meetup), cue, now)

    async def _do(self, scene: Scene) -> None:
        cue = scene.cue
        try:
            if due.is_stale(cue, scene.timeline, scene.now):
                after = replace(cue, state=CueState.SKIPPED)
            elif (again := await ACTS[cue.kind](scene)) is not None:
                after = replace(scene.cue, due=again)
            else:
                after = replace(cue, state=CueState.IDLE if CUES[cue.kind].comes_back else CueState.DONE)
        except Exception as error:
            await self._failed(scene, error)
            return
        await self._mark(scene, after)
        log.info("meetup %s: %s of block %s %s", scene.meetup.id, cue.kind, cue.block, after.state)

    async def _failed(self, scene: Scene, error: Exception) -> None:
        cue = due.retry(scene.cue, self._clock())
        known = isinstance(error, discord.DiscordException | ExceptionGroup | Refusal | LookupError | OSError)
        log.warning(
            "meetup %s: %s of block %s failed (%s. time): %s",
            scene.meetup.id,
            cue.kind,
            cue.block,
            cue.attempts,
            names_of(error),
            exc_info=None if known else error,
        )
        await self._mark(scene, cue)
        if cue.attempts == TELL_AFTER:
            text = error.text if isinstance(error, Refusal) else runner_words.trouble(scene.meetup, cue)
            await mending.tell_moderators(self._bot, scene.meetup, scene.venue, text)

    async def _mark(self, scene: Scene, after: Cue) -> None:
        async with self._bot.db.transaction() as db:
            await timelines.finish_cue(db, scene.meetup.id, scene.loaded, after)
            if CUES[after.kind].stirs_panel:
                await timelines.wake(db, scene.meetup.id, CueKind.PANEL, self._clock(), PANEL_SOON)

    async def there_again(self, *, first: bool) -> None:
        """Tell the moderators where the bot was away for ``AWAY`` or longer, and update panels and seats.

        Call it after every connection, before ``note_seen``; at the first one moderators hear of damaged meetups.
        """
        if first:
            await clearing.name_damaged(self._bot)
        now, seen = self._clock(), await memory.last_seen(self._bot.db.read)
        away_since = seen if seen is not None and now - seen >= AWAY else None
        await self._bot.marks.look(at_start=True)
        for meetup in await meetups.unfinished(self._bot.db.read):
            if meetup.is_running:
                try:
                    await self._come_back(meetup, away_since, now)
                except Refusal:
                    raise
                except Exception:
                    log.exception("meetup %s: could not come back to it; the others go on", meetup.id)

    async def _come_back(self, meetup: Meetup, away_since: datetime | None, now: datetime) -> None:
        async with self._bot.db.transaction() as db:
            if away_since is not None:
                before = await timelines.of_meetup(db, meetup.id)
                await timelines.save(db, meetup.id, events.back(before, away_since, now), before)
            for kind in (CueKind.PANEL, CueKind.MOVE):  # people came and went meanwhile
                await timelines.wake(db, meetup.id, kind, now)
