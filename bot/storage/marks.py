"""The ✅ under chat messages that waits: a moment in each contribution, and in each message that repeats one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Queries, Transaction, several, to_ms

ALWAYS = 2**62  # later than every moment
_TABLES = ("contributions", "repeats")


@dataclass(frozen=True, slots=True)
class Mark:
    """A chat message that is to get its ✅. ``author`` wrote it."""

    channel: int
    message: int
    author: int


async def waiting(db: Queries, due: datetime | None = None, meetup: int | None = None) -> list[Mark]:
    """Return the marks that are due by a moment, the newest message first; None: all. Of one meetup, or of all."""
    one = "" if meetup is None else "c.meetup = :meetup AND "
    rows = await db.all(
        "SELECT DISTINCT c.channel, c.message, c.author FROM contributions c "
        f"WHERE {one}c.mark_due <= :due "
        "UNION SELECT r.channel, r.message, c.author FROM repeats r JOIN contributions c ON c.id = r.contribution "
        f"WHERE {one}r.mark_due <= :due ORDER BY message DESC",
        due=ALWAYS if due is None else to_ms(due),
        meetup=meetup,
    )
    return [Mark(row["channel"], row["message"], row["author"]) for row in rows]


async def settle(db: Transaction, messages: Collection[int], again: datetime | None = None) -> None:
    """Store that these messages wait no more for their ✅; or, with ``again``, that it is tried again then."""
    marks, named = several("message", messages)
    for table in _TABLES:
        await db.run(
            f"UPDATE {table} SET mark_due = :again WHERE mark_due IS NOT NULL AND message IN ({marks})",
            again=to_ms(again),
            **named,
        )


async def give_up(db: Transaction, before: datetime) -> None:
    """Store that what was said before a moment gets no ✅ any more."""
    await db.run(
        "UPDATE repeats SET mark_due = NULL WHERE mark_due IS NOT NULL AND contribution IN "
        "(SELECT id FROM contributions WHERE said_at < :before)",
        before=to_ms(before),
    )
    await db.run(
        "UPDATE contributions SET mark_due = NULL WHERE mark_due IS NOT NULL AND said_at < :before",
        before=to_ms(before),
    )
