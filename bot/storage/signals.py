"""Queries on signals of a table: it is ready, and how many questions it asked for."""

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


async def asked(db: Queries, meetup: int) -> dict[int, int]:
    """Return how many questions the tables of a meetup have reached by being ready with those before, by place id."""
    rows = await db.all(
        "SELECT place, asked FROM signals WHERE place IN (SELECT id FROM places WHERE meetup = :meetup)", meetup=meetup
    )
    return {row["place"]: row["asked"] for row in rows}


async def ask(db: Transaction, place: int, questions: int) -> None:
    """Store that a table is at the question of this number, also before its time."""
    await db.run(
        "INSERT INTO signals (place, asked) VALUES (:place, :questions) "
        "ON CONFLICT (place) DO UPDATE SET asked = excluded.asked",
        place=place,
        questions=questions,
    )
