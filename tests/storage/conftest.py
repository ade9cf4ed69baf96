"""A database with a row in every table."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.storage.database import Database
from tests.storage.columns import fill


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """Rows of Noor and Sem in every table; the file is `a.sqlite3`."""
    database = await Database.open(tmp_path / "a.sqlite3")
    async with database.transaction() as transaction:
        # Both are there already, from the migration: the ids of the rows below come after them.
        await transaction.run("DELETE FROM sequences")
        await fill(transaction)
    yield database
    await database.close()
