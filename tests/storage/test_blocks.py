"""Numbers of blocks: wherever one is stored, it moves when a block is put in."""

import sqlite3
from pathlib import Path

from bot.storage import timelines
from bot.storage.database import Database


def test_every_column_with_the_number_of_a_block_is_known(db: Database, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "a.sqlite3") as file:
        rows = file.execute(
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table' AND c.name = 'block' AND c.type <> 'BLOB'"
        )
        assert {name for (name,) in rows} == set(timelines.NUMBERED)
