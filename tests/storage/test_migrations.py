"""A database from before the first migrations keeps what it had."""

import json
import sqlite3
from datetime import timedelta
from pathlib import Path

from bot.content.library import Library
from bot.core.people.contributions import ThemeSource
from bot.storage import attendance, contributions, meetups, people
from bot.storage.database import Database
from bot.storage.file.opening import MIGRATIONS
from tests.evening import PROGRAMME
from tests.storage.columns import NOW, as_texts


async def test_a_database_from_before_keeps_its_numbers_of_messages(tmp_path: Path) -> None:
    """Each is put with the meetup it belongs to: that of its contribution, or the last one that had begun."""
    path = tmp_path / "oud.sqlite3"
    first, second = (round((NOW + timedelta(days=days)).timestamp() * 1000) for days in (0, 7))
    in_second = (second + 60_000 - 1420070400000) << 22
    file = sqlite3.connect(path)
    file.executescript((MIGRATIONS / "0001_spine.sql").read_text("utf-8") + "PRAGMA user_version = 1;")
    for id, begun in ((1, first), (2, second)):
        file.execute(
            "INSERT INTO meetups VALUES (?, 1, 't', '', 'meetup', 'nl', 1, 'closed', ?, '{}', 7, ?, NULL, ?)",
            (id, begun, begun, begun),
        )
    file.execute(
        "INSERT INTO contributions VALUES (1, 1, 'morgen', 'x', 7, 'N', NULL, NULL, 'chat', 0, NULL, 3, 42, 0)"
    )
    file.executemany("INSERT INTO edits VALUES (?, 5)", [(42,), (in_second,)])
    file.executemany("INSERT INTO withdrawn VALUES (?, 1)", [(42,), (in_second,)])
    file.execute("INSERT INTO people VALUES (7, 'en')")
    file.commit()
    file.close()
    db = await Database.open(path)
    try:
        for table in ("edits", "withdrawn"):
            rows = await db.read.all(f"SELECT message, meetup FROM {table} ORDER BY message")
            assert [tuple(row) for row in rows] == [(42, 1), (in_second, 2)]
        assert await people.language(db.read, 7) == "en"
        last = await db.read.one("SELECT last FROM sequences WHERE name = 'meetups'")
        assert last is not None
        assert last["last"] == 2
    finally:
        await db.close()


async def test_a_database_in_use_gets_uids_and_says_where_its_themes_come_from(tmp_path: Path) -> None:
    path = tmp_path / "oud.sqlite3"
    scripts = sorted(MIGRATIONS.glob("*.sql"))[:9]
    file = sqlite3.connect(path)
    file.executescript("\n".join(script.read_text("utf-8") for script in scripts) + "PRAGMA user_version = 9;")
    for id in (1, 2):
        file.execute(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by) VALUES (?, 1, 't', '', 'meetup', 'nl', 1, 'live', 5, '{}', 7)",
            (id,),
        )
        file.execute(
            "INSERT INTO contributions (id, meetup, kind, text, author, author_name, theme, source, said_at) "
            "VALUES (?, 1, 'morgen', 'x', 7, 'N', ?, 'chat', 0)",
            (id, "taal" if id == 1 else None),
        )
    file.execute("INSERT INTO places (id, meetup, kind, number, title) VALUES (1, 1, 'room', 0, 'Taal')")
    file.execute("INSERT INTO attendance (place, person) VALUES (1, 7)")
    file.commit()
    file.close()
    db = await Database.open(path)
    try:
        first, second = [row["uid"] for row in await db.read.all("SELECT uid FROM meetups ORDER BY id")]
        assert first != second
        assert min(len(first), len(second)) > 10
        stored = await contributions.of_meetup(db.read, 1)
        assert [(item.theme_source, item.people) for item in stored] == [(ThemeSource.SAID, 1), (None, 1)]
        ((meetup, stay),) = await attendance.of_person(db.read, 7)
        assert (meetup, stay.spent, stay.since) == (1, timedelta(), None)
    finally:
        await db.close()


async def test_lengths_that_were_texts_become_numbers(tmp_path: Path) -> None:
    programme = Library(extra={"proef": PROGRAMME}).programme("proef")
    before = json.dumps(as_texts(programme.model_dump(mode="json")))
    assert '" s"' not in before
    assert ' s"' in before
    path = tmp_path / "oud.sqlite3"
    scripts = sorted(MIGRATIONS.glob("*.sql"))
    old = [script for script in scripts if script.name < "0013_lengths.sql"]
    file = sqlite3.connect(path)
    file.executescript("\n".join(script.read_text("utf-8") for script in old) + f"PRAGMA user_version = {len(old)};")
    for id, stored in ((1, before), (2, "{ kapot"), (3, before.replace("600 s", "10800 s"))):
        file.execute(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by) VALUES (?, 1, '5 s', '', 'meetup', 'nl', 1, 'live', 5, ?, 7)",
            (id, stored),
        )
    file.commit()
    file.close()
    db = await Database.open(path)
    try:
        rows = await db.read.all("SELECT programme FROM meetups ORDER BY id")
        assert json.loads(rows[0]["programme"]) == programme.model_dump(mode="json")
        assert rows[1]["programme"] == "{ kapot"
        first, third = await meetups.unfinished(db.read)
        assert first.programme == programme
        assert third.programme.length > timedelta(hours=3)
    finally:
        await db.close()


def test_migrations_are_numbered_one_by_one() -> None:
    """They are applied in the order of their names, and the file only knows how many."""
    numbers = [int(path.name.split("_")[0]) for path in sorted(MIGRATIONS.glob("*.sql"))]
    assert numbers == list(range(1, len(numbers) + 1))
