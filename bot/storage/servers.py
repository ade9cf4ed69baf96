"""What a Discord server chose, and everything that is kept of a server the bot has left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import KEEP_DAYS
from bot.storage import sequences
from bot.storage.database import Queries, Transaction, to_ms


@dataclass(frozen=True, slots=True)
class Server:
    """A server's choices; before it chose anything: Dutch, no role, names and texts for a year."""

    id: int
    language: str = "nl"
    moderator_role: int | None = None
    keep_days: int = KEEP_DAYS  # after the end of a meetup
    shows_names: bool = True  # where a programme does not say


async def get(db: Queries, server: int) -> Server:
    """The choices of a server."""
    row = await db.one("SELECT language, moderator_role, keep_days, shows_names FROM servers WHERE id = ?", server)
    if row is None:
        return Server(server)
    return Server(server, row["language"], row["moderator_role"], row["keep_days"], bool(row["shows_names"]))


async def save(db: Transaction, server: Server) -> None:
    """Keep the choices of a server.

    A shorter time of keeping holds for the meetups that are there already, a longer one does not: people took
    part knowing the time that was told them.
    """
    await db.run(
        "INSERT INTO servers (id, language, moderator_role, keep_days, shows_names) VALUES (?, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET language = excluded.language, moderator_role = excluded.moderator_role, "
        "keep_days = excluded.keep_days, shows_names = excluded.shows_names",
        server.id,
        server.language,
        server.moderator_role,
        server.keep_days,
        int(server.shows_names),
    )
    await db.run(
        "UPDATE meetups SET keep_days = ? WHERE server = ? AND keep_days > ?",
        server.keep_days,
        server.id,
        server.keep_days,
    )


async def forget_role(db: Transaction, role: int) -> list[int]:
    """A role that is gone is nobody's moderator role any more; returns the servers that had it."""
    rows = await db.all("UPDATE servers SET moderator_role = NULL WHERE moderator_role = ? RETURNING id", role)
    return [row["id"] for row in rows]


async def away_from(db: Queries, here: Collection[int]) -> tuple[set[int], set[int]]:
    """Of the servers we know: those that the bot has left unnoticed, and those to which it has come back.

    ``here`` are the servers the bot is on.
    """
    rows = await db.all(
        "SELECT id, max(left_at) AS left_at FROM (SELECT id, left_at FROM servers UNION ALL "
        "SELECT DISTINCT server, CAST(NULL AS BIGINT) FROM meetups) AS known GROUP BY id"
    )
    left = {row["id"] for row in rows if row["id"] not in here and row["left_at"] is None}
    back = {row["id"] for row in rows if row["id"] in here and row["left_at"] is not None}
    return left, back


async def note_left(db: Transaction, server: int, now: datetime) -> None:
    """The bot is no longer on this server."""
    await db.run(
        "INSERT INTO servers (id, left_at) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET left_at = excluded.left_at",
        server,
        to_ms(now),
    )


async def note_back(db: Transaction, server: int) -> None:
    """The bot is on this server again."""
    await db.run("UPDATE servers SET left_at = NULL WHERE id = ?", server)


async def left_before(db: Queries, moment: datetime) -> list[int]:
    """The servers that the bot left before this moment and has not come back to."""
    rows = await db.all("SELECT id FROM servers WHERE left_at <= ? ORDER BY id", to_ms(moment))
    return [row["id"] for row in rows]


async def erase(db: Transaction, server: int) -> list[int]:
    """Delete a server with its meetups and everything in them; returns the ids of the meetups."""
    await sequences.keep(db)
    rows = await db.all("DELETE FROM meetups WHERE server = ? RETURNING id", server)
    await db.run("DELETE FROM servers WHERE id = ?", server)
    return sorted(row["id"] for row in rows)
