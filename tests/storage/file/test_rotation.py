"""A folder of copies: the newest few stay, and nothing goes before the new one is whole."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.storage.file import rotation
from tests.storage.files import made

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_the_newest_copies_stay_and_other_files_are_left_alone(tmp_path: Path) -> None:
    source, folder = await made(tmp_path / "meetups.sqlite3", 1), tmp_path / "kopieen"
    folder.mkdir()
    others = ["meetups-mijn-eigen.sqlite3", "meetups-20260101T000000Z.sqlite3.oud", "anders-20260101T000000Z.sqlite3"]
    for name in others:
        (folder / name).write_text("van iemand")
    gone: list[str] = []
    for day in range(5):
        rotated = rotation.add(source, folder, 3, NOW + timedelta(days=day))
        assert "meetups" in rotated.rows
        gone += [path.name for path in rotated.gone]
    kept = [f"meetups-202611{day}T200000Z.sqlite3" for day in (26, 27, 28)]
    assert names(folder) == sorted([*others, *kept])
    assert gone == ["meetups-20261124T200000Z.sqlite3", "meetups-20261125T200000Z.sqlite3"]


async def test_a_database_that_is_damaged_costs_no_copy(tmp_path: Path) -> None:
    source, folder = await made(tmp_path / "meetups.sqlite3", 1), tmp_path / "kopieen"
    for day in range(2):
        rotation.add(source, folder, 2, NOW + timedelta(days=day))
    before = names(folder)
    whole = source.read_bytes()
    source.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(Refusal):
        rotation.add(source, folder, 1, NOW + timedelta(days=2))
    assert names(folder) == before


async def test_an_old_copy_that_can_not_be_removed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, folder = await made(tmp_path / "meetups.sqlite3", 1), tmp_path / "kopieen"
    rotation.add(source, folder, 1, NOW)

    def refuse(_path: Path) -> None:
        raise PermissionError(13, "mag niet")

    monkeypatch.setattr(os, "unlink", refuse)
    with pytest.raises(Refusal) as caught:
        rotation.add(source, folder, 1, NOW + timedelta(days=1))
    assert "20261124" in say(caught.value.text)
    assert len(names(folder)) == 2
