"""Ids that are never used again, also not after what they stood for was deleted: they stand in buttons."""

from bot.storage.database import Transaction


async def next_id(db: Transaction, name: str) -> int:
    """The next number of a row."""
    return await db.insert(
        "INSERT INTO sequences (name, last) VALUES (?, 1) "
        "ON CONFLICT (name) DO UPDATE SET last = sequences.last + 1 RETURNING last",
        name,
    )
