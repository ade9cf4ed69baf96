"""The SQLite database: reading, and transactions as the one way to write."""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import aiosqlite

from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.storage.file import lock, opening, upkeep
from bot.storage.file.aside import Aside
from bot.storage.file.connecting import PATIENCE, connect
from bot.storage.file.identity import File
from bot.storage.file.trouble import (
    Trouble,
    Unavailable,
    for_host,
    for_moderators,
    is_of_damage,
    is_of_disk,
    unavailable,
)

log = logging.getLogger(__name__)

Row = sqlite3.Row
ROWS_AT_ONCE = 1000  # in one INSERT; SQLite takes 32,766 values in a statement, PostgreSQL 65,535

NOT_READ = _("I can't get at my database now. Try again in a few minutes.")
NOT_SAVED = _("This was not saved: I can't write to my database now. Keep your words, and try again in a few minutes.")
_NO_ROOM_ASIDE = _(
    "There is no room for the harvest among the temporary files of this computer. Nothing is lost: make room on its "
    "disk, and export again."
)


def to_ms(moment: datetime | None) -> int | None:
    """Return a moment as it is stored: milliseconds since 1970, UTC. None stays None."""
    return None if moment is None else round(moment.timestamp() * 1000)


def typed_of(stored: str | None) -> Typed | None:
    """Return stored words as ``Typed``."""
    return None if stored is None else Typed(stored)


def from_ms(stored: int | None) -> datetime | None:
    """Return the moment, in UTC, of stored milliseconds. None stays None."""
    return None if stored is None else datetime.fromtimestamp(stored / 1000, UTC)


def moment(stored: int) -> datetime:
    """Return the moment, in UTC, of stored milliseconds that are never null."""
    return datetime.fromtimestamp(stored / 1000, UTC)


def several(name: str, values: Collection[object]) -> tuple[str, dict[str, object]]:
    """Return marks for ``IN (…)`` and the values by name; ``NULL``, which nothing is in, for no values."""
    named = {f"{name}{n}": value for n, value in enumerate(values)}
    return ", ".join(f":{key}" for key in named) or "NULL", named


def _nobody_listens(error: sqlite3.Error) -> None:
    """What is done about a failure where its caller deals with it."""


class Queries:
    """Read-only queries, of the database and within a transaction. They raise Unavailable when the file fails.

    ``failed`` is called with the error before that.
    """

    _failure, _rows = NOT_READ, staticmethod(upkeep.read)

    def __init__(
        self, connection: aiosqlite.Connection, failed: Callable[[sqlite3.Error], None] = _nobody_listens
    ) -> None:
        self._connection, self._failed = connection, failed

    async def all(self, sql: str, **values: object) -> list[Row]:
        """Return every row of a query. Values go by name: ``:meetup`` in it is ``meetup=…``."""
        try:
            with unavailable(self._failure):
                return list(await self._rows(self._connection, sql, values))
        except Unavailable as failure:
            self._failed(failure.error)
            raise

    async def one(self, sql: str, **values: object) -> Row | None:
        """Return the first row of a query, or None."""
        rows = await self.all(sql, **values)
        return rows[0] if rows else None

    @asynccontextmanager
    async def aside(self, query: str, **values: object) -> AsyncIterator[Aside]:
        """Copy the rows of a query, as they are committed now, to a temporary table for slow reading.

        Raises Refusal when the disk has no room for them.
        """
        file = await self.one("PRAGMA database_list")
        assert file is not None
        try:
            with unavailable(self._failure):
                aside = await asyncio.to_thread(Aside, Path(file["file"]), query, values)
        except Unavailable as failure:
            if is_of_disk(failure.error):
                raise Refusal(_NO_ROOM_ASIDE) from failure
            self._failed(failure.error)
            raise
        try:
            yield aside
        finally:
            aside.close()


class Transaction(Queries):
    """Writing, inside ``Database.transaction()`` only. Whoever writes a cue sets ``wakes``."""

    wakes = False
    # What people say is kept, whatever became of the index to search in it.
    _failure, _rows = NOT_SAVED, staticmethod(upkeep.run)

    async def run(self, sql: str, **values: object) -> None:
        """Execute one statement and ignore its rows."""
        await self.all(sql, **values)  # one visit to the thread of the connection, not two as with a cursor

    async def insert(self, sql: str, **values: object) -> int:
        """Execute an INSERT … RETURNING id. Returns the id."""
        row = await self.one(sql, **values)
        assert row is not None
        return int(row[0])

    async def put(
        self, table: str, rows: Sequence[Mapping[str, object]], *, key: str = "", update: Sequence[str] = ()
    ) -> None:
        """Insert rows, all of the same columns; of those whose ``key`` stands there already, set ``update`` instead.

        In one statement for every ``ROWS_AT_ONCE``: each is a visit to the thread of the connection.
        """
        updates = ", ".join(f"{name} = excluded.{name}" for name in update)
        conflict = f" ON CONFLICT ({key}) DO UPDATE SET {updates}" if key else ""
        for at in range(0, len(rows), ROWS_AT_ONCE):
            some = rows[at : at + ROWS_AT_ONCE]
            marks = ", ".join(f"({', '.join(f':{name}{n}' for name in row)})" for n, row in enumerate(some))
            values = {f"{name}{n}": value for n, row in enumerate(some) for name, value in row.items()}
            await self.run(f"INSERT INTO {table} ({', '.join(some[0])}) VALUES {marks}{conflict}", **values)


