"""Discord lets one channel wait for minutes: it is left alone so long, also over a restart, and nothing else waits."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=30)

WAIT = 400  # seconds
SLOW, OTHERS = "Tafel twee", ("Tafel een", "Tafel drie")
QUESTIONS = "[{na: 0 min, tekst: De eerste vraag}, {na: 10 min, tekst: De tweede vraag}]"
PROGRAMME = f"""
titel: Wachten
soort: eigen
blokken:
  - titel: Praten
    soort: break-out
    duur: 1 uur
    ruimtes:
      - {{titel: Tafel een, vragen: {QUESTIONS}}}
      - {{titel: Tafel twee, vragen: {QUESTIONS}}}
      - {{titel: Tafel drie, vragen: {QUESTIONS}}}
"""


class Waiting:
    """A meetup with three tables, on a Discord that asks to wait for some calls."""

    def __init__(self, standin: StandIn, folder: Path) -> None:
        self.standin, self.people = standin, People(standin)
        self.bot = BotProcess(standin, folder, {"wachten": PROGRAMME})

    async def plan(self) -> None:
        await self.bot.start()
        await until(lambda: bool(self.standin.backend.commands.get(None)))
        moderator, lobby = self.standin.moderator, self.standin.lobby
        await self.people.slash(moderator, lobby, "meetup plan", programma="wachten", titel="Proef", start="nu")
        self.moderators = self.standin.channel("moderatoren")

    def refuse(self, call: str) -> None:
        body: dict[str, object] = {"message": "You are being rate limited.", "retry_after": WAIT, "global": False}
        self.standin.faults.answers[call] = 429, body

    async def command(self, name: str, **options: str) -> None:
        await self.people.slash(self.standin.moderator, self.moderators, name, **options)

    async def at(self, words: str, *tables: str) -> None:
        """Wait until these words stand at these tables."""
        await until(lambda: all(self._says(table, words) for table in tables))

    def _says(self, table: str, words: str) -> bool:
        try:
            return any(words in text for text in self.standin.posts(self.standin.channel(table)))
        except LookupError:  # it is being made again
            return False

    async def told(self) -> str:
        """Wait until the moderators read of a trouble; return the one notice of it."""
        await until(lambda: any("⚠️" in text for text in self.standin.posts(self.moderators)))
        (notice,) = [text for text in self.standin.posts(self.moderators) if "⚠️" in text]
        return notice

    async def later(self, **time: float) -> None:
        """Restart the bot that much later."""
        await self.bot.kill()
        self.standin.clock.shift += timedelta(**time)
        await self.bot.start()


async def test_a_table_where_nothing_may_be_posted_for_minutes(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        evening = Waiting(standin, tmp_path / "bot")
        try:
            await evening.plan()
            evening.refuse(rf"POST /channels/{standin.channel(SLOW)}/messages")
            await evening.command("meetup start")
            await evening.at("De eerste vraag", *OTHERS)
            notice = await evening.told()
            assert SLOW in notice
            assert "pas later" in notice
            await evening.later(minutes=5)
            await evening.command("ruimtes bericht", tekst="Nog even door")
            await evening.at("Nog even door", *OTHERS)
            assert len(standin.faults.answered) == 1
            standin.faults.answers.clear()
            await evening.later(minutes=5)
            await evening.at("De tweede vraag", *OTHERS, SLOW)
            assert len([text for text in standin.posts(evening.moderators) if "⚠️" in text]) == 1
        finally:
            await evening.bot.kill()
    assert evening.bot.errors == []


async def test_a_channel_that_may_not_be_made_for_minutes(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        evening = Waiting(standin, tmp_path / "bot")
        try:
            await evening.plan()
            await evening.command("meetup start")
            await evening.at("De eerste vraag", *OTHERS, SLOW)
            evening.refuse(r"POST /guilds/\d+/channels")
            standin.backend.delete_channel(standin.channel(SLOW))
            assert SLOW in await evening.told()
            await evening.later(minutes=5)
            await evening.command("ruimtes bericht", tekst="Nog even door")
            await evening.at("Nog even door", *OTHERS)
            assert len(standin.faults.answered) == 1
            standin.faults.answers.clear()
            await evening.later(minutes=5)
            await evening.at("De tweede vraag", *OTHERS, SLOW)
        finally:
            await evening.bot.kill()
    assert evening.bot.errors == []
