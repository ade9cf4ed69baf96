"""Going back to a copy of the database, as whoever looks after the bot does it."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.storage import sequences
from bot.storage.database import Database
from bot.storage.file import backup, erased, restoring
from bot.storage.file.opening import migrations
from tests.process import bot
from tests.storage.files import NOW, made


def write(path: Path, *statements: str) -> None:
    """Write in a database behind the back of the bot."""
    with closing(sqlite3.connect(path)) as db:
        for statement in statements:
            db.execute(statement)
        db.commit()


def meetup(id: int, title: str) -> str:
    return (
        "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, programme, "
        f"planned_by) VALUES ({id}, 1, '{title}', '', 'meetup', 'nl', 1, 'planned', 1795000000000, '', 7)"
    )


def said(id: int, text: str) -> str:
    return (
        "INSERT INTO contributions (id, meetup, kind, text, author, author_name, source, said_at) "
        f"VALUES ({id}, 1, 'morgen', '{text}', 7, 'N', 'chat', 1795000000000)"
    )


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A database with two contributions, of which the copy `kopie.sqlite3` was made, and that went on."""
    path = await made(tmp_path / "meetups.sqlite3", 7)
    write(path, meetup(1, "Drenthe"), said(1, "bellen"), said(2, "ingetrokken"), said(3, "oud"))
    backup.copy(path, tmp_path / "kopie.sqlite3")
    write(path, meetup(2, "Zeeland"), said(4, "later gezegd"), "DELETE FROM contributions WHERE id = 2")
    write(path, "UPDATE contributions SET text = 'nieuw' WHERE id = 3")
    return path


def restore(path: Path, *words: str | Path) -> tuple[int, str, str]:
    """Exit code, what was printed, and the errors."""
    found = bot("restore", *words, cwd=path.parent, DATABASE=str(path))
    assert "Traceback" not in found.stderr
    return found.returncode, found.stdout, found.stderr


