"""The channels of a meetup."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.words.typed import Typed
from bot.storage import damage, sequences
from bot.storage.database import Queries, Row, Transaction, from_ms, to_ms

# Which place a channel is. One that a meetup borrowed is none of its any more once that is over.
HERE = "channel = :channel AND (borrowed = 0 OR meetup IN (SELECT id FROM meetups WHERE state <> 'closed'))"

_OF_MEETUP = "place IN (SELECT id FROM places WHERE meetup = :meetup)"


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
        row["content"],
        bool(row["borrowed"]),
        from_ms(row["closed_at"]),
        row["people_to"],
    )


async def add(db: Transaction, meetup: int, places: Iterable[Place]) -> None:
    """Store the places of a meetup, before their channels exist on Discord."""
    for place in places:
        await db.run(
            "INSERT INTO places (id, meetup, kind, block, number, title, theme, content) "
            "VALUES (:id, :meetup, :kind, :block, :number, :title, :theme, :content)",
            id=await sequences.next_id(db, "places"),
            meetup=meetup,
            kind=place.kind,
            block=place.block,
            number=place.number,
            title=place.title.raw,
            theme=place.theme,
            content=place.content,
        )


async def venue(db: Queries, meetup: int) -> Venue:
    """Return all places of a meetup, in the order in which their channels are created. Raises Damaged."""
    rows = await db.all("SELECT * FROM places WHERE meetup = :meetup ORDER BY id", meetup=meetup)
    with damage.of_meetup():
        return Venue(tuple(map(_place, rows)))


async def get(db: Queries, place: int) -> Place | None:
    """Return a place, or None."""
    row = await db.one("SELECT * FROM places WHERE id = :place", place=place)
    return _place(row) if row else None


async def at(db: Queries, channel: int) -> Place | None:
    """Return the place of a channel, or None when the channel is of no meetup."""
    row = await db.one(f"SELECT * FROM places WHERE {HERE}", channel=channel)
    return _place(row) if row else None


async def shown(db: Transaction, place: int, prompts: int, news: int) -> None:
    """Store what the card of a table shows: how many prompts it was given so far, and for how many news."""
    await db.run(
        "UPDATE places SET prompts = :prompts, news = :news WHERE id = :place", prompts=prompts, news=news, place=place
    )


async def shown_per_place(db: Queries, meetup: int) -> dict[int, tuple[int, int]]:
    """Return what the card of each place of a meetup shows: how many prompts, and for how many news."""
    rows = await db.all("SELECT id, prompts, news FROM places WHERE meetup = :meetup", meetup=meetup)
    return {row["id"]: (row["prompts"], row["news"]) for row in rows}


async def prompts_per_place(db: Queries, meetup: int) -> dict[int, int]:
    """Return how many prompts each place of a meetup was given."""
    rows = await db.all("SELECT id, prompts FROM places WHERE meetup = :meetup", meetup=meetup)
    return {row["id"]: row["prompts"] for row in rows}


async def rename(db: Transaction, place: int, title: Typed) -> None:
    """Store another title of a place."""
    await db.run("UPDATE places SET title = :title WHERE id = :place", place=place, title=title.raw)


async def rename_halls(db: Transaction, meetup: int, title: Typed) -> None:
    """Store another title of the channels of a meetup that have its own, and don't show it on Discord."""
    await db.run(
        "UPDATE places SET title = :title WHERE meetup = :meetup AND kind NOT IN (:category, :table)",
        title=title.raw,
        meetup=meetup,
        category=PlaceKind.CATEGORY,
        table=PlaceKind.TABLE,
    )


async def close(db: Transaction, place: int, people_to: int, now: datetime) -> None:
    """Mark a table as closed. Its people are brought to another place, and so is whoever was to come here."""
    await db.run("UPDATE places SET people_to = :to WHERE people_to = :place", to=people_to, place=place)
    await db.run(
        "UPDATE places SET closed_at = :now, people_to = :to WHERE id = :place",
        now=to_ms(now),
        to=people_to,
        place=place,
    )


async def set_channel(db: Transaction, place: int, channel: int | None) -> None:
    """Store the channel of a place, which was made for it; None when the channel is deleted."""
    await db.run("UPDATE places SET channel = :channel, borrowed = 0 WHERE id = :place", channel=channel, place=place)


async def note_remade(db: Transaction, place: int, gone: int) -> None:
    """Store that the channel of a place was made again, and which one is gone."""
    await db.run(
        "INSERT INTO remade (place, gone) VALUES (:place, :gone) "
        "ON CONFLICT (place) DO UPDATE SET gone = excluded.gone",
        place=place,
        gone=gone,
    )


async def remade(db: Queries, meetup: int) -> dict[int, int]:
    """Return the places of a meetup whose channel was made again, each with the channel that is gone."""
    rows = await db.all(f"SELECT place, gone FROM remade WHERE {_OF_MEETUP}", meetup=meetup)
    return {row["place"]: row["gone"] for row in rows}


async def forget_remade(db: Transaction, meetup: int) -> None:
    """Forget which channels of a meetup were made again: what that means is dealt with."""
    await db.run(f"DELETE FROM remade WHERE {_OF_MEETUP}", meetup=meetup)


async def borrow(db: Transaction, meetup: int, channel: int) -> None:
    """Store a channel that was there before as the voice channel of a meetup, no longer as that of one that is over."""
    await db.run(
        "UPDATE places SET channel = NULL, borrowed = 0 WHERE channel = :channel AND borrowed = 1", channel=channel
    )
    await db.run(
        "UPDATE places SET channel = :channel, borrowed = 1 WHERE meetup = :meetup AND kind = :voice",
        channel=channel,
        meetup=meetup,
        voice=PlaceKind.VOICE,
    )
