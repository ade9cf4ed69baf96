"""Queries on calls: tables that asked for help."""

from dataclasses import replace
from datetime import datetime

from bot.core.people.privacy import NOBODY
from bot.core.tables.calls import Call
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, to_ms

_COLUMNS = "id, place, asker, asked_at, helper, claimed_at, ended_at, emptied_at"
_PLACES = "SELECT id FROM places WHERE meetup = :meetup"


def _call(row: Row) -> Call:
    return Call(
        row["id"],
        row["place"],
        row["asker"],
        moment(row["asked_at"]),
        row["helper"],
        from_ms(row["claimed_at"]),
        from_ms(row["ended_at"]),
        from_ms(row["emptied_at"]),
    )


async def add(db: Transaction, call: Call) -> int:
    """Store a new call, which nobody has taken yet. Returns its id."""
    return await db.insert(
        "INSERT INTO calls (id, place, asker, asked_at) VALUES (:id, :place, :asker, :asked_at) RETURNING id",
        id=await sequences.next_id(db, "calls"),
        place=call.place,
        asker=call.asker,
        asked_at=to_ms(call.asked_at),
    )


async def save(db: Transaction, call: Call) -> None:
    """Store who took a call, when they did, and when it ended."""
    await db.run(
        "UPDATE calls SET helper = :helper, claimed_at = :claimed_at, ended_at = :ended_at WHERE id = :id",
        helper=call.helper,
        claimed_at=to_ms(call.claimed_at),
        ended_at=to_ms(call.ended_at),
        id=call.id,
    )


async def get(db: Queries, call: int) -> Call | None:
    """Return a call, or None."""
    row = await db.one(f"SELECT {_COLUMNS} FROM calls WHERE id = :call", call=call)
    return _call(row) if row else None


async def open_of_meetup(db: Queries, meetup: int) -> dict[int, Call]:
    """Return the calls of a meetup that have not ended, by the id of their table.

    A table has one open call at a time.
    """
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM calls WHERE ended_at IS NULL AND place IN ({_PLACES}) ORDER BY id", meetup=meetup
    )
    return {row["place"]: _call(row) for row in rows}


async def note_emptied(db: Transaction, place: int, at: datetime | None) -> None:
    """Store in the open call of a table since when everybody has left it; None when people are there."""
    await db.run(
        "UPDATE calls SET emptied_at = :at WHERE place = :place AND ended_at IS NULL", at=to_ms(at), place=place
    )


async def end_of_block(db: Transaction, meetup: int, block: int, now: datetime) -> list[int]:
    """End the open calls of a block whose tables close. Returns their ids."""
    rows = await db.all(
        f"UPDATE calls SET ended_at = :now WHERE ended_at IS NULL AND place IN ({_PLACES} "
        "AND block = :block) RETURNING id",
        now=to_ms(now),
        meetup=meetup,
        block=block,
    )
    return [row["id"] for row in rows]


async def end_at(db: Transaction, place: int, now: datetime) -> list[int]:
    """End the open call of one table that closes. Returns its id."""
    rows = await db.all(
        "UPDATE calls SET ended_at = :now WHERE ended_at IS NULL AND place = :place RETURNING id",
        now=to_ms(now),
        place=place,
    )
    return [row["id"] for row in rows]


async def of_person(db: Queries, person: int) -> list[tuple[int, Typed, Call]]:
    """Return the calls that a person asked for or took, as (meetup, title of the table, call), oldest first.

    The id of the other person in a call is replaced by ``NOBODY``.
    """
    rows = await db.all(
        "SELECT c.id AS id, c.place AS place, asker, asked_at, helper, claimed_at, ended_at, emptied_at, "
        "p.meetup AS meetup, p.title AS title FROM calls c JOIN places p ON p.id = c.place "
        "WHERE asker = :person OR helper = :person ORDER BY c.id",
        person=person,
    )
    return [(row["meetup"], Typed(row["title"]), _part_of(_call(row), person)) for row in rows]


def _part_of(call: Call, person: int) -> Call:
    asker, helper = (id if id == person else NOBODY for id in (call.asker, call.helper))
    return replace(call, asker=asker, helper=helper)


async def forget_person(db: Transaction, person: int) -> None:
    """Replace a person by ``NOBODY`` in every call they asked for or took. The calls stay."""
    await db.run("UPDATE calls SET asker = :nobody WHERE asker = :person", nobody=NOBODY, person=person)
    await db.run("UPDATE calls SET helper = :nobody WHERE helper = :person", nobody=NOBODY, person=person)


async def forget_people(db: Transaction, meetup: int) -> None:
    """Replace everybody by ``NOBODY`` in the calls of a meetup. The calls stay."""
    await db.run(
        f"UPDATE calls SET asker = :nobody, helper = :nobody WHERE place IN ({_PLACES})", nobody=NOBODY, meetup=meetup
    )
