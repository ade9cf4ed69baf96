"""Errands: the steps of a cue for single channels. Each is done on its own, tried again, and told about once.

This is the one place for everything that is done in several channels: whatever fails in one, the others go on.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, NoReturn

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.retries import AT_ONCE, EVERY, Key, Reason, Retry, Step
from bot.core.words.text import Text
from bot.platform import mending, troubles
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.storage import retries
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

PATIENCE = 2.0  # seconds that the others wait for a channel; after that it goes on by itself
SLOW, STILL_SLOW = timedelta(seconds=4), timedelta(seconds=30)  # after that we look whether it is done; see ``_slow``
LONGEST = 90.0  # seconds; longer than discord.py's own tries, so only a call that hangs is cut off


@dataclass(frozen=True, slots=True)
class Errand:
    """One step for one channel.

    ``target`` is a place or, for a channel that is none of the meetup's, its id; ``part`` tells errands apart that do
    the same step in one channel, for single messages. ``words`` returns what should have
    stood there, for moderators to say themselves. Where ``tells`` is False they hear of it elsewhere; ``tell_after``
    is how long it must have failed before they are told, and ``works_again`` what they are told after that.
    """

    step: Step
    target: Place | int
    act: Callable[[], Awaitable[object]]
    words: Callable[[], str] | None = None
    tells: bool = True
    tell_after: timedelta = timedelta()
    works_again: Text | None = None
    part: str = ""

    @property
    def channel(self) -> int:
        """Id of its place, or of its channel where that is none of the meetup's."""
        return self.target.id if isinstance(self.target, Place) else self.target

    @property
    def key(self) -> Key:
        """What a retry of it is known by within its cue."""
        return self.step, self.channel, self.part


async def each(acts: Iterable[Callable[[], Awaitable[object]]]) -> None:
    """Do these one after the other, also after one that failed. Raises ExceptionGroup of what failed."""
    failures: list[Exception] = []
    for act in acts:
        try:
            await act()
        except Unavailable:
            raise
        except Exception as error:
            failures.append(error)
    if failures:
        raise ExceptionGroup("some of it failed", failures)


def failing(step: Step, target: Place | int, error: Exception, **options: Any) -> Errand:
    """Return an errand that fails with this error, for what went wrong before there was a call to make."""

    async def fail() -> NoReturn:
        raise error

    return Errand(step, target, fail, **options)


