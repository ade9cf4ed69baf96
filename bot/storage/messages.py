"""Chat messages that contributions stand in: their edits, what was withdrawn from them, who repeats themselves."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from bot.core.people.contributions import Contribution, Origin
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Transaction, several, to_ms


async def withdrawn_words(db: Queries, message: int) -> set[int]:
    """Return the fingerprints of the words in a message that were withdrawn on their author's command."""
    rows = await db.all("SELECT words FROM withdrawn WHERE message = :message", message=message)
    return {row["words"] for row in rows}


async def is_news(db: Queries, message: int, edited_at: datetime | None) -> bool:
    """Return True unless this version of a message, or a later one, was dealt with already; None: as it was written.

    Discord sends an edit event with the old edit time when a message is pinned or its links are shown.
    """
    row = await db.one(
        "SELECT 1 FROM edits WHERE message = :message AND edited_at >= :edited_at",
        message=message,
        edited_at=to_ms(edited_at) or 0,
    )
    return row is None


async def dealt_with(db: Transaction, meetup: int, message: int, version: datetime) -> None:
    """Store that this edit of a message, and all before it, were handled; the time it was written for an unedited one.

    Needed where nothing else says so: for edits, and for a message that is not kept and shall not be read again.
    """
    await db.run(
        "INSERT INTO edits (message, meetup, edited_at) VALUES (:message, :meetup, :edited_at) "
        "ON CONFLICT (message) DO UPDATE "
        "SET edited_at = excluded.edited_at WHERE edits.edited_at < excluded.edited_at",
        message=message,
        meetup=meetup,
        edited_at=to_ms(version),
    )


async def versions_in(db: Queries, meetup: int) -> dict[int, int]:
    """Return which messages of a meetup were dealt with as edited, and when that was, in milliseconds since 1970."""
    rows = await db.all("SELECT message, edited_at FROM edits WHERE meetup = :meetup", meetup=meetup)
    return {row["message"]: row["edited_at"] for row in rows}


async def messages_in(db: Queries, meetup: int, channel: int) -> set[int]:
    """Return the ids of the chat messages in a channel of a meetup that hold contributions, or repeat one."""
    rows = await db.all(
        "SELECT message FROM contributions WHERE meetup = :meetup AND channel = :channel AND message IS NOT NULL "
        "UNION SELECT r.message FROM repeats r JOIN contributions c ON c.id = r.contribution "
        "WHERE c.meetup = :meetup AND r.channel = :channel",
        meetup=meetup,
        channel=channel,
    )
    return {row["message"] for row in rows}


async def of_message(db: Queries, message: int) -> list[Contribution]:
    """Return the contributions in a message, by position."""
    rows = await db.all("SELECT * FROM contributions WHERE message = :message ORDER BY position", message=message)
    return [contribution_of(row) for row in rows]


async def holds(db: Queries, message: int) -> bool:
    """Return whether a message holds a contribution, or repeats one."""
    row = await db.one(
        "SELECT 1 FROM contributions WHERE message = :message UNION SELECT 1 FROM repeats WHERE message = :message",
        message=message,
    )
    return row is not None


async def place(db: Transaction, message: int, items: Sequence[Contribution]) -> None:
    """Store the new places of contributions within their message, and the words that stand there."""
    # Two of them never have the same place, also not while they change.
    await db.run("UPDATE contributions SET position = -1 - position WHERE message = :message", message=message)
    for item in items:
        assert item.origin is not None
        await db.run(
            "UPDATE contributions SET position = :position, heard = :heard WHERE id = :id",
            position=item.origin.position,
            heard=item.origin.words,
            id=item.id,
        )


async def repeat(db: Transaction, item: Contribution, origin: Origin, mark_due: datetime | None) -> None:
    """Store that a message says once more what a contribution says; the ✅ under it is due at ``mark_due``."""
    await db.run(
        "INSERT INTO repeats (message, position, channel, contribution, heard, mark_due) "
        "VALUES (:message, :position, :channel, :contribution, :heard, :mark_due) "
        "ON CONFLICT (message, position) DO UPDATE SET contribution = excluded.contribution, heard = excluded.heard",
        message=origin.message,
        position=origin.position,
        channel=origin.channel,
        contribution=item.id,
        heard=origin.words,
        mark_due=to_ms(mark_due),
    )


async def repeats_no_more(db: Transaction, message: int) -> None:
    """Forget what a message repeated: it was edited or deleted."""
    await db.run("DELETE FROM repeats WHERE message = :message", message=message)


async def move_to_repeat(db: Transaction, contribution: int) -> bool:
    """Have a contribution stand in the message that repeats it from now on; return False where none does."""
    row = await db.one(
        "SELECT message, position FROM repeats WHERE contribution = :contribution ORDER BY message LIMIT 1",
        contribution=contribution,
    )
    if row is None:
        return False
    await db.run(
        "UPDATE contributions SET channel = r.channel, message = r.message, position = r.position, heard = r.heard, "
        "mark_due = r.mark_due FROM repeats r "
        "WHERE contributions.id = :contribution AND r.message = :message AND r.position = :position",
        contribution=contribution,
        message=row["message"],
        position=row["position"],
    )
    await db.run(
        "DELETE FROM repeats WHERE message = :message AND position = :position",
        message=row["message"],
        position=row["position"],
    )
    return True


async def detach(db: Transaction, messages: Collection[int]) -> dict[int, int]:
    """Keep the contributions in these messages, which are gone, without them; return how many of each meetup."""
    marks, named = several("message", messages)
    await db.run(f"DELETE FROM repeats WHERE message IN ({marks})", **named)
    rows = await db.all(
        "UPDATE contributions SET message = NULL, position = NULL, heard = NULL, mark_due = NULL "
        f"WHERE message IN ({marks}) RETURNING meetup",
        **named,
    )
    return Counter(row["meetup"] for row in rows)
