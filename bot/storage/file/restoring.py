"""Going back to a copy of the database: what is in it, what would be lost, and putting it in place."""

import json
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.storage.file import opening
from bot.storage.file.backup import copy
from bot.storage.file.connecting import connect
from bot.storage.file.trouble import damaged, in_words
from bot.storage.memory import RESTORED

# Ids that may have been given out after the copy was made: buttons on Discord carry them still.
_SKIPPED = 10_000
_LOGS = ("-wal", "-shm", "-journal")  # what SQLite may keep beside a database


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds: its version, its meetups and texts by id.

    ``last`` is when it was last written to, as far as that can be told.
    """

    version: int
    meetups: Mapping[int, tuple[Typed, datetime]]
    texts: Mapping[int, str]
    last: datetime


@dataclass(frozen=True, slots=True)
class Loss:
    """What differs between the database of now and a copy, seen from now."""

    meetups: list[tuple[Typed, datetime]]  # that the copy does not have, with their start
    texts: int  # that the copy does not have
    changed: int  # texts that the copy has as they were before
    back: int  # texts that were withdrawn or erased since, and that the copy still has


def contents(path: Path) -> Contents:
    """Return what a database holds, after reading it in full.

    Raises Refusal where there is none, it is damaged, or a newer bot made it.
    """
    if not path.is_file():
        raise Refusal(_("There is no file {path}.", path=path))
    version = opening.look(path)
    with in_words(path), closing(connect(path)) as db:
        db.execute("PRAGMA query_only = ON")
        if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise Refusal(damaged(path))
        found = db.execute("SELECT id, title, planned_start FROM meetups ORDER BY planned_start").fetchall()
        texts = dict(db.execute("SELECT id, text FROM contributions").fetchall())
        moments: list[int | None] = [db.execute("SELECT max(said_at) FROM contributions").fetchone()[0], _connected(db)]
    last = max((moment for moment in moments if moment is not None), default=round(path.stat().st_mtime * 1000))
    return Contents(
        version,
        {id: (Typed(title), _stored(start)) for id, title, start in found},
        texts,
        _stored(last),
    )


def _connected(db: sqlite3.Connection) -> int | None:
    """Return when a bot last told that it was there, in milliseconds; None in a database that is too old for that."""
    with suppress(sqlite3.OperationalError):
        value = "SELECT CAST(json_extract(value, '$.at') AS INTEGER) FROM memory WHERE name = 'pulse'"
        row = db.execute(value).fetchone()
        return None if row is None else row[0]
    return None


def _stored(stored: int) -> datetime:
    return datetime.fromtimestamp(stored / 1000, UTC)


def loss(now: Contents, copied: Contents) -> Loss:
    """Return what would be lost by going back from the database of now to a copy of it."""
    both = now.texts.keys() & copied.texts.keys()
    # A database that never held these meetups, as a bot makes it on a new machine, tells of nothing that was withdrawn.
    knows_them = bool(now.meetups.keys() & copied.meetups.keys())
    return Loss(
        [meetup for id, meetup in now.meetups.items() if id not in copied.meetups],
        len(now.texts.keys() - both),
        sum(now.texts[id] != copied.texts[id] for id in both),
        len(copied.texts.keys() - both) if knows_them else 0,
    )


def put(source: Path, database: Path, copied: datetime, now: datetime) -> Path | None:
    """Put a copy in place of the database, which stays beside it under another name. Returns that, None without one.

    The bot that starts on it is told that it was restored, from a copy of ``copied``. The caller must hold the lock of
    the database. Raises Refusal; then the database is as it was.
    """
    if database.exists() and os.path.samefile(source, database):
        raise Refusal(_("{path} is the database itself, not a copy of it.", path=source))
    aside = database.with_name(f"{database.name}.voor-herstel-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    with in_words(database):
        had_one = _move(database, aside)
        try:
            copy(source, database)
            _mark(database, copied)
            _skip_ids(database)
        except BaseException:
            _move(aside, database)
            raise
    return aside if had_one else None


def _mark(database: Path, copied: datetime) -> None:
    """Note for the next bot which meetups may have gone on since the copy was made, as ``memory.restored`` reads it."""
    with closing(connect(database)) as db, suppress(sqlite3.OperationalError):  # an early version has no memory
        meetups = [id for (id,) in db.execute("SELECT id FROM meetups WHERE state <> 'closed' ORDER BY id")]
        told = {"copied": round(copied.timestamp() * 1000), "meetups": meetups}
        db.execute("DELETE FROM memory WHERE name = :name", {"name": RESTORED})
        if meetups:
            db.execute(
                "INSERT INTO memory (name, value) VALUES (:name, :value)", {"name": RESTORED, "value": json.dumps(told)}
            )


def _skip_ids(database: Path) -> None:
    """Have new meetups and texts get ids that no button of after the copy carries, so that none acts on another."""
    with closing(connect(database)) as db, suppress(sqlite3.OperationalError):  # an early version has no sequences
        db.execute("UPDATE sequences SET last = last + :skipped", {"skipped": _SKIPPED})
        db.execute(
            "INSERT INTO sequences (name, last) SELECT 'contributions', max(id) + :skipped FROM contributions "
            "HAVING max(id) > 0 ON CONFLICT (name) DO UPDATE SET last = max(sequences.last, excluded.last)",
            {"skipped": _SKIPPED},
        )


def _move(path: Path, goal: Path) -> bool:
    """Give a database another name, with what SQLite keeps beside it. Return whether there was one."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")  # all of it in the one file, unless it is damaged
    moved = []
    for end in ("", *_LOGS):
        with suppress(FileNotFoundError):
            os.rename(f"{path}{end}", f"{goal}{end}")
            moved.append(end)
    return "" in moved
