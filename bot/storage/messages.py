"""Chat messages that contributions stand in: their edits, and parts that their authors withdrew."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from bot.core.people.contributions import Contribution
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Transaction, several, to_ms


async def withdrawn_positions(db: Queries, message: int) -> set[int]:
    """Return the positions in a message of contributions withdrawn on their author's command."""
    rows = await db.all("SELECT position FROM withdrawn WHERE message = :message", message=message)
    return {row["position"] for row in rows}


async def is_new_edit(db: Queries, message: int, edited_at: datetime) -> bool:
    """Return True unless this edit of a message, or a later one, was handled already.

    Discord sends an edit event with the old edit time when a message is pinned or its links are shown.
    """
    row = await db.one(
        "SELECT 1 FROM edits WHERE message = :message AND edited_at >= :edited_at",
        message=message,
        edited_at=to_ms(edited_at),
    )
    return row is None


async def edit_done(db: Transaction, meetup: int, message: int, edited_at: datetime) -> None:
    """Store that this edit of a message, and all before it, were handled."""
    await db.run(
        "INSERT INTO edits (message, meetup, edited_at) VALUES (:message, :meetup, :edited_at) "
        "ON CONFLICT (message) DO UPDATE "
        "SET edited_at = excluded.edited_at WHERE edits.edited_at < excluded.edited_at",
        message=message,
        meetup=meetup,
        edited_at=to_ms(edited_at),
    )


async def messages_in(db: Queries, meetup: int, channel: int) -> set[int]:
    """Return the ids of the chat messages in a channel of a meetup that hold contributions."""
    rows = await db.all(
        "SELECT DISTINCT message FROM contributions WHERE meetup = :meetup AND channel = :channel "
        "AND message IS NOT NULL",
        meetup=meetup,
        channel=channel,
    )
    return {row["message"] for row in rows}


async def of_message(db: Queries, message: int) -> list[Contribution]:
    """Return the contributions in a message, by position."""
    rows = await db.all("SELECT * FROM contributions WHERE message = :message ORDER BY position", message=message)
    return [contribution_of(row) for row in rows]


async def detach(db: Transaction, messages: Collection[int]) -> dict[int, int]:
    """Keep the contributions in these messages, which are gone, without them; return how many of each meetup."""
    marks, named = several("message", messages)
    rows = await db.all(
        f"UPDATE contributions SET message = NULL, position = NULL WHERE message IN ({marks}) RETURNING meetup", **named
    )
    return Counter(row["meetup"] for row in rows)
