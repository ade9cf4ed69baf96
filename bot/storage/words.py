"""All words that people typed in a meetup, wherever they are stored; a test reads the schema and asks about the rest.

Names are not among them: Discord shows a name as it is, and so do we.
"""

from dataclasses import dataclass

from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction

# Table and column, and the column that holds the id of its meetup.
COLUMNS = {
    ("contributions", "text"): "meetup",
    ("contributions", "hidden"): "meetup",  # the reason that a moderator gave
    ("broadcasts", "text"): "meetup",
    ("meetups", "title"): "id",
    ("meetups", "place"): "id",
    ("places", "title"): "meetup",  # in which the title of the meetup stands
    ("contributions", "room"): "meetup",  # the title of a table
}


@dataclass(frozen=True, slots=True)
class Stored:
    """Words in one row of a table."""

    table: str
    column: str
    id: int
    before: str  # as it stands there

    @property
    def words(self) -> Typed:
        """The same, as what it is: words that somebody typed."""
        return Typed(self.before)


async def meetups_with_ids(db: Queries) -> list[int]:
    """Return the meetups in whose words ids of Discord may stand: those of before the bot put names in their place."""
    return [row["id"] for row in await db.all("SELECT id FROM meetups WHERE has_ids = 1")]


async def of_meetup(db: Queries, meetup: int) -> list[Stored]:
    """Return all words of a meetup."""
    found = []
    for (table, column), key in COLUMNS.items():
        rows = await db.all(
            f"SELECT id, {column} AS words FROM {table} WHERE {key} = :meetup AND {column} IS NOT NULL", meetup=meetup
        )
        found += [Stored(table, column, row["id"], row["words"]) for row in rows]
    return found


async def reword(db: Transaction, stored: Stored, words: Typed) -> None:
    """Store other words, unless these were changed meanwhile."""
    await db.run(
        f"UPDATE {stored.table} SET {stored.column} = :words WHERE id = :id AND {stored.column} = :before",
        words=words.raw,
        id=stored.id,
        before=stored.before,
    )


async def without_ids(db: Transaction, meetup: int) -> None:
    """Store that no ids stand in the words of a meetup any more."""
    await db.run("UPDATE meetups SET has_ids = 0 WHERE id = :meetup", meetup=meetup)
