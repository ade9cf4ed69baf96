"""The page on how the bot is, and its figures for Prometheus: on this computer alone, and nobody's words in them."""

import re
import socket
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiohttp
import pytest

from bot.features.checks import health
from bot.monitoring import Monitoring
from bot.settings import Settings
from bot.storage.database import NOT_READ
from bot.storage.file import rotation
from bot.storage.file.trouble import Unavailable
from bot.upkeep import Upkeep
from tests.evening import Evening

LINE = re.compile(r"# (HELP|TYPE) klassen_\w+ .+|klassen_\w+(\{version=\"[\d.]+\"\})? -?\d+(\.\d+)?(e[+-]\d+)?")


class Page:
    """The page of an evening's bot, as a browser or Prometheus asks for it."""

    def __init__(self, evening: Evening, port: int) -> None:
        self.evening, self.port = evening, port

    async def get(self, path: str = "/", host: str = "127.0.0.1") -> tuple[int, str]:
        """Status and text, of half a minute later."""
        await self.evening.env.advance_time(30)
        async with aiohttp.ClientSession() as session:
            headers = {"Host": f"{host}:{self.port}"}
            async with session.get(f"http://127.0.0.1:{self.port}{path}", headers=headers) as answer:
                return answer.status, await answer.text()

    async def figures(self) -> dict[str, float]:
        """The figures, by name without klassen_."""
        status, text = await self.get("/metrics")
        assert status == 200
        assert all(LINE.fullmatch(line) for line in text.splitlines()), text
        lines = [line for line in text.splitlines() if not line.startswith("#")]
        return {name.removeprefix("klassen_"): float(value) for name, value in map(str.split, lines)}


def monitoring(evening: Evening, port: int | None) -> Monitoring:
    bot = evening.bot
    upkeep = Upkeep(bot.db, bot.settings, bot.clock)
    upkeep.of(bot)
    return Monitoring(bot.db, bot.settings.model_copy(update={"health_port": port}), upkeep, bot.clock)


@pytest.fixture
async def page(evening: Evening) -> AsyncIterator[Page]:
    """The page of the bot of an evening, on a free port."""
    async with monitoring(evening, 0).listening() as port:
        assert port is not None
        yield Page(evening, port)


async def test_it_says_how_the_bot_is_with_a_status_for_a_monitor(page: Page) -> None:
    settings = page.evening.bot.settings
    rotation.add(settings.database, settings.backups, 14, page.evening.bot.clock())
    status, text = await page.get()
    assert status == 200
    assert "✓ Discord: verbonden sinds " in text
    await page.evening.env.advance_time(timedelta(days=2).total_seconds())
    status, text = await page.get()
    assert status == 503
    assert "✗ Laatste kopie van de database: " in text


async def test_the_figures_follow_the_evening(page: Page) -> None:
    before = await page.figures()
    assert (before["up"], before["connected"], before["servers"]) == (1, 1, 1)
    assert (before["meetups_running"], before["moments_late"], before["backup_failed"]) == (0, 0, 0)
    assert before["disk_free_bytes"] > 0
    assert "backup_timestamp_seconds" not in before
    await page.evening.begin()
    assert (await page.figures())["meetups_running"] == 1
    await page.evening.bot.on_disconnect()
    lost = await page.figures()
    assert lost["connected"] == 0
    assert "latency_seconds" not in lost


async def test_nobodys_words_are_in_the_figures(page: Page) -> None:
    evening = page.evening
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen maak ik bramenjam")
    _status, text = await page.get("/metrics")
    for word in ("bramen", "Noor", "Proefavond", str(evening.noor.id), str(evening.guild.id)):
        assert word not in text


async def test_a_page_of_somebody_else_is_refused(page: Page) -> None:
    assert (await page.get(host="kwaad.example"))[0] == 403
    assert (await page.get(host="localhost"))[0] == 200


async def test_a_database_that_can_not_be_read_is_told(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_given: object) -> None:
        raise Unavailable(NOT_READ, sqlite3.OperationalError("disk I/O error"))

    monkeypatch.setattr(health, "gather", fail)
    status, text = await page.get()
    assert status == 503
    assert "Ik kan nu niet bij mijn gegevens" in text


async def test_it_does_not_look_again_for_everybody_who_asks(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    first = await page.get("/metrics")
    monkeypatch.setattr(page.evening.env, "advance_time", nothing)
    await page.evening.bot.on_disconnect()
    assert await page.get("/metrics") == first


async def nothing(_seconds: float) -> None:
    """No time passes."""


async def test_without_a_port_there_is_no_page_and_a_taken_one_costs_nobody_the_evening(
    evening: Evening, caplog: pytest.LogCaptureFixture
) -> None:
    async with monitoring(evening, None).listening() as port:
        assert port is None
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        async with monitoring(evening, int(taken.getsockname()[1])).listening() as port:
            assert port is None
    assert "can't be shown at HEALTH_PORT" in caplog.text


@pytest.mark.parametrize("wrong", ["-1", "65536", "poort"])
def test_what_is_no_port_is_a_wrong_setting(wrong: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="health_port"):
        Settings(_env_file=None, health_port=wrong)  # type: ignore[call-arg, arg-type]
