"""Queries on how a meetup stood before its last step, so that the step can be undone for a while."""

import json
from collections.abc import Collection
from datetime import datetime

from bot.core.evening.meetup import Action, Meetup, State
from bot.core.evening.slots import Timeline
from bot.core.evening.undoing import Before
from bot.storage import deeds, timelines
from bot.storage.database import Queries, Transaction, from_ms, several, to_ms


async def keep(db: Transaction, deed: int, meetup: Meetup, timeline: Timeline) -> None:
    """Store how a meetup stood before an action (its id), in place of what was kept for the action before it."""
    row = {
        "meetup": meetup.id,
        "deed": deed,
        "state": meetup.state,
        "paused_at": to_ms(meetup.paused_at),
        "timeline": json.dumps(timelines.as_rows(meetup.id, timeline)),
    }
    await db.put("steps", [row], key="meetup", update=("deed", "state", "paused_at", "timeline"))


async def last(db: Queries, meetup: int) -> Before | None:
    """Return how a meetup stood before its last step, or None."""
    row = await db.one("SELECT * FROM steps WHERE meetup = :meetup", meetup=meetup)
    if row is None:
        return None
    deed = next(deed for deed in await deeds.of_meetup(db, meetup) if deed.id == row["deed"])
    return Before(deed, State(row["state"]), from_ms(row["paused_at"]), timelines.of_rows(json.loads(row["timeline"])))


async def just_taken(db: Queries, meetup: int, person: int, since: datetime, later: Collection[Action]) -> int | None:
    """Return the id of the last step, if this person took it after ``since`` and no action of ``later`` followed."""
    marks, values = several("action", later)
    row = await db.one(
        "SELECT s.deed AS deed FROM steps s JOIN deeds d ON d.id = s.deed WHERE s.meetup = :meetup "
        "AND d.person = :person AND d.at >= :since AND NOT EXISTS "
        f"(SELECT 1 FROM deeds l WHERE l.meetup = s.meetup AND l.id > s.deed AND l.action IN ({marks}))",
        meetup=meetup,
        person=person,
        since=to_ms(since),
        **values,
    )
    return row["deed"] if row else None
