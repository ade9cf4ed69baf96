"""The bot away and back: chat, edits and deletions it missed, and one warning with the true time left."""

import asyncio
from functools import partial
from pathlib import Path

import pytest

from tests.bench.away import AwayEvening
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=12)


async def test_what_was_said_edited_and_deleted_while_away_is_found_once(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        evening, gateway = AwayEvening(standin, tmp_path), standin.gateway
        try:
            await evening.begin()
            for way in ("hervat", "opnieuw", "gestopt"):
                await evening.talk_before(way)
                if way == "gestopt":
                    await evening.bot.kill()
                else:
                    gateway.resumable = way == "hervat"
                    gateway.away = True
                    await gateway.drop()
                await evening.talk_without(way)
                await asyncio.sleep(0.5)
                gateway.away = False
                if way == "gestopt":
                    await evening.bot.start()
                await until(partial(evening.has_found, way))
            assert (gateway.resumed, gateway.identified) == (1, 3)
            assert len(await evening.exported()) == 9
        finally:
            await evening.bot.kill()
    assert evening.bot.errors == []


async def test_after_downtime_one_warning_with_the_true_remaining_time(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        evening = AwayEvening(standin, tmp_path)
        try:
            await evening.begin()
            table = standin.channel("Tafel")
            await evening.pass_time(minutes=2)
            await until(lambda: any("Hoe gaat het?" in text for text in standin.posts(table)))
            await evening.pass_time(minutes=16)  # past both warnings, with three minutes left
            await until(lambda: any("⏳" in text for text in standin.posts(table)))
            await evening.pass_time(seconds=5)
            await until(lambda: standin.gateway.is_connected)
            (warning,) = [text for text in standin.posts(table) if "⏳" in text]
            assert "nog 3 minuten" in warning.lower()
            # The card moves below the warning: it is posted there first, and then taken away above.
            await until(lambda: sum("Hoe gaat het?" in text for text in standin.posts(table)) == 1)
        finally:
            await evening.bot.kill()
