"""What the process keeps for its next start, by name: about itself, never about people."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Queries, Transaction, moment, to_ms

SEEN = "last connected"
ALARMS = "alarms"
RESTORED = "restored"  # written by ``storage.file.restoring``


@dataclass(frozen=True, slots=True)
class Restored:
    """Of when the copy is that the database was restored from, and the meetups that still have to be looked at."""

    copied: datetime
    meetups: tuple[int, ...]


async def get(db: Queries, name: str) -> str | None:
    """Return what is kept under a name, or None."""
    row = await db.one("SELECT value FROM memory WHERE name = :name", name=name)
    return None if row is None else str(row["value"])


async def put(db: Transaction, name: str, value: str) -> None:
    """Keep a value under a name, instead of the one before."""
    await db.run(
        "INSERT INTO memory (name, value) VALUES (:name, :value) "
        "ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        name=name,
        value=value,
    )


async def forget(db: Transaction, name: str) -> None:
    """Delete what is kept under a name."""
    await db.run("DELETE FROM memory WHERE name = :name", name=name)


async def last_seen(db: Queries) -> datetime | None:
    """Return when a bot on this database was last connected to Discord, or None."""
    value = await get(db, SEEN)
    return None if value is None else moment(int(value))


async def note_seen(db: Transaction, now: datetime) -> None:
    """Store that the bot is connected to Discord now."""
    await put(db, SEEN, str(to_ms(now)))


async def restored(db: Queries) -> Restored | None:
    """Return what is left to be done after the database was restored from a copy; None where nothing is."""
    value = await get(db, RESTORED)
    if value is None:
        return None
    told = json.loads(value)
    return Restored(moment(told["copied"]), tuple(told["meetups"]))


async def recovered(db: Transaction, meetup: int) -> None:
    """Store that a meetup was looked at after the database was restored."""
    left = await restored(db)
    if left is not None:
        others = [id for id in left.meetups if id != meetup]
        told = {"copied": to_ms(left.copied), "meetups": others}
        await (put(db, RESTORED, json.dumps(told)) if others else forget(db, RESTORED))


async def alarms(db: Queries) -> dict[str, list[int]]:
    """Return the alarms that are on, by key, each with the servers that were told."""
    return dict(json.loads(await get(db, ALARMS) or "{}"))


async def note_alarms(db: Transaction, told: Mapping[str, Sequence[int]]) -> None:
    """Store the alarms that are on, and who was told."""
    await put(db, ALARMS, json.dumps(told))
