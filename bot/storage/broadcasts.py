"""Queries on broadcasts: moderators' messages to the tables, kept until they are delivered."""

from datetime import datetime

from bot.core.tables.broadcasts import Broadcast
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, moment, to_ms

_COLUMNS = "id, meetup, person, text, at"


async def add(db: Transaction, sent: Broadcast) -> int:
    """Store a broadcast and the tables it goes to. Returns its id."""
    id = await db.insert(
        "INSERT INTO broadcasts (id, meetup, person, text, at) VALUES (:id, :meetup, :person, :text, :at) RETURNING id",
        id=await sequences.next_id(db, "broadcasts"),
        meetup=sent.meetup,
        person=sent.person,
        text=sent.text.raw,
        at=to_ms(sent.at),
    )
    for place in sent.places:
        await db.run("INSERT INTO broadcast_places (broadcast, place) VALUES (:id, :place)", id=id, place=place)
    return id


async def _broadcast(db: Queries, row: Row) -> Broadcast:
    places = await db.all("SELECT place FROM broadcast_places WHERE broadcast = :id ORDER BY place", id=row["id"])
    at, to = moment(row["at"]), tuple(place["place"] for place in places)
    return Broadcast(row["id"], row["meetup"], row["person"], Typed(row["text"]), at, to)


async def get(db: Queries, broadcast: int) -> Broadcast | None:
    """Return a broadcast, or None when it is delivered or unknown."""
    row = await db.one(f"SELECT {_COLUMNS} FROM broadcasts WHERE id = :broadcast", broadcast=broadcast)
    return await _broadcast(db, row) if row else None


async def same(db: Queries, meetup: int, text: Typed, after: datetime) -> Broadcast | None:
    """Return the newest broadcast of a meetup with this exact text sent after a moment, or None."""
    row = await db.one(
        f"SELECT {_COLUMNS} FROM broadcasts WHERE meetup = :meetup AND text = :text AND at > :after ORDER BY id DESC",
        meetup=meetup,
        text=text.raw,
        after=to_ms(after),
    )
    return await _broadcast(db, row) if row else None


async def of_person(db: Queries, person: int) -> list[Broadcast]:
    """Return the undelivered broadcasts of a moderator, oldest first."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM broadcasts WHERE person = :person ORDER BY id", person=person)
    return [await _broadcast(db, row) for row in rows]


async def forget(db: Transaction, broadcast: int) -> None:
    """Delete a broadcast that was delivered."""
    await db.run("DELETE FROM broadcasts WHERE id = :broadcast", broadcast=broadcast)


async def forget_person(db: Transaction, person: int) -> None:
    """Delete the undelivered broadcasts of a moderator; they are never delivered."""
    await db.run("DELETE FROM broadcasts WHERE person = :person", person=person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete the undelivered broadcasts of a meetup."""
    await db.run("DELETE FROM broadcasts WHERE meetup = :meetup", meetup=meetup)
