"""A database of every earlier version, with content in every table, becomes one of today and keeps what was in it."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from graphlib import TopologicalSorter
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.content.library import Library
from bot.storage import contributions, meetups, timelines
from bot.storage.database import Database
from bot.storage.file.opening import migrations
from tests.evening import PROGRAMME
from tests.storage.columns import as_texts

SINCE_NUMBERS = 13  # the version in which the lengths in a programme became numbers
# What the bot itself chose to write, in words that it has to know again: of the first row and of the second.
CHOSEN: dict[str, tuple[object, object]] = {
    "meetups.kind": ("meetup", "meetup"), "meetups.state": ("live", "closed"), "meetups.language": ("nl", "en"),
    "places.kind": ("room", "room"), "cues.kind": ("open", "finish"), "cues.state": ("todo", "done"),
    "contributions.kind": ("morgen", "nodig"), "contributions.source": ("chat", "form"),
    "contributions.theme_source": ("said", "table"), "contributions.wall": ("naam", "anoniem"),
    "contributions.details": ("", ""), "contributions.hidden": (None, None), "consents.choice": ("naam", "niet"),
    "people.language": ("nl", "en"), "people.chosen_language": ("nl", "en"), "slots.block": (0, 0),
    "meetups.emptied_at": (None, None), "meetups.is_dry_run": (0, 0), "meetups.follows": (None, 1),
    "contributions.parent": (None, 1),
}  # fmt: skip
# Columns that a later version gave up: what they held the bot finds out by itself.
GIVEN_UP = {"signals.shown_at"}


def tables(db: sqlite3.Connection) -> list[str]:
    """The tables, each after those that it points at; not those of the index, which follows the contributions."""
    known = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search!_%' ESCAPE '!' ORDER BY name"
    names = [name for (name,) in db.execute(known)]
    points = {name: {row[2] for row in db.execute(f"PRAGMA foreign_key_list({name})")} - {name} for name in names}
    return list(TopologicalSorter(points).static_order())


def values(db: sqlite3.Connection, table: str, row: int, numbers: Iterator[int]) -> dict[str, object]:
    """A row of a table, the first (0) or the second (1): each text and each large number stands nowhere else."""
    points = {found[3] for found in db.execute(f"PRAGMA foreign_key_list({table})")}
    found: dict[str, object] = {}
    for _at, name, kind, _needed, _default, key in db.execute(f"PRAGMA table_info({table})"):
        if (chosen := CHOSEN.get(f"{table}.{name}")) is not None:
            found[name] = chosen[row]
        elif name in points or (key and kind == "INTEGER"):
            found[name] = row + 1
        elif kind == "TEXT":
            found[name] = f"{table}.{name} {row}"
        else:
            found[name] = next(numbers) if kind == "BIGINT" else row
    return found


def filled(path: Path, version: int) -> dict[str, set[object]]:
    """Make a database of a version with two rows in every table. Returns what each column holds."""
    stored: Any = Library(extra={"proef": PROGRAMME}).programme("proef").model_dump(mode="json")
    programme = json.dumps(stored if version >= SINCE_NUMBERS else as_texts(stored))
    held: dict[str, set[object]] = {}
    numbers = count(1_790_000_000_000)  # milliseconds: moments of the year 2026
    with closing(sqlite3.connect(path)) as db:
        db.executescript("\n;\n".join([*migrations()[:version], f"PRAGMA user_version = {version}"]))
        db.execute("PRAGMA foreign_keys = ON")
        for table in tables(db):
            db.execute(f"DELETE FROM {table}")
            for row in (0, 1):
                content = values(db, table, row, numbers)
                if table == "meetups":
                    content["programme"] = programme
                marks = ", ".join(f":{name}" for name in content)
                db.execute(f"INSERT INTO {table} ({', '.join(content)}) VALUES ({marks})", content)
                for name, value in content.items():
                    held.setdefault(f"{table}.{name}", set()).add(value)
        db.commit()
    return held


def kept(db: sqlite3.Connection) -> set[object]:
    """Every value in a database."""
    return {
        value for table in tables(db) for row in db.execute(f"SELECT * FROM {table}").fetchall() for value in tuple(row)
    }


def is_unique(value: object) -> bool:
    """Whether a value stands in one row only."""
    return isinstance(value, str) or (isinstance(value, int) and value > 1000)


@pytest.mark.parametrize("version", range(1, len(migrations())))
async def test_a_database_of_this_version_keeps_all_that_was_in_it(tmp_path: Path, version: int) -> None:
    path = tmp_path / "oud.sqlite3"
    held = filled(path, version)
    db = await Database.open(path)
    try:
        (live,) = await meetups.unfinished(db.read)
        assert str(live.title.raw) == "meetups.title 0"
        (said,) = await contributions.of_meetup(db.read, live.id)
        assert said.text.raw == "contributions.text 0"
        assert len((await timelines.of_meetup(db.read, live.id)).slots) == 1
        assert {meetup.id for meetup in await meetups.newest(db.read, 9)} == {1, 2}
    finally:
        await db.close()
    with closing(sqlite3.connect(path)) as now:
        assert now.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert now.execute("PRAGMA foreign_key_check").fetchall() == []
        there = kept(now)
        lost = {name: gone for name, values in held.items() if (gone := {v for v in values if is_unique(v)} - there)}
        rewritten = {"meetups.programme"} if version < SINCE_NUMBERS else set()
        assert set(lost) <= GIVEN_UP | rewritten, lost
    with closing(sqlite3.connect(f"{path}.voor-versie-{len(migrations())}")) as before:
        assert before.execute("PRAGMA user_version").fetchone() == (version,)
        assert set().union(*held.values()) <= kept(before)
