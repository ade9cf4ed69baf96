"""Queries on bundles: the messages in which they were handed over."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.storage.database import Queries, Transaction, several


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A message with the files of a bundle."""

    channel: int
    message: int


async def note(db: Transaction, server: int, handed_over: HandedOver) -> None:
    """Store a message."""
    await db.run(
        "INSERT INTO bundles (server, channel, message) VALUES (:server, :channel, :message)",
        server=server,
        channel=handed_over.channel,
        message=handed_over.message,
    )


async def of_server(db: Queries, server: int) -> list[HandedOver]:
    """Return the messages of a server that may still have files, oldest first."""
    rows = await db.all("SELECT channel, message FROM bundles WHERE server = :server ORDER BY message", server=server)
    return [HandedOver(row["channel"], row["message"]) for row in rows]


async def forget(db: Transaction, messages: Collection[int]) -> None:
    """Delete messages: their files are gone."""
    marks, values = several("message", messages)
    await db.run(f"DELETE FROM bundles WHERE message IN ({marks})", **values)
