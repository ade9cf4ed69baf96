"""Starting without Discord, being shown the door, and servers that come later: the bot waits, and goes on."""

import asyncio
import socket
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import TOKEN, BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=15)
COMMANDS = r"PUT /applications/\d+/commands"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


async def ends_soon(bot: BotProcess) -> int:
    """End the bot with SIGTERM; it must be gone within 5 seconds."""
    return await asyncio.wait_for(bot.end(), 5)


async def test_discord_that_comes_up_later_than_the_bot(tmp_path: Path) -> None:
    standin, port = StandIn(), free_port()
    standin.url = f"http://127.0.0.1:{port}"
    bot = BotProcess(standin, tmp_path)
    try:
        await bot.start(connected=False)
        await until(lambda: "can't be reached" in bot.log)
        async with standin.listening(port):
            await until(lambda: standin.gateway.is_connected)
            assert await ends_soon(bot) == 0
    finally:
        await bot.kill()
    assert bot.log.count("can't be reached") == 1
    assert "Traceback" not in bot.log


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "http://nergens.invalid:80"])
async def test_without_a_network_it_waits_and_can_be_ended(tmp_path: Path, url: str) -> None:
    standin = StandIn()
    standin.url = url
    bot = BotProcess(standin, tmp_path)
    try:
        await bot.start(connected=False)
        await until(lambda: "can't be reached" in bot.log)
        assert bot.is_running
        assert await ends_soon(bot) == 0
    finally:
        await bot.kill()
    assert "Traceback" not in bot.log
    assert TOKEN not in bot.log


async def test_a_database_that_a_backup_holds_is_waited_for(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        bot = BotProcess(standin, tmp_path)
        try:
            with closing(sqlite3.connect(bot.database, isolation_level=None)) as other:
                other.execute("BEGIN EXCLUSIVE")
                await bot.start(connected=False)
                await until(lambda: "can't be used yet" in bot.log)
                assert bot.is_running
            await until(lambda: standin.gateway.is_connected)
            assert await ends_soon(bot) == 0
        finally:
            await bot.kill()
    assert bot.log.count("can't be used yet") == 1
    assert "Traceback" not in bot.log


async def test_every_way_of_not_being_there_passes(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        bot, gateway = BotProcess(standin, tmp_path), standin.gateway
        try:
            standin.faults.answers["GET /users/@me"] = 503, {}
            gateway.closes_with = 1012
            await bot.start(connected=False)
            await until(lambda: standin.faults.given["503"] >= 2)
            standin.faults.answers.clear()
            await until(lambda: gateway.turned_away >= 1)
            gateway.closes_with, gateway.away = None, True
            await asyncio.sleep(0.2)
            gateway.away = False
            await until(lambda: gateway.is_connected)
            gateway.closes_with, gateway.turned_away = 1012, 0
            await gateway.drop(1012)
            await until(lambda: gateway.turned_away == 2)
            await asyncio.sleep(0.5)
            assert gateway.turned_away == 2  # it does not knock all the time
            gateway.closes_with = None
            await until(lambda: gateway.is_connected)
            assert await ends_soon(bot) == 0
        finally:
            await bot.kill()
    assert "Traceback" not in bot.log


async def test_a_token_that_is_wrong_and_one_that_is_revoked_end_the_bot_with_a_sentence(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        bot = BotProcess(standin, tmp_path)
        try:
            standin.faults.answers[".*"] = 401, {"message": "401: Unauthorized", "code": 0}
            await bot.start()
            assert await bot.gone() == 2
            standin.faults.answers.clear()
            await bot.start()
            standin.faults.answers[".*"] = 401, {"message": "401: Unauthorized", "code": 0}
            await standin.gateway.drop(4004)
            assert await asyncio.wait_for(bot.gone(), 10) == 2
        finally:
            await bot.kill()
    assert "somebody has to look" in bot.log
    last = [line for line in bot.log.splitlines() if line.startswith("Discord accepteert het token")]
    assert len(last) == 2
    assert "Traceback" not in bot.log


@pytest.mark.parametrize("wait", [40.0, 400.0])
async def test_registering_the_commands_decides_about_nothing(tmp_path: Path, wait: float) -> None:
    async with StandIn().listening() as standin:
        bot = BotProcess(standin, tmp_path)
        try:
            standin.faults.answers[COMMANDS] = 429, {"message": "wait", "retry_after": wait, "global": False}
            await bot.start()
            await until(lambda: "ready on" in bot.log)
            assert await ends_soon(bot) == 0
        finally:
            await bot.kill()
    assert "Traceback" not in bot.log


async def test_commands_are_registered_only_when_they_have_changed(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        bot = BotProcess(standin, tmp_path)
        try:
            for _start in range(3):
                await bot.start()
                await until(lambda: bool(standin.backend.commands.get(None)))
                await until(lambda: "registered" in bot.log)
                assert await ends_soon(bot) == 0
        finally:
            await bot.kill()
    assert [call.method for call in standin.journal if call.path.endswith("/commands")] == ["PUT"]


async def test_a_server_that_comes_after_ready_goes_on_as_soon_as_it_is_there(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot, gateway = People(standin), BotProcess(standin, tmp_path), standin.gateway
        try:
            plenary, moderators = await begin(standin, people, bot)
            await bot.kill()
            gateway.servers_are_there.clear()
            standin.clock.shift = standin.clock.shift.__class__(minutes=20)  # past the first block
            before = len(standin.posts(plenary))
            await bot.start()
            await until(lambda: bot.log.count("ready on") == 2)
            await asyncio.sleep(1)
            assert len(standin.posts(plenary)) == before
            gateway.servers_are_there.set()
            await until(lambda: len(standin.posts(plenary)) > before, 10)
            await until(lambda: any("Ik was weg van" in text for text in standin.posts(moderators)), 10)
        finally:
            await bot.kill()
    assert bot.errors == []
