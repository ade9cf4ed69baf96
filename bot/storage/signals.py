"""Queries on signals of a table: it is ready."""

from datetime import datetime

from bot.storage.database import Queries, Transaction, moment, to_ms


async def ready(db: Queries, meetup: int) -> dict[int, datetime]:
    """Return since when each ready table of a meetup is ready, by place id."""
    rows = await db.all(
        "SELECT place, ready_at FROM signals WHERE ready_at IS NOT NULL "
        "AND place IN (SELECT id FROM places WHERE meetup = :meetup)",
        meetup=meetup,
    )
    return {row["place"]: moment(row["ready_at"]) for row in rows}


async def set_ready(db: Transaction, place: int, since: datetime | None) -> None:
    """Store since when a table is ready; None if it is not ready any more."""
    await db.run(
        "INSERT INTO signals (place, ready_at) VALUES (:place, :since) "
        "ON CONFLICT (place) DO UPDATE SET ready_at = excluded.ready_at",
        place=place,
        since=to_ms(since),
    )
