"""The channels of a meetup."""

from collections.abc import Iterable

from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction


def _place(row: Row) -> Place:
    return Place(
        row["id"],
        row["meetup"],
        PlaceKind(row["kind"]),
        row["block"],
        row["number"],
        Typed(row["title"]),
        row["theme"],
        row["channel"],
    )


async def add(db: Transaction, meetup: int, places: Iterable[Place]) -> None:
    """Store the places that a meetup needs, before they stand on Discord."""
    for place in places:
        await db.run(
            "INSERT INTO places (id, meetup, kind, block, number, title, theme) VALUES (?, ?, ?, ?, ?, ?, ?)",
            await sequences.next_id(db, "places"),
            meetup,
            place.kind,
            place.block,
            place.number,
            place.title.raw,
            place.theme,
        )


async def venue(db: Queries, meetup: int) -> Venue:
    """All places of a meetup, in the order in which they are made."""
    rows = await db.all("SELECT * FROM places WHERE meetup = ? ORDER BY id", meetup)
    return Venue(tuple(_place(row) for row in rows))


async def get(db: Queries, place: int) -> Place | None:
    """The place with this id."""
    row = await db.one("SELECT * FROM places WHERE id = ?", place)
    return _place(row) if row else None


async def at(db: Queries, channel: int) -> Place | None:
    """The place that a channel is."""
    row = await db.one("SELECT * FROM places WHERE channel = ?", channel)
    return _place(row) if row else None


async def set_channel(db: Transaction, place: int, channel: int | None) -> None:
    """This place stands here on Discord, or nowhere any more."""
    await db.run("UPDATE places SET channel = ? WHERE id = ?", channel, place)
