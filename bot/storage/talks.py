"""Queries on the talk at tables: who begins, who is ready with which question, whose turn it was. Until they close."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.core.tables.talk import Sign, Talk
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction


@dataclass(frozen=True, slots=True)
class Fact:
    """One sign of a person in the talk at a table."""

    meetup: int
    title: Typed
    sign: Sign
    number: int


async def of_meetup(db: Queries, meetup: int) -> dict[int, Talk]:
    """Return the talk at each table of a meetup where anything of it is known, by place id."""
    rows = await db.all(
        "SELECT place, person, sign, number FROM talks WHERE place IN (SELECT id FROM places WHERE meetup = :meetup) "
        "ORDER BY place, sign, number",
        meetup=meetup,
    )
    signs: dict[int, dict[Sign, dict[int, int]]] = {}
    for row in rows:
        signs.setdefault(row["place"], {}).setdefault(Sign(row["sign"]), {})[row["person"]] = row["number"]
    return {
        place: Talk(
            next(iter(found.get(Sign.BEGINS, ())), None), found.get(Sign.READY, {}), tuple(found.get(Sign.STICK, ()))
        )
        for place, found in signs.items()
    }


async def of_table(db: Queries, meetup: int, place: int) -> Talk:
    """Return the talk at one table of a meetup."""
    return (await of_meetup(db, meetup)).get(place, Talk())


async def note(db: Transaction, place: int, person: int, sign: Sign, number: int = 0) -> None:
    """Store a sign of a person at a table, instead of the same one with another number."""
    await db.run(
        "INSERT INTO talks (place, person, sign, number) VALUES (:place, :person, :sign, :number) "
        "ON CONFLICT (place, person, sign) DO UPDATE SET number = excluded.number",
        place=place,
        person=person,
        sign=sign,
        number=number,
    )


async def drop(db: Transaction, place: int, sign: Sign, person: int | None = None) -> None:
    """Delete a sign at a table: of one person, else of everybody."""
    await db.run(
        "DELETE FROM talks WHERE place = :place AND sign = :sign AND (:person IS NULL OR person = :person)",
        place=place,
        sign=sign,
        person=person,
    )


async def of_person(db: Queries, person: int) -> list[Fact]:
    """Return the signs of a person at tables."""
    rows = await db.all(
        "SELECT p.meetup AS meetup, p.title AS title, t.sign AS sign, t.number AS number FROM talks t "
        "JOIN places p ON p.id = t.place WHERE t.person = :person ORDER BY t.place, t.sign",
        person=person,
    )
    return [Fact(row["meetup"], Typed(row["title"]), Sign(row["sign"]), row["number"]) for row in rows]


async def forget_person(db: Transaction, person: int) -> None:
    """Delete the signs of a person. A talking stick that they had lies on the table again: the order is broken."""
    await db.run(
        "DELETE FROM talks WHERE sign = :stick AND place IN "
        "(SELECT place FROM talks WHERE sign = :stick AND person = :person)",
        stick=Sign.STICK,
        person=person,
    )
    await db.run("DELETE FROM talks WHERE person = :person", person=person)


async def clear(db: Transaction, places: Collection[int]) -> None:
    """Delete the signs of everybody at tables that close."""
    for place in places:
        await db.run("DELETE FROM talks WHERE place = :place", place=place)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete the signs of everybody at the tables of a meetup."""
    await db.run("DELETE FROM talks WHERE place IN (SELECT id FROM places WHERE meetup = :meetup)", meetup=meetup)
