"""A dry run with twenty tables in a real process, under Discord's rate limits, killed half-way."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

from tests.bench.pacing import tables
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row


def programme() -> str:
    """Return a programme of two hours with twenty tables, each with a text and two questions."""
    return f"""
titel: Twintig tafels
soort: eigen
blokken:
  - {{titel: Vooraf, soort: plenair, duur: 20 min}}
  - titel: Praten
    soort: break-out
    duur: 40 min
    ruimtes:
{tables("15 min")}
  - {{titel: Samen, soort: plenair, duur: 60 min}}
"""


async def rows() -> list[Row]:
    """Begin a dry run, kill the bot after 20 seconds, start it again. Returns the figures."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn().listening() as standin:
            people, bot = People(standin), BotProcess(standin, Path(folder) / "bot", {"tafels": programme()})
            try:
                return await _run(standin, people, bot)
            finally:
                await bot.kill()


async def _run(standin: StandIn, people: People, bot: BotProcess) -> list[Row]:
    def found(sql: str) -> list[Any]:
        with closing(sqlite3.connect(bot.database)) as db:
            return db.execute(sql).fetchall()

    await bot.start()
    await until(lambda: bool(standin.backend.commands.get(None)))
    before = set(standin.backend.channels)
    await people.slash(standin.moderator, standin.lobby, "meetup check", programma="tafels")
    await people.press(standin.moderator, standin.lobby, "proef:programma:tafels")
    made = len(set(standin.backend.channels) - before)
    began = asyncio.get_running_loop().time()
    await asyncio.sleep(20)
    await bot.kill()
    await bot.start()
    await until(lambda: bool(found("SELECT 1 FROM cues WHERE kind = 'finish' AND state = 'done'")), 120)
    took = asyncio.get_running_loop().time() - began
    report = standin.posts(standin.channel("🧪-moderatoren"))[-1]
    ((posted,), (id,)) = *found("SELECT count(*) FROM posts"), *found("SELECT id FROM meetups")
    await people.press(standin.moderator, standin.channel("🧪-moderatoren"), f"proef:opruimen:{id}")
    await until(lambda: not found("SELECT 1 FROM meetups"))
    left = set(standin.backend.channels) - before
    too_many = sum(standin.limits.too_many.values())
    return [
        Row(f"{made} channels, {posted} messages", f"{took:.0f} s", "a minute is what was said"),
        Row("what it says of itself", "all worked" if "alles werkte" in report else report,
            "" if "alles werkte" in report else "BROKEN"),
        Row("429s", str(too_many), "BROKEN" if too_many else ""),
        Row("channels left", str(len(left)), "BROKEN" if left else ""),
    ]  # fmt: skip
