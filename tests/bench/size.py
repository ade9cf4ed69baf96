"""Size: a harvest of 100,000 contributions, a start with 1,000 past meetups, a rehearsal of 910 people.

``python -m tests.bench.size`` prints the figures. Each is measured in a process of its own, which inherits no
memory.
"""

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Iterable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import cycle
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content.library import Library
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.planning import plan
from bot.core.kinds import KINDS
from bot.core.words.typed import Typed
from bot.harvest import files
from bot.harvest.gathering import gather
from bot.storage import meetups, timelines
from bot.storage.database import Database
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn
from tests.bench.table import Row, table
from tests.evening import Evening, open_evening

SIZES = (1_000, 10_000, 100_000)
PAST = (1, 100, 1_000)
PEOPLE = (10, 910)
ALL = "the harvest"  # all files, with copying the contributions before it
PARTS = (*(f"oogst.{name}" for name in files.FORMATS), ALL)
ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 25, tzinfo=UTC)
ROOT = Path(__file__).parent.parent.parent


async def rows() -> list[Row]:
    """Measure harvest, start and memory. Returns the figures."""
    return [*await _harvest_rows(), *await _start_rows(), *await _memory_rows()]


# ---------------------------------------------------------------------- the harvest


async def a_meetup_with(contributions: int, path: Path, length: int = 80) -> None:
    """Create a database with one past meetup.

    It has ``contributions`` contributions of at least ``length`` characters, by 910 people, spread over all themes
    and none.
    """
    library = Library()
    programme, themes = library.programme("provinciale-meetup"), [*library.themes(), None]
    start = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
    meetup = Meetup(
        0, 1, Typed("Groot"), Typed("Lelystad"), programme.kind, "nl", True, State.CLOSED, start, programme, start,
        None, start + timedelta(hours=2),
    )  # fmt: skip
    db = await Database.open(path)
    try:
        async with db.transaction() as transaction:
            id = await meetups.add(transaction, meetup, planned_by=1)
            await meetups.save_life(transaction, meetup)
            await timelines.save(transaction, id, plan(programme, start, start))
    finally:
        await db.close()
    said = zip(range(1, contributions + 1), cycle(KINDS), cycle(themes), strict=False)
    with sqlite3.connect(path) as connection:
        connection.executemany(
            "INSERT INTO contributions (id, meetup, kind, text, author, author_name, theme, room, source, said_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, 'chat', ?)",
            (
                (
                    n, id, kind, f"bel ik nummer {n} op de lijst van ouders die we nog niet spraken".ljust(length, "!"),
                    n % 910, f"Deelnemer {n % 910}", theme, theme and theme.capitalize(),
                    int(start.timestamp() * 1000) + n * 50,
                )
                for n, kind, theme in said
            ),
        )  # fmt: skip
        connection.execute("INSERT INTO sequences (name, last) VALUES ('contributions', ?)", (contributions,))
    connection.close()


