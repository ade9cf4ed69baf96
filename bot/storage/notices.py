"""Queries on when a person was asked or told something: it does not come again too soon, also after a restart."""

from datetime import datetime
from enum import StrEnum

from bot.storage.database import Queries, Transaction, moment, to_ms


class Notice(StrEnum):
    """What somebody was asked or told."""

    QUESTION = "question"  # whether a message of theirs is a contribution
    NUDGE = "nudge"  # kindly, whether they want to write something down before the evening goes on
    ENOUGH = "enough"  # that they have brought in enough at this meetup
    HOST = "host"  # how to be the host of a table
    STUCK = "stuck"  # not to them but to the moderators: that they could not be moved


async def last(db: Queries, person: int, kind: Notice, meetup: int | None = None) -> datetime | None:
    """Return when somebody was last told, or will be; at one meetup or, without one, at any."""
    row = await db.one(
        "SELECT max(at) AS at FROM notices WHERE person = :person AND kind = :kind "
        "AND (:meetup IS NULL OR meetup = :meetup)",
        person=person,
        kind=kind,
        meetup=meetup,
    )
    return moment(row["at"]) if row and row["at"] is not None else None


async def told_since(db: Queries, meetup: int, kind: Notice, since: datetime) -> set[int]:
    """Return the people of whom a notice came at a meetup after a moment."""
    rows = await db.all(
        "SELECT person FROM notices WHERE meetup = :meetup AND kind = :kind AND at > :since",
        meetup=meetup,
        kind=kind,
        since=to_ms(since),
    )
    return {row["person"] for row in rows}


async def note(db: Transaction, meetup: int, person: int, kind: Notice, at: datetime) -> None:
    """Store that somebody is told at this moment."""
    await db.run(
        "INSERT INTO notices (meetup, person, kind, at) VALUES (:meetup, :person, :kind, :at) "
        "ON CONFLICT (meetup, person, kind) DO UPDATE SET at = excluded.at",
        meetup=meetup,
        person=person,
        kind=kind,
        at=to_ms(at),
    )


async def of_person(db: Queries, person: int) -> list[tuple[int, Notice, datetime]]:
    """Return what somebody was told: meetup, what, and when."""
    rows = await db.all("SELECT meetup, kind, at FROM notices WHERE person = :person ORDER BY at", person=person)
    return [(row["meetup"], Notice(row["kind"]), moment(row["at"])) for row in rows]


async def forget_person(db: Transaction, person: int) -> None:
    """Delete what somebody was told."""
    await db.run("DELETE FROM notices WHERE person = :person", person=person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete what people were told at a meetup."""
    await db.run("DELETE FROM notices WHERE meetup = :meetup", meetup=meetup)
