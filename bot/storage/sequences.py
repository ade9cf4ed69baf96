"""Ids that are never used again, also not after what they stood for was deleted: they stand in buttons."""

from bot.storage.database import Transaction


async def next_id(db: Transaction, name: str) -> int:
    """The next number of a row."""
    return await db.insert(
        "INSERT INTO sequences (name, last) VALUES (?, 1) "
        "ON CONFLICT (name) DO UPDATE SET last = sequences.last + 1 RETURNING last",
        name,
    )


# The number of a new contribution, within the statement that adds it: everybody waits for that one. So here the
# sequence keeps only what was deleted; see ``keep``.
NEXT_CONTRIBUTION = (
    "(SELECT coalesce(max(used), 0) + 1 FROM (SELECT max(id) AS used FROM contributions "
    "UNION ALL SELECT last FROM sequences WHERE name = 'contributions') AS ids)"
)


async def keep(db: Transaction) -> None:
    """Contributions will be deleted: remember the numbers that were used."""
    await db.run(
        "INSERT INTO sequences (name, last) SELECT 'contributions', max(id) FROM contributions HAVING max(id) > 0 "
        "ON CONFLICT (name) DO UPDATE SET last = excluded.last WHERE sequences.last < excluded.last"
    )
