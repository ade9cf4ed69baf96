"""What a running bot tells about itself, for whoever looks from outside the process."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.storage import memory
from bot.storage.database import Queries, Transaction, from_ms, moment, to_ms

_PULSE, _BACKUP = "pulse", "backup"


@dataclass(frozen=True, slots=True)
class Pulse:
    """How a bot was at a moment. ``latency`` is in seconds; None without a connection, as is ``connected_since``."""

    at: datetime
    started: datetime
    version: str
    connected_since: datetime | None
    latency: float | None
    servers: int


@dataclass(frozen=True, slots=True)
class Failure:
    """Why the last copy of the database came to nothing, in words for whoever runs the bot."""

    at: datetime
    why: str


async def note(db: Transaction, pulse: Pulse) -> None:
    """Store how the bot is now."""
    moments = {name: to_ms(getattr(pulse, name)) for name in ("at", "started", "connected_since")}
    await memory.put(db, _PULSE, json.dumps(asdict(pulse) | moments))


async def forget(db: Transaction) -> None:
    """Store that no bot runs now."""
    await memory.forget(db, _PULSE)


async def last(db: Queries) -> Pulse | None:
    """Return how a bot on this database was when it told so last; None where it left, or none ran."""
    value = await memory.get(db, _PULSE)
    if value is None:
        return None
    told = json.loads(value)
    since = from_ms(told.pop("connected_since"))
    return Pulse(at=moment(told.pop("at")), started=moment(told.pop("started")), connected_since=since, **told)


async def note_backup(db: Transaction, failure: Failure | None) -> None:
    """Store why the copy of this night was not made; None: it was."""
    told = {} if failure is None else {"at": to_ms(failure.at), "why": failure.why}
    await memory.put(db, _BACKUP, json.dumps(told))


async def failed_backup(db: Queries) -> Failure | None:
    """Return why the last copy came to nothing; None where it was made, or none was tried."""
    told = json.loads(await memory.get(db, _BACKUP) or "{}")
    return Failure(moment(told["at"]), told["why"]) if told else None
