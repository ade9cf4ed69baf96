"""Reading back 5,000 messages after the bot was away: all in seconds, and people are answered meanwhile.

``python -m tests.bench reading`` prints the figures.
"""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from tests.bench.beginning import begin
from tests.bench.limits import DISCORDS, REACTIONS, RateLimits
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

MESSAGES, PEOPLE = 5000, 125
EVERY = 5  # one in so many messages is a contribution


@dataclass(frozen=True, slots=True)
class ReadBack:
    """Result: seconds from the start of the bot until all was stored, stored texts, slowest answer meanwhile."""

    seconds: float
    kept: int
    expected: int
    slowest: float


async def read_back(folder: Path, messages: int = MESSAGES, delay: float = 0.0) -> ReadBack:
    """Stop the bot, have ``messages`` messages written in the plenary by ``PEOPLE``, and start it again."""
    async with StandIn(delay=delay, limits=RateLimits(rules=(*DISCORDS, REACTIONS))).listening() as standin:
        bot, people, backend = BotProcess(standin, folder), People(standin, patience=60), standin.backend
        crowd = [standin.new_member(f"mens{number}") for number in range(PEOPLE)]
        try:
            plenary, _moderators = await begin(standin, people, bot)
            await bot.kill()
            for number in range(messages):
                text = f"#morgen bel ik nummer {number}" if number % EVERY == 0 else f"wat mooi, nummer {number}"
                backend.create_message(plenary, crowd[number // EVERY % PEOPLE], text)
            expected = len(range(0, messages, EVERY))
            clock = asyncio.get_running_loop()
            began = clock.time()
            await bot.start()
            reading = asyncio.create_task(until(lambda: _kept(bot) >= expected, 300))
            slowest = 0.0
            while not reading.done():
                said = await people.slash(standin.noor, plenary, "mijn bijdragen")
                slowest = max(slowest, said.took)
                await asyncio.wait([reading], timeout=0.2)
            await reading
            return ReadBack(clock.time() - began, _kept(bot), expected, slowest)
        finally:
            await bot.kill()


def _kept(bot: BotProcess) -> int:
    with closing(sqlite3.connect(bot.database)) as db:
        return int(db.execute("SELECT count(DISTINCT text) FROM contributions").fetchone()[0])


async def rows() -> list[Row]:
    """Measure without delay and with 50 ms round trip. Returns the figures."""
    found: list[Row] = []
    for name, delay in (("no delay", 0.0), ("50 ms round trip", 0.025)):
        with tempfile.TemporaryDirectory() as folder:
            result = await read_back(Path(folder) / "bot", delay=delay)
        broken = "" if result.kept == result.expected else "BROKEN"
        what = f"{MESSAGES:,} messages by {PEOPLE} people, {result.expected:,} contributions, {name}"
        found += [
            Row(f"{what}: start until all is stored", f"{result.seconds:.1f} s", broken),
            Row(f"{what}: slowest first answer meanwhile", f"{result.slowest * 1000:.0f} ms"),
        ]
    return found
