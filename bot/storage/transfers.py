"""Queries on who is on the way to a table that another one was split into. Deleted as soon as they are there."""

from collections.abc import Collection

from bot.storage.database import Queries, Transaction, several


async def add(db: Transaction, place: int, people: Collection[int]) -> None:
    """Store that these people go to a table."""
    await db.put("transfers", [{"place": place, "person": person} for person in people])


async def to(db: Queries, place: int) -> set[int]:
    """Return who goes to a table and is not there yet."""
    rows = await db.all("SELECT person FROM transfers WHERE place = :place", place=place)
    return {row["person"] for row in rows}


async def arrived(db: Transaction, place: int, people: Collection[int]) -> None:
    """Delete that these people go to a table: they are there, or went somewhere else."""
    marks, values = several("person", people)
    await db.run(f"DELETE FROM transfers WHERE place = :place AND person IN ({marks})", place=place, **values)


async def clear(db: Transaction, place: int) -> None:
    """Delete that anybody goes to a table."""
    await db.run("DELETE FROM transfers WHERE place = :place", place=place)
