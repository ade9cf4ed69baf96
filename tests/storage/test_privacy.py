"""What is kept of people: every column of the real schema is shown to them, erased by them, and goes by itself.

A column that is new fails here until somebody says below what it holds.
"""

import sqlite3
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.content.library import Library
from bot.content.texts import voice
from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import Contribution
from bot.features.privacy import words as privacy_words
from bot.storage import contributions, joins, people, personal, places, retention, servers
from bot.storage.database import Database, Transaction
from bot.storage.file.opening import MIGRATIONS
from tests.evening import PROGRAMME

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
NOOR, SEM = 7_000_000_000_000_000_007, 8_000_000_000_000_000_008
SERVER = 5_000_000_000_000_000_005
MESSAGE = 1_500_000_000_000_000_000

# A person's id: shown with what it stands beside, and gone afterwards.
PERSON = {"people.id", "meetups.planned_by", "contributions.author", "attendance.person", "deeds.person"} | {
    "calls.asker", "calls.helper", "broadcasts.person", "joins.person",
    "seats.person", "hosts.person", "together.person", "screens.person",
}  # fmt: skip
# What a person said, did or chose: shown, and gone afterwards.
FACTS = {
    "people.language", "people.role", "people.chosen_at", "attendance.place", "deeds.name",
    "contributions.meetup", "contributions.id", "contributions.kind", "contributions.text",
    "contributions.author_name", "contributions.theme", "contributions.room", "contributions.source",
    "contributions.said_at", "contributions.edited_at", "contributions.channel", "contributions.message",
    "contributions.position", "contributions.wall", "contributions.known",
    "joins.contribution", "joins.name", "joins.at",
    "calls.place", "calls.asked_at", "calls.claimed_at", "calls.ended_at",
    "broadcasts.meetup", "broadcasts.text", "broadcasts.at",
    "seats.place", "hosts.place", "together.meetup", "together.party", "screens.meetup", "screens.people",
}  # fmt: skip
# Shown, and stays as somebody's.
DEEDS = {"deeds.meetup", "deeds.action", "deeds.at"}
# Numbers of chat messages and nothing else: they keep erased words from coming back, and go with the meetup's names.
NUMBERS = {"edits.message", "edits.meetup", "edits.edited_at"} | {
    "withdrawn.message", "withdrawn.position", "withdrawn.meetup",
}  # fmt: skip
# About servers, meetups, channels and the bot's own posts; ``deeds.id`` only gives an order.
NOBODYS = {
    *(f"servers.{name}" for name in ("id", "language", "moderator_role", "keep_days", "left_at", "shows_names")),
    *(
        f"meetups.{name}"
        for name in (
            "id", "server", "title", "place", "kind", "language", "shows_names", "state", "planned_start",
            "programme", "started_at", "paused_at", "ended_at", "keep_days", "emptied_at", "ends_by",
            "told_to", "is_dry_run", "report_to",
        )
    ),
    *(f"places.{name}" for name in ("id", "meetup", "kind", "block", "number", "title", "theme", "channel")),
    *(
        f"slots.{name}"
        for name in ("meetup", "block", "planned_start", "planned_end", "starts", "ends", "started", "ended", "fixed")
    ),
    *(
        f"cues.{name}"
        for name in ("id", "meetup", "kind", "block", "due", "offset_ms", "state", "note", "attempts", "not_before")
    ),
    *(f"posts.{name}" for name in ("cue", "channel", "part", "message")),
    *(f"sequences.{name}" for name in ("name", "last")),
    *(f"boards.{name}" for name in ("id", "meetup", "shown")),
    *(f"wall.{name}" for name in ("contribution", "board", "starred", "deed")),
    "deeds.id",
    "calls.id",
    *(f"signals.{name}" for name in ("place", "ready_at", "shown_at")),
    *("broadcasts.id", "broadcast_places.broadcast", "broadcast_places.place"),
    # A division of people over tables, and how far the moving is.
    *(f"allotments.{name}" for name in ("id", "meetup", "block", "cue", "how", "seed", "stage", "decided_at")),
    *(f"seats.{name}" for name in ("id", "allotment", "state", "attempts")),
}  # fmt: skip

