"""The backup: whole, looked at, also while a bot writes all the time; or there is none."""

import errno
import os
import resource
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.content import DATA
from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.storage.database import Database
from bot.storage.file import backup
from bot.storage.file.backup import copy
from tests.storage.files import made

# Writes pairs of people, each pair in one transaction, as fast as the disk takes them.
WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from pathlib import Path
from bot.storage import people
from bot.storage.database import Database
async def write():
    now = datetime(2026, 11, 24, 20, tzinfo=UTC)
    db = await Database.open(Path(sys.argv[1]))
    for person in range(1, 10**9, 2):
        async with db.transaction() as transaction:
            await people.choose_language(transaction, person, "en", now)
            await people.choose_language(transaction, person + 1, "en", now)
        if person == 201:
            print("writing", flush=True)
asyncio.run(write())
"""


@pytest.fixture
def busy(tmp_path: Path) -> Iterator[Path]:
    """A database that a process of its own writes to all the time."""
    path = tmp_path / "a.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, path], cwd=DATA.parent, stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            assert writer.stdout is not None
            assert writer.stdout.readline() == "writing\n"
            yield path
            assert writer.poll() is None, "the writer was disturbed"
        finally:
            writer.kill()


def people_in(path: Path) -> list[int]:
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return [id for (id,) in db.execute("SELECT id FROM people ORDER BY id")]


def refusal(source: Path, goal: Path) -> str:
    with pytest.raises(Refusal) as caught:
        copy(source, goal)
    return say(caught.value.text)


def test_a_backup_of_a_database_that_is_written_to_is_one_moment_of_it(busy: Path, tmp_path: Path) -> None:
    before = 200
    for n in range(5):
        goal = tmp_path / "kopie" / f"{n}.sqlite3"
        rows = copy(busy, goal)
        people = people_in(goal)
        assert people == list(range(1, len(people) + 1))
        assert len(people) % 2 == 0  # no half transaction
        assert rows["people"] == len(people) >= before
        before = len(people)
        assert [path.name for path in goal.parent.iterdir() if path.name.startswith((".", f"{n}."))] == [goal.name]


async def test_a_backup_is_a_database_to_run_on(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.sqlite3", 1, 2)
    path.chmod(0o640)
    copy(path, tmp_path / "b.sqlite3")
    assert stat.S_IMODE((tmp_path / "b.sqlite3").stat().st_mode) == 0o640  # no more readable than the original
    with closing(sqlite3.connect(tmp_path / "b.sqlite3")) as db:
        assert db.execute("PRAGMA journal_mode").fetchone() == ("delete",)  # can be read from any disk
    assert people_in(await made(tmp_path / "b.sqlite3", 3)) == [1, 2, 3]
    assert people_in(path) == [1, 2]


async def test_what_is_there_is_never_overwritten(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    (tmp_path / "b").write_bytes(b"mijn werkstuk")
    (tmp_path / "nergens").symlink_to(tmp_path / "weg")
    for goal in (tmp_path / "b", tmp_path, path, tmp_path / "nergens"):
        assert "bestaat al" in refusal(path, goal)
    assert (tmp_path / "b").read_bytes() == b"mijn werkstuk"
    assert people_in(path) == [1]


async def test_what_can_not_be_copied_leaves_nothing_behind(tmp_path: Path) -> None:
    goal = tmp_path / "uit" / "kopie"
    assert "nog geen database" in refusal(tmp_path / "weg.sqlite3", goal)
    (tmp_path / "tekst").write_bytes(b"geen database" * 500)
    assert "gaat niet open" in refusal(tmp_path / "tekst", goal)
    with closing(sqlite3.connect(tmp_path / "recepten")) as other:
        other.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
    assert "gaat niet open" in refusal(tmp_path / "recepten", goal)
    path = await made(tmp_path / "a.sqlite3", *range(1, 3000))
    whole = path.read_bytes()
    middle = len(whole) // 4096 // 2 * 4096
    path.write_bytes(whole[:middle] + b"\x00" * 4096 + whole[middle + 4096 :])
    assert "is beschadigd" in refusal(path, goal)
    path.write_bytes(whole)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (48 * 1024, hard))
    try:
        assert "De kopie kan niet" in refusal(path, goal)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert "De kopie kan niet" in refusal(path, path / "in een bestand")
    assert list((tmp_path / "uit").iterdir()) == []
    copy(path, goal)


async def test_a_copy_that_is_not_the_same_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = await made(tmp_path / "a.sqlite3", 1, 2)
    fill = backup._fill

    def lossy(draft: Path, here: sqlite3.Connection) -> None:
        fill(draft, here)
        with closing(sqlite3.connect(draft)) as there, there:
            there.execute("DELETE FROM people WHERE id = 2")

    monkeypatch.setattr(backup, "_fill", lossy)
    before = sorted(tmp_path.iterdir())
    assert "beschadigd" in refusal(path, tmp_path / "kopie")
    assert sorted(tmp_path.iterdir()) == before


async def test_the_copy_is_on_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)

    def broken(descriptor: int) -> None:
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr(os, "fsync", broken)
    assert "De kopie kan niet" in refusal(path, tmp_path / "kopie")
    assert not (tmp_path / "kopie").exists()


async def test_a_bot_and_its_backup_do_not_wait_for_each_other(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    db = await Database.open(path)
    try:
        async with db.transaction() as transaction:
            await transaction.run("INSERT INTO people (id, language, chosen_at) VALUES (2, 'en', 1)")
            copy(path, tmp_path / "kopie")
    finally:
        await db.close()
    assert people_in(tmp_path / "kopie") == [1]
