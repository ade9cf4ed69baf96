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
    return Intake(row["id"], row["server"], row["person"], filled)


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


async def get(db: Queries, id: int, server: int | None) -> Intake | None:
    """Return an intake of this server, or None."""
    row = await db.one("SELECT * FROM intakes WHERE id = :id AND server = :server", id=id, server=server or 0)
    return _intake(row) if row else None


async def newest(db: Queries, server: int) -> list[Intake]:
    """Return the intakes of a server, the newest first."""
    rows = await db.all("SELECT * FROM intakes WHERE server = :server ORDER BY at DESC, id DESC", server=server)
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