@dataclass(frozen=True, slots=True)
class Errands:
    """The errands of one cue. With ``again`` only those are done that were left over: the cue itself is done."""

    app: App
    meetup: Meetup
    venue: Venue
    cue: int
    again: bool = False

    async def run(self, errands: Sequence[Errand]) -> list[Retry]:
        """Do these errands at once, each on its own; return what is left over, to be tried again later.

        One whose moment has not come yet is left, and so is one that is still under way. In one channel ``AT_ONCE``
        are done, in their order; the others wait their turn. Raises Unavailable where the database fails, which is
        about all of them.
        """
        waiting = await retries.of_meetup(self.app.db.read, self.meetup.id)
        known = {retry.key: retry for retry in waiting if retry.cue == self.cue}
        now = self.app.clock()
        # Discord asked to wait with such calls in this channel, whatever cue they are of.
        closed = {(one.step, one.target): one.due for one in waiting if one.reason is Reason.WAIT and one.due > now}
        started: dict[asyncio.Task[Retry | None], Errand] = {}
        left: list[Retry] = []
        turns: Counter[int] = Counter()  # by channel
        for errand in errands:
            retry = known.get(errand.key)
            if (self.cue, errand.key) in self.app.underway:
                left.append(await self._slow(errand, retry, now, again=retry is not None))
            elif retry is not None and retry.due > now:
                left.append(retry)
            elif retry is None and self.again:
                continue
            elif retry is None and (errand.step, errand.channel) in closed:
                left.append(await self._put_off(errand, closed[errand.step, errand.channel], now))
            elif (turn := turns[errand.channel]) >= AT_ONCE:
                turns[errand.channel] += 1
                left.append(await self._wait_turn(errand, retry, now, turn // AT_ONCE * EVERY))
            else:
                turns[errand.channel] += 1
                task = asyncio.create_task(self._do(errand, retry))
                self.app.underway[self.cue, errand.key] = task
                started[task] = errand
        if started:
            done, _waiting = await asyncio.wait(started, timeout=PATIENCE)
            for task, errand in started.items():
                retry = known.get(errand.key)
                is_again = retry is not None and retry.attempts > 0
                failed = task.result() if task in done else await self._slow(errand, retry, now, again=is_again)
                left += [failed] if failed else []
        return left

    async def _do(self, errand: Errand, retry: Retry | None) -> Retry | None:
        """Do one errand; return it as a retry where it failed."""
        try:
            async with asyncio.timeout(LONGEST):
                await errand.act()
        except Unavailable:
            raise
        except Exception as error:
            return await self._failed(errand, retry, error)
        finally:
            self.app.underway.pop((self.cue, errand.key), None)
        await self._worked(errand)
        return None

    async def _worked(self, errand: Errand) -> None:
        retry = (await retries.of_cue(self.app.db.read, self.cue)).get(errand.key)
        if retry is None:
            return
        async with self.app.db.transaction() as db:
            await retries.drop(db, retry)
        if retry.told and errand.works_again:
            self._aside(mending.tell_moderators(self.app, self.meetup, self.venue, errand.works_again))

    async def _failed(self, errand: Errand, retry: Retry | None, error: Exception) -> Retry:
        now = self.app.clock()
        reason, wait = troubles.reason_of(error)
        known = (await retries.of_cue(self.app.db.read, self.cue)).get(errand.key) or retry
        failed = (known or self._new(errand, now)).failed(reason, now, wait)
        log.warning(
            "meetup %s: %s for %s failed (%s. time): %s",
            self.meetup.id,
            errand.step,
            errand.channel,
            failed.attempts,
            names_of(error),
            exc_info=error if reason is Reason.BUG else None,
        )
        await self._keep(errand, failed, now)
        return failed

    async def _slow(self, errand: Errand, retry: Retry | None, now: datetime, *, again: bool) -> Retry:
        """Keep that an errand is under way; it ends by itself. Where that is so ``again``, it is told."""
        pause = STILL_SLOW if again else SLOW
        slow = replace(retry or self._new(errand, now), due=self.app.clock() + pause)
        if (self.cue, errand.key) in self.app.underway:
            await self._keep(errand, slow, now, tells=again)
        return slow

    async def _wait_turn(self, errand: Errand, retry: Retry | None, now: datetime, wait: timedelta) -> Retry:
        """Keep that an errand comes after others in its channel."""
        later = replace(retry or self._new(errand, now), due=now + wait)
        await self._keep(errand, later, now, tells=False)
        return later

    async def _put_off(self, errand: Errand, due: datetime, now: datetime) -> Retry:
        """Keep that an errand has to wait, as Discord asked for another one like it."""
        retry = replace(self._new(errand, now), due=due, reason=Reason.WAIT)
        await self._keep(errand, retry, now)
        return retry

    def _new(self, errand: Errand, now: datetime) -> Retry:
        return Retry(self.cue, errand.step, errand.channel, since=now, due=now, part=errand.part)

    async def _keep(self, errand: Errand, retry: Retry, now: datetime, *, tells: bool = True) -> None:
        """Store a retry; tell the moderators if they should hear."""
        async with self.app.db.transaction() as db:
            await retries.put(db, retry)
        if tells and errand.tells and retry.is_to_tell(now, errand.tell_after):
            text = troubles.told(_where(errand), retry, _words(errand))
            self._aside(mending.tell_once(self.app, self.meetup, self.venue, retry, text))

    def _aside(self, work: Coroutine[Any, Any, object]) -> None:
        """Do it without anybody waiting; a failure is only logged."""
        task = asyncio.create_task(work)
        self.app.asides.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[object]) -> None:
        self.app.asides.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.warning("meetup %s: could not tell the moderators: %s", self.meetup.id, names_of(error))


def _where(errand: Errand) -> Text:
    return troubles.where(errand.target) if isinstance(errand.target, Place) else Text.of(f"<#{errand.target}>")


def _words(errand: Errand) -> str | None:
    """Return what should have stood there; None for the moderators' own channel, where they read it soon enough."""
    if isinstance(errand.target, Place) and errand.target.kind is PlaceKind.MODERATORS:
        return None
    with suppress(Exception):  # making them may be just what fails
        return errand.words() if errand.words else None
    return None
