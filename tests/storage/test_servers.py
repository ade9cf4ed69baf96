"""Erasing a server leaves no row that hangs on it."""

from pathlib import Path

from bot.storage import servers
from bot.storage.database import Database
from tests.storage.columns import SERVER, everything


async def test_erasing_a_server_leaves_no_row_that_hangs_on_it(db: Database, tmp_path: Path) -> None:
    async with db.transaction() as transaction:
        assert await servers.erase(transaction, SERVER) == [1, 2]
    await db.forget_log()
    left = list(everything(tmp_path / "a.sqlite3"))
    # Languages are people's own, on whichever server; ids are never used again.
    assert {column.split(".")[0] for column, _value in left} == {"people", "sequences", "memory"}
    assert b"bericht van" not in (tmp_path / "a.sqlite3").read_bytes()
    assert b"woorden van" not in (tmp_path / "a.sqlite3").read_bytes()
