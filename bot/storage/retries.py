"""Queries on retries: what cues could not do yet in single channels."""

from datetime import datetime, timedelta

from bot.core.evening.retries import GIVE_UP_AFTER, Key, Reason, Retry, Step
from bot.storage.database import Queries, Row, Transaction, moment, to_ms

_OF_MEETUP = "cue IN (SELECT id FROM cues WHERE meetup = :meetup)"


def _retry(row: Row) -> Retry:
    return Retry(
        row["cue"],
        Step(row["step"]),
        row["target"],
        moment(row["since"]),
        moment(row["due"]),
        row["attempts"],
        Reason(row["reason"]),
        bool(row["told"]),
        row["part"],
    )


async def of_cue(db: Queries, cue: int) -> dict[Key, Retry]:
    """Return what a cue could not do yet, by step, target and part."""
    rows = await db.all("SELECT * FROM retries WHERE cue = :cue AND given_up = 0", cue=cue)
    return {retry.key: retry for retry in map(_retry, rows)}


async def of_meetup(db: Queries, meetup: int) -> list[Retry]:
    """Return what the cues of a meetup could not do yet, the first to be tried first."""
    rows = await db.all(f"SELECT * FROM retries WHERE given_up = 0 AND {_OF_MEETUP} ORDER BY due, cue", meetup=meetup)
    return list(map(_retry, rows))


async def failed(db: Queries, meetup: int) -> dict[int, int]:
    """Return how often each cue of a meetup was tried in vain in a channel where it never worked, by the cue's id."""
    rows = await db.all(
        f"SELECT cue, max(attempts) AS attempts FROM retries WHERE {_OF_MEETUP} GROUP BY cue", meetup=meetup
    )
    return {row["cue"]: row["attempts"] for row in rows}


async def put(db: Transaction, retry: Retry) -> None:
    """Store a retry; of one that stands, whether it is told stays. Wakes the runner."""
    db.wakes = True
    await db.put(
        "retries",
        [
            {
                "cue": retry.cue,
                "step": retry.step,
                "target": retry.target,
                "part": retry.part,
                "since": to_ms(retry.since),
                "due": to_ms(retry.due),
                "attempts": retry.attempts,
                "reason": retry.reason,
                "told": int(retry.told),
                "given_up": int(retry.attempts >= GIVE_UP_AFTER),
            }
        ],
        key="cue, step, target, part",
        update=("since", "due", "attempts", "reason", "given_up"),
    )


async def drop(db: Transaction, retry: Retry) -> None:
    """Delete a retry: it worked, or makes no sense any more."""
    await db.run(
        "DELETE FROM retries WHERE cue = :cue AND step = :step AND target = :target AND part = :part",
        cue=retry.cue,
        step=retry.step,
        target=retry.target,
        part=retry.part,
    )


async def give_up(db: Transaction, cue: int, late: timedelta, now: datetime) -> None:
    """Try no more what a cue failed at first longer than ``late`` ago; for a ``late`` of zero, anything."""
    await db.run(
        "UPDATE retries SET given_up = 1 WHERE cue = :cue AND since <= :before", cue=cue, before=to_ms(now - late)
    )


async def drop_due(db: Transaction, cue: int, now: datetime) -> None:
    """Delete the retries of a cue that are due."""
    await db.run("DELETE FROM retries WHERE cue = :cue AND due <= :now AND given_up = 0", cue=cue, now=to_ms(now))


async def wake(db: Transaction, meetup: int, target: int, now: datetime) -> None:
    """Have everything that waits for a target tried again now: its channel has been made."""
    db.wakes = True
    await db.run(
        f"UPDATE retries SET due = :now WHERE target = :target AND due > :now AND {_OF_MEETUP}",
        now=to_ms(now),
        target=target,
        meetup=meetup,
    )


async def hurry(db: Transaction, meetup: int, now: datetime) -> None:
    """Have everything that failed tried again now, but for what Discord asked to wait with."""
    db.wakes = True
    await db.run(
        f"UPDATE retries SET due = :now WHERE due > :now AND given_up = 0 AND reason <> :wait AND {_OF_MEETUP}",
        now=to_ms(now),
        wait=Reason.WAIT,
        meetup=meetup,
    )


async def is_told(db: Queries, meetup: int, target: int) -> bool:
    """Return True if the moderators know of something that fails for this target now."""
    row = await db.one(
        f"SELECT 1 AS n FROM retries WHERE target = :target AND told = 1 AND given_up = 0 AND {_OF_MEETUP} LIMIT 1",
        target=target,
        meetup=meetup,
    )
    return row is not None


async def told(db: Transaction, retry: Retry) -> None:
    """Store that the moderators know of it."""
    await db.run(
        "UPDATE retries SET told = 1 WHERE cue = :cue AND step = :step AND target = :target AND part = :part",
        cue=retry.cue,
        step=retry.step,
        target=retry.target,
        part=retry.part,
    )
