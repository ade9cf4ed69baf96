"""Watch over the database: moderators are told once what is wrong with it, and once that it works again."""

import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Venue
from bot.core.words.text import Refusal, Text, _
from bot.platform import mending
from bot.platform.app import App
from bot.storage import meetups, places
from bot.storage.file.trouble import Trouble

log = logging.getLogger(__name__)

REMEMBER_EVERY = timedelta(seconds=20)  # how often it is read whom to tell, for when that can't be read any more


class Saving:
    """Watches whether the database of a running bot can be read and written."""

    def __init__(self, bot: App, release: Callable[[], None]) -> None:
        self._bot, self._release = bot, release
        self._told: Trouble | None = None
        self._running: list[tuple[Meetup, Venue]] = []  # as last read
        self._read_at: datetime | None = None

    async def look(self) -> None:
        """If something is wrong, tell the moderators once and try again; note whom to tell while all is well.

        That something can't be read is told once more when nothing can be saved either. Raises Unavailable where the
        database can't be read.
        """
        trouble = self._bot.db.trouble
        if trouble is None:
            await self._remember()
            return
        if self._told is None or (trouble.stops_writing and not self._told.stops_writing):
            await self._tell("⚠️ " + trouble.sentence)
            self._told = trouble
        if await self._bot.db.try_to_write():
            self._told = None
            await self._tell(
                _(
                    "✅ I can save again, and go on. What was said in the chat meanwhile I read back; who used a "
                    "button or a command does so once more."
                )
            )
            # Before anything else goes on: the next cue may be the harvest.
            for catch_up in self._bot.after_trouble:
                try:
                    await catch_up()
                except Refusal:
                    raise
                except Exception:
                    log.exception("could not catch up after the database failed")
            self._release()

    async def _remember(self) -> None:
        now = self._bot.clock()
        if self._read_at is None or abs(now - self._read_at) >= REMEMBER_EVERY:
            await self._read()
            self._read_at = now

    async def _read(self) -> None:
        db = self._bot.db.read
        self._running = [
            (meetup, await places.venue(db, meetup.id)) for meetup in await meetups.unfinished(db) if meetup.is_running
        ]

    async def _tell(self, text: Text) -> None:
        with contextlib.suppress(Refusal):  # then those that ran a moment ago
            await self._read()
        for meetup, venue in self._running:
            await mending.tell_moderators(self._bot, meetup, venue, text)
