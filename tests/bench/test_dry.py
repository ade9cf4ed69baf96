"""A dry run whose bot is killed while it makes or removes its channels: no channel is left."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=9)


class Killer:
    """Kill the bot at the n-th call that makes or removes a channel.

    ``phase``: "arrived" kills before Discord has carried it out, "done" after.
    """

    def __init__(self, standin: StandIn, bot: BotProcess, phase: str) -> None:
        self._bot, self._phase = bot, phase
        self._method, self._left = "", 0
        standin.faults.watchers.append(self._look)

    def at(self, method: str, count: int) -> None:
        """Arm: kill at the ``count``-th call of this method from now on."""
        self._method, self._left = method, count

    async def _look(self, phase: str, method: str, path: str) -> None:
        channel = (
            path.endswith("/channels") if method == "POST" else path.startswith("/channels/") and path.count("/") == 2
        )
        if phase == self._phase and method == self._method and channel:
            self._left -= 1
            if self._left == 0 and self._bot.process is not None:
                self._bot.process.kill()


@pytest.mark.parametrize("phase", ["arrived", "done"])
async def test_a_dry_run_that_is_killed_leaves_no_channel(tmp_path: Path, phase: str) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin, 3.0), BotProcess(standin, tmp_path)
        killer = Killer(standin, bot, phase)

        def found(sql: str) -> list[Any]:
            with closing(sqlite3.connect(bot.database)) as db:
                return db.execute(sql).fetchall()

        try:
            await bot.start()
            await until(lambda: bool(standin.backend.commands.get(None)))
            before = set(standin.backend.channels)
            await people.slash(standin.moderator, standin.lobby, "meetup check", programma="eigen-meetup")
            killer.at("POST", 4)
            with suppress(TimeoutError):
                await people.press(standin.moderator, standin.lobby, "proef:programma:eigen-meetup")
            assert await bot.gone() == -9
            await bot.start()
            await until(lambda: not found("SELECT 1 FROM places WHERE channel IS NULL"))
            made = set(standin.backend.channels) - before
            assert made == {channel for (channel,) in found("SELECT channel FROM places")}
            here = standin.channel("🧪-moderatoren")
            await until(lambda: bool(standin.posts(here)))
            asked = await people.slash(standin.moderator, here, "meetup stop")
            assert "Proef" in asked.text
            ((id,),) = found("SELECT id FROM meetups")
            await people.press(standin.moderator, here, f"meetup:stop:{id}")
            await until(lambda: any("is klaar" in text for text in standin.posts(here)))
            killer.at("DELETE", 2)
            with suppress(TimeoutError):
                await people.press(standin.moderator, here, f"proef:opruimen:{id}")
            assert await bot.gone() == -9
            assert set(standin.backend.channels) - before
            await bot.start()
            await until(lambda: not found("SELECT 1 FROM meetups"))
            assert set(standin.backend.channels) == before
            assert bot.errors == []
        finally:
            await bot.kill()
