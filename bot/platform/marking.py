"""The ✅ under chat messages that were saved: put there at once, by turns, and again where Discord did not take it.

Each waits as a row (``storage.marks``), so one that was not put when the bot stopped is put after the next start.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.platform import troubles
from bot.platform.pacing import pause
from bot.storage import marks
from bot.storage.database import Database
from bot.storage.file.trouble import Unavailable
from bot.storage.marks import Mark

log = logging.getLogger(__name__)

SAVED = "✅"
WITHIN = timedelta(
    minutes=1
)  # how long a mark may take before its row is due, and until one that failed is tried again
GIVE_UP = timedelta(hours=24)  # after a day nobody waits for it any more
# Calls at the same time in one channel. Discord takes about four a second there, and discord.py holds them back by
# Discord's own headers. One at a time would be slow on a slow line, and more than two pass each other while they wait.
AT_ONCE = 2
CALMLY = 0.25  # seconds between two marks that nobody waits for: all that Discord takes in one channel
STORED_EVERY = 1.0  # seconds at least between two writes of which marks stand: one that is put twice does no harm
REFUSED = range(400, 429)  # statuses after which trying again is no use: no right to react, the message is gone


class Marks:
    """Puts the ✅ under messages of every channel: the newest first, but everybody in turn."""

    def __init__(self, client: discord.Client, db: Database, clock: Callable[[], datetime]) -> None:
        self._client, self._db, self._clock = client, db, clock
        self._waiting: dict[int, dict[int, Mark]] = {}  # by channel and message
        self._answered: dict[int, Mark] = {}  # by message: those whose author was told in words already
        self._put: dict[int, Counter[int]] = {}  # by channel: how many each author got since there was none waiting
        self._working: Counter[int] = Counter()  # by channel
        self._in_hand: set[int] = set()  # messages that are being marked now
        self._stand: set[int] = set()  # messages that are marked, or never can be, and whose row still waits
        self._failed: set[int] = set()
        self._stored_at = float("-inf")
        self._tasks: set[asyncio.Task[None]] = set()

    def due(self) -> datetime:
        """Return when the row of a new mark is due: if ``put`` is not called or comes to nothing."""
        return self._clock() + WITHIN

    def put(self, mark: Mark) -> None:
        """Have the ✅ put under a message, as soon as its turn has come."""
        if mark.message in self._in_hand:
            return
        self._waiting.setdefault(mark.channel, {})[mark.message] = mark
        if self._working[mark.channel] < AT_ONCE:
            self._working[mark.channel] += 1
            self._start(self._work(mark.channel))

    def put_under(self, message: discord.Message, *, answered: bool = False) -> None:
        """Have the ✅ put under a message that was just saved.

        ``answered``: somebody was told so in words. Such marks go a few a second: when everybody writes, they would
        fill the ``Pace`` of the bot's calls, and others would wait behind them for the only answer that they get.
        """
        mark = Mark(message.channel.id, message.id, message.author.id)
        if not answered:
            self.put(mark)
            return
        self._answered[message.id] = mark
        if len(self._answered) == 1:
            self._start(self._work_calmly())

    def drop(self, message: int) -> None:
        """Put no ✅ under a message that is gone, unless it is being put just now."""
        for waiting in (*self._waiting.values(), self._answered):
            waiting.pop(message, None)

    async def take_away(self, channel: int, message: int) -> None:
        """Take the ✅ from under a message that says nothing any more; one that can't be reached is left alone."""
        self.drop(message)
        self._in_hand.discard(message)
        try:
            if self._client.user:
                await self._message(channel, message).remove_reaction(SAVED, self._client.user)
        except troubles.FAILURES as error:
            log.info("could not take a mark away: %s", type(error).__name__)

    async def look(self, *, at_start: bool = False) -> None:
        """Put the marks that are due; at the start of the bot all that wait."""
        now = self._clock()
        try:
            await self._store()
            waiting = await marks.waiting(self._db.read, None if at_start else now)
            if waiting and not at_start:
                async with self._db.transaction() as db:
                    await marks.give_up(db, now - GIVE_UP)
        except Unavailable:
            log.warning("could not look which messages are to be marked")
            return
        for mark in waiting:
            if mark.message not in self._answered:
                self.put(mark)

    async def stop(self) -> None:
        """Stop working; what waits is put after the next start."""
        tasks = [*self._tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work_calmly(self) -> None:
        while self._answered:
            newest = max(self._answered)
            self.put(self._answered[newest])
            await pause(CALMLY)
            self._answered.pop(newest, None)

    async def _work(self, channel: int) -> None:
        try:
            while mark := self._next(channel):
                await self._mark(mark)
                if asyncio.get_running_loop().time() >= self._stored_at + STORED_EVERY:
                    await self._store()
        except Unavailable:
            log.warning("could not store which messages are marked")
        finally:
            self._working[channel] -= 1
            if not self._working[channel]:
                self._put.pop(channel, None)

    def _next(self, channel: int) -> Mark | None:
        waiting, put = self._waiting.get(channel), self._put.setdefault(channel, Counter())
        if not waiting:
            return None
        mark = min(waiting.values(), key=lambda mark: (put[mark.author], -mark.message))
        del waiting[mark.message]
        put[mark.author] += 1
        return mark

    async def _mark(self, mark: Mark) -> None:
        self._in_hand.add(mark.message)
        try:
            await self._message(mark.channel, mark.message).add_reaction(SAVED)
        except troubles.FAILURES as error:
            log.warning("could not mark a message: %s", type(error).__name__)
            is_final = isinstance(error, discord.HTTPException) and error.status in REFUSED
            (self._stand if is_final else self._failed).add(mark.message)
        else:
            self._stand.add(mark.message)
            if mark.message not in self._in_hand:  # withdrawn meanwhile
                await self.take_away(mark.channel, mark.message)
        finally:
            self._in_hand.discard(mark.message)

    def _message(self, channel: int, message: int) -> discord.PartialMessage:
        return self._client.get_partial_messageable(channel).get_partial_message(message)

    async def _store(self) -> None:
        """Store which messages are marked, and when the failed ones are tried again."""
        stand, failed = self._stand, self._failed
        if not (stand or failed):
            return
        self._stand, self._failed, self._stored_at = set(), set(), asyncio.get_running_loop().time()
        try:
            async with self._db.transaction() as db:
                await marks.settle(db, stand)
                if failed:
                    await marks.settle(db, failed, self._clock() + WITHIN)
        except Unavailable:
            self._stand |= stand
            self._failed |= failed
            raise
