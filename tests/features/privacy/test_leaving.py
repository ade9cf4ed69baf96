"""A server that the bot left is erased thirty days after a warning with its files, unless the bot came back."""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.evening.places import PlaceKind
from bot.core.words.typed import Typed
from bot.harvest import earlier, files
from bot.harvest.bundle import files as bundled
from bot.harvest.gathering import gather
from bot.storage import meetups, servers
from tests.contributing import texts
from tests.evening import Evening
from tests.keeping import a_full_evening, on_disk


async def left_at(evening: Evening) -> int | None:
    row = await evening.bot.db.read.one("SELECT left_at FROM servers WHERE id = :id", id=evening.guild.id)
    return row["left_at"] if row else None


async def put_out(evening: Evening) -> None:
    """The bot is put out of the server."""
    evening.env.backend.emit("GUILD_DELETE", {"id": str(evening.guild.id)})
    await evening.env.settle()


async def is_empty(evening: Evening) -> bool:
    known = await meetups.newest(evening.bot.db.read, 1)
    rows = await evening.bot.db.read.all("SELECT id FROM contributions UNION SELECT person FROM attendance")
    return not known and not rows


async def test_a_server_that_was_left_is_erased_after_thirty_days(evening: Evening) -> None:
    await a_full_evening(evening)
    await put_out(evening)
    assert await left_at(evening) is not None
    await evening.run_due()
    await evening.wait_until(evening.now + timedelta(days=30, seconds=-1))
    await evening.run_due()
    assert len(await texts(evening)) == 4
    await evening.wait_until(evening.now + timedelta(seconds=1))
    await evening.run_due()
    assert await is_empty(evening)
    assert not on_disk(evening, "Fatma")
    assert await left_at(evening) is None


