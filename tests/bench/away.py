"""Chat, edits and deletions while the bot is stopped or cut off, and warnings after it is back."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

NOISE = 230  # lines: more than two pages of a channel's history

PROGRAMME = """
titel: Lang
soort: eigen
blokken:
  - {titel: Vooraf, soort: plenair, duur: 1 min, tekst: Welkom.}
  - titel: Praten
    soort: break-out
    duur: 20 min
    waarschuw: [10 min, 5 min]
    terugkeer: 30 s
    ruimtes: [{titel: Tafel, vragen: [{na: 0 s, tekst: Hoe gaat het?}]}]
  - {titel: Morgen, soort: oogst, duur: 10 min, vraagt: [morgen]}
"""


class AwayEvening:
    """A running meetup whose bot is stopped or cut off."""

    def __init__(self, standin: StandIn, folder: Path) -> None:
        self.standin, self.people = standin, People(standin)
        self.bot = BotProcess(standin, folder, {"lang": PROGRAMME})
        self.plenary = self.moderators = 0

    async def begin(self) -> None:
        """Plan and start the meetup; returns when the first block is posted."""
        await self.bot.start()
        await until(lambda: bool(self.standin.backend.commands.get(None)))
        await self.people.slash(
            self.standin.moderator, self.standin.lobby, "meetup plan", programma="lang", titel="Proef", start="nu"
        )
        self.plenary, self.moderators = self.standin.channel("grote-zaal"), self.standin.channel("moderatoren")
        await self.people.slash(self.standin.moderator, self.moderators, "meetup start")
        await until(lambda: any("Welkom." in text for text in self.standin.posts(self.plenary)))

    async def talk_without(self, name: str) -> None:
        """Change the chat while the bot is away.

        Edits and deletes the messages of ``talk_before``, and adds a pledge, ``NOISE`` lines without one, and a
        need in a thread. ``name`` marks the texts.
        """
        backend, noor = self.standin.backend, self.standin.noor
        said = backend.messages[self.plenary]
        edited = next(id for id, message in said.items() if message.content == f"#morgen {name} te veranderen")
        deleted = next(id for id, message in said.items() if message.content == f"#morgen {name} te wissen")
        backend.edit_message(self.plenary, edited, {"content": f"#morgen {name} veranderd"})
        backend.delete_message(self.plenary, deleted)
        backend.create_message(self.plenary, noor, f"#morgen {name} gezegd")
        for number in range(NOISE):
            backend.create_message(self.plenary, noor, f"Hallo {number}!")
        thread = backend.create_thread(self.plenary, f"draad {name}", noor)
        backend.create_message(thread.id, noor, f"#nodig {name} in een draad")

    async def talk_before(self, name: str) -> None:
        """Post two pledges by Noor, for ``talk_without`` to edit and to delete."""
        for what in ("te veranderen", "te wissen"):
            await self.people.chat(self.standin.noor, self.plenary, f"#morgen {name} {what}")

    def kept(self, name: str) -> list[str]:
        """Return the stored texts that begin with ``name``, sorted."""
        with closing(sqlite3.connect(self.bot.database)) as db:
            return sorted(
                row[0] for row in db.execute("SELECT text FROM contributions WHERE text LIKE ?", (f"{name}%",))
            )

    def has_found(self, name: str) -> bool:
        """Return True if the database has each new and edited text once, and not the deleted one."""
        return self.kept(name) == [f"{name} gezegd", f"{name} in een draad", f"{name} veranderd"]

    async def pass_time(self, **time: float) -> None:
        """Kill the bot, move the clock on, and start the bot again."""
        await self.bot.kill()
        self.standin.clock.shift += timedelta(**time)
        await self.bot.start()

    async def exported(self) -> list[str]:
        """Export the harvest. Returns the texts of its contributions."""
        await self.people.slash(self.standin.moderator, self.moderators, "oogst export")
        (path,) = (self.bot.folder / "oogst").rglob("oogst.json")
        return [item["text"] for item in json.loads(await asyncio.to_thread(path.read_bytes))["contributions"]]
