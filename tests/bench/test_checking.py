"""/meetup check and `python -m bot check` against a Discord with something wrong, over real HTTP."""

import asyncio
import re
from datetime import timedelta
from pathlib import Path

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=8)


async def test_what_only_a_real_answer_tells(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        standin.extra = {"features": ["COMMUNITY", "GUILD_ONBOARDING"], "mfa_level": 1}
        standin.clock.shift = timedelta(minutes=10)  # the bot's clock; the Date of an answer is that of the machine
        try:
            _plenary, moderators = await begin(standin, people, bot)

            def read() -> str:
                """What stands in the moderators' channel, private answers included."""
                return "\n".join(message.content for message in standin.backend.messages[moderators].values())

            onboarding = {"guild_id": str(standin.guild), "prompts": [], "enabled": True, "mode": 0}
            standin.faults.answers[r"GET /guilds/\d+/onboarding"] = (
                200,
                {**onboarding, "default_channel_ids": [str(moderators)]},
            )
            await people.slash(standin.moderator, moderators, "meetup check")
            await until(lambda: "Klok" in read())
        finally:
            await bot.kill()
    text = read()
    assert "✗ Inloggen in twee stappen" in text
    assert f"✗ Onboarding: <#{moderators}> moet daar voor iedereen open zijn" in text
    assert "✗ Onboarding: wie nieuw is, ziet alleen de standaardkanalen" in text
    off = re.search(r"✗ Klok: de computer van de bot loopt (\d+) seconden voor", text)
    assert off is not None
    assert 590 <= int(off[1]) <= 610


async def test_the_check_at_the_command_line_tells_the_clock_too(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        bot = BotProcess(standin, tmp_path)
        bot.command = ("-m", "bot", "check")
        await bot.start(connected=False)
        assert await asyncio.wait_for(bot.gone(), 60) == 2
    assert "✓ Klok: gelijk met die van Discord." in bot.log
