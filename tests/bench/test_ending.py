"""SIGTERM in the middle of a meetup."""

import asyncio
from pathlib import Path

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=6)


async def test_sigterm_finishes_what_goes_on_and_nobody_sees_a_short_absence(tmp_path: Path) -> None:
    async with StandIn(delay=0.05).listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        try:
            plenary, moderators = await begin(standin, people, bot)
            pledge = asyncio.create_task(people.slash(standin.noor, plenary, "morgen", tekst="ga ik bellen"))
            await asyncio.sleep(0.06)  # it is on its way into the bot
            assert await bot.end() == 0
            assert "Bewaard" in (await pledge).text
            await bot.start()
            await until(lambda: bot.log.count("ready on") == 2)
            assert "Bewaard" in (await people.slash(standin.noor, plenary, "morgen", tekst="ga ik mailen")).text
            assert not any("Ik was" in text or "gestart" in text for text in standin.posts(moderators))
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
