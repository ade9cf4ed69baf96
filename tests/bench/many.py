"""Meetups of twenty people at the same time in one process, each on its server: which limit is reached first."""

import asyncio
import random
import sqlite3
import statistics
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from discord.utils import snowflake_time

from tests.bench.limits import UNCOUNTED
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.servers import standin_with
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

# How many meetups, on how many servers, and within how many seconds they begin.
SIZES = ((1, 1, 0.0), (10, 10, 0.0), (40, 40, 0.0), (50, 3_000, 0.0), (50, 3_000, 60.0))
PEOPLE = 20
TABLES = 4
PATIENCE = 15.0  # seconds for an answer; Discord itself gives three
BEFORE, TALK, HARVEST = 20, 16, 20  # seconds of the three blocks

PROGRAMME = f"""
titel: Kort
soort: eigen
blokken:
  - {{titel: Vooraf, soort: plenair, duur: {BEFORE} s, tekst: Welkom.}}
  - titel: Praten
    soort: break-out
    duur: {TALK} s
    waarschuw: []
    terugkeer: 3 s
    ruimtes:
""" + "".join(
    f"      - {{titel: Tafel {number}, vragen: [{{na: 0 s, tekst: Een?}}, {{na: 6 s, tekst: Twee?}}]}}\n"
    for number in range(1, TABLES + 1)
) + f"  - {{titel: Morgen, soort: oogst, duur: {HARVEST} s, vraagt: [morgen]}}\n"  # fmt: skip


@dataclass(slots=True)
class Grown:
    """Figures of several meetups at once.

    Times in seconds: ``late`` of posts after their moment, ``took`` of answers. ``too_many`` counts 429s,
    ``busiest`` the calls in the busiest second that count for Discord's limit of 50, and ``calls`` all of them.
    ``processor`` is the share of one core, ``memory`` its peak in bytes. ``lost`` counts pledges that were not stored,
    ``unanswered`` those of which nobody heard so.
    """

    late: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    too_many: int = 0
    busiest: int = 0
    calls: int = 0
    processor: float = 0.0
    memory: int = 0
    lost: int = 0
    unanswered: int = 0
    closed: int = 0


async def evening(size: int, among: int = 0, spread: float = 0.0) -> Grown:
    """Play ``size`` meetups that begin within ``spread`` seconds, on as many of ``among`` servers."""
    with tempfile.TemporaryDirectory() as folder:
        async with standin_with(max(among, size)).listening() as standin:
            bot = BotProcess(standin, Path(folder) / "bot", {"kort": PROGRAMME})
            try:
                return await _played(standin, bot, size, spread)
            finally:
                await bot.kill()


async def _played(standin: StandIn, bot: BotProcess, size: int, spread: float) -> Grown:
    grown, people, dice = Grown(), People(standin, PATIENCE), random.Random(size)
    servers = random.Random(1).sample(standin.servers, size)
    leaders = [standin.new_member(f"leider{n}", server, moderates=True) for n, server in enumerate(servers)]
    crowd = [[standin.new_member(f"gast{m}x{n}", servers[m]) for n in range(PEOPLE)] for m in range(size)]
    await bot.start()
    await until(lambda: f"ready on {len(standin.servers)} servers" in bot.log, 300)
    for meetup, (server, leader) in enumerate(zip(servers, leaders, strict=True)):
        await people.slash(
            leader, standin.lobby_of(server), "meetup plan", programma="kort", titel=f"Meetup {meetup}", start="nu"
        )
    with closing(sqlite3.connect(bot.database)) as db:
        channels = {
            (row[0], row[1]): row[2]
            for row in db.execute(
                "SELECT meetup - 1, kind, channel FROM places WHERE kind IN ('plenary', 'voice', 'moderators')"
            )
        }
    standin.journal.clear()
    used, began = bot.processor, asyncio.get_running_loop().time()

    async def pledge(meetup: int, person: int) -> None:
        await asyncio.sleep(dice.uniform(0, HARVEST - 2))
        try:
            said = await people.slash(person, channels[meetup, "plenary"], "morgen", tekst=f"bel ik {person}")
            grown.took.append(said.took)
        except TimeoutError:
            grown.unanswered += 1

    async def live(meetup: int) -> None:
        await asyncio.sleep(dice.uniform(0, spread))
        await people.slash(leaders[meetup], channels[meetup, "moderators"], "meetup start")
        for person in crowd[meetup]:
            people.join(person, channels[meetup, "voice"], servers[meetup])
        await asyncio.sleep(BEFORE + TALK)
        await asyncio.gather(*(pledge(meetup, person) for person in crowd[meetup]))

    await asyncio.gather(*(live(meetup) for meetup in range(size)))
    grown.processor = (bot.processor - used) / (asyncio.get_running_loop().time() - began)
    await until(lambda: _closed(bot.database) == size, 120)
    with closing(sqlite3.connect(bot.database)) as db:
        grown.lost = size * PEOPLE - db.execute("SELECT count(DISTINCT text) FROM contributions").fetchone()[0]
        grown.closed = _closed(bot.database)
        grown.late = [
            snowflake_time(message).timestamp() - due / 1000
            for message, due in db.execute(
                "SELECT p.message, c.due FROM posts p JOIN cues c ON c.id = p.cue "
                "WHERE c.kind IN ('open', 'prompt') AND c.block > 0"
            )
        ]
    counted = [call for call in standin.journal if not call.path.startswith(UNCOUNTED)]
    grown.calls = len(counted)
    grown.busiest = max(Counter(int(call.moment.timestamp()) for call in counted).values())
    grown.too_many, grown.memory = standin.limits.too_many.total(), bot.memory
    return grown


def _closed(database: Path) -> int:
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM meetups WHERE state = 'closed'").fetchone()[0])


async def rows() -> list[Row]:
    """Measure each of ``SIZES``. Returns the figures."""
    found: list[Row] = []
    for size, among, spread in SIZES:
        grown = await evening(size, among, spread)
        what = f"{size} on {among} servers, " + (f"begun within {spread:.0f} s" if spread else "at once")
        found += [
            Row(f"{what}: posts after their moment", f"{statistics.median(grown.late):.2f} s",
                f"slowest {max(grown.late):.2f} s, of {len(grown.late)}"),
            Row(f"{what}: time to answer", f"{statistics.median(grown.took) * 1000:.0f} ms",
                f"99th percentile {statistics.quantiles(grown.took, n=100)[98] * 1000:.0f} ms, of {len(grown.took)}"),
            Row(f"{what}: calls in the busiest second", f"{grown.busiest}", f"of 50; {grown.calls} in all"),
            Row(f"{what}: processor, memory", f"{grown.processor:.0%}, {grown.memory / 1e6:.0f} MB", "of one core"),
            Row(f"{what}: 429s, lost, unanswered", f"{grown.too_many}, {grown.lost}, {grown.unanswered}",
                "BROKEN" if grown.lost or grown.closed < size else ""),
        ]  # fmt: skip
    return found
