"""Queries on Discord servers: their choices, and deleting all data of a server the bot has left."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import KEEP_DAYS
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, to_ms


@dataclass(frozen=True, slots=True)
class Server:
    """Choices of a server. Defaults: Dutch, no moderator role, ``KEEP_DAYS`` days, names shown."""

    id: int
    language: str = "nl"
    moderator_role: int | None = None
    keep_days: int = KEEP_DAYS  # after the end of a meetup
    shows_names: bool = True  # where a programme does not say
    alarm_channel: int | None = None  # in which the bot tells what needs somebody
    province: str = ""  # of its meetups, where nothing else tells


async def get(db: Queries, server: int) -> Server:
    """Return the choices of a server; the defaults if it chose nothing."""
    row = await db.one(
        "SELECT language, moderator_role, keep_days, shows_names, alarm_channel, province FROM servers "
        "WHERE id = :server",
        server=server,
    )
    return Server(server) if row is None else _server(server, row)


def _server(id: int, row: Row) -> Server:
    return Server(
        id,
        row["language"],
        row["moderator_role"],
        row["keep_days"],
        bool(row["shows_names"]),
        row["alarm_channel"],
        row["province"],
    )


async def with_alarms(db: Queries) -> list[Server]:
    """Return the servers that chose a channel for alarms, without those that the bot has left."""
    rows = await db.all("SELECT * FROM servers WHERE alarm_channel IS NOT NULL AND left_at IS NULL ORDER BY id")
    return [_server(row["id"], row) for row in rows]


async def save(db: Transaction, server: Server) -> None:
    """Store the choices of a server.

    A shorter ``keep_days`` also holds for its existing meetups. A longer one does not: people took part knowing the
    time they were told.
    """
    await db.run(
        "INSERT INTO servers (id, language, moderator_role, keep_days, shows_names, alarm_channel, province) "
        "VALUES (:id, :language, :moderator_role, :keep_days, :shows_names, :alarm_channel, :province) "
        "ON CONFLICT (id) DO UPDATE SET language = excluded.language, moderator_role = excluded.moderator_role, "
        "keep_days = excluded.keep_days, shows_names = excluded.shows_names, "
        "alarm_channel = excluded.alarm_channel, province = excluded.province",
        id=server.id,
        language=server.language,
        moderator_role=server.moderator_role,
        keep_days=server.keep_days,
        shows_names=int(server.shows_names),
        alarm_channel=server.alarm_channel,
        province=server.province,
    )
    await db.run(
        "UPDATE meetups SET keep_days = :keep_days WHERE server = :id AND keep_days > :keep_days",
        keep_days=server.keep_days,
        id=server.id,
    )


async def moderator_roles(db: Queries) -> dict[int, int]:
    """Return the moderator role of each server that has chosen one."""
    rows = await db.all("SELECT id, moderator_role FROM servers WHERE moderator_role IS NOT NULL ORDER BY id")
    return {row["id"]: row["moderator_role"] for row in rows}


async def forget_role(db: Transaction, role: int) -> None:
    """Clear a deleted role where it is the moderator role."""
    await db.run("UPDATE servers SET moderator_role = NULL WHERE moderator_role = :role", role=role)


async def away_from(db: Queries, here: Collection[int]) -> tuple[set[int], set[int]]:
    """Return the known servers to mark as left, and those to mark as back.

    ``here`` are the ids of the servers the bot is on. Left: not in ``here`` and not marked so. Back: in ``here``
    and marked as left.
    """
    rows = await db.all(
        "SELECT id, max(left_at) AS left_at FROM (SELECT id, left_at FROM servers UNION ALL "
        "SELECT DISTINCT server, CAST(NULL AS BIGINT) FROM meetups) AS known GROUP BY id"
    )
    left = {row["id"] for row in rows if row["id"] not in here and row["left_at"] is None}
    back = {row["id"] for row in rows if row["id"] in here and row["left_at"] is not None}
    return left, back


async def note_left(db: Transaction, server: int, now: datetime) -> None:
    """Store that the bot left a server, and when."""
    await db.run(
        "INSERT INTO servers (id, left_at) VALUES (:server, :now) ON CONFLICT (id) DO UPDATE "
        "SET left_at = excluded.left_at",
        server=server,
        now=to_ms(now),
    )


async def note_back(db: Transaction, server: int) -> None:
    """Store that the bot is on a server again."""
    await db.run("UPDATE servers SET left_at = NULL, warned_at = NULL WHERE id = :server", server=server)


async def to_warn_of(db: Queries) -> list[int]:
    """Return the ids of servers that the bot left, and of which nobody was warned yet."""
    rows = await db.all("SELECT id FROM servers WHERE left_at IS NOT NULL AND warned_at IS NULL ORDER BY id")
    return [row["id"] for row in rows]


async def note_warned(db: Transaction, server: int, now: datetime) -> None:
    """Store that the organiser was warned of a server that the bot left."""
    await db.run(
        "UPDATE servers SET warned_at = :now WHERE id = :server AND left_at IS NOT NULL", now=to_ms(now), server=server
    )


async def warned_before(db: Queries, moment: datetime) -> list[int]:
    """Return the ids of servers that the bot left and has not come back to, and of which it warned by a moment."""
    rows = await db.all(
        "SELECT id FROM servers WHERE left_at IS NOT NULL AND warned_at <= :moment ORDER BY id", moment=to_ms(moment)
    )
    return [row["id"] for row in rows]


async def erase(db: Transaction, server: int) -> list[int]:
    """Delete a server with its meetups and everything in them. Returns the ids of the meetups."""
    await sequences.keep(db)
    rows = await db.all("DELETE FROM meetups WHERE server = :server RETURNING id", server=server)
    await db.run("DELETE FROM bundles WHERE server = :server", server=server)
    await db.run("DELETE FROM drafts WHERE server = :server", server=server)
    await db.run("DELETE FROM intakes WHERE server = :server", server=server)
    await db.run("DELETE FROM programmes WHERE server = :server", server=server)
    await db.run("DELETE FROM standings WHERE server = :server", server=server)
    await db.run("DELETE FROM servers WHERE id = :server", server=server)
    return sorted(row["id"] for row in rows)