def texts(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return [text for (text,) in db.execute("SELECT text FROM contributions ORDER BY id")]


def test_a_dry_run_tells_what_would_be_lost_and_changes_nothing(path: Path) -> None:
    before = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    code, told, errors = restore(path, "kopie.sqlite3", "--dry-run")
    assert (code, errors) == (0, "")
    assert told.splitlines() == [
        "kopie.sqlite3: een volledige kopie met één meetup en 3 bijdragen. Nagekeken: alles staat erin.",
        "De kopie is van 18-11-2026 12:06, of iets later.",
        "Weg: de meetup Zeeland van 18-11-2026 12:06.",
        "Weg: één bijdrage.",
        "Eén bijdrage wordt weer zoals ze was.",
        "Eén bijdrage die daarna is ingetrokken of gewist, komt terug: haal haar weer weg.",
        "Er is niets veranderd. Zonder --dry-run komt deze kopie op de plek van de database.",
    ]
    after = {file.name: file.read_bytes() for file in path.parent.iterdir()}
    assert {name: after[name] for name in before} == before


async def test_the_copy_is_put_in_place_and_the_database_of_before_stays(path: Path) -> None:
    code, told, _errors = restore(path, "kopie.sqlite3")
    assert code == 0
    assert texts(path) == ["bellen", "ingetrokken", "oud"]
    (aside,) = path.parent.glob("meetups.sqlite3.voor-herstel-*")
    assert str(aside) in told
    assert texts(aside) == ["bellen", "nieuw", "later gezegd"]
    assert texts(path.parent / "kopie.sqlite3") == texts(path)
    await (await Database.open(path)).close()


async def test_no_id_of_after_the_copy_comes_again(path: Path) -> None:
    """Or a button on Discord of what is lost would act on something else."""
    assert restore(path, path.with_name("kopie.sqlite3"))[0] == 0
    db = await Database.open(path)
    async with db.transaction() as transaction:
        assert await sequences.next_id(transaction, "meetups") > 2
        (row,) = await transaction.all(f"SELECT {sequences.NEXT_CONTRIBUTION} AS id")
    await db.close()
    assert row["id"] > 4


async def test_who_was_erased_after_the_copy_is_erased_again(path: Path) -> None:
    erased.note(path.parent, 7, datetime(2026, 11, 18, 12, tzinfo=UTC))
    erased.note(path.parent, 9, datetime(2026, 11, 18, 10, tzinfo=UTC))  # before the copy: it has nothing of them
    dry = restore(path, "kopie.sqlite3", "--dry-run")[1]
    assert "Er is niets veranderd" in dry
    code, told, errors = restore(path, "kopie.sqlite3")
    assert (code, errors) == (0, "")
    assert "Eén persoon die daarna gewist is, is opnieuw gewist." in told
    assert texts(path) == []
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM people").fetchone() == (0,)


async def test_on_another_machine_there_is_nothing_to_lose(path: Path, tmp_path: Path) -> None:
    there = tmp_path / "anders" / "data" / "meetups.sqlite3"
    found = bot("restore", path.parent / "kopie.sqlite3", cwd=tmp_path, DATABASE=str(there))
    assert found.returncode == 0, found.stderr
    assert "Weg:" not in found.stdout
    assert texts(there) == ["bellen", "ingetrokken", "oud"]
    assert "is veranderd" not in found.stdout
    same = bot("restore", path.parent / "kopie.sqlite3", "--dry-run", cwd=tmp_path, DATABASE=str(there))
    assert "Je bent niets kwijt" in same.stdout


async def test_on_a_machine_where_a_bot_ran_already_nothing_was_withdrawn_since(path: Path, tmp_path: Path) -> None:
    there = await made(tmp_path / "anders" / "meetups.sqlite3", 7)
    code, told, errors = restore(there, path.parent / "kopie.sqlite3")
    assert code == 0, errors
    assert "Je bent niets kwijt: wat in de database staat, staat ook in de kopie." in told
    assert "komt terug" not in told
    assert "komen terug" not in told
    assert texts(there) == ["bellen", "ingetrokken", "oud"]


async def test_while_a_bot_runs_only_a_dry_run_is_done(path: Path) -> None:
    db = await Database.open(path)
    try:
        code, _told, errors = restore(path, "kopie.sqlite3")
        assert code == 2
        assert "draait al een bot" in errors
        assert restore(path, "kopie.sqlite3", "--dry-run")[0] == 0
    finally:
        await db.close()
    assert texts(path) == ["bellen", "nieuw", "later gezegd"]


@pytest.mark.parametrize("wrong", ["weg", "map", "tekst", "kapot", "nieuwer", "zichzelf"])
async def test_what_is_no_copy_is_refused_and_the_database_stays(path: Path, wrong: str) -> None:
    copy = path.parent / "kopie.sqlite3"
    if wrong == "weg":
        copy.unlink()
    elif wrong == "map":
        copy.unlink()
        copy.mkdir()
    elif wrong == "tekst":
        copy.write_text("geen database" * 500)
    elif wrong == "kapot":
        whole = copy.read_bytes()
        copy.write_bytes(whole[: len(whole) // 2])
    elif wrong == "nieuwer":
        write(copy, f"PRAGMA user_version = {len(migrations()) + 1}")
    else:
        copy.unlink()
        copy.symlink_to(path)
    for words in (["kopie.sqlite3", "--dry-run"], ["kopie.sqlite3"]):
        code, _told, errors = restore(path, *words)
        assert code == (0 if wrong == "zichzelf" and "--dry-run" in words else 2)
        assert bool(errors) == (code == 2)
    assert texts(path) == ["bellen", "nieuw", "later gezegd"]
    assert not list(path.parent.glob("*.voor-herstel-*"))


async def test_a_database_that_is_damaged_is_kept_with_its_log(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    Path(f"{path}-wal").write_bytes(b"een half geschreven log")
    code, told, _errors = restore(path, "kopie.sqlite3")
    assert code == 0
    assert "Wat je kwijt bent, valt niet te zeggen: De database" in told
    assert texts(path) == ["bellen", "ingetrokken", "oud"]
    assert not Path(f"{path}-wal").exists()
    assert len(list(path.parent.glob("meetups.sqlite3.voor-herstel-*"))) >= 1


async def test_a_copy_that_can_not_be_written_leaves_the_database(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_source: Path, _goal: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(restoring, "copy", full)
    with pytest.raises(Refusal) as refused:
        restoring.put(path.parent / "kopie.sqlite3", path, NOW, NOW)
    assert "schijf is vol" in say(refused.value.text)
    assert texts(path) == ["bellen", "nieuw", "later gezegd"]
    assert not list(path.parent.glob("*.voor-herstel-*"))


async def test_a_copy_of_an_old_version_comes_up_to_date_at_the_next_start(path: Path) -> None:
    old = path.parent / "oud.sqlite3"
    write(old, "PRAGMA user_version = 1")
    with closing(sqlite3.connect(old)) as db:
        db.executescript(migrations()[0])
    write(old, "INSERT INTO people VALUES (9, 'en')")
    assert restore(path, "oud.sqlite3")[0] == 0
    db_now = await Database.open(path)
    assert [row["id"] for row in await db_now.read.all("SELECT id FROM people")] == [9]
    await db_now.close()


def test_a_copy_is_dated_by_the_last_sign_of_life_in_it(path: Path) -> None:
    at = datetime(2026, 11, 25, 3, tzinfo=UTC) + timedelta(minutes=1)
    pulse = f'{{"at": {round(at.timestamp() * 1000)}}}'
    write(path, f"INSERT INTO memory VALUES ('pulse', '{pulse}')")
    assert restoring.contents(path).last == at


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root makes files for another user")
async def test_what_root_copies_and_restores_is_the_bots_own(path: Path) -> None:
    """The bot runs as a user of its own; whoever looks after it gives commands as root."""
    nobody = 65534
    os.chown(path.parent, nobody, nobody)
    os.chown(path, nobody, nobody)
    made = path.parent / "kopieen" / "kopie.sqlite3"
    backup.copy(path, made)
    restoring.put(made, path, NOW, NOW)
    for there in (made.parent, made, path):
        assert (there.stat().st_uid, there.stat().st_gid) == (nobody, nobody), there
