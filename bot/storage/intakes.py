"""Queries on intakes: what a school leader told before a day with the team."""

import json
from collections.abc import Mapping
from datetime import datetime

from bot.core.programme.intake import Intake
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, moment, to_ms


def _intake(row: Row) -> Intake:
    filled = {name: tuple(map(Typed, values)) for name, values in json.loads(row["filled"]).items()}
    return Intake(row["id"], row["server"], row["person"], filled, row["channel"], row["meetup"])


def _stored(filled: Mapping[str, tuple[Typed, ...]]) -> str:
    return json.dumps({name: [one.raw for one in values] for name, values in filled.items()}, ensure_ascii=False)


async def begin(db: Transaction, server: int, person: int, now: datetime) -> int:
    """Store an empty intake for somebody to fill in. Returns its id."""
    return await db.insert(
        "INSERT INTO intakes (id, server, person, filled, at) VALUES (:id, :server, :person, '{}', :now) RETURNING id",
        id=await sequences.next_id(db, "intakes"),
        server=server,
        person=person,
        now=to_ms(now),
    )


async def get(db: Queries, id: int, server: int) -> Intake | None:
    """Return an intake of this server, or None."""
    row = await db.one("SELECT * FROM intakes WHERE id = :id AND server = :server", id=id, server=server)
    return _intake(row) if row else None


async def own(db: Queries, id: int, person: int) -> Intake | None:
    """Return an intake that this person fills in, of any server, or None."""
    row = await db.one("SELECT * FROM intakes WHERE id = :id AND person = :person", id=id, person=person)
    return _intake(row) if row else None


async def ask(db: Transaction, server: int, person: int, channel: int, now: datetime) -> int:
    """Note where somebody is asked for an intake: their newest without a plan, else a new one. Returns its id."""
    row = await db.one(
        "SELECT id FROM intakes WHERE server = :server AND person = :person AND meetup IS NULL "
        "ORDER BY id DESC LIMIT 1",
        server=server,
        person=person,
    )
    id = row["id"] if row else await begin(db, server, person, now)
    await db.run("UPDATE intakes SET channel = :channel WHERE id = :id", channel=channel, id=id)
    return id


async def plan(db: Transaction, id: int, meetup: int) -> None:
    """Store which meetup was planned from an intake."""
    await db.run("UPDATE intakes SET meetup = :meetup WHERE id = :id", meetup=meetup, id=id)


async def newest(db: Queries, server: int) -> list[Intake]:
    """Return the intakes of a server: those without a plan first, and of these the newest."""
    rows = await db.all(
        "SELECT * FROM intakes WHERE server = :server "
        "ORDER BY CASE WHEN meetup IS NULL THEN 0 ELSE 1 END, at DESC, id DESC",
        server=server,
    )
    return [_intake(row) for row in rows]


async def fill_in(db: Transaction, intake: Intake, now: datetime) -> None:
    """Store what is filled in now."""
    await db.run(
        "UPDATE intakes SET filled = :filled, at = :now WHERE id = :id",
        filled=_stored(intake.filled),
        now=to_ms(now),
        id=intake.id,
    )


async def of_person(db: Queries, person: int) -> list[tuple[Intake, datetime]]:
    """Return what somebody filled in for a school, and when."""
    rows = await db.all("SELECT * FROM intakes WHERE person = :person ORDER BY id", person=person)
    return [(_intake(row), moment(row["at"])) for row in rows]


async def forget_person(db: Transaction, person: int) -> None:
    """Delete what somebody filled in."""
    await db.run("DELETE FROM intakes WHERE person = :person", person=person)


async def forget_old(db: Transaction, before: datetime) -> None:
    """Delete intakes that nobody touched since a moment."""
    await db.run("DELETE FROM intakes WHERE at < :before", before=to_ms(before))


async def any_old(db: Queries, before: datetime) -> bool:
    """Return whether there are intakes that nobody touched since a moment."""
    return await db.one("SELECT 1 FROM intakes WHERE at < :before LIMIT 1", before=to_ms(before)) is not None
