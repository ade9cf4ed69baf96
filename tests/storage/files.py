"""Database files for the tests: made, and with room for so much."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from bot.storage import people
from bot.storage.database import Database

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)


async def made(path: Path, *people_in_it: int) -> Path:
    """A database with people in it, closed again."""
    db = await Database.open(path)
    async with db.transaction() as transaction:
        for person in people_in_it:
            await people.choose_language(transaction, person, "en", NOW)
    await db.close()
    return path


@contextmanager
def room_for(kilobytes: int) -> Iterator[None]:
    """No file may grow beyond so many kB, also in a process that is started now: to SQLite the disk is full then."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (kilobytes * 1024, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
