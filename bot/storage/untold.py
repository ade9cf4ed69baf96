"""Queries on notices that the moderators' channel refused, which moderators still have to read."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction

_SOMEBODY = "…"  # in place of a person who had everything about them erased


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice in the words that were to be posted."""

    id: int
    meetup: int
    text: str


def _notice(row: Row) -> Notice:
    return Notice(row["id"], row["meetup"], row["text"])


async def add(db: Transaction, meetup: int, text: str, most: int) -> None:
    """Store a notice; of more than ``most`` of a meetup the oldest go."""
    id = await sequences.next_id(db, "untold")
    await db.run("INSERT INTO untold (id, meetup, text) VALUES (:id, :meetup, :text)", id=id, meetup=meetup, text=text)
    for old in (await of_meetup(db, meetup))[:-most]:
        await forget(db, old.id)


async def of_meetup(db: Queries, meetup: int) -> list[Notice]:
    """Return the notices of a meetup, oldest first."""
    rows = await db.all("SELECT id, meetup, text FROM untold WHERE meetup = :meetup ORDER BY id", meetup=meetup)
    return list(map(_notice, rows))


async def meetups_of(db: Queries, server: int) -> list[int]:
    """Return the meetups of a server that have any."""
    rows = await db.all(
        "SELECT DISTINCT meetup FROM untold WHERE meetup IN (SELECT id FROM meetups WHERE server = :server) "
        "ORDER BY meetup",
        server=server,
    )
    return [row["meetup"] for row in rows]


async def servers(db: Queries) -> set[int]:
    """Return the servers of all meetups that have any."""
    rows = await db.all("SELECT DISTINCT server FROM meetups WHERE id IN (SELECT meetup FROM untold)")
    return {row["server"] for row in rows}


async def forget(db: Transaction, id: int) -> None:
    """Delete a notice: it was read, or another takes its place."""
    await db.run("DELETE FROM untold WHERE id = :id", id=id)


async def forget_person(db: Transaction, person: int, meetups: Collection[int]) -> None:
    """Take a person out of all notices, and what is quoted out of those of these meetups: it may be their words."""
    await db.run("UPDATE untold SET text = replace(text, :them, :gone)", them=f"<@{person}>", gone=_SOMEBODY)
    for meetup in meetups:
        for notice in await of_meetup(db, meetup):
            left = "\n".join(line for line in notice.text.splitlines() if not line.startswith(">"))
            await db.run("UPDATE untold SET text = :left WHERE id = :id", left=left, id=notice.id)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete the notices of a meetup."""
    await db.run("DELETE FROM untold WHERE meetup = :meetup", meetup=meetup)
