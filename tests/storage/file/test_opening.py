"""A database that can't be used gives one sentence and is left alone; one of an older version is copied first."""

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.features.checks.installation import findings
from bot.storage.database import Database, reading
from bot.storage.file import opening
from bot.storage.file.opening import look, migrations
from bot.storage.file.trouble import Passing
from tests.process import bot
from tests.storage.files import made, room_for


def files(folder: Path) -> dict[str, bytes]:
    """Everything that lies in a folder, but for the lock, which is always empty."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix != ".lock"}


async def refusal(path: Path, kind: type[Refusal] = Refusal) -> str:
    """What the bot says when it does not want to run on this database."""
    with pytest.raises(Refusal) as caught:
        await Database.open(path)
    assert type(caught.value) is kind
    return say(caught.value.text)


def crashing(path: Path, *statements: str) -> None:
    """Do this to a database, as connection c, in a process that ends there as by kill -9."""
    opened = f"import sqlite3, os; c = sqlite3.connect({str(path)!r}, isolation_level=None)"
    subprocess.run([sys.executable, "-c", "\n".join((opened, *statements, "os._exit(0)"))], check=True)


@pytest.fixture
def later(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Call it, and the bot is of a later version, with one migration more."""
    folder = tmp_path_factory.mktemp("later") / "migrations"
    shutil.copytree(opening.MIGRATIONS, folder)
    monkeypatch.setattr(opening, "MIGRATIONS", folder)

    def release(and_then: str = "") -> None:
        script = "CREATE TABLE later (id INTEGER PRIMARY KEY);\nINSERT INTO later SELECT id FROM people;\n"
        (folder / "9999_later.sql").write_text(script + and_then, "utf-8")

    return release


# ---------------------------------------------------------------------- newer, damaged, not ours


