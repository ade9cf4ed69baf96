"""910 people who pledge within a minute by the four doors, compared with a bare bot that only acknowledges."""

import asyncio
import json
import random
import sqlite3
import statistics
import tempfile
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from bot.storage.file.connecting import connect
from tests.bench.beginning import PLEDGE, begin
from tests.bench.people import People, Said
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

MENU = "Bewaar als …"
DOORS = ("command", "form", "chat", "menu")
ROUND_TRIP = 0.020  # seconds


@dataclass(slots=True)
class Answers:
    """Times of the first answers, in seconds; people acknowledged, by door; texts of other answers."""

    took: list[float] = field(default_factory=list)
    acknowledged: Counter[str] = field(default_factory=Counter)
    refused: list[str] = field(default_factory=list)

    @property
    def median(self) -> float:
        """Median time, in seconds."""
        return statistics.median(self.took)

    @property
    def slowest(self) -> float:
        """99th percentile of the times, in seconds."""
        return statistics.quantiles(self.took, n=100)[98]


class Crowd:
    """``size`` people who each pledge once, spread at random over ``seconds``, by seed."""

    def __init__(self, standin: StandIn, size: int, seconds: float, seed: int = 1) -> None:
        self._standin, self._people = standin, People(standin)
        self._random, self._seconds = random.Random(seed), seconds
        self._members = [standin.new_member(f"deelnemer{number}") for number in range(size)]

    async def pledge(self, channel: int) -> Answers:
        """Have everybody pledge in a channel. Returns when all have their answer."""
        answers = Answers()
        moments = sorted((self._random.uniform(0, self._seconds), person) for person in self._members)
        began = asyncio.get_running_loop().time()
        tasks = []
        for number, (moment, person) in enumerate(moments):
            await asyncio.sleep(began + moment - asyncio.get_running_loop().time())
            door = DOORS[number % len(DOORS)]
            tasks.append(
                asyncio.create_task(self._by(door, person, channel, f"ga ik bellen, nummer {number}", answers))
            )
        await asyncio.gather(*tasks)
        return answers

    async def _by(self, door: str, person: int, channel: int, text: str, answers: Answers) -> None:
        steps: list[Said] = []
        match door:
            case "command":
                steps.append(await self._people.slash(person, channel, "morgen", tekst=text))
            case "form":
                steps.append(await self._people.press(person, channel, PLEDGE))
                steps.append(await self._people.submit(person, channel, steps[0].form or {}, tekst=text, details=""))
            case "chat":
                steps.append(await self._people.chat(person, channel, f"#morgen {text}"))
            case "menu":
                message = self._standin.backend.create_message(channel, person, text)
                steps.append(await self._people.menu(person, channel, MENU, message.id))
                steps.append(await self._people.choose(person, channel, "morgen", steps[0].message or 0))
        answers.took += [step.took for step in steps]
        if door == "chat" or "Bewaard" in steps[-1].text:
            answers.acknowledged[door] += 1
        else:
            answers.refused.append(steps[-1].text)


async def bare(folder: Path, size: int, seconds: float, delay: float) -> Answers:
    """Measure the crowd with the bare bot. ``delay`` is the one-way delay in seconds."""
    async with StandIn(delay=delay).listening() as standin:
        crowd = Crowd(standin, size, seconds)
        bot = BotProcess(standin, folder)
        bot.command = ("-m", "tests.bench.bare")
        try:
            await bot.start()
            await until(lambda: bool(standin.backend.commands.get(None)))
            standin.backend.create_message(standin.lobby, standin.noor, "knop")
            await until(lambda: bool(standin.posts(standin.lobby)))
            return await crowd.pledge(standin.lobby)
        finally:
            await bot.kill()


@dataclass(slots=True)
class Loaded:
    """Result of the crowd with our bot. ``kept`` counts the stored texts; ``memory`` is the peak in bytes."""

    answers: Answers
    kept: Counter[str]
    memory: int
    log: str


async def ours(folder: Path, size: int, seconds: float, delay: float) -> Loaded:
    """Measure the crowd with our bot, in a running meetup. ``delay`` is the one-way delay in seconds."""
    async with StandIn(delay=delay).listening() as standin:
        crowd, people = Crowd(standin, size, seconds), People(standin)
        bot = BotProcess(standin, folder)
        try:
            plenary, _moderators = await begin(standin, people, bot)
            answers = await crowd.pledge(plenary)
            with closing(sqlite3.connect(bot.database)) as db:
                kept = Counter(row[0] for row in db.execute("SELECT text FROM contributions"))
            return Loaded(answers, kept, bot.memory, bot.log)
        finally:
            await bot.kill()


def disk_time(folder: Path, size: int, pause: float) -> float:
    """Return the median time, in seconds, in which the disk commits one row.

    Commits ``size`` rows with ``pause`` seconds between them: at the pace of the crowd.
    """
    took = []
    with closing(connect(folder / "floor.sqlite3")) as db:
        db.execute("PRAGMA journal_mode = WAL")
        db.execute("CREATE TABLE said (id INTEGER PRIMARY KEY, text TEXT)")
        for number in range(size):
            time.sleep(pause)
            db.execute("BEGIN IMMEDIATE")
            db.execute("INSERT INTO said VALUES (?, ?)", (number, f"ga ik bellen, nummer {number}"))
            began = time.perf_counter()
            db.execute("COMMIT")
            took.append(time.perf_counter() - began)
    return statistics.median(took)


async def rows(size: int = 910, seconds: float = 60.0) -> list[Row]:
    """Compare our bot with the bare one, without delay and with 20 ms round trip. Returns the figures."""
    found: list[Row] = []
    for name, delay, most in (("no delay", 0.0, (2.0, 3.0)), ("20 ms round trip", ROUND_TRIP / 2, (1.2, 1.5))):
        with tempfile.TemporaryDirectory() as folder:
            floor = await bare(Path(folder) / "bare", size, seconds, delay)
            loaded = await ours(Path(folder) / "ours", size, seconds, delay)
            disk = await asyncio.to_thread(disk_time, Path(folder), 200, seconds / size)
        answers = loaded.answers
        lost = size - len(loaded.kept)
        double = sum(1 for count in loaded.kept.values() if count > 1)
        broken = "BROKEN" if lost or double or answers.acknowledged.total() < size else ""
        found += [
            Row(f"{name}: people acknowledged", f"{answers.acknowledged.total()}", f"of {size} in {seconds:.0f} s"),
            Row(f"{name}: lost, double", f"{lost}, {double}", broken),
            _ratio(f"{name}: median", answers.median, floor.median, most[0]),
            _ratio(
                f"{name}: median without the disk's own {disk * 1000:.2f} ms",
                answers.median - disk,
                floor.median,
                most[0],
            ),
            _ratio(f"{name}: 99th percentile", answers.slowest, floor.slowest, most[1]),
            Row(f"{name}: memory of the process", f"{loaded.memory / 1e6:.0f} MB"),
        ]
    return found


def _ratio(what: str, ours: float, floor: float, aim: float) -> Row:
    return Row(what, f"{ours / floor:.2f} x", f"{ours * 1000:.1f} ms, bare {floor * 1000:.1f} ms; the aim is {aim} x")


if __name__ == "__main__":
    print(json.dumps([list(row) for row in asyncio.run(rows(200, 14.0))], indent=1))
