"""Queries of the runner: what waits for its moment, in all meetups."""

from collections.abc import Collection
from datetime import datetime

from bot.core.evening.cues import ASIDE, kinds_in
from bot.core.evening.meetup import State
from bot.core.evening.slots import CueState
from bot.storage.database import Queries, from_ms, several, to_ms

# The kinds that run in each state of a meetup, as a condition on cues c and meetups m.
_RUNS = " OR ".join(
    f"(m.state = '{state}' AND c.kind IN ({', '.join(repr(kind.value) for kind in kinds_in(state))}))"
    for state in State
)
_MEETUP = "JOIN meetups m ON m.id = c.meetup"
_DUE = "(CASE WHEN c.not_before > c.due THEN c.not_before ELSE c.due END)"
# What waits for a moment: cues that are to be done, and retries of those that are done but for single channels.
_WAITING = (
    f"(SELECT c.meetup AS meetup, c.id AS cue, c.kind AS kind, {_DUE} AS due FROM cues c {_MEETUP} "
    f"WHERE c.state = '{CueState.TODO}' AND ({_RUNS}) "
    f"UNION ALL SELECT c.meetup, c.id, c.kind, r.due FROM retries r JOIN cues c ON c.id = r.cue {_MEETUP} "
    f"WHERE c.state <> '{CueState.TODO}' AND r.given_up = 0 AND ({_RUNS})) AS waiting"
)


async def meetups_due(
    db: Queries, now: datetime, moving: Collection[int] = (), cues: Collection[int] = ()
) -> list[int]:
    """Return the ids of meetups with something that is due now, in any cue but ``cues``.

    Kinds that are done aside do not count for the meetups in ``moving``.
    """
    free, values = _free(moving, cues)
    sql = f"SELECT DISTINCT meetup FROM {_WAITING} WHERE due <= :now AND {free}"
    return [row["meetup"] for row in await db.all(sql, now=to_ms(now), **values)]


async def next_due(
    db: Queries, without: Collection[int] = (), moving: Collection[int] = (), cues: Collection[int] = ()
) -> datetime | None:
    """Return the first moment at which something is due, in any meetup but ``without``; None if there is none.

    Cues in ``cues`` do not count, nor kinds that are done aside for the meetups in ``moving``.
    """
    marks, values = several("meetup", without)
    free, more = _free(moving, cues)
    row = await db.one(
        f"SELECT min(due) AS due FROM {_WAITING} WHERE (meetup NOT IN ({marks})) IS NOT FALSE AND {free}",
        **values,
        **more,
    )
    return from_ms(row["due"]) if row else None


async def overdue(db: Queries, before: datetime, meetup: int | None = None) -> int:
    """Return how much was due before a moment and still waits, in one meetup or in all."""
    one = "" if meetup is None else " AND meetup = :meetup"
    row = await db.one(f"SELECT count(*) FROM {_WAITING} WHERE due < :before{one}", before=to_ms(before), meetup=meetup)
    assert row is not None
    return int(row[0])


async def overdue_by_meetup(db: Queries, before: datetime) -> dict[int, int]:
    """Return how much was due before a moment and still waits, by meetup; without meetups where nothing does."""
    rows = await db.all(
        f"SELECT meetup, count(*) AS late FROM {_WAITING} WHERE due < :before GROUP BY meetup ORDER BY meetup",
        before=to_ms(before),
    )
    return {row["meetup"]: row["late"] for row in rows}


def _free(moving: Collection[int], cues: Collection[int]) -> tuple[str, dict[str, object]]:
    """Return a condition on what waits, with its values: it is not being done, nor another one aside."""
    busy, values = several("moving", moving)
    done, more = several("cue", cues)
    kinds = ", ".join(repr(kind.value) for kind in sorted(ASIDE))
    return f"NOT (kind IN ({kinds}) AND (meetup IN ({busy})) IS TRUE) AND (cue NOT IN ({done})) IS NOT FALSE", {
        **values,
        **more,
    }
