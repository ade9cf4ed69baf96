"""Queries on dots that people put on contributions, and on what was chosen by them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, to_ms


@dataclass(frozen=True, slots=True)
class Choice:
    """That the dots of a block are counted; ``deed`` is the moderator's decision on them, by ``name``, if any."""

    deed: int
    name: Typed | None


@dataclass(frozen=True, slots=True)
class Placed:
    """Dots of somebody at a meetup, on the contribution with this id."""

    meetup: int
    contribution: int
    dots: int


async def of_person_here(db: Queries, meetup: int, block: int, person: int) -> dict[int, int]:
    """Return how many dots somebody has put on each contribution in a block."""
    rows = await db.all(
        "SELECT contribution, dots FROM dots WHERE meetup = :meetup AND block = :block AND person = :person "
        "ORDER BY contribution",
        meetup=meetup,
        block=block,
        person=person,
    )
    return {row["contribution"]: row["dots"] for row in rows}


async def put(db: Transaction, meetup: int, block: int, person: int, mine: Mapping[int, int]) -> None:
    """Store all dots of somebody in a block, in place of those there were."""
    await db.run(
        "DELETE FROM dots WHERE meetup = :meetup AND block = :block AND person = :person",
        meetup=meetup,
        block=block,
        person=person,
    )
    rows = [
        {"meetup": meetup, "block": block, "contribution": id, "person": person, "dots": n} for id, n in mine.items()
    ]
    await db.put("dots", rows)


async def counts(db: Queries, meetup: int, block: int) -> dict[int, int]:
    """Return the dots on each contribution in a block; those of several people before one screen count for each."""
    rows = await db.all(
        "SELECT d.contribution AS contribution, sum(d.dots * coalesce(s.people, 1)) AS n FROM dots d "
        "LEFT JOIN screens s ON s.meetup = d.meetup AND s.person = d.person "
        "WHERE d.meetup = :meetup AND d.block = :block GROUP BY d.contribution",
        meetup=meetup,
        block=block,
    )
    return {row["contribution"]: int(row["n"]) for row in rows}


async def people(db: Queries, meetup: int, block: int) -> int:
    """Return how many accounts put a dot in a block."""
    row = await db.one(
        "SELECT count(DISTINCT person) AS n FROM dots WHERE meetup = :meetup AND block = :block",
        meetup=meetup,
        block=block,
    )
    return int(row["n"]) if row else 0


async def choice(db: Queries, meetup: int, block: int) -> Choice | None:
    """Return what stands of the choice by a block's dots; None until they are counted."""
    row = await db.one(
        "SELECT c.deed AS deed, d.name AS name FROM choices c LEFT JOIN deeds d ON d.id = c.deed "
        "WHERE c.meetup = :meetup AND c.block = :block",
        meetup=meetup,
        block=block,
    )
    if row is None:
        return None
    return Choice(row["deed"] or 0, None if row["deed"] is None else Typed(row["name"] or ""))


async def choose(db: Transaction, meetup: int, block: int, deed: int | None, now: datetime) -> None:
    """Store that the dots of a block are counted, and the moderator's decision on them."""
    await db.run(
        "INSERT INTO choices (meetup, block, deed, counted) VALUES (:meetup, :block, :deed, :now) "
        "ON CONFLICT (meetup, block) DO UPDATE SET deed = excluded.deed",
        meetup=meetup,
        block=block,
        deed=deed,
        now=to_ms(now),
    )


async def of_person(db: Queries, person: int) -> list[Placed]:
    """Return all dots of somebody."""
    rows = await db.all(
        "SELECT meetup, contribution, dots FROM dots WHERE person = :person ORDER BY meetup, contribution",
        person=person,
    )
    return [Placed(row["meetup"], row["contribution"], row["dots"]) for row in rows]


async def forget_person(db: Transaction, person: int) -> None:
    """Delete all dots of somebody."""
    await db.run("DELETE FROM dots WHERE person = :person", person=person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete all dots at a meetup; what was chosen stands with the contributions."""
    await db.run("DELETE FROM dots WHERE meetup = :meetup", meetup=meetup)
