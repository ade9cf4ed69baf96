"""Sources that can't be read are named and left out; databases are read as harvests are."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.core.words.text import Refusal
from tests.bench.size import a_meetup_with
from tests.bundling import bundled
from tests.season import Season


async def test_each_source_that_cannot_be_read_is_named_and_the_others_are_bundled(tmp_path: Path) -> None:
    homes = Season(evenings=3).write(tmp_path / "oogst")
    newer = tmp_path / "nieuwer.json"
    newer.write_text((homes[0] / "oogst.json").read_text("utf-8").replace('"version": 2', '"version": 9'), "utf-8")
    half = tmp_path / "half.json"
    half.write_bytes((homes[1] / "oogst.json").read_bytes()[:2000])
    strange = tmp_path / "vreemd.json"
    strange.write_text((homes[1] / "oogst.json").read_text("utf-8").replace('"nodig"', '"wens"'), "utf-8")
    empty, text = tmp_path / "leeg", tmp_path / "brief.docx"
    empty.mkdir()
    text.write_bytes(b"PK\x03\x04\x00\xff")
    wrong = [newer, half, strange, empty, text, tmp_path / "weg", tmp_path / "oud.sqlite3"]
    with closing(sqlite3.connect(wrong[-1])) as connection, connection:
        connection.execute("CREATE TABLE iets (a)")
    made, bundle = await bundled(tmp_path / "bundel", *wrong, *homes)
    assert {rejected["source"] for rejected in bundle["rejected"]} == set(map(str, wrong))
    assert all(
        rejected["why"].endswith((".", "?")) and str(tmp_path) in rejected["why"] for rejected in bundle["rejected"]
    )
    assert bundle["figures"]["meetups"] == 3
    assert len(made.rejected) == len(wrong)
    with pytest.raises(Refusal):
        await bundled(tmp_path / "niets", *wrong)
    assert not (tmp_path / "niets").exists()


async def test_a_folder_of_harvests_is_all_of_them(tmp_path: Path) -> None:
    Season(evenings=3).write(tmp_path / "oogst")
    _made, bundle = await bundled(tmp_path / "oogst" / "bundel", tmp_path / "oogst")
    assert bundle["figures"]["meetups"] == 3
    _made, again = await bundled(tmp_path / "oogst" / "bundel", tmp_path / "oogst")  # also beside an earlier bundle
    assert again["figures"] == bundle["figures"]


async def a_database(path: Path, contributions: int) -> Path:
    """A database with one meetup that is over."""
    await a_meetup_with(contributions, path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE meetups SET started_at = planned_start, state = 'closed'")
    return path


async def test_a_database_is_a_source_and_a_damaged_one_is_named(tmp_path: Path) -> None:
    path = await a_database(tmp_path / "meetups.sqlite3", 200)
    _made, bundle = await bundled(tmp_path / "bundel", path)
    (meetup,) = bundle["meetups"]
    assert (meetup["title"], meetup["place"], meetup["date"]) == ("Groot", "Lelystad", "2026-11-24")
    assert bundle["figures"]["contributions"] == 200
    assert bundle["season"] == "2026-2027"
    content = bytearray(path.read_bytes())
    for at in range(len(content) // 2, len(content), 97):
        content[at] ^= 0xFF
    broken = tmp_path / "stuk.sqlite3"
    broken.write_bytes(content)
    (home,) = Season(evenings=1).write(tmp_path / "oogst")
    _made, bundle = await bundled(tmp_path / "ander", broken, home)
    assert [one["source"] for one in bundle["rejected"]] == [str(broken)]
    assert "beschadigd" in bundle["rejected"][0]["why"]


@pytest.mark.parametrize("flip", range(12))
async def test_one_flipped_byte_is_never_a_traceback(tmp_path: Path, flip: int) -> None:
    path = await a_database(tmp_path / "meetups.sqlite3", 20)
    content = bytearray(path.read_bytes())
    content[len(content) * flip // 12 + 40] ^= 0x5A
    path.write_bytes(content)
    (home,) = Season(evenings=1).write(tmp_path / "oogst")
    made, bundle = await bundled(tmp_path / "bundel", path, home)
    assert bundle["figures"]["meetups"] + len(made.rejected) == 2


async def test_a_value_that_nothing_wrote_there_is_damage(tmp_path: Path) -> None:
    path = await a_database(tmp_path / "meetups.sqlite3", 20)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE contributions SET kind = 'x' WHERE id = 7")
    (home,) = Season(evenings=1).write(tmp_path / "oogst")
    made, bundle = await bundled(tmp_path / "bundel", path, home)
    assert [rejected.source for rejected in made.rejected] == [str(path)]
    assert [one["uid"] for one in bundle["meetups"]] == [
        json.loads((home / "oogst.json").read_bytes())["meetup"]["uid"]
    ]
    assert bundle["figures"]["contributions"] == len(bundle["contributions"]) == 24
