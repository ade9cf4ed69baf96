"""What is kept of a person, column by column: shown to them and erased by them."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.features.privacy.document import document as file_of
from bot.storage import personal
from bot.storage.database import Database
from tests.storage.columns import DEEDS, FACTS, MESSAGE, NOBODYS, NOOR, NUMBERS, OTHER, PERSON, SEM, everything, schema


async def document(db: Database, person: int = NOOR) -> str:
    """The file that the person gets."""
    found = await personal.of_person(db.read, person)
    return file_of(found, "nl", ZoneInfo("Europe/Amsterdam")).decode()


def test_every_column_is_somebodys_or_nobodys(db: Database, tmp_path: Path) -> None:
    columns = {f"{table}.{name}" for table, names in schema(tmp_path / "a.sqlite3").items() for name in names}
    known = [PERSON, FACTS, DEEDS, NUMBERS, NOBODYS]
    assert columns == set().union(*known), (
        "say in tests/storage/columns.py what a new column holds, and show and erase it if it is somebody's"
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
        "seats": "person", "transfers": "person", "hosts": "person", "together": "person", "screens": "person",
        "consents": "person", "notices": "person", "poll_votes": "person", "dots": "person", "intakes": "person",
        "speakers": "person",
        "hands": "person", "watchers": "person",
        "talks": "person", "follow_ups": "person", "buddies": "person", "letters": "asker",
        "replies": "person", "answers": "reply", "labels": "contribution",
    }[table]  # fmt: skip
    whose = {"message": MESSAGE, "reply": 1, "contribution": 1}.get(mine, NOOR)  # 1: hers are the first
    async with db.transaction() as transaction:
        await transaction.run("DELETE FROM attendance WHERE person = :sem", sem=SEM)  # who may take no seat of theirs
        value = await transaction.one(f"SELECT {name} AS value FROM {table} WHERE {mine} = :whose", whose=whose)
        assert value is not None
        another = value["value"] + 60_000 if isinstance(value["value"], int) else f"{value['value']} anders"
        other = OTHER.get(column, another)
        await transaction.run(f"UPDATE {table} SET {name} = :other WHERE {mine} = :whose", other=other, whose=whose)
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
    assert [message for _channel, message in erased.messages] == [MESSAGE]
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
