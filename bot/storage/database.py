"""The SQLite file: opening, migrating, reading, and the one way to write."""

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path

import aiosqlite

from bot.core.words import Refusal, Text, _

MIGRATIONS = Path(__file__).parent / "migrations"
Row = sqlite3.Row


def to_ms(moment: datetime | None) -> int | None:
    """A moment as it is stored: milliseconds since 1970, UTC."""
    return None if moment is None else round(moment.timestamp() * 1000)


def from_ms(stored: int | None) -> datetime | None:
    """The moment of a stored number."""
    return None if stored is None else datetime.fromtimestamp(stored / 1000, UTC)


def moment(stored: int) -> datetime:
    """The moment of a stored number that is always there."""
    return datetime.fromtimestamp(stored / 1000, UTC)


class Queries:
    """Reading: what both the database and a transaction can do."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def all(self, sql: str, *values: object) -> list[Row]:
        """Every row."""
        return list(await self._connection.execute_fetchall(sql, values))

    async def one(self, sql: str, *values: object) -> Row | None:
        """The first row, if there is one."""
        rows = await self.all(sql, *values)
        return rows[0] if rows else None


class Transaction(Queries):
    """Writing, inside ``Database.transaction()`` only."""

    async def run(self, sql: str, *values: object) -> None:
        """Execute one statement that returns nothing."""
        await self._connection.execute_fetchall(sql, values)  # one visit to the thread of the connection, not two

    async def insert(self, sql: str, *values: object) -> int:
        """Execute an INSERT … RETURNING id; returns the id."""
        row = await self.one(sql, *values)
        assert row is not None
        return int(row[0])


class Database:
    """One file, one connection that reads and one that writes.

    Two connections, because a reader on the writer's own would see what is not committed yet.
    """

    def __init__(self, reader: aiosqlite.Connection, writer: aiosqlite.Connection) -> None:
        self.read = Queries(reader)
        self._reader, self._writer = reader, writer
        self._lock = asyncio.Lock()

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open or make the file and bring it up to date. Raises Refusal in words for whoever runs the bot."""
        writer = await _connect(path)
        try:
            await _migrate(writer, path)
            reader = await _connect(path)
        except BaseException:
            await writer.close()
            raise
        return cls(reader, writer)

    async def close(self) -> None:
        """Close both connections: an open one keeps the process from ending."""
        await self._reader.close()
        await self._writer.close()

    async def forget_log(self) -> None:
        """Empty the log of the database, so that what was deleted is nowhere on disk any more."""
        async with self._lock:
            await self._writer.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """The one way to write: one at a time, on disk when it ends, undone when it fails.

        Never call Discord inside: every other writer waits.
        """
        async with self._lock:
            await self._writer.execute("BEGIN IMMEDIATE")
            try:
                yield Transaction(self._writer)
                await self._writer.commit()
            except BaseException:
                await self._writer.rollback()
                raise


async def _connect(path: Path) -> aiosqlite.Connection:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Asked of sqlite3 first: where aiosqlite fails to connect, it leaves a thread that nothing can wait for.
        await asyncio.to_thread(lambda: sqlite3.connect(path).close())
        connection = await aiosqlite.connect(path, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise Refusal(_unreadable(path)) from error
    connection.row_factory = sqlite3.Row
    try:
        await connection.execute_fetchall("PRAGMA foreign_keys = ON")
        await connection.execute_fetchall("PRAGMA secure_delete = ON")  # a withdrawn text is gone from the file too
        await connection.execute_fetchall("PRAGMA synchronous = FULL")
        await connection.execute_fetchall("PRAGMA busy_timeout = 5000")
    except sqlite3.Error as error:
        await connection.close()
        raise Refusal(_unreadable(path)) from error
    return connection


def _unreadable(path: Path) -> Text:
    # Asked for the rights in force, which may be others than those the process was started with.
    effective = os.access in os.supports_effective_ids
    writable = all(os.access(place, os.W_OK, effective_ids=effective) for place in (path, path.parent))
    if path.is_file() and not writable:
        return _("The database {path} is read-only. Give this user the right to write it, and its folder.", path=path)
    return _(
        "The database {path} can't be opened. Does the folder exist, is the file a database of this bot, "
        "and may this user read it?",
        path=path,
    )


async def _migrate(connection: aiosqlite.Connection, path: Path) -> None:
    scripts = migrations()
    try:
        rows = await connection.execute_fetchall("PRAGMA user_version")
        version = int(next(iter(rows))[0])
        if version > len(scripts):
            raise Refusal(
                _(
                    "The database {path} was made by a newer version of the bot (version {found}; this one knows "
                    "{known}). Nothing was changed. Start the newer bot, or choose another file with DATABASE.",
                    path=path,
                    found=version,
                    known=len(scripts),
                )
            )
        await connection.execute_fetchall("PRAGMA journal_mode = WAL")
        for number, script in enumerate(scripts[version:], start=version + 1):
            # executescript commits first, so the transaction belongs inside the script.
            await connection.executescript(f"BEGIN IMMEDIATE;\n{script}\nPRAGMA user_version = {number};\nCOMMIT;")
        # Also finds out, before the evening does, that the file can't be written.
        await connection.execute("BEGIN IMMEDIATE")
        await connection.execute("DELETE FROM people WHERE id IS NULL")
        await connection.rollback()
    except sqlite3.DatabaseError as error:
        raise Refusal(_unreadable(path)) from error


def migrations() -> Sequence[str]:
    """The scripts in order; the version of a database is the number of scripts it has had."""
    return [script.read_text("utf-8") for script in sorted(MIGRATIONS.glob("*.sql"))]
