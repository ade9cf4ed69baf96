"""Sources that can't be read are named and left out; databases are read as harvests are."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.core.words.text import Refusal
from bot.storage import pulse
from bot.storage.database import Database
from bot.storage.pulse import Pulse
from tests.bench.size import a_meetup_with
from tests.bundling import NOW, bundled
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


@pytest.mark.parametrize(
    "written, counted",
    [("Friesland", "Fryslân"), ("Fryslan", "Fryslân"), ("noord holland", "Noord-Holland"), ("X", "X")],
)
async def test_a_province_counts_as_one_however_a_file_spells_it(tmp_path: Path, written: str, counted: str) -> None:
    (home,) = Season(evenings=1).write(tmp_path / "oogst")
    harvest = json.loads((home / "oogst.json").read_bytes())
    harvest["meetup"]["province"] = written
    (home / "oogst.json").write_text(json.dumps(harvest), "utf-8")
    _made, bundle = await bundled(tmp_path / "bundel", home)
    assert set(bundle["figures"]["by_province"]) == {counted}


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


async def test_an_old_copy_of_a_database_does_not_win_from_what_was_exported_since(tmp_path: Path) -> None:
    """The copy of a night has the sign of life of then; the live one was ended well, and has none."""
    live = await a_database(tmp_path / "meetups.sqlite3", 3)
    copy = tmp_path / "kopie.sqlite3"
    copy.write_bytes(live.read_bytes())
    db = await Database.open(copy)
    async with db.transaction() as transaction:
        await pulse.note(transaction, Pulse(NOW - timedelta(days=40), NOW - timedelta(days=50), "1", None, None, 0))
    await db.close()
    with closing(sqlite3.connect(live)) as connection, connection:
        connection.execute("DELETE FROM contributions WHERE id = 1")
    for sources in ((copy, live), (live, copy)):
        _made, bundle = await bundled(tmp_path / "bundel", *sources)
        assert bundle["figures"]["contributions"] == 2
    _made, bundle = await bundled(tmp_path / "bundel", copy)
    assert bundle["meetups"][0]["exported_at"] == "2027-04-22T00:00:00Z"


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
