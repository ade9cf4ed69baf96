"""What hangs on a contribution when its words turn out to stand elsewhere too."""

from bot.core.people.labels import Labelled
from bot.core.words.typed import Typed
from bot.storage import hanging, labels
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


async def test_labels_go_along_and_each_is_there_once(db: Database) -> None:
    def need(id: int) -> Labelled:
        return Labelled(id, Typed("tijd"), None, Typed("Avond"), ())

    async with db.transaction() as transaction:
        await labels.put(transaction, {1: [Typed("tijd"), Typed("geld")]})
        await labels.give(transaction, [need(2)], [Typed("tijd"), Typed("rust")])
        await hanging.move(transaction, 1, 2)
    rows = await db.read.all("SELECT contribution, label FROM labels ORDER BY contribution, label")
    assert [row["label"] for row in rows if row["contribution"] == 2] == ["geld", "rust", "tijd"]