async def _harvest(path: Path) -> dict[str, float]:
    """Return the seconds for each file and for all, and how long another task waited for its turn meanwhile.

    The waits, in seconds: "median", "most" (99th percentile) and "longest".
    """
    waits: list[float] = []
    other = asyncio.create_task(_something_else(waits))
    seconds = dict.fromkeys(PARTS, 0.0)
    db = await Database.open(path)
    try:
        (meetup,) = await meetups.newest(db.read, 1)
        begun = time.perf_counter()
        async with gather(db.read, meetup, NOW) as harvest:
            for name in files.FORMATS:
                started = time.perf_counter()
                await files.write(harvest, path.parent, ZONE, [name])
                seconds[f"oogst.{name}"] = time.perf_counter() - started
        seconds[ALL] = time.perf_counter() - begun
    finally:
        await db.close()
        other.cancel()
    waits.sort()
    return seconds | {"median": waits[len(waits) // 2], "most": waits[len(waits) * 99 // 100], "longest": waits[-1]}


async def _something_else(waits: list[float]) -> None:
    """Ask for a turn every 5 ms, as answers do, and append each wait beyond that, in seconds."""
    while True:
        begun = time.perf_counter()
        await asyncio.sleep(0.005)
        waits.append(time.perf_counter() - begun - 0.005)


async def _harvest_rows() -> list[Row]:
    found: list[dict[str, float]] = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "meetups.sqlite3"
            await a_meetup_with(size, path)
            found.append(await _measured("harvest", path))
    sizes = f"{_each(f'{size:,}' for size in SIZES)} contributions"
    rows = []
    for name in PARTS:
        times = [1e6 * result[name] / size for result, size in zip(found, SIZES, strict=True)]
        against = _held(times[-1] / times[-2], 2, f"times that at {SIZES[-2]:,}")
        rows.append(Row(f"{name}, {sizes}", f"{_each(f'{time:.0f}' for time in times)} µs each", against))
    peaks = [result["peak"] for result in found]
    more = f"MB more for {SIZES[-1] - SIZES[-2]:,} more"
    return [
        *rows,
        Row(f"most memory, {sizes}", f"{_each(f'{n:.0f}' for n in peaks)} MB", _held(peaks[-1] - peaks[-2], 20, more)),
        Row(
            "the rest of the bot waits during the last, 50 / 99 / 100 %",
            f"{_each(f'{1000 * found[-1][part]:.1f}' for part in ('median', 'most', 'longest'))} ms",
        ),
    ]


# ---------------------------------------------------------------------- the start

STEP = 1_000_000  # between the ids of one copy and the next; a meetup has fewer rows


def copy_meetup(path: Path, meetup: int, times: int) -> None:
    """Add ``times`` copies of a stored meetup to the database, with everything that belongs to it."""
    moved = {"id", "meetup", "place", "cue", "channel", "message"}
    parents = {"meetup": "SELECT :meetup"}
    parents |= {noun: f"SELECT id FROM {noun}s WHERE meetup = :meetup" for noun in ("place", "cue")}
    connection = sqlite3.connect(path)
    with connection:
        connection.row_factory = sqlite3.Row
        tables = [row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
            key = "id" if table == "meetups" else next((noun for noun in parents if noun in columns), None)
            if key is None:
                continue
            values = ", ".join(f"{name} + n * {STEP}" if name in moved else name for name in columns)
            connection.execute(
                "WITH RECURSIVE count (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM count WHERE n < :times) "
                f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {table}, count "
                f"WHERE n > 0 AND {key} IN ({parents.get(key, 'SELECT :meetup')})",
                {"meetup": meetup, "times": times},
            )
        for (table,) in connection.execute("SELECT name FROM sequences").fetchall():
            connection.execute(f"UPDATE sequences SET last = (SELECT max(id) FROM {table}) WHERE name = ?", (table,))
    connection.close()


async def live_after(evening: Evening, past: int, contributions: int = 100) -> None:
    """Create ``past`` past meetups and one whose tables are open now.

    The past ones are of twenty days ago: after an absence the last two weeks are read again.
    Each has ``contributions`` contributions.
    """
    await evening.begin_harvest()
    await _say(evening, contributions)
    await evening.pass_time(days=20)
    copy_meetup(evening.bot.settings.database, evening.meetup_id, past - 1)
    await evening.begin_tables()
    await _say(evening, contributions)


async def _say(evening: Evening, contributions: int) -> None:
    evening.bot.settings.contributions_per_person = 2 * contributions  # all by one person
    for n in range(contributions):
        await evening.noor.send(await evening.plenary, f"#morgen bel ik nummer {n}")


async def _start(folder: Path, past: int) -> dict[str, float]:
    """Return the seconds to open the database, and from there until everything due is done; the best of five.

    So are those of a press of the panel and of an export of the present meetup. "process" is the figure of
    ``_process_start``.
    """
    async with open_evening(folder) as evening:
        await live_after(evening, past)
        whole, opening = [], []
        for _ in range(5):
            await evening.bot.db.close()
            begun = time.perf_counter()
            db = await Database.open(evening.bot.settings.database)
            opening.append(time.perf_counter() - begun)
            await db.close()
            begun = time.perf_counter()
            await evening.start_again()
            whole.append(time.perf_counter() - begun)
        press = []
        for _ in range(5):
            await evening.pass_time(seconds=30)
            press.append(await _timed(evening.press("+2 min")))
        export = [await _timed(evening.command("oogst export")) for _ in range(5)]
        process = await _process_start(folder, evening.bot.settings.database)
    return {
        "open": min(opening),
        "start": min(whole) - min(opening),
        "press": min(press),
        "export": min(export),
        "process": process,
    }


async def _timed(work: Awaitable[str]) -> float:
    begun = time.perf_counter()
    await work
    return time.perf_counter() - begun


async def _process_start(folder: Path, database: Path) -> float:
    """Return the seconds from ``python -m bot run`` until it is connected, the best of seven.

    Runs on a copy of ``database``.
    """
    seconds = []
    async with StandIn().listening() as standin:
        bot = BotProcess(standin, folder / "process")
        with closing(sqlite3.connect(database)) as db:
            db.execute("VACUUM INTO ?", (str(bot.database),))
        for _ in range(7):
            begun = time.perf_counter()
            await bot.start()
            seconds.append(time.perf_counter() - begun)
            await bot.kill()
    return min(seconds)


async def _start_rows() -> list[Row]:
    found = []
    for past in PAST:
        with tempfile.TemporaryDirectory() as folder:
            found.append(await _measured("start", folder, past))
    opening, start, press, export, process = (
        f"{_each(f'{1000 * one[key]:.0f}' for one in found)} ms"
        for key in ("open", "start", "press", "export", "process")
    )
    times, pressed, exported, whole = (
        found[-1][key] / found[0][key] for key in ("start", "press", "export", "process")
    )
    beside = f"{_each(f'{past:,}' for past in PAST)} past meetups"
    return [
        Row(f"opening the database, {beside}", opening, "reads the whole file, to see that it is sound"),
        Row(f"from there until all is done, {beside}", start, _held(times, 3, "times that with one, on SimCord")),
        Row(f"a press of the panel, {beside}", press, _held(pressed, 1.5, "times that with one, on SimCord")),
        Row(f"an export of this one, {beside}", export, _held(exported, 1.5, "times that with one, on SimCord")),
        Row(f"`python -m bot run` until connected, {beside}", process, _held(whole, 1.2, "times that with one")),
    ]


# ---------------------------------------------------------------------- the memory


async def _memory_rows() -> list[Row]:
    peaks = []
    for people in PEOPLE:
        with tempfile.TemporaryDirectory() as folder:
            words = ("-m", "bot", "rehearse", "--people", str(people), "--out", folder)
            _said, peak = await asyncio.to_thread(_run, *words)
            peaks.append(peak)
    each = 1024 * (peaks[-1] - peaks[0]) / (PEOPLE[-1] - PEOPLE[0])
    return [
        Row(
            f"most memory, a rehearsal of {_each(map(str, PEOPLE))} people",
            f"{_each(f'{peak:.0f}' for peak in peaks)} MB",
            f"{each:.0f} KB a person, the simulated Discord included",
        )
    ]


# ---------------------------------------------------------------------- processes


def _each(figures: Iterable[str]) -> str:
    return " / ".join(figures)


def _held(figure: float, most: float, unit: str) -> str:
    """Return a figure with its unit, with BROKEN in front if it is more than ``most``."""
    return f"{'BROKEN ' if figure > most else ''}{figure:.2f} {unit}"


async def _measured(what: str, *values: object) -> dict[str, float]:
    said, peak = await asyncio.to_thread(_run, "-m", "tests.bench.size", what, *map(str, values))
    figures: dict[str, float] = json.loads(said.splitlines()[-1])
    return figures | {"peak": peak}


def _run(*words: str) -> tuple[str, float]:
    """Run Python. Returns its output and its peak memory in MB (getrusage: ru_maxrss in KB)."""
    with subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = process.stdout.read()
        _pid, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{words} ended with {process.returncode}")
    return said, usage.ru_maxrss / 1024


def main(words: Sequence[str]) -> None:
    """Print all figures; with words, measure one of them and print it as JSON, for ``_measured``."""
    match words:
        case ["harvest", path]:
            print(json.dumps(asyncio.run(_harvest(Path(path)))))
        case ["start", folder, past]:
            print(json.dumps(asyncio.run(_start(Path(folder), int(past)))))
        case _:
            print(table(asyncio.run(rows())))


if __name__ == "__main__":
    main(sys.argv[1:])
