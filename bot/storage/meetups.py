"""Queries on meetups."""

from collections.abc import Sequence
from datetime import datetime

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.slots import CueState
from bot.core.words.typed import Typed
from bot.storage import places, sequences, timelines
from bot.storage.contributions import WAS_ANSWERED
from bot.storage.damage import Damaged
from bot.storage.database import Queries, Row, Transaction, several, to_ms
from bot.storage.meetup_rows import COLUMNS, meetup_of
from bot.storage.places import HERE


async def add(db: Transaction, meetup: Meetup, planned_by: int) -> int:
    """Store a new meetup. Returns its id."""
    return await db.insert(
        "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, programme, "
        "planned_by, keep_days, ends_by, is_dry_run, report_to, uid, follows, province, season) "
        "VALUES (:id, :server, :title, :place, :kind, :language, :shows_names, :state, :planned_start, :programme, "
        ":planned_by, :keep_days, :ends_by, :is_dry_run, :report_to, :uid, :follows, :province, :season) RETURNING id",
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
        follows=meetup.follows,
        province=meetup.province,
        season=meetup.season,
    )


def _readable(rows: Sequence[Row]) -> list[Meetup]:
    return [meetup for meetup in map(meetup_of, rows) if meetup.is_readable]


async def get(db: Queries, meetup: int) -> Meetup | None:
    """Return a meetup, also one that is not readable, or None."""
    row = await db.one(f"SELECT {COLUMNS} FROM meetups WHERE id = :meetup", meetup=meetup)
    return meetup_of(row) if row else None


async def save_life(db: Transaction, meetup: Meetup) -> None:
    """Store the state of a meetup, when it is planned for and must end, its season, and when it ran and paused."""
    await db.run(
        "UPDATE meetups SET state = :state, planned_start = :planned_start, ends_by = :ends_by, season = :season, "
        "started_at = :started_at, paused_at = :paused_at, ended_at = :ended_at WHERE id = :id",
        state=meetup.state,
        planned_start=to_ms(meetup.planned_start),
        ends_by=to_ms(meetup.ends_by),
        season=meetup.season,
        started_at=to_ms(meetup.started_at),
        paused_at=to_ms(meetup.paused_at),
        ended_at=to_ms(meetup.ended_at),
        id=meetup.id,
    )


async def rename(db: Transaction, meetup: int, title: Typed) -> None:
    """Store another title of a meetup."""
    await db.run("UPDATE meetups SET title = :title WHERE id = :meetup", title=title.raw, meetup=meetup)


async def save_programme(db: Transaction, meetup: Meetup) -> None:
    """Store the programme of a meetup, after a block was put in."""
    await db.run(
        "UPDATE meetups SET programme = :programme WHERE id = :id",
        programme=meetup.programme.model_dump_json(),
        id=meetup.id,
    )


async def of_channel(db: Queries, channel: int) -> Meetup | None:
    """Return the meetup that a channel belongs to, or None. Raises Refusal where it is not readable."""
    row = await db.one(
        f"SELECT {COLUMNS} FROM meetups WHERE id = (SELECT meetup FROM places WHERE {HERE})",
        channel=channel,
    )
    return meetup_of(row).must_be_readable() if row else None


async def at_door(
    db: Queries, person: int, channel: int, reads: str | None
) -> tuple[Meetup, str, bool, int, bool] | None:
    """Return what is needed to take a contribution, or None when the channel is of no meetup.

    The meetup of the channel, the language to answer the person in (``reads`` is that of their Discord),
    ``contributions.was_answered``, and how many of their words there they did not choose for yet, and whether they are
    to be told of a moderator's decision. Raises Refusal where the meetup is not readable.
    """
    row = await db.one(
        f"SELECT {COLUMNS}, coalesce((SELECT language FROM people WHERE id = :person), :reads, language) AS spoken, "
        f"{WAS_ANSWERED} AS answered, (SELECT count(*) FROM contributions c WHERE c.author = :person "
        "AND c.meetup = meetups.id AND c.wall IS NULL AND c.text <> '') AS undecided, "
        "EXISTS (SELECT 1 FROM contributions c WHERE c.author = :person AND c.untold = 1) AS untold "
        f"FROM meetups WHERE id = (SELECT meetup FROM places WHERE {HERE})",
        person=person,
        channel=channel,
        reads=reads,
    )
    if row is None:
        return None
    return (
        meetup_of(row).must_be_readable(),
        row["spoken"],
        bool(row["answered"]),
        row["undecided"],
        bool(row["untold"]),
    )


async def of_server(db: Queries, server: int, *states: State) -> list[Meetup]:
    """Return the meetups of a server in these states, latest start first, without dry runs."""
    marks, values = several("state", states)
    rows = await db.all(
        f"SELECT {COLUMNS} FROM meetups WHERE server = :server AND is_dry_run = 0 AND state IN ({marks}) "
        "ORDER BY planned_start DESC, id DESC",
        server=server,
        **values,
    )
    return _readable(rows)


async def all_of_server(db: Queries, server: int) -> list[Meetup]:
    """Return every meetup of a server, also dry runs and those that are not readable."""
    rows = await db.all(f"SELECT {COLUMNS} FROM meetups WHERE server = :server ORDER BY id", server=server)
    return [meetup_of(row) for row in rows]


