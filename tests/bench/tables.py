"""An evening with two tables open, for kill -9 around what happens there."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

TABLES = ("Tafel een", "Tafel twee")
WHENS = ("before", "during", "after", "marked")
PROGRAMME = """
titel: Tafels
soort: eigen
blokken:
  - titel: Praten
    soort: break-out
    duur: 1 uur
    ruimtes: [{titel: Tafel een}, {titel: Tafel twee}]
"""


class Tables:
    """A meetup with two tables, whose bot is killed again and again."""

    def __init__(self, standin: StandIn, folder: Path, programme: str = PROGRAMME) -> None:
        self.standin, self.people = standin, People(standin, patience=5.0)
        self.bot = BotProcess(standin, folder, {"tafels": programme})

    async def open(self) -> None:
        """Plan and start the meetup until the tables have their buttons; then kill the bot."""
        await self._start()
        await until(lambda: all(len(self.standin.posts(self.standin.channel(table))) == 2 for table in TABLES))
        await self.bot.kill()

    async def begin(self) -> None:
        """Plan and start the meetup, and kill the bot once its first block has begun."""
        await self._start()
        await until(lambda: len(self.standin.posts(self.standin.channel("grote-zaal"))) == 2)
        await until(self._has_begun)  # as it is stored: what was posted a moment ago may not be
        await self.bot.kill()

    def _has_begun(self) -> bool:
        with closing(sqlite3.connect(self.bot.database)) as db:
            return bool(db.execute("SELECT 1 FROM slots WHERE started IS NOT NULL").fetchall())

    async def _start(self) -> None:
        moderator, lobby = self.standin.moderator, self.standin.lobby
        await self.bot.start()
        await until(lambda: bool(self.standin.backend.commands.get(None)))
        await self.people.slash(moderator, lobby, "meetup plan", programma="tafels", titel="Proef", start="nu")
        await self.people.slash(moderator, self.moderators, "meetup start")

    @property
    def moderators(self) -> int:
        return self.standin.channel("moderatoren")

    def told(self, part: str) -> list[str]:
        """Return the posts in the moderators' channel that contain ``part``."""
        return [text for text in self.standin.posts(self.moderators) if part in text]

    def kept(self, part: str) -> bool:
        """Return True once the bot has stored that it posted this part of a cue."""
        with closing(sqlite3.connect(self.bot.database)) as db:
            (count,) = db.execute("SELECT count(*) FROM posts WHERE part = ?", (part,)).fetchone()
        return bool(count)

    async def dies(self, when: str, request: int = 1) -> None:
        """Start the bot so that it dies around the next cue that is added.

        ``when`` and ``request`` are those of ``injected``.
        """
        with closing(sqlite3.connect(self.bot.database)) as db:
            (last,) = db.execute("SELECT max(id) FROM cues").fetchone()
        await self.bot.start(kill={"point": "cue", "cue": last + 1, "when": when, "request": request})

    async def dead(self) -> None:
        """Wait until the bot has died."""
        await until(lambda: not self.bot.is_running)
        await self.bot.kill()