# The other value that a column can have, where not any text or number will do.
OTHER: dict[str, object] = {
    "people.language": "nl",
    "people.role": "ouder",
    "attendance.place": 12,
    "contributions.meetup": 2,
    "contributions.kind": "nodig",
    "contributions.source": "form",
    "contributions.wall": "niet",
    "contributions.known": 0,
    "joins.contribution": 1,
    "deeds.meetup": 2,
    "calls.place": 12,
    "broadcasts.meetup": 2,
    "deeds.action": "stop",
    "edits.meetup": 2,
    "seats.place": 12,
    "hosts.place": 12,
    "together.meetup": 2,
    "together.party": 2,
    "screens.meetup": 2,
}


def schema(path: Path) -> dict[str, list[str]]:
    """The columns of every table in the file."""
    file = sqlite3.connect(path)
    tables = [row[0] for row in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = {table: [row[1] for row in file.execute(f"PRAGMA table_info({table})")] for table in tables}
    file.close()
    return found


def everything(path: Path) -> Iterator[tuple[str, object]]:
    """Every value in the file, with its column."""
    file = sqlite3.connect(path)
    for table, columns in schema(path).items():
        for row in file.execute(f"SELECT * FROM {table}").fetchall():
            yield from ((f"{table}.{name}", value) for name, value in zip(columns, row, strict=True))
    file.close()


async def fill(db: Transaction) -> None:
    """Two meetups; Noor has something in every column that can hold something of her, Sem a little."""
    programme = Library(extra={"proef": PROGRAMME}).programme("proef").model_dump_json()
    start = round(NOW.timestamp() * 1000)
    await db.run("INSERT INTO servers (id, language) VALUES (?, 'nl')", SERVER)
    await db.run("INSERT INTO people (id, language, role, chosen_at) VALUES (?, 'en', 'wethouder', ?)", NOOR, start)
    for id, title in ((1, "Lelystad"), (2, "Almere")):
        await db.run(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by, started_at, ended_at) VALUES (?, ?, ?, '', 'meetup', 'nl', 1, 'closed', ?, ?, ?, "
            "?, ?)",
            id, SERVER, title, start, programme, NOOR if id == 1 else SEM, start, start,
        )  # fmt: skip
        for place, name in ((10 * id + 1, "Taal"), (10 * id + 2, "Armoede")):
            await db.run(
                "INSERT INTO places (id, meetup, kind, block, number, title, channel) "
                "VALUES (?, ?, 'room', 1, ?, ?, ?)",
                place, id, place, name, 900 + place,
            )  # fmt: skip
            await db.run("INSERT INTO attendance (place, person) VALUES (?, ?)", place, SEM)
    await db.run("INSERT INTO attendance (place, person) VALUES (11, ?)", NOOR)
    for id, author, name, message in ((1, NOOR, "Noortje", MESSAGE), (2, SEM, "Sem", MESSAGE + 1)):
        await db.run(
            "INSERT INTO contributions (id, meetup, kind, text, author, author_name, theme, room, source, said_at, "
            "edited_at, channel, message, position, wall, known) "
            "VALUES (?, 1, 'morgen', ?, ?, ?, 'taal', 'Taal', 'chat', ?, ?, 911, ?, 0, 'naam', 1)",
            id, f"woorden van {name}", author, name, start, start + 1000, message,
        )  # fmt: skip
        await db.run("INSERT INTO edits (message, meetup, edited_at) VALUES (?, 1, ?)", message, start + 1000)
        await db.run(
            "INSERT INTO deeds (meetup, action, person, name, at) VALUES (1, 'start', ?, ?, ?)", author, name, start
        )
    for call, asker, helper in ((1, NOOR, SEM), (2, SEM, NOOR)):
        await db.run(
            "INSERT INTO calls (id, place, asker, asked_at, helper, claimed_at, ended_at) "
            "VALUES (?, 11, ?, ?, ?, ?, ?)",
            call, asker, start, helper, start + 60_000, start + 120_000,
        )  # fmt: skip
    for sent, person, name in ((1, NOOR, "Noortje"), (2, SEM, "Sem")):
        await db.run(
            "INSERT INTO broadcasts (id, meetup, person, text, at) VALUES (?, 1, ?, ?, ?)",
            sent, person, f"bericht van {name}", start,
        )  # fmt: skip
        await db.run("INSERT INTO broadcast_places (broadcast, place) VALUES (?, 11)", sent)
    await db.run("INSERT INTO signals (place, ready_at, shown_at) VALUES (11, ?, ?)", start, start)
    await db.run("INSERT INTO withdrawn (message, position, meetup) VALUES (?, 1, 1)", MESSAGE)
    await db.run("INSERT INTO joins (contribution, person, name, at) VALUES (2, ?, 'Noortje', ?)", NOOR, start)
    await db.run("INSERT INTO boards (id, meetup, shown) VALUES (1, 1, 'x')")
    await db.run(
        "INSERT INTO wall (contribution, board, starred, deed) SELECT c.id, 1, 0, d.id FROM contributions c "
        "JOIN deeds d ON d.person = ? WHERE c.id = 2", SEM,
    )  # fmt: skip
    await db.run("INSERT INTO sequences (name, last) VALUES ('contributions', 2)")
    await db.run(
        "INSERT INTO slots (meetup, block, planned_start, planned_end, starts, ends) VALUES (1, 0, 0, 1, 0, 1)"
    )
    await db.run(
        "INSERT INTO cues (id, meetup, kind, block, due, offset_ms, state) VALUES (1, 1, 'open', 0, 0, 0, 'done')"
    )
    await db.run("INSERT INTO allotments VALUES (1, 1, 1, 1, 'gelijk', 1, 'standing', 5)")
    await db.run("INSERT INTO seats (allotment, person, place, state) VALUES (1, ?, 11, 'waiting')", NOOR)
    await db.run("INSERT INTO hosts VALUES (11, ?)", NOOR)
    await db.run("INSERT INTO together VALUES (1, ?, 1), (1, ?, 1)", NOOR, SEM)
    await db.run("INSERT INTO screens VALUES (1, ?, 4)", NOOR)
    await db.run("INSERT INTO posts (cue, channel, part, message) VALUES (1, 911, 'opening', 99)")


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    database = await Database.open(tmp_path / "a.sqlite3")
    async with database.transaction() as transaction:
        # Both are there already, from the migration: the ids of the rows below come after them.
        await transaction.run("DELETE FROM sequences")
        await fill(transaction)
    yield database
    await database.close()


async def document(db: Database, person: int = NOOR) -> str:
    """The file that the person gets."""
    found = await personal.of_person(db.read, person)
    return privacy_words.document(found, voice("nl"), "nl", ZoneInfo("Europe/Amsterdam")).decode()


def test_every_column_is_somebodys_or_nobodys(db: Database, tmp_path: Path) -> None:
    columns = {f"{table}.{name}" for table, names in schema(tmp_path / "a.sqlite3").items() for name in names}
    known = [PERSON, FACTS, DEEDS, NUMBERS, NOBODYS]
    assert columns == set().union(*known), (
        "say above what a new column holds, and show and erase it if it is somebody's"
    )
    assert sum(map(len, known)) == len(columns), "a column stands in two groups"


def test_the_example_has_a_row_in_every_table(db: Database, tmp_path: Path) -> None:
    values = list(everything(tmp_path / "a.sqlite3"))
    assert {column for column, _value in values} == PERSON | FACTS | DEEDS | NUMBERS | NOBODYS
    assert {column for column, value in values if value == NOOR} == PERSON


@pytest.mark.parametrize(
    "column", sorted(PERSON | FACTS | DEEDS | {"edits.message", "edits.edited_at", "withdrawn.message"})
)
async def test_the_file_shows_every_column(db: Database, column: str) -> None:
    """Whatever changes in what is kept of a person changes what they are shown."""
    before = await document(db)
    table, name = column.split(".")
    mine = {
        "people": "id", "meetups": "planned_by", "contributions": "author", "attendance": "person", "deeds": "person",
        "edits": "message", "withdrawn": "message", "broadcasts": "person", "joins": "person",
        "calls": "helper" if name == "helper" else "asker",
        "seats": "person", "hosts": "person", "together": "person", "screens": "person",
    }[table]  # fmt: skip
    whose = MESSAGE if mine == "message" else NOOR
    async with db.transaction() as transaction:
        await transaction.run("DELETE FROM attendance WHERE person = ?", SEM)  # who may take no seat of theirs
        value = await transaction.one(f"SELECT {name} AS value FROM {table} WHERE {mine} = ?", whose)
        assert value is not None
        other = value["value"] + 60_000 if isinstance(value["value"], int) else f"{value['value']} anders"
        await transaction.run(f"UPDATE {table} SET {name} = ? WHERE {mine} = ?", OTHER.get(column, other), whose)
    assert await document(db) != before


async def test_the_file_shows_nobody_else(db: Database) -> None:
    shown = await document(db)
    assert "woorden van Noortje" in shown
    assert "bericht van Noortje" in shown
    assert "woorden van Sem" not in shown
    assert "bericht van Sem" not in shown
    assert str(SEM) not in shown
    assert (await personal.of_person(db.read, 12345)).nothing


async def test_erasing_leaves_nothing_but_numbers_of_messages(db: Database, tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    async with db.transaction() as transaction:
        erased = await personal.erase(transaction, NOOR)
    await db.forget_log()
    assert erased.meetups == {1}
    assert [origin.message for origin in erased.messages] == [MESSAGE]
    assert (await personal.of_person(db.read, NOOR)).nothing
    left = list(everything(path))
    assert {column for column, value in left if value in (NOOR, MESSAGE)} == {"withdrawn.message"}
    assert not [column for column, value in left if isinstance(value, str) and "Noor" in value]
    for file in (path, path.with_name("a.sqlite3-wal")):
        raw = file.read_bytes()
        assert b"Noortje" not in raw
        assert NOOR.to_bytes(8, "big") not in raw
    assert "woorden van Sem" in await document(db, SEM)  # nobody else loses anything
    assert ("deeds.action", "start") in left
    async with db.transaction() as transaction:
        again = await personal.erase(transaction, NOOR)
    assert not again.meetups


async def numbers(db: Database) -> tuple[object, ...]:
    """What the harvest counts."""
    return (
        await contributions.per_kind(db.read, 1),
        await places.people(db.read, 1),
        await places.people_per_place(db.read, 1),
        [len(found) for found in (await joins.of_contributions(db.read, [1, 2])).values()],
    )


async def test_after_the_time_of_keeping_only_numbers_are_left(db: Database, tmp_path: Path) -> None:
    counts = await numbers(db)
    assert await retention.expired(db.read, NOW + timedelta(days=365, seconds=-1)) == []
    due = await retention.expired(db.read, NOW + timedelta(days=365))
    assert due == [1, 2]
    async with db.transaction() as transaction:
        for meetup in due:
            await retention.empty(transaction, meetup, NOW)
    await db.forget_log()
    left = list(everything(tmp_path / "a.sqlite3"))
    assert {column for column, value in left if value in (NOOR, SEM)} == {"people.id"}
    assert {value for column, value in left if column in ("contributions.text", "contributions.author_name")} == {""}
    assert {value for column, value in left if column == "contributions.message"} == {None}
    assert not [column for column, _value in left if column in NUMBERS]
    raw = (tmp_path / "a.sqlite3").read_bytes()
    assert b"Noortje" not in raw
    assert SEM.to_bytes(8, "big") not in raw
    assert await numbers(db) == counts
    assert await retention.expired(db.read, NOW + timedelta(days=4000)) == []
    # A language goes a year after it was chosen, when nothing else is kept.
    for days, still in ((364, True), (366, False)):
        async with db.transaction() as transaction:
            await people.forget_unused(transaction, NOW + timedelta(days=days - 365))
        assert (await people.language(db.read, NOOR) is not None) is still


async def test_a_meetup_that_was_forgotten_is_emptied_and_one_that_runs_is_not(db: Database) -> None:
    late = NOW + timedelta(days=366)
    async with db.transaction() as transaction:
        await transaction.run("UPDATE meetups SET state = 'live', ended_at = NULL WHERE id = 1")
        await transaction.run("UPDATE meetups SET state = 'planned', ended_at = NULL, started_at = NULL WHERE id = 2")
    assert await retention.expired(db.read, late) == [2]
    async with db.transaction() as transaction:
        await transaction.run("UPDATE meetups SET state = 'paused', paused_at = planned_start WHERE id = 1")
    assert await retention.expired(db.read, late) == [1, 2]


async def test_a_server_may_shorten_what_people_were_told_and_not_lengthen_it(db: Database) -> None:
    async def kept_for(days: int) -> list[int]:
        async with db.transaction() as transaction:
            await servers.save(transaction, servers.Server(SERVER, keep_days=days))
        return [row["keep_days"] for row in await db.read.all("SELECT keep_days FROM meetups ORDER BY id")]

    assert await kept_for(1000) == [365, 365]
    assert await kept_for(30) == [30, 30]
    assert await kept_for(365) == [30, 30]
    assert await retention.expired(db.read, NOW + timedelta(days=30)) == [1, 2]
    assert (await servers.get(db.read, SERVER)).keep_days == 365


async def test_erasing_a_server_leaves_no_row_that_hangs_on_it(db: Database, tmp_path: Path) -> None:
    async with db.transaction() as transaction:
        assert await servers.erase(transaction, SERVER) == [1, 2]
    await db.forget_log()
    left = list(everything(tmp_path / "a.sqlite3"))
    # Languages are people's own, on whichever server; ids are never used again.
    assert {column.split(".")[0] for column, _value in left} == {"people", "sequences"}
    assert b"bericht van" not in (tmp_path / "a.sqlite3").read_bytes()
    assert b"woorden van" not in (tmp_path / "a.sqlite3").read_bytes()


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


async def test_the_number_of_a_contribution_is_never_used_again(db: Database) -> None:
    """It stands in buttons: those of one that is gone must not reach another."""

    async def next_one(words: str) -> int:
        said = Contribution(0, 1, ContributionKind("morgen"), words, NOOR, "Noor", None, None, Source.COMMAND, NOW)
        async with db.transaction(one_statement=True) as transaction:
            return (await contributions.add(transaction, said)).id

    newest = await next_one("een")
    async with db.transaction() as transaction:
        await contributions.withdraw(transaction, newest)
    assert await next_one("twee") == newest + 1
    async with db.transaction() as transaction:
        await contributions.withdraw(transaction, newest + 1)
        await contributions.withdraw(transaction, 1)
    assert await next_one("drie") == newest + 2
    assert await next_one("drie") == newest + 2  # a retry
    assert await next_one("vier") == newest + 3

    async with db.transaction() as transaction:
        await servers.erase(transaction, SERVER)
    row = await db.read.one("SELECT last FROM sequences WHERE name = 'contributions'")
    assert row is not None
    assert row["last"] == newest + 3
