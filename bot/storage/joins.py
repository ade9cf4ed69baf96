"""Queries on joins: who joins which pledge."""

from collections.abc import Collection
from datetime import datetime

from bot.core.people.joins import Join
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Row, Transaction, moment, several, to_ms


def join_of(row: Row) -> Join:
    """Return the join in a row of ``joins``."""
    return Join(row["contribution"], row["person"], Typed(row["name"]), moment(row["at"]))


async def add(db: Transaction, contribution: int, person: int, now: datetime) -> bool:
    """Store that a person joins a pledge. Returns False if they did already."""
    row = await db.one(
        "INSERT INTO joins (contribution, person, at) VALUES (:contribution, :person, :now) "
        "ON CONFLICT (contribution, person) DO NOTHING "
        "RETURNING person",
        contribution=contribution,
        person=person,
        now=to_ms(now),
    )
    return row is not None


async def leave(db: Transaction, contribution: int, person: int) -> bool:
    """Delete a person's join of a pledge. Returns False if there was none."""
    row = await db.one(
        "DELETE FROM joins WHERE contribution = :contribution AND person = :person RETURNING person",
        contribution=contribution,
        person=person,
    )
    return row is not None


async def forget(db: Transaction, contribution: int) -> None:
    """Delete all joins of a contribution, whose author turned it into a kind that nobody can join."""
    await db.run("DELETE FROM joins WHERE contribution = :contribution", contribution=contribution)


async def tell_name(db: Transaction, contribution: int, person: int, name: Typed) -> bool:
    """Store the name that the author may see, or "" to take it back. Returns False if there is no join."""
    row = await db.one(
        "UPDATE joins SET name = :name WHERE contribution = :contribution AND person = :person RETURNING person",
        name=name.raw,
        contribution=contribution,
        person=person,
    )
    return row is not None


async def of_contributions(db: Queries, ids: Collection[int]) -> dict[int, list[Join]]:
    """Return the joins of each contribution, oldest first; an empty list where there are none."""
    marks, values = several("contribution", ids)
    rows = await db.all(f"SELECT * FROM joins WHERE contribution IN ({marks}) ORDER BY at, person", **values)
    found: dict[int, list[Join]] = {id: [] for id in ids}
    for row in rows:
        found[row["contribution"]].append(join_of(row))
    return found


async def of_person(db: Queries, person: int) -> list[Join]:
    """Return the joins of a person, newest first."""
    rows = await db.all("SELECT * FROM joins WHERE person = :person ORDER BY at DESC, contribution DESC", person=person)
    return [join_of(row) for row in rows]
