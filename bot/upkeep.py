"""What a running bot does for whoever looks after it: a sign of life every minute, a copy of the database a night."""

import asyncio
import contextlib
import logging
import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from bot import __version__
from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.features.checks import alarms, standing
from bot.platform.app import App
from bot.platform.pacing import pause
from bot.settings import Settings
from bot.storage import pulse
from bot.storage.database import Database
from bot.storage.file import rotation
from bot.storage.pulse import Failure, Pulse

B = TypeVar("B", bound=App)
log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)
SOON = timedelta(seconds=5)  # between two looks until Discord is there
SETTLE = timedelta(minutes=10)  # a copy that a night missed waits until the bot has come back to its evenings
TRY_AGAIN = timedelta(hours=1)  # after a copy that could not be made


class Upkeep:
    """Looks after one database while bots run on it, one after the other. ``bot`` is that of now."""

    def __init__(self, db: Database, settings: Settings, clock: Callable[[], datetime]) -> None:
        self._db, self._settings, self._clock = db, settings, clock
        self._started = clock()
        self._tried: datetime | None = None
        self._stood: datetime | None = None  # when was looked last how the bot stands on its servers
        self.bot: App | None = None

    def of(self, bot: B) -> B:
        """Look after a new bot instead of the one before, and return it."""
        self.bot = bot
        return bot

    async def forever(self) -> None:
        """Look every minute what is to be done, until cancelled."""
        while True:
            try:
                await self.look()
            except Refusal as refusal:
                log.warning("the upkeep waits: %s", refusal)
            except Exception:
                log.exception("Bug in the upkeep; the evenings go on, and so does it")
            there = self.bot is not None and self.bot.is_connected
            await pause((EVERY if there else SOON).total_seconds())

    async def look(self) -> None:
        """Tell how the bot is and stands on its servers, copy the database where due, and tell what needs somebody."""
        now = self._clock()
        with contextlib.suppress(Refusal):  # whoever needs the database hears that it can't be written
            async with self._db.transaction() as db:
                await pulse.note(db, self.pulse(now))
        if self._is_due(now):
            self._tried = now
            await self._back_up(now)
        if self.bot is not None and self.bot.is_connected:
            await alarms.look(self.bot, now)
            if standing.is_due(self._stood, now):
                await standing.look(self.bot)
                self._stood = now

    async def end(self) -> None:
        """Tell that no bot runs any more."""
        with contextlib.suppress(Refusal):
            async with self._db.transaction() as db:
                await pulse.forget(db)

    def pulse(self, now: datetime) -> Pulse:
        """Return how the bot is now."""
        bot = self.bot if self.bot and self.bot.is_connected else None
        latency = bot.latency if bot and math.isfinite(bot.latency) else None
        servers = len(bot.guilds) if bot else 0
        return Pulse(now, self._started, __version__, bot.connected_since if bot else None, latency, servers)

    def _is_due(self, now: datetime) -> bool:
        at, settings = self._settings.backup_time, self._settings
        if at is None or now - self._started < SETTLE or (self._tried and now - self._tried < TRY_AGAIN):
            return False
        # One whose name lies ahead was made while the clock was wrong.
        made = [moment for moment in rotation.copies(settings.database, settings.backups).values() if moment <= now]
        return rotation.is_due(max(made, default=None), at, settings.zone, now)

    async def _back_up(self, now: datetime) -> None:
        settings, failure = self._settings, None
        try:
            made = await asyncio.to_thread(rotation.add, settings.database, settings.backups, settings.backup_keep, now)
            log.info("copied the database to %s", made.made)
        except Refusal as refusal:
            failure = Failure(now, say(refusal.text))
            log.error("the nightly copy of the database is not as it should be: %s", refusal)
        with contextlib.suppress(Refusal):
            async with self._db.transaction() as db:
                await pulse.note_backup(db, failure)
