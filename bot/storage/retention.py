"""Erasing names and texts of meetups that were kept long enough. Numbers stay."""

from datetime import datetime

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import State
from bot.core.people.privacy import NOBODY
from bot.storage import (
    broadcasts,
    buddies,
    calls,
    consents,
    dots,
    floors,
    follow_ups,
    hands,
    letters,
    notices,
    polls,
    replies,
    seats,
    talks,
    timelines,
    untold,
    watchers,
)
from bot.storage.database import Queries, Transaction, to_ms

_DAY = 24 * 60 * 60 * 1000
# When a meetup ended. One that nobody ended counts from its pause, or else from its planned start.
_ENDED = "coalesce(ended_at, paused_at, planned_start)"

_JOINED = "contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)"


async def expired(db: Queries, now: datetime) -> list[int]:
    """Return the ids of meetups, except live ones, whose ``keep_days`` are over and which are not emptied."""
    rows = await db.all(
        f"SELECT id FROM meetups WHERE emptied_at IS NULL AND state <> :live AND {_ENDED} + keep_days * {_DAY} <= :now "
        "ORDER BY id",
        live=State.LIVE,
        now=to_ms(now),
    )
    return [row["id"] for row in rows]


async def empty(db: Transaction, meetup: int, now: datetime) -> None:
    """Erase the names and texts of a meetup, and close it if it is not.

    Every person becomes a number that means nothing outside this meetup, below ``NOBODY`` and in no order. So the
    same person still counts once, at the tables and in the harvest.
    """
    people = await db.all(
        "SELECT person FROM (SELECT a.person AS person FROM attendance a JOIN places p ON p.id = a.place "
        "WHERE p.meetup = :meetup UNION SELECT author FROM contributions WHERE meetup = :meetup "
        "UNION SELECT person FROM replies WHERE meetup = :meetup UNION SELECT person FROM joins "
        f"WHERE {_JOINED} UNION SELECT person FROM follow_ups WHERE {_JOINED}) AS present "
        "WHERE person > :nobody ORDER BY random()",
        meetup=meetup,
        nobody=NOBODY,
    )
    for number, row in enumerate(people, start=1):
        here = "place IN (SELECT id FROM places WHERE meetup = :meetup)"
        await db.run(
            f"UPDATE attendance SET person = :number WHERE person = :person AND {here}",
            number=-number,
            person=row["person"],
            meetup=meetup,
        )
        await db.run(
            "UPDATE screens SET person = :number WHERE person = :person AND meetup = :meetup",
            number=-number,
            person=row["person"],
            meetup=meetup,
        )
        await db.run(
            "UPDATE contributions SET author = :number WHERE author = :person AND meetup = :meetup",
            number=-number,
            person=row["person"],
            meetup=meetup,
        )
        await db.run(
            f"UPDATE follow_ups SET person = :number WHERE person = :person AND {_JOINED}",
            number=-number,
            person=row["person"],
            meetup=meetup,
        )
        await replies.forget_name(db, meetup, row["person"], -number)
        await db.run(
            f"UPDATE joins SET person = :number, name = '' WHERE person = :person AND {_JOINED}",
            number=-number,
            person=row["person"],
            meetup=meetup,
        )
    await db.run(
        "UPDATE contributions SET text = '', terms = '', details = '', author_name = '', wall = NULL, known = 0, "
        "untold = 0, hidden = CASE WHEN hidden IS NULL THEN NULL ELSE '' END, channel = NULL, message = NULL, "
        "position = NULL, heard = NULL, mark_due = NULL WHERE meetup = :meetup",
        meetup=meetup,
    )
    await db.run(
        "DELETE FROM wall WHERE contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)", meetup=meetup
    )
    await timelines.wake(db, meetup, CueKind.WALL, now)
    await db.run("UPDATE deeds SET person = :nobody, name = '' WHERE meetup = :meetup", nobody=NOBODY, meetup=meetup)
    await calls.forget_people(db, meetup)
    await broadcasts.forget_meetup(db, meetup)
    await seats.clear(db, meetup)
    await db.run("DELETE FROM screens WHERE meetup = :meetup AND person > :nobody", meetup=meetup, nobody=NOBODY)
    await db.run("UPDATE screens SET name = '' WHERE meetup = :meetup", meetup=meetup)
    await consents.forget_meetup(db, meetup)
    await notices.forget_meetup(db, meetup)
    await polls.forget_meetup(db, meetup)
    await dots.forget_meetup(db, meetup)
    await follow_ups.forget_words(db, meetup)
    await buddies.forget_meetup(db, meetup)
    await letters.forget_meetup(db, meetup)
    await floors.forget_meetup(db, meetup)
    await hands.forget_meetup(db, meetup)
    await watchers.forget_meetup(db, meetup)
    await talks.forget_meetup(db, meetup)
    await untold.forget_meetup(db, meetup)
    await replies.forget_answers(db, meetup)
    await db.run("DELETE FROM edits WHERE meetup = :meetup", meetup=meetup)
    await db.run("DELETE FROM withdrawn WHERE meetup = :meetup", meetup=meetup)
    await db.run(
        "DELETE FROM repeats WHERE contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)", meetup=meetup
    )
    await db.run(
        f"UPDATE meetups SET planned_by = :nobody, state = :closed, ended_at = {_ENDED}, paused_at = NULL, "
        "emptied_at = :now "
        "WHERE id = :meetup",
        nobody=NOBODY,
        closed=State.CLOSED,
        now=to_ms(now),
        meetup=meetup,
    )
