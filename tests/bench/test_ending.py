"""SIGTERM in the middle of a meetup."""

import asyncio
from pathlib import Path

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=6)


async def test_sigterm_finishes_what_goes_on_tells_the_moderators_and_goes(tmp_path: Path) -> None:
    async with StandIn(delay=0.05).listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        try:
            plenary, moderators = await begin(standin, people, bot)
            pledge = asyncio.create_task(people.slash(standin.noor, plenary, "morgen", tekst="ga ik bellen"))
            await asyncio.sleep(0.06)  # it is on its way into the bot
            assert await bot.end() == 0
            assert "Bewaard" in (await pledge).text
            assert "opnieuw gestart" in standin.posts(moderators)[-1]
            await bot.start()
            await until(lambda: "ben er weer" in standin.posts(moderators)[-1])
            assert sum("ben er weer" in text for text in standin.posts(moderators)) == 1
        finally:
            await bot.kill()
    assert "Traceback" not in bot.log


async def test_a_discord_that_hangs_keeps_nobody_from_ending(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        try:
            await begin(standin, people, bot)
            standin.faults.slow, standin.faults.slow_chance = 3600.0, 1.0  # no call is ever answered again
            standin.gateway.is_deaf = True  # nor the goodbye on the gateway
            await asyncio.wait_for(bot.end(), 30)
        finally:
            await bot.kill()
