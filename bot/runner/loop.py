"""The runner: carries out due cues, each meetup in its own task, and waits in an endless loop for the next one."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.core.evening import events
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.slots import Cue
from bot.core.words.text import Refusal
from bot.features.contributions.reading_back import read_rest
from bot.features.meetups import clearing, recovering
from bot.features.privacy import tidying
from bot.platform.app import App
from bot.runner.doing import Doing
from bot.runner.returning import look_again
from bot.runner.saving import Saving
from bot.storage import meetups, memory, retries, timelines, waiting
from bot.storage.file.trouble import Unavailable

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
        self._doing = Doing(bot, clock, self._hold)
        self._held: dict[int, datetime] = {}
        self._seen: datetime | None = None
        self._reading: asyncio.Task[None] | None = None  # of chat that could not be read before
        self._read_at: datetime | None = None
        self._saving = Saving(bot, self.release)

    def _hold(self, meetup: int) -> None:
        self._held[meetup] = self._clock() + HOLD

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
                        if meetup not in self._busy and not self._doing.is_leaving:
                            self._busy[meetup] = asyncio.create_task(self._doing.run_meetup(meetup))
                            self._busy[meetup].add_done_callback(partial(self._free, meetup))
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
            for task in self._all():
                task.cancel()

    def _all(self) -> list[asyncio.Task[Any]]:
        """Return every task that does something now."""
        reading = [self._reading] if self._reading and not self._reading.done() else []
        doing = [*self._busy.values(), *self._doing.cues.values()]
        return [*doing, *self._bot.underway.values(), *self._bot.asides, *reading]

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

    def _free(self, meetup: int, _task: asyncio.Task[None]) -> None:
        self._busy.pop(meetup, None)
        self._bot.wake()

    async def _due(self) -> list[int]:
        now = self._clock()
        self._held = {meetup: until for meetup, until in self._held.items() if until > now}
        meetups_due = await waiting.meetups_due(self._bot.db.read, now, self._doing.moving, self._doing.cues)
        return [meetup for meetup in meetups_due if meetup not in self._held]

    async def _until_next(self) -> timedelta:
        """Return how long to sleep: until the next due cue or the end of a hold, at most ``LONGEST_WAIT``.

        Cues of meetups that are busy or held do not count, nor cues aside where one is being done. While the database
        can't be written, at most ``TRY_AGAIN``.
        """
        now = self._clock()
        busy = {*self._busy, *self._held}
        due = await waiting.next_due(self._bot.db.read, busy, self._doing.moving, self._doing.cues)
        longest = TRY_AGAIN if self._bot.db.trouble else LONGEST_WAIT
        moments = [now + longest, *self._held.values(), *([due] if due else [])]
        return max(min(moments) - now, timedelta(0))

    async def finish(self) -> None:
        """Start no more cues, and wait for those that are being done."""
        self._doing.is_leaving = True
        await asyncio.gather(*self._all(), return_exceptions=True)

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
        await asyncio.gather(*map(self._doing.run_meetup, await self._due()))
        while late := self._all():
            await asyncio.wait(late)

    async def there_again(self, *, first: bool, missed: Callable[[int], bool] = lambda server: True) -> None:
        """Tell moderators of servers that it ``missed`` for ``AWAY`` or longer so, and update panels and seats.

        Call it after every connection, before ``note_seen``; at the first one moderators hear of damaged meetups.
        """
        if first:
            await clearing.name_damaged(self._bot)
        await recovering.recover(self._bot)
        now, seen = self._clock(), await memory.last_seen(self._bot.db.read)
        away_since = seen if seen is not None and now - seen >= AWAY else None
        await self._bot.marks.look(at_start=True)
        for meetup in await meetups.unfinished(self._bot.db.read):
            async with self._bot.db.transaction() as db:
                await timelines.plan_once(db, meetup.id, Cue(CueKind.LOOK, 0, now))
            if meetup.is_running:
                try:
                    await self._come_back(meetup, away_since if missed(meetup.server) else None, now)
                except Unavailable:
                    raise
                except Exception:
                    log.exception("meetup %s: could not come back to it; the others go on", meetup.id)

    async def servers_again(self, those: Collection[int]) -> None:
        """Look again at the running meetups of servers that are there once more. A failure is logged."""
        await recovering.recover(self._bot)
        for meetup in await meetups.unfinished(self._bot.db.read):
            try:
                if meetup.is_running and meetup.server in those:
                    await look_again(self._bot, meetup, self._clock())
            except Exception:
                log.exception("meetup %s: could not look who is there", meetup.id)

    async def _come_back(self, meetup: Meetup, away_since: datetime | None, now: datetime) -> None:
        async with self._bot.db.transaction() as db:
            if away_since is not None:
                before = await timelines.of_meetup(db, meetup.id)
                left = {retry.cue for retry in await retries.of_meetup(db, meetup.id)}
                await timelines.save(db, meetup.id, events.back(before, away_since, now, left), before)
        await look_again(self._bot, meetup, now)
