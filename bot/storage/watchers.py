"""Queries on which moderator looks after which table."""

from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction

_OF_MEETUP = "place IN (SELECT id FROM places WHERE meetup = :meetup)"


async def of_meetup(db: Queries, meetup: int) -> dict[int, int]:
    """Return who looks after each table of a meetup, by the id of the table."""
    rows = await db.all(f"SELECT place, person FROM watchers WHERE {_OF_MEETUP} ORDER BY place", meetup=meetup)
    return {row["place"]: row["person"] for row in rows}


async def of_table(db: Queries, place: int) -> int | None:
    """Return who looks after a table, or None."""
    row = await db.one("SELECT person FROM watchers WHERE place = :place", place=place)
    return row["person"] if row else None


async def take(db: Transaction, place: int, person: int) -> None:
    """Store who looks after a table, in place of who did."""
    await db.run(
        "INSERT INTO watchers (place, person) VALUES (:place, :person) "
        "ON CONFLICT (place) DO UPDATE SET person = excluded.person",
        place=place,
        person=person,
    )


async def give_back(db: Transaction, place: int) -> None:
    """Store that nobody looks after a table."""
    await db.run("DELETE FROM watchers WHERE place = :place", place=place)


async def of_person(db: Queries, person: int) -> list[tuple[int, Typed]]:
    """Return the tables that somebody looks after, as meetup and title."""
    rows = await db.all(
        "SELECT p.meetup AS meetup, p.title AS title FROM watchers w JOIN places p ON p.id = w.place "
        "WHERE w.person = :person ORDER BY p.id",
        person=person,
    )
    return [(row["meetup"], Typed(row["title"])) for row in rows]


async def forget_person(db: Transaction, person: int) -> set[int]:
    """Store that somebody looks after no table; return the meetups at which they did."""
    meetups = {meetup for meetup, _title in await of_person(db, person)}
    await db.run("DELETE FROM watchers WHERE person = :person", person=person)
    return meetups


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete who looks after the tables of a meetup."""
    await db.run(f"DELETE FROM watchers WHERE {_OF_MEETUP}", meetup=meetup)
