"""One, ten and forty meetups in one process, on a server with twenty people each: which limit is reached first."""

import asyncio
import os
import random
import sqlite3
import statistics
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from discord.utils import snowflake_time

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

SIZES = (1, 10, 40)
PEOPLE = 20
TABLES = 4
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
    ``processor`` is the share of one core, ``lost`` counts pledges that were not stored.
    """

    late: list[float] = field(default_factory=list)
    took: list[float] = field(default_factory=list)
    too_many: int = 0
    processor: float = 0.0
    lost: int = 0
    closed: int = 0


async def evening(size: int) -> Grown:
    """Play ``size`` meetups that all begin within a few seconds."""
    grown = Grown()
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn().listening() as standin:
            servers = [standin.guild, *(standin.new_server(f"Server {n}") for n in range(size - 1))]
            leaders = {server: standin.new_member(f"leider{server}", server, moderates=True) for server in servers}
            crowd = {
                meetup: [standin.new_member(f"deelnemer{meetup}x{n}", servers[meetup]) for n in range(PEOPLE)]
                for meetup in range(size)
            }
            people, bot = People(standin), BotProcess(standin, Path(folder) / "bot", {"kort": PROGRAMME})
            try:
                await bot.start()
                await until(lambda: bool(standin.backend.commands.get(None)))
                for meetup in range(size):
                    server = servers[meetup]
                    await people.slash(
                        leaders[server], standin.lobby_of(server), "meetup plan",
                        programma="kort", titel=f"Meetup {meetup}", start="nu",
                    )  # fmt: skip
                with closing(sqlite3.connect(bot.database)) as db:
                    channels = {
                        (row[0], row[1]): row[2]
                        for row in db.execute("SELECT meetup - 1, kind, channel FROM places WHERE kind IN "
                                              "('plenary', 'voice', 'moderators')")
                    }  # fmt: skip
                await asyncio.gather(
                    *(people.slash(leaders[servers[m]], channels[m, "moderators"], "meetup start") for m in range(size))
                )
                used, began = _processor(bot), asyncio.get_running_loop().time()
                for meetup, members in crowd.items():
                    for person in members:
                        people.join(person, channels[meetup, "voice"], servers[meetup])
                await asyncio.sleep(BEFORE + TALK)
                dice = random.Random(size)

                async def pledge(meetup: int, person: int) -> None:
                    await asyncio.sleep(dice.uniform(0, HARVEST - 2))
                    said = await people.slash(person, channels[meetup, "plenary"], "morgen", tekst=f"bel ik {person}")
                    grown.took.append(said.took)

                await asyncio.gather(*(pledge(meetup, person) for meetup in crowd for person in crowd[meetup]))
                spent = asyncio.get_running_loop().time() - began
                grown.processor = (_processor(bot) - used) / spent
                await until(lambda: _closed(bot.database) == size, 120)
                with closing(sqlite3.connect(bot.database)) as db:
                    grown.lost = (
                        size * PEOPLE - db.execute("SELECT count(DISTINCT text) FROM contributions").fetchone()[0]
                    )
                    grown.closed = _closed(bot.database)
                    grown.late = [
                        snowflake_time(message).timestamp() - due / 1000
                        for message, due in db.execute(
                            "SELECT p.message, c.due FROM posts p JOIN cues c ON c.id = p.cue "
                            "WHERE c.kind IN ('open', 'prompt') AND c.block > 0"
                        )
                    ]
                grown.too_many = standin.limits.too_many.total()
            finally:
                await bot.kill()
    return grown


def _closed(database: Path) -> int:
    with closing(sqlite3.connect(database)) as db:
        return int(db.execute("SELECT count(*) FROM meetups WHERE state = 'closed'").fetchone()[0])


def _processor(bot: BotProcess) -> float:
    """Return the seconds of processor time that the process has used so far."""
    assert bot.process is not None
    fields = Path(f"/proc/{bot.process.pid}/stat").read_text("utf-8").rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


async def rows() -> list[Row]:
    """Measure each of ``SIZES``. Returns the figures."""
    found: list[Row] = []
    for size in SIZES:
        grown = await evening(size)
        found += [
            Row(f"{size} at once: posts after their moment", f"{statistics.median(grown.late):.2f} s",
                f"slowest {max(grown.late):.2f} s, of {len(grown.late)}"),
            Row(f"{size} at once: time to answer", f"{statistics.median(grown.took) * 1000:.0f} ms",
                f"99th percentile {statistics.quantiles(grown.took, n=100)[98] * 1000:.0f} ms, of {len(grown.took)}"),
            Row(f"{size} at once: processor", f"{grown.processor:.0%}", "of one core"),
            Row(f"{size} at once: 429s, lost", f"{grown.too_many}, {grown.lost}",
                "BROKEN" if grown.lost or grown.closed < size else ""),
        ]  # fmt: skip
    return found
