"""Tables that ask for help."""

from dataclasses import replace
from datetime import datetime

from bot.core.people.privacy import NOBODY
from bot.core.tables.calls import Call
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, to_ms

_COLUMNS = "id, place, asker, asked_at, helper, claimed_at, ended_at"
_PLACES = "SELECT id FROM places WHERE meetup = ?"


def _call(row: Row) -> Call:
    return Call(
        row["id"],
        row["place"],
        row["asker"],
        moment(row["asked_at"]),
        row["helper"],
        from_ms(row["claimed_at"]),
        from_ms(row["ended_at"]),
    )


async def add(db: Transaction, call: Call) -> int:
    """Keep a new call; returns its id."""
    return await db.insert(
        "INSERT INTO calls (id, place, asker, asked_at) VALUES (?, ?, ?, ?) RETURNING id",
        await sequences.next_id(db, "calls"),
        call.place,
        call.asker,
        to_ms(call.asked_at),
    )


async def save(db: Transaction, call: Call) -> None:
    """Keep where a call stands."""
    await db.run(
        "UPDATE calls SET helper = ?, claimed_at = ?, ended_at = ? WHERE id = ?",
        call.helper,
        to_ms(call.claimed_at),
        to_ms(call.ended_at),
        call.id,
    )


async def get(db: Queries, call: int) -> Call | None:
    """The call with this id."""
    row = await db.one(f"SELECT {_COLUMNS} FROM calls WHERE id = ?", call)
    return _call(row) if row else None


async def open_of_meetup(db: Queries, meetup: int) -> dict[int, Call]:
    """The calls that nobody has dealt with yet, by place: there is one at a time."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM calls WHERE ended_at IS NULL AND place IN ({_PLACES}) ORDER BY id", meetup
    )
    return {row["place"]: _call(row) for row in rows}


async def end_of_block(db: Transaction, meetup: int, block: int, now: datetime) -> list[int]:
    """The tables of a block close: nobody needs to go there any more; returns the calls."""
    rows = await db.all(
        f"UPDATE calls SET ended_at = ? WHERE ended_at IS NULL AND place IN ({_PLACES} AND block = ?) RETURNING id",
        to_ms(now),
        meetup,
        block,
    )
    return [row["id"] for row in rows]


async def of_person(db: Queries, person: int) -> list[tuple[int, Typed, Call]]:
    """The calls in which a person asked or helped: the meetup, the title of the table, and the call.

    Of the other one nothing is told: who helped them, or whom they helped.
    """
    rows = await db.all(
        "SELECT c.id AS id, c.place AS place, asker, asked_at, helper, claimed_at, ended_at, p.meetup AS meetup, "
        "p.title AS title FROM calls c JOIN places p ON p.id = c.place WHERE asker = ? OR helper = ? ORDER BY c.id",
        person,
        person,
    )
    return [(row["meetup"], Typed(row["title"]), _part_of(_call(row), person)) for row in rows]


def _part_of(call: Call, person: int) -> Call:
    asker, helper = (id if id == person else NOBODY for id in (call.asker, call.helper))
    return replace(call, asker=asker, helper=helper)


async def forget_person(db: Transaction, person: int) -> None:
    """It stays that a table was helped, but not by whom."""
    await db.run("UPDATE calls SET asker = ? WHERE asker = ?", NOBODY, person)
    await db.run("UPDATE calls SET helper = ? WHERE helper = ?", NOBODY, person)


async def forget_people(db: Transaction, meetup: int) -> None:
    """The same for everybody in a meetup."""
    await db.run(f"UPDATE calls SET asker = ?, helper = ? WHERE place IN ({_PLACES})", NOBODY, NOBODY, meetup)
