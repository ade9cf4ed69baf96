"""kill -9 around a call for help, and around a moderator's message to the tables."""

import asyncio
from contextlib import suppress
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest

from tests.bench.standin import StandIn, until
from tests.bench.tables import TABLES, WHENS, Tables

pytestmark = pytest.mark.bench(seconds=20)


def _told(tables: Tables, words: str, times: int) -> bool:
    return len(tables.told(words)) == times


async def test_a_call_for_help_is_one_card_and_one_alarm(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot")
        people, bot = tables.people, tables.bot
        try:
            await tables.open()
            table = standin.channel("Tafel een")
            for number, when in enumerate(WHENS, start=1):
                await tables.dies(when)
                with suppress(TimeoutError):  # it may die before it answers; what was pressed is kept all the same
                    await people.press(standin.noor, table, "tafel:hulp:5")
                await tables.dead()
                await bot.start()
                await until(partial(_told, tables, "vraagt hulp.**", number))
                assert "doorgegeven" in (await people.press(standin.noor, table, "tafel:hulp:5")).text
                if when == "marked":
                    break
                await people.press(standin.moderator, tables.moderators, f"hulp:klaar:{number}")
                await until(partial(_told, tables, "✅ Klaar.", number))
                await bot.kill()
            for _minute in range(3):  # while nobody goes
                await bot.kill()
                standin.clock.shift += timedelta(minutes=1)
                await bot.start()
            # Also kept, not just posted: one that is claimed before the bot knows its own post keeps its old words.
            await until(lambda: tables.kept("unclaimed"))
            await bot.kill()
            await bot.start()
            assert len(tables.told("wacht op hulp")) == 1
            assert "Jij gaat" in (await people.press(standin.moderator, tables.moderators, "hulp:ga:4")).text
            await until(lambda: "onderweg naar jullie tafel" in standin.posts(table)[-1])
            await until(lambda: not tables.told("wacht op hulp"))  # who goes stands in its place
            assert len(tables.told("vraagt hulp.**")) == len(WHENS)
        finally:
            await bot.kill()
    assert bot.errors == []


async def test_fifty_people_who_press_at_once_make_one_call_also_where_the_bot_dies_then(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot")
        people, bot = tables.people, tables.bot
        crowd = [standin.new_member(f"mens{number}") for number in range(50)]

        async def press(who: int) -> str:
            with suppress(TimeoutError):  # it may die before it answers
                return (await people.press(who, standin.channel("Tafel een"), "tafel:hulp:5")).text
            return ""

        try:
            await tables.open()
            await tables.dies("during")
            await asyncio.gather(*map(press, crowd))
            await tables.dead()
            await bot.start()
            told = await asyncio.gather(*map(press, crowd))
            assert all(told)
            await until(lambda: bool(tables.told("vraagt hulp.**")))
            await people.press(standin.moderator, tables.moderators, "hulp:klaar:1")
            await until(lambda: len(tables.told("✅ Klaar.")) == 1)
            assert len(tables.told("vraagt hulp.**")) == 1
        finally:
            await bot.kill()
    assert bot.errors == []


async def test_a_moderators_words_stand_once_at_every_table(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot")
        people, bot = tables.people, tables.bot
        try:
            await tables.open()
            for number, (when, request) in enumerate([*((when, 1) for when in WHENS), ("during", 2), ("during", 3)]):
                await tables.dies(when, request)
                with suppress(TimeoutError):
                    await people.slash(standin.moderator, tables.moderators, "ruimtes bericht", tekst=f"Woord {number}")
                await tables.dead()
                await bot.start()
                await until(lambda number=number: bool(tables.told(f"Woord {number}")))  # type: ignore[misc]
                for table in TABLES:
                    assert sum(f"Woord {number}" in text for text in standin.posts(standin.channel(table))) == 1
                assert len(tables.told(f"Woord {number}")) == 1
                await bot.kill()
        finally:
            await bot.kill()
    assert bot.errors == []
