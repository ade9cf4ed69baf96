"""Queries on what blocks show of harvests."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.evening.cues import CueKind
from bot.core.people.wall import Piece
from bot.storage import timelines, walls
from bot.storage.database import Queries, Transaction


async def add(db: Transaction, meetup: int, block: int, pieces: Sequence[Piece], now: datetime) -> None:
    """Store what a block shows; it follows what authors choose later, by way of the wall of their meetup."""
    await db.put(
        "shows",
        [
            {"meetup": meetup, "block": block, "number": n, "contribution": piece.item.id, "source": piece.item.meetup}
            for n, piece in enumerate(pieces)
        ],
    )
    for source in {piece.item.meetup for piece in pieces}:
        await timelines.ensure(db, source, CueKind.WALL, now)


async def of_block(db: Queries, meetup: int, block: int) -> list[Piece | None]:
    """Return what a block shows, as it is now and in its order; None for what is gone."""
    rows = await db.all(
        "SELECT contribution, source FROM shows WHERE meetup = :meetup AND block = :block ORDER BY number",
        meetup=meetup,
        block=block,
    )
    found: dict[int, Piece] = {}
    for source in {row["source"] for row in rows}:
        found |= {piece.item.id: piece for piece in await walls.of_meetup(db, source)}
    return [found.get(row["contribution"]) for row in rows]


async def clear(db: Transaction, meetup: int, block: int) -> None:
    """Forget what a block shows."""
    await db.run("DELETE FROM shows WHERE meetup = :meetup AND block = :block", meetup=meetup, block=block)


async def where(db: Queries, contribution: int) -> list[int]:
    """Return the meetups that show a contribution."""
    rows = await db.all("SELECT DISTINCT meetup FROM shows WHERE contribution = :id", id=contribution)
    return [row["meetup"] for row in rows]


async def wake(db: Transaction, source: int, now: datetime) -> None:
    """Have everything that shows something of a meetup brought up to date."""
    rows = await db.all("SELECT DISTINCT meetup, block FROM shows WHERE source = :source", source=source)
    for row in rows:
        await timelines.wake(db, row["meetup"], CueKind.SHOW, now, block=row["block"])


async def sources(db: Queries, meetup: int) -> list[int]:
    """Return the meetups of which another shows something."""
    rows = await db.all("SELECT DISTINCT source FROM shows WHERE meetup = :meetup ORDER BY source", meetup=meetup)
    return [row["source"] for row in rows]


async def shown_at(db: Queries, meetup: int, source: int) -> list[int]:
    """Return the contributions of one meetup that another shows, each once."""
    rows = await db.all(
        "SELECT DISTINCT contribution FROM shows WHERE meetup = :meetup AND source = :source ORDER BY contribution",
        meetup=meetup,
        source=source,
    )
    return [row["contribution"] for row in rows]
