"""Queries on meetups and on moderators' commands at them."""

from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache

from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.people.privacy import NOBODY
from bot.core.programme.models import LONGEST_OPEN, MeetupKind, Programme
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.contributions import WAS_ANSWERED
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, several, to_ms

_COLUMNS = (
    "id, server, title, place, kind, language, shows_names, state, planned_start, programme, "
    "started_at, paused_at, ended_at, keep_days, ends_by, is_dry_run, report_to, uid"
)


@lru_cache(maxsize=100)
def _programme(stored: str) -> Programme:
    """Parse a stored programme. Cached: a meetup is read at every contribution, and its programme never changes."""
    return Programme.model_validate_json(stored)


def _meetup(row: Row) -> Meetup:
    return Meetup(
        id=row["id"],
        server=row["server"],
        title=Typed(row["title"]),
        place=Typed(row["place"]),
        kind=MeetupKind(row["kind"]),
        language=row["language"],
        shows_names=bool(row["shows_names"]),
        state=State(row["state"]),
        planned_start=moment(row["planned_start"]),
        programme=_programme(row["programme"]),
        started_at=from_ms(row["started_at"]),
        paused_at=from_ms(row["paused_at"]),
        ended_at=from_ms(row["ended_at"]),
        keep_days=row["keep_days"],
        ends_by=from_ms(row["ends_by"]),
        is_dry_run=bool(row["is_dry_run"]),
        report_to=row["report_to"],
        uid=row["uid"],
    )


async def add(db: Transaction, meetup: Meetup, planned_by: int) -> int:
    """Store a new meetup. Returns its id."""
    return await db.insert(
        "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, programme, "
        "planned_by, keep_days, ends_by, is_dry_run, report_to, uid) "
        "VALUES (:id, :server, :title, :place, :kind, :language, :shows_names, :state, :planned_start, :programme, "
        ":planned_by, :keep_days, :ends_by, :is_dry_run, :report_to, :uid) RETURNING id",
        id=await sequences.next_id(db, "meetups"),
        server=meetup.server,
        title=meetup.title.raw,
        place=meetup.place.raw,
        kind=meetup.kind,
        language=meetup.language,
        shows_names=int(meetup.shows_names),
        state=meetup.state,
        planned_start=to_ms(meetup.planned_start),
        programme=meetup.programme.model_dump_json(),
        planned_by=planned_by,
        keep_days=meetup.keep_days,
        ends_by=to_ms(meetup.ends_by),
        is_dry_run=int(meetup.is_dry_run),
        report_to=meetup.report_to,
        uid=meetup.uid,
    )


async def get(db: Queries, meetup: int) -> Meetup | None:
    """Return a meetup, or None."""
    row = await db.one(f"SELECT {_COLUMNS} FROM meetups WHERE id = :meetup", meetup=meetup)
    return _meetup(row) if row else None


async def save_life(db: Transaction, meetup: Meetup) -> None:
    """Store the state of a meetup and when it started, paused and ended."""
    await db.run(
        "UPDATE meetups SET state = :state, started_at = :started_at, paused_at = :paused_at, "
        "ended_at = :ended_at WHERE id = :id",
        state=meetup.state,
        started_at=to_ms(meetup.started_at),
        paused_at=to_ms(meetup.paused_at),
        ended_at=to_ms(meetup.ended_at),
        id=meetup.id,
    )


async def of_channel(db: Queries, channel: int) -> Meetup | None:
    """Return the meetup that a channel belongs to, or None."""
    row = await db.one(
        f"SELECT {_COLUMNS} FROM meetups WHERE id = (SELECT meetup FROM places WHERE channel = :channel)",
        channel=channel,
    )
    return _meetup(row) if row else None


async def at_door(db: Queries, person: int, channel: int) -> tuple[Meetup, str, bool] | None:
    """Return what is needed to take a contribution, or None when the channel is of no meetup.

    The meetup of the channel, the language to answer the person in, and ``contributions.was_answered``.
    """
    row = await db.one(
        f"SELECT {_COLUMNS}, coalesce((SELECT language FROM people WHERE id = :person), language) AS spoken, "
        f"{WAS_ANSWERED} AS answered FROM meetups WHERE id = (SELECT meetup FROM places WHERE channel = :channel)",
        person=person,
        channel=channel,
    )
    return (_meetup(row), row["spoken"], bool(row["answered"])) if row else None