async def test_the_files_of_a_left_server_go_with_it_and_no_others(
    evening: Evening, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    await a_full_evening(evening)
    settings, usb = evening.bot.settings, tmp_path / "usb"
    meetup = await evening.meetup()
    async with gather(evening.bot.db.read, meetup, evening.now) as harvest:
        await files.write(harvest, usb, settings.zone)
        other = replace(harvest, meetup=replace(meetup, uid="0" * 32, title=Typed("Andere avond")))
        await files.write(other, settings.harvest_dir, settings.zone)
    earlier.remember(settings.harvest_dir, usb)
    (ours,) = [path.parent for path in settings.harvest_dir.rglob("oogst.json") if "proefavond" in str(path)]
    (ours / "notities.docx").write_text("van de organisatie")
    async with evening.bot.db.transaction() as db:  # also one that can't be read any more
        await db.run("UPDATE meetups SET programme = '{'")
    await put_out(evening)
    with caplog.at_level(logging.WARNING):
        await evening.run_due()
        await evening.wait_until(evening.now + timedelta(days=30, hours=1))
        await evening.run_due()
    assert await is_empty(evening)
    left = [path.name for path in tmp_path.rglob("*") if path.is_file() and "meetups.sqlite3" not in path.name]
    assert sorted(left) == sorted([".elders", "notities.docx", *(f"oogst.{name}" for name in files.FORMATS)])
    assert not list(usb.iterdir())
    (line,) = [record.getMessage() for record in caplog.records if "everything is erased" in record.getMessage()]
    assert str(settings.harvest_dir) in line
    assert "8 files" in line
    assert "proefavond" not in caplog.text.lower()


async def test_a_file_that_can_not_be_removed_is_told_in_the_log_and_the_rest_goes(
    evening: Evening, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_full_evening(evening)
    remove = Path.unlink

    def stubborn(path: Path, missing_ok: bool = False) -> None:
        if path.suffix == ".csv":
            raise PermissionError("it is open in a spreadsheet")
        remove(path, missing_ok)

    monkeypatch.setattr(Path, "unlink", stubborn)
    await put_out(evening)
    with caplog.at_level(logging.ERROR):
        await evening.run_due()
        await evening.wait_until(evening.now + timedelta(days=30, hours=1))
        await evening.run_due()
    assert await is_empty(evening)
    assert [path.name for path in evening.bot.settings.harvest_dir.rglob("oogst.*")] == ["oogst.csv"]
    assert f"3 files in {evening.bot.settings.harvest_dir} could not be removed; they are of meetups [1]" in caplog.text


async def test_a_server_that_was_left_while_the_bot_was_away_is_noticed(evening: Evening) -> None:
    await a_full_evening(evening)
    evening.env.backend.remove_guild(evening.guild.id)
    await evening.env.settle()
    async with evening.bot.db.transaction() as db:
        await servers.note_back(db, evening.guild.id)  # as if nobody had heard of it
    assert await left_at(evening) is None
    await evening.restart(timedelta(days=60))
    await evening.run_due()
    assert not await is_empty(evening)  # the thirty days begin when it is noticed
    await evening.env.advance_time(timedelta(days=30).total_seconds())
    await evening.run_due()
    assert await is_empty(evening)


async def test_coming_back_in_time_keeps_everything(evening: Evening) -> None:
    await a_full_evening(evening)
    await put_out(evening)
    assert await left_at(evening) is not None
    await evening.run_due()
    await evening.restart(timedelta(days=29))
    assert await left_at(evening) is None
    await evening.env.advance_time(timedelta(days=31).total_seconds())
    await evening.run_due()
    assert len(await texts(evening)) == 4


async def test_being_invited_again_while_away_for_long_keeps_everything(evening: Evening) -> None:
    await a_full_evening(evening)
    async with evening.bot.db.transaction() as db:
        await servers.note_left(db, evening.guild.id, evening.now)
        await servers.note_warned(db, evening.guild.id, evening.now)
    await evening.restart(timedelta(days=60))
    assert await left_at(evening) is None
    assert len(await texts(evening)) == 4


async def test_a_server_on_which_the_bot_is_loses_nothing_whatever_the_file_says(evening: Evening) -> None:
    """The last look before everything goes is at Discord itself."""
    await a_full_evening(evening)
    async with evening.bot.db.transaction() as db:
        await servers.note_left(db, evening.guild.id, evening.now - timedelta(days=60))
        await servers.note_warned(db, evening.guild.id, evening.now - timedelta(days=60))
    await evening.run_due()
    assert len(await texts(evening)) == 4


async def test_a_server_that_discord_cannot_show_is_not_left(evening: Evening) -> None:
    await a_full_evening(evening)
    evening.env.backend.emit("GUILD_DELETE", {"id": str(evening.guild.id), "unavailable": True})
    await evening.env.settle()
    await evening.bot.on_ready()
    await evening.env.advance_time(timedelta(days=31).total_seconds())
    await evening.run_due()
    assert await left_at(evening) is None
    assert len(await texts(evening)) == 4


async def test_nothing_is_erased_before_a_warning_with_all_files(
    evening: Evening, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_full_evening(evening)
    folder = evening.bot.settings.harvest_dir
    room = bundled.write

    def no_room(*_anything: object) -> bundled.Made:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(bundled, "write", no_room)
    with caplog.at_level(logging.WARNING):
        await put_out(evening)
        for _day in range(100):
            await evening.wait_until(evening.now + timedelta(days=1))
            await evening.run_due()
        assert "is not erased" in caplog.text
        assert len(await texts(evening)) == 4
        monkeypatch.setattr(bundled, "write", room)
        await evening.wait_until(evening.now + timedelta(days=1))
        await evening.run_due()
    (home,) = folder.glob("bundel-*")
    assert f"all its meetups are in {home}" in caplog.text
    assert "Fatma" in (home / "bundel.json").read_text("utf-8")
    assert len(await texts(evening)) == 4
    evening.bot.settings.left_server_days = 3
    await evening.wait_until(evening.now + timedelta(days=3))
    await evening.run_due()
    assert await is_empty(evening)
    assert not home.exists()


async def test_moderators_read_beforehand_what_happens_when_the_bot_leaves(evening: Evening) -> None:
    await a_full_evening(evening)
    posts = (await evening.place(PlaceKind.MODERATORS)).history()
    assert any("wis ik 30 dagen later alles ervan" in post.content for post in posts)