async def dry_runs(db: Queries, server: int) -> list[Meetup]:
    """Return the dry runs of a server that were not cleaned up yet, newest first."""
    rows = await db.all(
        f"SELECT {COLUMNS} FROM meetups WHERE server = :server AND is_dry_run = 1 ORDER BY id DESC", server=server
    )
    return _readable(rows)


async def remove_dry_run(db: Transaction, meetup: int) -> None:
    """Delete a dry run and everything in it. Does nothing for a real meetup."""
    await db.run("DELETE FROM meetups WHERE id = :meetup AND is_dry_run = 1", meetup=meetup)


async def erase(db: Transaction, meetup: int) -> None:
    """Delete a meetup and everything in it."""
    await sequences.keep(db)
    await db.run("DELETE FROM meetups WHERE id = :meetup", meetup=meetup)


async def unfinished(db: Queries) -> list[Meetup]:
    """Return every meetup that is not closed and can be read, on all servers, dry runs included."""
    # Found in the index of states: the rows of past meetups are wide, with a programme in each.
    rows = await db.all(
        f"SELECT {COLUMNS} FROM meetups WHERE id IN (SELECT id FROM meetups WHERE state <> :closed) ORDER BY id",
        closed=State.CLOSED,
    )
    return [meetup for meetup in _readable(rows) if await _is_whole(db, meetup.id)]


async def unreadable(db: Queries, server: int | None = None) -> list[Meetup]:
    """Return the meetups that are not over and can't be read, or not their timeline or places; of one server or all."""
    rows = await db.all(
        f"SELECT {COLUMNS} FROM meetups WHERE (server = :server OR :server IS NULL) "
        "AND id IN (SELECT id FROM meetups WHERE state <> :closed) ORDER BY id",
        server=server,
        closed=State.CLOSED,
    )
    return [meetup for meetup in map(meetup_of, rows) if not (meetup.is_readable and await _is_whole(db, meetup.id))]


async def _is_whole(db: Queries, meetup: int) -> bool:
    try:
        await timelines.of_meetup(db, meetup)
        await places.venue(db, meetup)
    except Damaged:
        return False
    return True


async def put_away(db: Transaction, meetup: int, now: datetime) -> None:
    """Delete an unreadable meetup, or where people brought something in, which is kept for its time, end it now."""
    await db.run(
        "DELETE FROM meetups WHERE id = :meetup AND id NOT IN (SELECT meetup FROM contributions)", meetup=meetup
    )
    await db.run(
        "UPDATE meetups SET state = :closed, ended_at = coalesce(ended_at, :now), paused_at = NULL WHERE id = :meetup",
        closed=State.CLOSED,
        now=to_ms(now),
        meetup=meetup,
    )


async def any_running(db: Queries) -> bool:
    """Return whether any meetup is live or paused, dry runs included."""
    states = f"state IN ('{State.LIVE}', '{State.PAUSED}')"
    return await db.one(f"SELECT 1 FROM meetups WHERE {states} LIMIT 1") is not None


async def to_read_back(db: Queries, ended_after: datetime) -> list[Meetup]:
    """Return every meetup that has begun and whose harvest is not final yet, or that ended after a moment.

    Without dry runs.
    """
    rows = await db.all(
        f"SELECT {COLUMNS} FROM meetups WHERE started_at IS NOT NULL AND is_dry_run = 0 "
        "AND id IN (SELECT id FROM meetups "
        "WHERE state <> :closed OR ended_at > :ended_after "
        "UNION SELECT meetup FROM cues WHERE state = :todo AND kind = :late) ORDER BY id",
        closed=State.CLOSED,
        ended_after=to_ms(ended_after),
        todo=CueState.TODO,
        late=CueKind.LATE,
    )
    return _readable(rows)


async def newest(db: Queries, most: int) -> list[Meetup]:
    """Return at most ``most`` meetups, last planned first, without dry runs."""
    rows = await db.all(f"SELECT {COLUMNS} FROM meetups WHERE is_dry_run = 0 ORDER BY id DESC LIMIT :most", most=most)
    return _readable(rows)


async def each(db: Queries, server: int | None = None) -> list[Meetup]:
    """Return the meetups of a server or of all, oldest first, without dry runs; also those that are not readable."""
    rows = await db.all(
        f"SELECT {COLUMNS} FROM meetups WHERE is_dry_run = 0 AND (server = :server OR :server IS NULL) ORDER BY id",
        server=server,
    )
    return [meetup_of(row) for row in rows]


async def seasons(db: Queries, server: int) -> list[str]:
    """Return the seasons that meetups of a server belong to, the newest first."""
    rows = await db.all(
        "SELECT DISTINCT season FROM meetups WHERE server = :server AND is_dry_run = 0 AND season <> '' "
        "ORDER BY season DESC",
        server=server,
    )
    return [row["season"] for row in rows]


async def told(db: Transaction, meetup: int, contribution: int) -> None:
    """Store that the authors of all chat contributions up to this one were told what is kept."""
    await db.run(
        "UPDATE meetups SET told_to = :contribution WHERE id = :meetup AND told_to < :contribution",
        contribution=contribution,
        meetup=meetup,
    )
