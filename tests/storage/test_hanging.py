"""What hangs on a contribution when its words turn out to stand elsewhere too."""

from bot.storage import hanging
from bot.storage.database import Database

# Where it stands and was shown is its own; the words that stand elsewhere have that of themselves.
STAYS = {"contributions", "repeats", "shows", "to_all", "wall"}


async def test_every_table_that_points_to_a_contribution_goes_along_or_stays(db: Database) -> None:
    tables = [row["name"] for row in await db.read.all("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    pointing = {
        table
        for table in tables
        for key in await db.read.all(f"PRAGMA foreign_key_list({table})")
        if key["table"] == "contributions"
    }
    assert pointing == STAYS | set(hanging.TABLES)
