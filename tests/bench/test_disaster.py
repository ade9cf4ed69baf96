"""A machine that is gone in mid-evening: another one goes on, from last night's copy and from what Discord shows."""

import shutil
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.bench.away import PROGRAMME, AwayEvening
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.process import bot as command

pytestmark = pytest.mark.bench(seconds=25)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Disaster(AwayEvening):
    """A meetup that is planned for this evening, a copy of the night before it, and a machine that is lost."""

    def __init__(self, standin: StandIn, folder: Path) -> None:
        super().__init__(standin, folder)
        self.people = People(standin, patience=60.0)  # it starts four times, also on a machine that is busy

    async def plan(self) -> None:
        """Plan a meetup for the evening, and copy the database in the night before."""
        await self.bot.start()
        await until(lambda: bool(self.standin.backend.commands.get(None)))
        start = (self.standin.clock.now() + timedelta(hours=16)).astimezone(AMSTERDAM)
        words = {"programma": "lang", "titel": "Proef", "start": f"{start:%d-%m-%Y %H:%M}"}
        await self.people.slash(self.standin.moderator, self.standin.lobby, "meetup plan", **words)
        self.plenary, self.moderators = self.standin.channel("grote-zaal"), self.standin.channel("moderatoren")
        await until(lambda: any("staat gepland" in text for text in self.told))
        self.copy = self.bot.folder.parent / "andere-schijf" / "kopie.sqlite3"
        copied = command("backup", self.copy, DATABASE=str(self.bot.database))
        assert copied.returncode == 0, copied.stderr

    @property
    def told(self) -> list[str]:
        """What the bot said to the moderators."""
        return self.standin.posts(self.moderators)

    async def begin_in_the_evening(self) -> None:
        """Begin sixteen hours later, a minute after the planned start."""
        await self.pass_time(hours=16, minutes=1)
        await self.people.slash(self.standin.moderator, self.moderators, "meetup start")
        await until(lambda: any("Welkom." in text for text in self.standin.posts(self.plenary)))
        await until(lambda: any("De meetup begon" in text for text in self.told))

    async def lose_the_machine(self, **time: float) -> None:
        """Kill the bot and remove all that its machine held; time passes."""
        await self.bot.kill()
        shutil.rmtree(self.bot.folder)
        self.standin.clock.shift += timedelta(**time)

    async def restore(self) -> str:
        """Start a bot on another machine, on the copy. Returns what `restore` told."""
        self.bot = BotProcess(self.standin, self.bot.folder.parent / "nieuw", {"lang": PROGRAMME})
        found = command("restore", self.copy, DATABASE=str(self.bot.database))
        assert found.returncode == 0, found.stderr
        await self.bot.start()
        return found.stdout

    def texts(self) -> list[str]:
        """The texts that are kept now."""
        with closing(sqlite3.connect(self.bot.database)) as db:
            return sorted(text for (text,) in db.execute("SELECT text FROM contributions"))


async def test_another_machine_goes_on_with_the_evening(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        evening = Disaster(standin, tmp_path / "oud")
        people, noor = evening.people, standin.noor
        try:
            await evening.plan()
            await evening.begin_in_the_evening()
            await people.slash(noor, evening.plenary, "morgen", tekst="met een commando")
            await people.chat(noor, evening.plenary, "#morgen in de chat")
            await evening.lose_the_machine(minutes=5)
            standin.backend.create_message(evening.plenary, noor, "#nodig terwijl er geen bot was")

            assert "één meetup en 0 bijdragen" in await evening.restore()
            await until(lambda: evening.texts() == ["in de chat", "terwijl er geen bot was"])
            # What is lost is named: the words of the command stood in the database only.
            await until(lambda: any("🛟 Ik ben teruggezet uit een kopie van" in text for text in evening.told))
            assert not any("Ik was weg" in text for text in evening.told)
            # The evening goes on where the clock says: at the tables, of which one is open.
            table = standin.channel("Tafel")
            await until(lambda: any("Hoe gaat het?" in text for text in standin.posts(table)))
            status = (await people.slash(standin.moderator, evening.moderators, "meetup status")).text
            assert "Nu: **Praten**" in status
            again = (await people.slash(standin.moderator, evening.moderators, "meetup start")).text
            assert "begonnen" in again
            assert sorted(await evening.exported()) == ["in de chat", "terwijl er geen bot was"]

            await evening.pass_time(seconds=1)  # a second start tells nothing twice
            await people.slash(noor, evening.plenary, "morgen", tekst="weer met een commando")
            assert sum("🛟" in text for text in evening.told) == 1
            told = command("status", DATABASE=str(evening.bot.database))
            assert "Nu: Proef" in told.stdout
        finally:
            await evening.bot.kill()
    assert evening.bot.errors == []


async def test_a_meetup_that_had_not_begun_waits_for_its_moderators(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        evening = Disaster(standin, tmp_path / "oud")
        try:
            await evening.plan()
            await evening.lose_the_machine(hours=15)
            await evening.restore()
            people, moderators = evening.people, evening.moderators
            status = (await people.slash(standin.moderator, moderators, "meetup status")).text
            assert "Gepland op" in status
            assert not any("🛟" in text or "Ik was weg" in text for text in evening.told)
            begun = (await people.slash(standin.moderator, moderators, "meetup start")).text
            assert "De meetup is begonnen" in begun
        finally:
            await evening.bot.kill()
    assert evening.bot.errors == []
