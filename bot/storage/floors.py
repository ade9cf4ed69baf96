"""Queries on who may speak in the plenary."""

from bot.core.people.floor import Floor
from bot.storage.database import Queries, Transaction, from_ms, to_ms


async def get(db: Queries, meetup: int) -> Floor:
    """Return who may speak in a meetup; everybody, unless somebody changed that."""
    rows = await db.all(
        "SELECT f.closed AS closed, f.until AS until, s.person AS guest, h.person AS turn FROM meetups m "
        "LEFT JOIN floors f ON f.meetup = m.id LEFT JOIN speakers s ON s.meetup = m.id "
        "LEFT JOIN hands h ON h.meetup = m.id AND h.turn IS NOT NULL WHERE m.id = :meetup",
        meetup=meetup,
    )
    if not rows:
        return Floor()
    guests = frozenset(row["guest"] for row in rows if row["guest"] is not None)
    return Floor(bool(rows[0]["closed"]), from_ms(rows[0]["until"]), guests, rows[0]["turn"])


async def save(db: Transaction, meetup: int, floor: Floor) -> None:
    """Store whether a floor is closed, and until when."""
    await db.run(
        "INSERT INTO floors (meetup, closed, until) VALUES (:meetup, :closed, :until) "
        "ON CONFLICT (meetup) DO UPDATE SET closed = excluded.closed, until = excluded.until",
        meetup=meetup,
        closed=int(floor.closed),
        until=to_ms(floor.until),
    )


async def welcome(db: Transaction, meetup: int, person: int) -> None:
    """Make somebody a guest of a meetup."""
    await db.run(
        "INSERT INTO speakers (meetup, person) VALUES (:meetup, :person) ON CONFLICT (meetup, person) DO NOTHING",
        meetup=meetup,
        person=person,
    )


async def dismiss(db: Transaction, meetup: int, person: int) -> None:
    """Make somebody a guest no more."""
    await db.run("DELETE FROM speakers WHERE meetup = :meetup AND person = :person", meetup=meetup, person=person)


async def of_person(db: Queries, person: int) -> list[int]:
    """Return the meetups at which somebody is a guest."""
    rows = await db.all("SELECT meetup FROM speakers WHERE person = :person ORDER BY meetup", person=person)
    return [row["meetup"] for row in rows]


async def forget_person(db: Transaction, person: int) -> set[int]:
    """Make somebody a guest nowhere any more; return the meetups at which they were."""
    rows = await db.all("DELETE FROM speakers WHERE person = :person RETURNING meetup", person=person)
    return {row["meetup"] for row in rows}


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete the guests of a meetup."""
    await db.run("DELETE FROM speakers WHERE meetup = :meetup", meetup=meetup)
