"""Queries on the commands of moderators at meetups."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.evening.meetup import Action, Deed
from bot.core.people.privacy import NOBODY
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, moment, to_ms


async def note(db: Transaction, meetup: int, deed: Deed, person: int) -> int:
    """Store a moderator's command. Returns its id."""
    return await db.insert(
        "INSERT INTO deeds (meetup, action, person, name, at) "
        "VALUES (:meetup, :action, :person, :name, :at) RETURNING id",
        meetup=meetup,
        action=deed.action,
        person=person,
        name=deed.name.raw,
        at=to_ms(deed.at),
    )


async def of_meetup(db: Queries, meetup: int) -> Sequence[Deed]:
    """Return the moderators' commands at a meetup, oldest first; the name is empty for an erased person."""
    rows = await db.all(
        "SELECT id, action, name, at, person FROM deeds WHERE meetup = :meetup ORDER BY id", meetup=meetup
    )
    return [
        Deed(Action(row["action"]), Typed(row["name"]), moment(row["at"]), row["id"], row["person"]) for row in rows
    ]


async def commanders(db: Queries, meetup: int) -> list[int]:
    """Return the ids of the people who planned or commanded a meetup, without erased ones."""
    rows = await db.all(
        "SELECT planned_by AS person FROM meetups WHERE id = :meetup AND planned_by > :nobody "
        "UNION SELECT person FROM deeds WHERE meetup = :meetup AND person > :nobody ORDER BY person",
        meetup=meetup,
        nobody=NOBODY,
    )
    return [row["person"] for row in rows]


async def newest_of_each(db: Queries, meetup: int) -> dict[int, tuple[int, datetime]]:
    """Return the id and moment of each person's last command at a meetup; of erased people, under ``NOBODY``."""
    rows = await db.all(
        "SELECT person, max(id) AS id, max(at) AS at FROM deeds WHERE meetup = :meetup "
        "GROUP BY person ORDER BY min(id)",
        meetup=meetup,
    )
    return {row["person"]: (row["id"], moment(row["at"])) for row in rows}
