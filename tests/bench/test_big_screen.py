"""`run --wall`, as a real process: its address outlives a kill, and 200 viewers leave the evening its time."""

import asyncio
import re
import socket
from pathlib import Path

import aiohttp
import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=8)


def free_port() -> int:
    """A port that nobody uses now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


async def test_a_taken_address_costs_nobody_their_evening(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            bot.command = (*bot.command, "--wall", f"127.0.0.1:{taken.getsockname()[1]}")
            try:
                _plenary, moderators = await begin(standin, people, bot)
                status = await people.slash(standin.moderator, moderators, "meetup status")
                assert "De muur voor een groot scherm is er niet." in status.text
                assert "Kies een ander adres met --wall." in bot.log
            finally:
                await bot.kill()


async def test_the_same_address_works_after_a_kill_while_two_hundred_look(tmp_path: Path) -> None:
    async with StandIn(delay=0.02).listening() as standin, aiohttp.ClientSession() as session:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        bot.command = (*bot.command, "--wall", f"127.0.0.1:{free_port()}")
        try:
            plenary, moderators = await begin(standin, people, bot)
            status = await people.slash(standin.moderator, moderators, "meetup status")
            found = re.search(r"<(http://127\.0\.0\.1:\d+/muur/\S+)>", status.text)
            assert found is not None
            address = found[1]

            async def look() -> int:
                async with session.get(f"{address}/nu") as got:
                    await got.read()
                    return got.status

            viewers = [asyncio.create_task(look()) for _ in range(200)]
            said = await people.slash(standin.noor, plenary, "morgen", tekst="ga ik bellen")
            assert "Bewaard" in said.text
            assert set(await asyncio.gather(*viewers)) == {200}
            await bot.kill()
            await bot.start()
            await until(lambda: bot.log.count("ready on") == 2)
            assert await look() == 200
            assert not bot.errors
            assert address.rpartition("/")[2] not in bot.log
            assert await bot.end() == 0
        finally:
            await bot.kill()
    assert "Traceback" not in bot.log
