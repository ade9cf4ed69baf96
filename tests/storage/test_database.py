"""The database: real SQLite files in a temporary folder."""

import asyncio
import os
import sqlite3
import tempfile
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.storage import people
from bot.storage.database import Database, reading
from bot.storage.file.trouble import Unavailable
from tests.storage.files import room_for

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)


async def test_a_new_file_is_made_with_its_folder_and_is_safe(tmp_path: Path) -> None:
    path = tmp_path / "nieuw" / "meetups.sqlite3"
    db = await Database.open(path)
    try:
        for pragma, value in (("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("secure_delete", 1)):
            row = await db.read.one(f"PRAGMA {pragma}")
            assert row is not None
            assert row[0] == value
    finally:
        await db.close()
    again = await Database.open(path)
    await again.close()


async def test_what_is_committed_is_on_disk_and_what_fails_is_undone(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    db = await Database.open(path)
    try:
        async with db.transaction() as transaction:
            await people.choose_language(transaction, 1, "en", NOW)
        with pytest.raises(RuntimeError, match="halverwege"):
            await _fail_halfway(db)
        stranger = sqlite3.connect(path)
        assert stranger.execute("SELECT id FROM people").fetchall() == [(1,)]
        stranger.close()
        assert await people.language(db.read, 2) is None
    finally:
        await db.close()


async def _fail_halfway(db: Database) -> None:
    async with db.transaction() as transaction:
        await people.choose_language(transaction, 2, "en", NOW)
        raise RuntimeError("halverwege")


async def test_a_reader_never_sees_what_is_not_committed(tmp_path: Path) -> None:
    db = await Database.open(tmp_path / "a.sqlite3")
    try:
        async with db.transaction() as transaction:
            await people.choose_language(transaction, 1, "en", NOW)
            assert await people.language(db.read, 1) is None
        assert await people.language(db.read, 1) == "en"
    finally:
        await db.close()


async def test_writers_wait_for_each_other(tmp_path: Path) -> None:
    db = await Database.open(tmp_path / "a.sqlite3")
    order: list[str] = []

    async def write(name: str, person: int) -> None:
        async with db.transaction() as transaction:
            order.append(f"{name} begins")
            await people.choose_language(transaction, person, "en", NOW)
            await asyncio.sleep(0)
            order.append(f"{name} ends")

    try:
        await asyncio.gather(*(write(f"w{n}", n) for n in range(5)))
    finally:
        await db.close()
    assert order == [f"w{n} {what}" for n in range(5) for what in ("begins", "ends")]


async def test_a_folder_instead_of_a_file_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    for path in (tmp_path, tmp_path / "bestand" / "a.sqlite3"):
        with pytest.raises(Refusal, match="can't be opened"):
            await Database.open(path)
    assert not [thread for thread in threading.enumerate() if "_connection_worker" in thread.name]


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that may be read by somebody who is not root, and the test runs as somebody who is not root."""
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)
        if root:
            os.seteuid(0)
        Path(folder).chmod(0o755)


async def test_a_read_only_database_is_refused_in_words(as_nobody: Path) -> None:
    path = as_nobody / "a.sqlite3"
    db = await Database.open(path)
    await db.close()
    ending = threading.enumerate()  # a thread whose connection was closed may take a moment to end
    os.chmod(path, 0o444)
    os.chmod(as_nobody, 0o555)
    if os.geteuid() == 0:
        os.seteuid(65534)
    with pytest.raises(Refusal) as refusal:
        await Database.open(path)
    assert "alleen gelezen" in say(refusal.value.text)
    with pytest.raises(Refusal) as refusal:
        async with reading(path) as queries:
            await queries.all("SELECT * FROM people")
    assert "alleen gelezen" in say(refusal.value.text)
    left = [thread for thread in threading.enumerate() if thread not in ending]
    assert not [thread for thread in left if "_connection_worker" in thread.name]


async def test_who_writes_to_a_locked_database_is_answered_in_time(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    db = await Database.open(path)

    async def patience() -> int:
        (row,) = await db._writer.execute_fetchall("PRAGMA busy_timeout")
        return int(row[0])

    async def write(person: int) -> None:
        async with db.transaction() as transaction:
            await people.choose_language(transaction, person, "en", NOW)

    try:
        assert await patience() == 2000  # a person must be answered within 3 s
        other = sqlite3.connect(path, isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        rung: list[str] = []
        db.alarm = lambda: rung.append("!")
        refused = await asyncio.gather(*(write(person) for person in range(9)), return_exceptions=True)
        assert {type(error) for error in refused} == {Unavailable}
        assert await patience() == 0  # nobody waits for what the first one waited for in vain
        assert not await db.try_to_write()
        assert rung == ["!"]  # the runner tells the moderators, once
        other.close()
        assert db.trouble is not None
        assert "another program keeps the database locked" in say(db.trouble.sentence, "en")
        assert await db.try_to_write()
        assert db.trouble is None
        assert await patience() == 2000
        await write(1)
    finally:
        await db.close()


async def test_a_mistake_in_the_sql_is_a_bug_and_no_trouble_with_the_disk(tmp_path: Path) -> None:
    db = await Database.open(tmp_path / "a.sqlite3")
    try:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            async with db.transaction() as transaction:
                await transaction.run("DELETE FROM weg")
        with pytest.raises(sqlite3.IntegrityError):
            async with db.transaction() as transaction:
                await transaction.run("INSERT INTO people (id, chosen_at) VALUES (1, NULL)")
        assert db.trouble is None
    finally:
        await db.close()


async def test_what_was_deleted_stays_deleted_where_the_log_can_not_be_emptied(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "a.sqlite3"
    db = await Database.open(path)
    try:
        async with db.transaction() as transaction:
            for person in range(1, 20_000):
                await people.choose_language(transaction, person, "en", NOW)
        await db.forget_log()
        with room_for(path.stat().st_size // 2048):  # for the log, but not for the database
            async with db.transaction() as transaction:
                await transaction.run("DELETE FROM people WHERE id = 19999")
            await db.forget_log()
        assert "could not be taken out of the database file" in caplog.text
        assert await people.language(db.read, 19_999) is None
        await db.forget_log()
        assert Path(f"{path}-wal").stat().st_size == 0
    finally:
        await db.close()


async def test_a_write_that_is_called_off_leaves_no_transaction_open(tmp_path: Path) -> None:
    db = await Database.open(tmp_path / "a.sqlite3")

    async def write() -> None:
        async with db.transaction() as transaction:
            await people.choose_language(transaction, 1, "en", NOW)

    try:
        for steps in range(8):
            task = asyncio.create_task(write())
            for _ in range(steps):
                await asyncio.sleep(0)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await write()
    finally:
        await db.close()