async def test_a_database_from_a_newer_bot_is_left_alone(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    with closing(sqlite3.connect(path)) as newer:
        newer.execute(f"PRAGMA user_version = {len(migrations()) + 1}")
    before = files(tmp_path)
    assert "nieuwere bot" in await refusal(path)
    assert files(tmp_path) == before


async def test_a_newer_database_whose_bot_crashed_is_left_alone_with_its_log(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    crashing(path, f"c.execute('PRAGMA user_version = {len(migrations()) + 1}')")
    before = files(tmp_path)
    assert before["a.sqlite3-wal"]
    assert "nieuwere bot" in await refusal(path)
    assert {name: content for name, content in files(tmp_path).items() if not name.endswith("-shm")} == {
        name: content for name, content in before.items() if not name.endswith("-shm")
    }


async def test_a_damaged_database_is_recognised_at_the_start_and_left_alone(tmp_path: Path) -> None:
    path = await made(tmp_path / "a.sqlite3", *range(1, 3000))
    whole = path.read_bytes()
    assert look(path) == len(migrations())
    middle = len(whole) // 4096 // 2 * 4096
    path.write_bytes(whole[:middle] + b"\x00" * 4096 + whole[middle + 4096 :])
    before = files(tmp_path)
    assert "is beschadigd" in await refusal(path)
    assert files(tmp_path) == before
    path.write_bytes(whole[: len(whole) - 8192])  # the end is missing, as after a copy that was broken off
    assert "is beschadigd" in await refusal(path)


@pytest.mark.parametrize("content", [b"dit is geen database" * 100, b"SQLite format 3\x00" + b"\xff" * 4000])
async def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(content)
    assert "gaat niet open" in await refusal(path)
    assert files(tmp_path) == {"a.sqlite3": content}


@pytest.mark.parametrize("version", [0, 1])
async def test_the_database_of_another_program_is_left_alone(tmp_path: Path, version: int) -> None:
    path = tmp_path / "a.sqlite3"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE recipes (id INTEGER PRIMARY KEY)")
        other.execute(f"PRAGMA user_version = {version}")
    before = files(tmp_path)
    assert "gaat niet open" in await refusal(path)
    assert files(tmp_path) == before


async def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    path.touch()
    await made(path, 1)
    assert look(path) == len(migrations())


async def test_a_crash_in_the_very_first_second_is_no_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    crashing(
        path,
        "c.execute('PRAGMA cache_size = 1'); c.execute('CREATE TABLE a (b)'); c.execute('DROP TABLE a')",
        "c.execute('BEGIN'); c.execute('CREATE TABLE a (b)')",
        "[c.execute('INSERT INTO a VALUES (zeroblob(9000))') for _ in range(99)]",
    )
    assert (tmp_path / "a.sqlite3-journal").stat().st_size > 0
    await made(path, 1)
    assert look(path) == len(migrations())


# ---------------------------------------------------------------------- older


async def test_a_migration_begins_with_a_backup_that_stays(tmp_path: Path, later: Callable[..., None]) -> None:
    old = len(migrations())
    path = await made(tmp_path / "a.sqlite3", 1, 2)
    later()
    await made(path, 3)
    backup = tmp_path / f"a.sqlite3.voor-versie-{old + 1}"
    for file, version, there in ((path, old + 1, [1, 2, 3]), (backup, old, [1, 2])):
        with closing(sqlite3.connect(file)) as db:
            assert db.execute("PRAGMA user_version").fetchone() == (version,)
            assert [id for (id,) in db.execute("SELECT id FROM people ORDER BY id")] == there
            assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT id FROM later").fetchall() == [(1,), (2,)]
    await made(path)
    assert len(list(tmp_path.glob("*.voor-versie-*"))) == 1


async def test_an_earlier_backup_is_never_overwritten(tmp_path: Path, later: Callable[..., None]) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    earlier = tmp_path / f"a.sqlite3.voor-versie-{len(migrations()) + 1}"
    earlier.write_bytes(b"van een vorige keer")
    later()
    await made(path)
    assert earlier.read_bytes() == b"van een vorige keer"
    assert Path(f"{earlier}.2").is_file()


async def test_a_migration_that_fails_changes_nothing(tmp_path: Path, later: Callable[..., None]) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    before = path.read_bytes()
    later("INSERT INTO later VALUES (1);\n")
    assert "UNIQUE constraint failed: later.id" in await refusal(path)
    assert path.read_bytes() == before
    assert not list(tmp_path.glob("*voor-versie*"))  # nothing happened, so a bot that keeps starting fills no disk


async def test_reading_does_not_bring_an_older_database_up_to_date(tmp_path: Path, later: Callable[..., None]) -> None:
    path = await made(tmp_path / "a.sqlite3", 1)
    later()
    before = files(tmp_path)
    with pytest.raises(Refusal) as caught:
        async with reading(path):
            pass
    assert "oudere versie" in say(caught.value.text)
    assert files(tmp_path) == before


async def test_check_only_looks(tmp_path: Path, later: Callable[..., None], monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.sqlite3"
    monkeypatch.setenv("DATABASE", str(path))
    monkeypatch.setenv("DISCORD_TOKEN", "")

    async def told() -> tuple[bool | None, str]:
        return next(
            (finding.fine, say(finding.text))
            for finding in [f async for f in findings(lambda: datetime.now(UTC))]
            if path.name in say(finding.text)
        )

    assert await told() == (True, f"Database: {path} kan gelezen en geschreven worden.")
    db = await Database.open(path)
    assert await told() == (True, f"Database: {path} is in orde, en er draait nu een bot op.")
    await db.close()
    later()
    before = files(tmp_path)
    fine, text = await told()
    assert fine is None
    assert "is van een oudere versie van de bot" in text
    assert files(tmp_path) == before


# ---------------------------------------------------------------------- locked, full


@contextmanager
def locked(path: Path, how: str) -> Iterator[None]:
    """Another program has a transaction open."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        if how == "EXCLUSIVE":
            other.execute("PRAGMA journal_mode = DELETE")
        other.execute(f"BEGIN {how}")
        yield


@pytest.mark.parametrize("how", ["IMMEDIATE", "EXCLUSIVE"])
async def test_a_database_that_another_program_keeps_locked(
    tmp_path: Path, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.storage.file.opening.PATIENCE", 0.05)
    monkeypatch.setattr("bot.storage.file.connecting.PATIENCE", 0.05)
    path = await made(tmp_path / "a.sqlite3", 1)
    with locked(path, how):
        assert "Een ander programma" in await refusal(path, Passing)
    await made(path, 2)


async def test_a_full_disk_at_the_start_is_one_sentence(tmp_path: Path) -> None:
    for path in (tmp_path / "nieuw.sqlite3", await made(tmp_path / "oud.sqlite3", *range(1, 3000))):
        before = path.read_bytes() if path.exists() else None
        with room_for(48):
            result = bot("check", DATABASE=str(path), DISCORD_TOKEN="x")
        assert result.returncode == 2
        assert [line for line in result.stderr.splitlines() if "de schijf is vol of kapot" in line]
        assert before is None or path.read_bytes() == before
        await made(path)  # there is table again


@pytest.mark.skipif(shutil.which("unshare") is None, reason="a small disk of its own takes Linux")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    small = 'mount -t tmpfs -o size=64k none "$0" && exec "$@"'
    words = ["unshare", "--map-root-user", "--mount", "sh", "-c", small, str(tmp_path)]
    if subprocess.run([*words, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    result = bot("check", before=words, DATABASE=str(tmp_path / "a.sqlite3"), DISCORD_TOKEN="x")
    assert result.returncode == 2
    assert [line for line in result.stderr.splitlines() if "de schijf is vol of kapot" in line]


async def test_no_room_for_the_backup_before_a_migration(tmp_path: Path, later: Callable[..., None]) -> None:
    path = await made(tmp_path / "a.sqlite3", *range(1, 3000))
    later()
    before = files(tmp_path)
    with room_for(48):
        assert "De kopie kan niet" in await refusal(path, Passing)
    assert files(tmp_path) == before
