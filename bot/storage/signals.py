"""Queries on signals of a table: it is ready, or had its posts repeated."""

from datetime import datetime

from bot.storage.database import Queries, Transaction, from_ms, moment, to_ms


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


async def shown_at(db: Queries, place: int) -> datetime | None:
    """Return when the posts of a table were last repeated on request, or None."""
    row = await db.one("SELECT shown_at FROM signals WHERE place = :place", place=place)
    return from_ms(row["shown_at"]) if row else None


async def set_shown(db: Transaction, place: int, now: datetime) -> None:
    """Store that the posts of a table are repeated now."""
    await db.run(
        "INSERT INTO signals (place, shown_at) VALUES (:place, :now) "
        "ON CONFLICT (place) DO UPDATE SET shown_at = excluded.shown_at",
        place=place,
        now=to_ms(now),
    )
