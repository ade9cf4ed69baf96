"""Queries on what moderators decide about contributions: highlighted, or kept out of all that is published."""

from collections.abc import Collection

from bot.storage.database import Transaction


async def highlight(db: Transaction, items: Collection[int], deed: int, highlighted: bool) -> None:
    """Highlight contributions on the wall and in the files, or stop doing so."""
    for item in items:
        await db.run(
            "UPDATE contributions SET highlighted = :highlighted, decided = :deed WHERE id = :item",
            highlighted=int(highlighted),
            deed=deed,
            item=item,
        )
