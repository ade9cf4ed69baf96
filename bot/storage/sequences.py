"""Ids that are never used again, also after a deletion, because buttons carry them."""

from bot.storage.database import Transaction


async def next_id(db: Transaction, name: str) -> int:
    """Return the next id of a sequence, and count it as used."""
    return await db.insert(
        "INSERT INTO sequences (name, last) VALUES (:name, 1) "
        "ON CONFLICT (name) DO UPDATE SET last = sequences.last + 1 RETURNING last",
        name=name,
    )


# The id of a new contribution, as part of the INSERT: people wait for that statement, so it stays a single one.
# The sequence itself is only written before a deletion; see ``keep``.
NEXT_CONTRIBUTION = (
    "(SELECT coalesce(max(used), 0) + 1 FROM (SELECT max(id) AS used FROM contributions "
    "UNION ALL SELECT last FROM sequences WHERE name = 'contributions') AS ids)"
)


async def keep(db: Transaction) -> None:
    """Store the highest contribution id. Call it before deleting contributions, so that no id comes again."""
    await db.run(
        "INSERT INTO sequences (name, last) SELECT 'contributions', max(id) FROM contributions HAVING max(id) > 0 "
        "ON CONFLICT (name) DO UPDATE SET last = excluded.last WHERE sequences.last < excluded.last"
    )