def _nobody_waits() -> None:
    """The alarm of a database without a runner."""


class Database:
    """One SQLite file with one connection that reads and one that writes.

    Two connections, because a reader on the writer's own would see what is not committed yet. A file can be open
    only once, in all processes together.
    """

    def __init__(
        self, path: Path, reader: aiosqlite.Connection, writer: aiosqlite.Connection, opened: AsyncExitStack
    ) -> None:
        self.path = path
        self._file = File(path)
        self.read = Queries(reader, self._could_not_read)
        self._writer, self._opened = writer, opened
        self._lock = asyncio.Lock()
        # Called when the runner has something to look at: a cue was written, or nothing can be saved any more.
        self.alarm: Callable[[], None] = _nobody_waits
        self.trouble: Trouble | None = None  # None while all is well, see ``try_to_write``
        self._must_be_looked_over = False

    @classmethod
    async def open(cls, path: Path) -> "Database":
        """Open or create the file and apply missing migrations.

        Raises Refusal in words for whoever runs the bot: Passing where trying again helps, InUse where a bot has it
        open already.
        """
        async with AsyncExitStack() as opened:
            opened.enter_context(lock.only_bot(path))
            await asyncio.to_thread(opening.make_ready, path)
            writer = await opened.enter_async_context(_connection(path))
            reader = await opened.enter_async_context(_connection(path))
            return cls(path, reader, writer, opened.pop_all())

    async def close(self) -> None:
        """Close both connections and release the lock: an open one keeps the process from ending."""
        await self._opened.aclose()

    async def forget_log(self) -> None:
        """Empty the write-ahead log, so that deleted text is nowhere on disk any more. A failure is only logged."""
        async with self._lock:
            await upkeep.forget(self._writer)

    @asynccontextmanager
    async def transaction(self, *, one_statement: bool = False) -> AsyncIterator[Transaction]:
        """Open a transaction: one at a time, on disk when it ends, rolled back when it fails.

        Never call Discord inside: every other writer waits. Raises Unavailable when the file can't be written.

        With ``one_statement`` the caller promises to write only one statement. SQLite commits it by itself, which
        saves two round trips to the thread of the connection: for writes that people wait for.
        """
        db = Transaction(self._writer)
        async with self._lock:
            try:
                with unavailable(NOT_SAVED):
                    self._file.must_be_there()
                    if one_statement:
                        yield db
                    else:
                        async with self._committed():
                            yield db
            except Unavailable as failure:
                await self._in_trouble(failure.error)
                raise
        if db.wakes:
            self.alarm()

    @asynccontextmanager
    async def _committed(self) -> AsyncIterator[None]:
        try:
            await self._writer.execute("BEGIN IMMEDIATE")
            yield
            await self._writer.commit()
        except BaseException:
            await self._writer.rollback()
            raise

    def _could_not_read(self, error: sqlite3.Error) -> None:
        self._must_be_looked_over = True
        if self.trouble is None:
            self.trouble = for_moderators(error, reading=True)
            log.error("the database can't be read: %s", error)
            self.alarm()  # the runner tells the moderators

    async def _in_trouble(self, error: sqlite3.Error) -> None:
        before, self.trouble = self.trouble, for_moderators(error, reading=False)
        self._must_be_looked_over |= is_of_damage(error)
        if before is None or not before.stops_writing:
            log.error("the database can't be written: %s", error)
            self.alarm()  # the runner tells the moderators
        # People whose writes wait behind this one must be answered in time, so later writes fail at once.
        await self._writer.execute_fetchall("PRAGMA busy_timeout = 0")

    async def try_to_write(self) -> bool:
        """Write a test table of 64 kB; return True and clear ``trouble`` if that works.

        64 kB is room for what a hundred people say. After damage or a failed read the whole file is looked over too,
        which takes 0.1 s for 1,000 meetups: a new table can be written beside a broken page. A broken search index
        is made again.
        """
        try:
            async with self.transaction() as db:
                for statement in opening.TRY_TO_WRITE:
                    await db.run(statement)
            if self._must_be_looked_over and not await self._is_sound():
                return False
        except Unavailable:
            return False
        self.trouble, self._must_be_looked_over = None, False
        await self._writer.execute_fetchall(f"PRAGMA busy_timeout = {round(PATIENCE * 1000)}")
        log.info("the database can be written")
        return True

    async def _is_sound(self) -> bool:
        row = await self.read.one("PRAGMA quick_check(1)")
        if row is None or row[0] != "ok":
            return False
        async with self.transaction():
            await upkeep.mend(self._writer)
        return True


@asynccontextmanager
async def reading(path: Path) -> AsyncIterator[Queries]:
    """Open a database only to read, also while a bot runs on it.

    Raises Refusal in words for whoever runs the bot.
    """
    await asyncio.to_thread(opening.look_to_read, path)
    try:
        async with _connection(path) as connection:
            await connection.execute_fetchall("PRAGMA query_only = ON")
            yield Queries(connection)
    except (Unavailable, sqlite3.Error) as failure:
        error = failure.error if isinstance(failure, Unavailable) else failure
        raise Refusal(for_host(error, path)) from failure


def _connection(path: Path) -> aiosqlite.Connection:
    # Not before ``opening`` has opened the file: where this fails, it leaves a thread that nothing can wait for.
    return aiosqlite.Connection(partial(connect, path), iter_chunk_size=64)
