"""What a moderator says to the tables, until it has arrived."""

from datetime import datetime

from bot.core.tables.broadcasts import Broadcast
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, moment, to_ms

_COLUMNS = "id, meetup, person, text, at"


async def add(db: Transaction, sent: Broadcast) -> int:
    """Keep words that are on their way; returns their id."""
    id = await db.insert(
        "INSERT INTO broadcasts (id, meetup, person, text, at) VALUES (?, ?, ?, ?, ?) RETURNING id",
        await sequences.next_id(db, "broadcasts"),
        sent.meetup,
        sent.person,
        sent.text.raw,
        to_ms(sent.at),
    )
    for place in sent.places:
        await db.run("INSERT INTO broadcast_places (broadcast, place) VALUES (?, ?)", id, place)
    return id


async def _broadcast(db: Queries, row: Row) -> Broadcast:
    places = await db.all("SELECT place FROM broadcast_places WHERE broadcast = ? ORDER BY place", row["id"])
    at, to = moment(row["at"]), tuple(place["place"] for place in places)
    return Broadcast(row["id"], row["meetup"], row["person"], Typed(row["text"]), at, to)


async def get(db: Queries, broadcast: int) -> Broadcast | None:
    """The words with this id, unless they have arrived."""
    row = await db.one(f"SELECT {_COLUMNS} FROM broadcasts WHERE id = ?", broadcast)
    return await _broadcast(db, row) if row else None


async def same(db: Queries, meetup: int, text: Typed, after: datetime) -> Broadcast | None:
    """The same words to tables of the same meetup, sent after this moment."""
    row = await db.one(
        f"SELECT {_COLUMNS} FROM broadcasts WHERE meetup = ? AND text = ? AND at > ? ORDER BY id DESC",
        meetup,
        text.raw,
        to_ms(after),
    )
    return await _broadcast(db, row) if row else None


async def of_person(db: Queries, person: int) -> list[Broadcast]:
    """What somebody said that has not arrived everywhere yet."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM broadcasts WHERE person = ? ORDER BY id", person)
    return [await _broadcast(db, row) for row in rows]


async def forget(db: Transaction, broadcast: int) -> None:
    """These words have arrived."""
    await db.run("DELETE FROM broadcasts WHERE id = ?", broadcast)


async def forget_person(db: Transaction, person: int) -> None:
    """Where it has not arrived yet, it will not."""
    await db.run("DELETE FROM broadcasts WHERE person = ?", person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Whatever of a meetup was never sent."""
    await db.run("DELETE FROM broadcasts WHERE meetup = ?", meetup)