async def of_server(db: Queries, server: int, *states: State) -> list[Meetup]:
    """Return the meetups of a server in these states, latest start first, without dry runs."""
    marks, values = several("state", states)
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM meetups WHERE server = :server AND is_dry_run = 0 AND state IN ({marks}) "
        "ORDER BY planned_start DESC, id DESC",
        server=server,
        **values,
    )
    return [_meetup(row) for row in rows]


async def dry_runs(db: Queries, server: int) -> list[Meetup]:
    """Return the dry runs of a server that were not cleaned up yet, newest first."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM meetups WHERE server = :server AND is_dry_run = 1 ORDER BY id DESC", server=server
    )
    return [_meetup(row) for row in rows]


async def remove_dry_run(db: Transaction, meetup: int) -> None:
    """Delete a dry run and everything in it. Does nothing for a real meetup."""
    await db.run("DELETE FROM meetups WHERE id = :meetup AND is_dry_run = 1", meetup=meetup)


async def unfinished(db: Queries) -> list[Meetup]:
    """Return every meetup that is not closed, on all servers, dry runs included."""
    # Found in the index of states: the rows of past meetups are wide, with a programme in each.
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM meetups WHERE id IN (SELECT id FROM meetups WHERE state <> :closed) ORDER BY id",
        closed=State.CLOSED,
    )
    return [_meetup(row) for row in rows]


async def taking_contributions(db: Queries, now: datetime) -> list[Meetup]:
    """Return every meetup that takes contributions now, without dry runs."""
    rows = await db.all(
        f"SELECT {_COLUMNS} FROM meetups WHERE started_at IS NOT NULL AND is_dry_run = 0 "
        "AND id IN (SELECT id FROM meetups "
        "WHERE state <> :closed UNION SELECT id FROM meetups WHERE ended_at >= :since) ORDER BY id",
        closed=State.CLOSED,
        since=to_ms(now - LONGEST_OPEN),
    )
    return [meetup for meetup in map(_meetup, rows) if meetup.takes_contributions(now)]


async def newest(db: Queries, most: int) -> list[Meetup]:
    """Return at most ``most`` meetups, last planned first, without dry runs."""
    rows = await db.all(f"SELECT {_COLUMNS} FROM meetups WHERE is_dry_run = 0 ORDER BY id DESC LIMIT :most", most=most)
    return [_meetup(row) for row in rows]


async def language_at(db: Queries, server: int | None, channel: int | None, person: int | None = None) -> str | None:
    """Return the language of a person, else of a channel's meetup, else of a server; None if none is stored."""
    row = await db.one(
        "SELECT coalesce((SELECT language FROM people WHERE id = :person), "
        "(SELECT language FROM meetups WHERE id = (SELECT meetup FROM places WHERE channel = :channel)), "
        "(SELECT language FROM servers WHERE id = :server)) AS language",
        person=person,
        channel=channel,
        server=server,
    )
    return row["language"] if row else None


async def told(db: Transaction, meetup: int, contribution: int) -> None:
    """Store that the authors of all chat contributions up to this one were told what is kept."""
    await db.run(
        "UPDATE meetups SET told_to = :contribution WHERE id = :meetup AND told_to < :contribution",
        contribution=contribution,
        meetup=meetup,
    )


async def note_deed(db: Transaction, meetup: int, deed: Deed, person: int) -> int:
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


async def deeds(db: Queries, meetup: int) -> Sequence[Deed]:
    """Return the moderators' commands at a meetup, oldest first; the name is empty for an erased person."""
    rows = await db.all("SELECT action, name, at FROM deeds WHERE meetup = :meetup ORDER BY id", meetup=meetup)
    return [Deed(Action(row["action"]), Typed(row["name"]), moment(row["at"])) for row in rows]


async def commanders(db: Queries, meetup: int) -> list[int]:
    """Return the ids of the people who planned or commanded a meetup, without erased ones."""
    rows = await db.all(
        "SELECT planned_by AS person FROM meetups WHERE id = :meetup AND planned_by > :nobody "
        "UNION SELECT person FROM deeds WHERE meetup = :meetup AND person > :nobody ORDER BY person",
        meetup=meetup,
        nobody=NOBODY,
    )
    return [row["person"] for row in rows]
