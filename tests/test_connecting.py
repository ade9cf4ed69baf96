"""A database that is locked or has no room when the bot starts: it waits, tells so once a minute, and goes on."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from bot import connecting
from bot.core.words.text import Refusal
from bot.storage.database import Database
from tests.storage.files import NOW, made, room_for


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program copies or writes, and does not stop."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def full(path: Path) -> Iterator[None]:
    """The disk has no room for another page."""
    with room_for(48):
        yield


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test waits long."""
    monkeypatch.setattr(connecting, "WAITS", (0.001,))
    for module in ("opening", "connecting"):
        monkeypatch.setattr(f"bot.storage.file.{module}.PATIENCE", 0.001)


class Tries:
    """Counts how often the database was tried, and tells the time: half a minute more at each look."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.times, self.now, self._open, self._tried = 0, NOW, Database.open, asyncio.Queue[None]()
        monkeypatch.setattr(Database, "open", self.open)

    async def open(self, path: Path) -> Database:
        """Try, and count it."""
        self.times += 1
        self.now += timedelta(seconds=30)
        self._tried.put_nowait(None)
        return await self._open(path)

    async def reach(self, times: int) -> None:
        """Wait until it was tried so many times more."""
        async with asyncio.timeout(20):
            for _time in range(times):
                await self._tried.get()


@pytest.mark.parametrize("trouble", [locked, full])
async def test_it_waits_tells_so_once_a_minute_and_goes_on(
    tmp_path: Path,
    trouble: Callable[[Path], AbstractContextManager[None]],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    path, tries = await made(tmp_path / "a.sqlite3", *range(1, 3000)), Tries(monkeypatch)
    with caplog.at_level(logging.WARNING), trouble(path):
        opening = asyncio.create_task(connecting.opened(path, asyncio.Event(), lambda: tries.now))
        await tries.reach(8)
        assert not opening.done()
    db = await asyncio.wait_for(opening, 20)
    assert db is not None
    await db.close()
    told = [record for record in caplog.records if "can't be used yet" in record.getMessage()]
    assert (tries.times - 1) // 2 <= len(told) <= tries.times // 2 + 1


async def test_it_can_be_ended_while_it_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, tries, leaving = await made(tmp_path / "a.sqlite3", 1), Tries(monkeypatch), asyncio.Event()
    monkeypatch.setattr(connecting, "WAITS", (0.001, 600.0))
    with locked(path):
        opening = asyncio.create_task(connecting.opened(path, leaving, lambda: NOW))
        await tries.reach(2)
        leaving.set()
        assert await asyncio.wait_for(opening, 20) is None


async def test_a_wrong_file_and_a_second_bot_are_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "fout.sqlite3").write_bytes(b"geen database" * 500)
    path = await made(tmp_path / "a.sqlite3", 1)
    db = await Database.open(path)
    try:
        for wrong in (path, tmp_path / "fout.sqlite3", tmp_path):
            with pytest.raises(Refusal):
                await connecting.opened(wrong, asyncio.Event(), lambda: NOW)
    finally:
        await db.close()
