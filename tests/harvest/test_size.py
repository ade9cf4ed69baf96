"""What may not grow with the evenings: memory during the harvest, work at the start. No clock decides."""

import asyncio
import os
import sqlite3
import subprocess
import sys
import threading
import tracemalloc
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.client import MeetupBot
from bot.core.evening.places import PlaceKind
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people.contributions import Contribution
from bot.core.words.typed import Typed
from bot.harvest import files
from bot.harvest.gathering import gather
from bot.harvest.records import ContributionItem, Harvest, Items
from bot.storage import adding, contributions, meetups
from bot.storage.database import Database
from tests.bench.size import ROOT, a_meetup_with, live_after
from tests.evening import Evening, open_evening

ZONE = ZoneInfo("Europe/Amsterdam")
START = 1_795_545_000_000
NOW = datetime(2026, 11, 25, tzinfo=UTC)


@asynccontextmanager
async def a_harvest_of(size: int, folder: Path, length: int = 80) -> AsyncIterator[tuple[Database, Harvest]]:
    path = folder / f"{size}.sqlite3"
    await a_meetup_with(size, path, length)
    db = await Database.open(path)
    try:
        (meetup,) = await meetups.newest(db.read, 1)
        async with gather(db.read, meetup, NOW) as harvest:
            yield db, harvest
    finally:
        await db.close()


@pytest.mark.parametrize("name", files.FORMATS)
async def test_a_harvest_of_any_size_takes_the_same_memory(tmp_path: Path, name: str) -> None:
    peaks = []
    for size in (1, 300, 1500):  # the first only loads what a first export loads
        tracemalloc.start()
        try:
            async with a_harvest_of(size, tmp_path, length=4000) as (_db, harvest):
                (path,) = await files.write(harvest, tmp_path / str(size), ZONE, [name])
                peaks.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
    assert name == "xlsx" or path.stat().st_size > 1500 * 4000
    assert peaks[2] - peaks[1] < 500_000  # bytes; the texts alone are 4,800,000 more


async def test_the_evening_goes_on_during_an_export(tmp_path: Path) -> None:
    """The writing stands still half-way until somebody has contributed: it would wait for ever if it held the loop."""
    contributed = threading.Event()
    waited: list[bool] = []

    async with a_harvest_of(10, tmp_path) as (db, harvest):

        def with_a_wait() -> Iterator[ContributionItem]:
            for n, item in enumerate(harvest.contributions):
                if n == 5:
                    waited.append(contributed.wait(timeout=20))
                yield item

        slow = replace(harvest, contributions=Items(with_a_wait))
        writing = asyncio.create_task(files.write(slow, tmp_path, ZONE))
        await asyncio.sleep(0)
        try:
            async with db.transaction() as transaction:
                await adding.add(transaction, one_more(harvest), 1_000_000)
        finally:
            contributed.set()
            await writing
    assert len(waited) >= len(files.FORMATS)  # some read the contributions more than once
    assert all(waited)


def one_more(harvest: Harvest) -> Contribution:
    now = datetime(2026, 11, 24, 19, 0, tzinfo=UTC)
    return Contribution(
        0,
        harvest.meetup.id,
        ContributionKind("idee"),
        Typed("op de valreep"),
        1,
        Typed("Noor"),
        None,
        None,
        Source.COMMAND,
        now,
    )


async def test_a_harvest_is_of_one_moment_and_holds_nobody_up(tmp_path: Path) -> None:
    async with a_harvest_of(50, tmp_path) as (db, harvest):
        reading = iter(harvest.contributions)
        next(reading)
        async with db.transaction() as transaction:
            await adding.add(transaction, one_more(harvest), 1_000_000)
            await contributions.withdraw(transaction, 50)
        # With somebody still reading in the database, this would wait, and leave the withdrawn text in the log.
        await db.forget_log()
        assert (tmp_path / "50.sqlite3-wal").stat().st_size == 0
        assert [item.id for item in reading] == list(range(2, 51))
        assert [item.id for item in harvest.contributions] == list(range(1, 51))
        assert harvest.total == 50
        assert set(harvest.counts) == set(KINDS)
        async with gather(db.read, harvest.meetup, NOW) as again:
            assert [item.id for item in again.contributions] == [*range(1, 50), 51]


async def test_the_start_takes_no_more_work_beside_many_past_meetups(tmp_path: Path) -> None:
    few, many = [await work_at_start(tmp_path / str(past), past) for past in (1, 101)]
    # A glance at each past meetup: does it still run, and is it time to let it go? Nothing of what was said there.
    assert many - few <= 100 * 40


async def work_at_start(folder: Path, past: int) -> int:
    """How many instructions SQLite carries out while the bot starts beside so many past meetups."""
    instructions = 0

    def count() -> None:
        nonlocal instructions
        instructions += 1

    async with open_evening(folder) as evening:
        await live_after(evening, past, contributions=5)
        make = evening._make

        async def watched() -> MeetupBot:
            bot = await make()
            for connection in (bot.db.read._connection, bot.db._writer):
                await connection.set_progress_handler(count, 1)
            return bot

        evening._make = watched
        await evening.restart()
    assert instructions
    return instructions


@pytest.mark.parametrize("size, most", [(500, 40), (500, 200), (40_000, 500)])  # contributions, kB in a file
async def test_a_full_disk_during_an_export_is_said_in_words_and_the_old_files_stay(
    tmp_path: Path, size: int, most: int
) -> None:
    database = tmp_path / "meetups.sqlite3"
    await a_meetup_with(size, database)
    export = f"exec {sys.executable} -m bot export 1"
    before = limited(export + " --format json" * (size > 500), database)
    assert before.returncode == 0, before.stderr
    (home,) = (tmp_path / "oogst").iterdir()
    old = {path.name: path.read_bytes() for path in home.iterdir()}
    after = limited(f"ulimit -f {most * 2}; {export}", database)
    assert after.returncode == 2
    (line,) = after.stderr.splitlines()
    assert "Er is niets verloren gegaan" in line
    assert {path.name: path.read_bytes() for path in home.iterdir()} == old


def limited(command: str, database: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE": str(database), "HARVEST_DIR": str(database.parent / "oogst")}
    return subprocess.run(
        ["sh", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


async def test_a_file_that_discord_does_not_take_is_said_to_stand_on_disk(evening: Evening) -> None:
    await evening.begin_harvest()
    texts = [(n, evening.meetup_id, f"{n} ".ljust(4000, "x"), START) for n in range(1, 2701)]
    with sqlite3.connect(evening.bot.settings.database) as connection:
        connection.executemany(
            "INSERT INTO contributions (id, meetup, kind, text, author, author_name, source, said_at) "
            "VALUES (?, ?, 'morgen', ?, 1, 'Noor', 'chat', ?)",
            texts,
        )
    connection.close()
    await evening.command("oogst export")
    message = (await evening.place(PlaceKind.MODERATORS)).history()[-1]
    assert [file.filename for file in message.attachments] == ["oogst.xlsx"]
    (folder,) = evening.bot.settings.harvest_dir.iterdir()
    assert "neemt bestanden tot 10 MB aan" in message.content
    assert "Te groot om bij te voegen: oogst.json (12 MB), oogst.csv (11 MB) en oogst.md (11 MB)." in message.content
    assert f"`{folder}`" in message.content
    assert {path.name for path in folder.iterdir()} == {"oogst.json", "oogst.csv", "oogst.xlsx", "oogst.md"}
