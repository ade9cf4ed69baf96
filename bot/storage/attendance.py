"""Attendance: people in the voice channels of a meetup, and for how long."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.evening.places import PlaceKind
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, from_ms, to_ms

# How many people an account speaks for, of whom ``a`` is the attendance at the place ``p``.
_SIZE = "coalesce((SELECT people FROM screens WHERE meetup = p.meetup AND person = a.person), 1)"
_INSIDE = f"SELECT coalesce(sum({_SIZE}), 0) FROM attendance a JOIN places p ON p.id = a.place WHERE p.id = :place"
_OF_MEETUP = "place IN (SELECT id FROM places WHERE meetup = :meetup)"


@dataclass(frozen=True, slots=True)
class Stay:
    """The time that somebody spent in a place, without what is still going on; ``since`` when they are in it now."""

    title: Typed
    spent: timedelta
    since: datetime | None


async def arrive(db: Transaction, meetup: int, place: int, person: int, now: datetime) -> None:
    """Note that somebody is in a place from now on, and nowhere else in this meetup."""
    await leave(db, meetup, person, now)
    await _enter(db, place, person, now)
    await _count(db, place)


async def leave(db: Transaction, meetup: int, person: int, now: datetime) -> None:
    """Note that somebody is in no place of this meetup any more."""
    await db.run(
        "UPDATE attendance SET spent_ms = spent_ms + :now - since, since = NULL "
        f"WHERE person = :person AND since IS NOT NULL AND {_OF_MEETUP}",
        now=to_ms(now),
        person=person,
        meetup=meetup,
    )


async def correct(db: Transaction, meetup: int, inside: Iterable[tuple[int, int]], now: datetime) -> set[int]:
    """Note who is where now, as pairs of place and person: whatever came or went unseen counts until, or from, now.

    Return the places that somebody left.
    """
    rows = await db.all(f"SELECT place, person FROM attendance WHERE since IS NOT NULL AND {_OF_MEETUP}", meetup=meetup)
    known, seen = {(row["place"], row["person"]) for row in rows}, set(inside)
    for _place, person in known - seen:
        await leave(db, meetup, person, now)
    for place, person in seen - known:
        await _enter(db, place, person, now)
    for place in {place for place, _person in seen - known}:
        await _count(db, place)
    return {place for place, _person in known - seen}


async def _enter(db: Transaction, place: int, person: int, now: datetime) -> None:
    await db.run(
        "INSERT INTO attendance (place, person, since) VALUES (:place, :person, :now) "
        "ON CONFLICT (place, person) DO UPDATE "
        "SET since = excluded.since",
        place=place,
        person=person,
        now=to_ms(now),
    )


async def _count(db: Transaction, place: int) -> None:
    await db.run(
        f"UPDATE places SET most = ({_INSIDE} AND a.since IS NOT NULL) "
        f"WHERE id = :place AND most < ({_INSIDE} AND a.since IS NOT NULL)",
        place=place,
    )


async def count_again(db: Transaction, meetup: int, person: int) -> None:
    """Count how many people are at once where somebody is now, who speaks for another number of them."""
    rows = await db.all(
        f"SELECT place FROM attendance WHERE person = :person AND since IS NOT NULL AND {_OF_MEETUP}",
        person=person,
        meetup=meetup,
    )
    for row in rows:
        await _count(db, row["place"])


async def people_per_place(db: Queries, meetup: int) -> dict[int, int]:
    """Return how many different people were in each place of a meetup; empty places are left out."""
    rows = await db.all(
        f"SELECT a.place AS place, sum({_SIZE}) AS n FROM attendance a JOIN places p ON p.id = a.place "
        "WHERE p.meetup = :meetup GROUP BY a.place",
        meetup=meetup,
    )
    return {row["place"]: row["n"] for row in rows}


async def most_per_place(db: Queries, meetup: int) -> dict[int, int]:
    """How many people were in each place of a meetup at once, at most."""
    rows = await db.all("SELECT id, most FROM places WHERE meetup = :meetup", meetup=meetup)
    return {row["id"]: row["most"] for row in rows}


async def people(db: Queries, meetup: int) -> int:
    """Return how many different people took part in a meetup: in voice, or with a contribution.

    One account may speak for several; see ``wishes.screens``.
    """
    row = await db.one(
        "SELECT coalesce(sum(coalesce(s.people, 1)), 0) AS n FROM "
        f"(SELECT person FROM attendance WHERE {_OF_MEETUP} "
        "UNION SELECT author FROM contributions WHERE meetup = :meetup) AS p "
        "LEFT JOIN screens s ON s.meetup = :meetup AND s.person = p.person",
        meetup=meetup,
    )
    return int(row["n"]) if row else 0


async def of_person(db: Queries, person: int) -> list[tuple[int, Stay]]:
    """Each place that somebody was in, with its meetup."""
    rows = await db.all(
        "SELECT p.meetup AS meetup, p.title AS title, a.spent_ms AS spent_ms, a.since AS since "
        "FROM attendance a JOIN places p ON p.id = a.place WHERE a.person = :person ORDER BY p.id",
        person=person,
    )
    return [
        (row["meetup"], Stay(Typed(row["title"]), timedelta(milliseconds=row["spent_ms"]), from_ms(row["since"])))
        for row in rows
    ]


async def in_order(db: Queries, place: int) -> list[int]:
    """Return the people who are in a place now, in the order in which they came."""
    rows = await db.all(
        "SELECT person FROM attendance WHERE place = :place AND since IS NOT NULL ORDER BY since, person", place=place
    )
    return [row["person"] for row in rows]


async def table_of(db: Queries, meetup: int, person: int) -> int | None:
    """Return the table that somebody is at, or sat at longest in their last break-out; None without."""
    row = await db.one(
        "SELECT p.id AS id FROM attendance a JOIN places p ON p.id = a.place "
        "WHERE p.meetup = :meetup AND p.kind = :table AND a.person = :person "
        "ORDER BY p.block DESC, a.since IS NULL, a.spent_ms DESC, p.id LIMIT 1",
        meetup=meetup,
        table=PlaceKind.TABLE,
        person=person,
    )
    return row["id"] if row else None


async def forget(db: Transaction, person: int) -> None:
    """Delete where somebody was."""
    await db.run("DELETE FROM attendance WHERE person = :person", person=person)
