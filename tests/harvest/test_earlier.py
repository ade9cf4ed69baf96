"""Files of earlier exports: found wherever they went, and written anew when somebody was erased."""

import json
from dataclasses import replace
from pathlib import Path

from bot.harvest import earlier, files
from tests.harvest.sample import ZONE, a_harvest
from tests.keeping import contents


def holds(folder: Path, words: str) -> bool:
    return any(words.encode() in part for path in folder.rglob("oogst*.*") for part in contents(path))


async def test_every_file_is_written_anew_with_and_without_names_and_in_every_folder(tmp_path: Path) -> None:
    home, other = tmp_path / "oogst", tmp_path / "usb"
    before, after = a_harvest("vertel ik over Fatma"), a_harvest("iets anders")
    await files.write(before, home, ZONE)
    await files.write(before.without_names(), home, ZONE, ["csv", "md"])
    await files.write(before, other, ZONE, ["xlsx"])
    earlier.remember(home, other)
    earlier.remember(home, other)
    earlier.remember(home, home)
    found = await earlier.written_for(before.meetup, home, ZONE)
    assert len(found) == 7
    done = await earlier.renew(after, found, ZONE)
    assert done == earlier.Renewed(tuple(found), ())
    assert not holds(tmp_path, "Fatma")
    assert holds(home, "iets anders")
    (anonymous,) = home.rglob("oogst-anoniem.csv")
    assert "Noor" not in anonymous.read_text("utf-8")
    assert sorted(path.name for path in home.rglob("*") if path.is_file()) == sorted(
        [".elders", *(path.name for path in found if home in path.parents)]
    )


async def test_what_is_not_ours_stays_and_a_draft_goes_and_one_that_fails_stops_no_other(tmp_path: Path) -> None:
    written = await files.write(a_harvest("vertel ik over Fatma"), tmp_path, ZONE)
    home = written[0].parent
    (home / "oogst-notities.docx").write_text("van mij")
    (home / ".oogst.x1y2").mkdir()
    (home / ".oogst.x1y2" / "oogst.csv").write_text("Fatma")
    (home / ".oogst.123").touch()
    written[1].unlink()
    written[1].mkdir()
    (written[1] / "in de weg").touch()
    found = await earlier.written_for(a_harvest("x").meetup, tmp_path, ZONE)
    done = await earlier.renew(a_harvest("x"), found, ZONE)
    assert set(done.left) == {written[1], home / "oogst-notities.docx"}
    assert set(done.renewed) == set(written) - {written[1]}
    assert (home / "oogst-notities.docx").read_text() == "van mij"
    assert not list(home.glob(".oogst*"))


async def test_a_meetup_of_another_database_with_the_same_number_is_never_touched(tmp_path: Path) -> None:
    ours = a_harvest("x")
    other = replace(ours, meetup=replace(ours.meetup, uid="0" * 32))
    theirs = await files.write(other, tmp_path, ZONE)
    mine = await files.write(ours, tmp_path, ZONE)
    assert theirs[0].parent != mine[0].parent
    assert await earlier.written_for(ours.meetup, tmp_path, ZONE) == sorted(mine)
    again = await files.write(ours, tmp_path, ZONE)
    assert again == mine


async def test_a_file_of_version_1_is_known_by_its_number(tmp_path: Path) -> None:
    written = await files.write(a_harvest("x"), tmp_path, ZONE, ["json"])
    home = written[0].parent.rename(tmp_path / "eigen naam")
    path = home / "oogst.json"
    path.write_text(json.dumps({"version": 1, "meetup": {"id": a_harvest("x").meetup.id, "title": "T"}}))
    assert await earlier.written_for(a_harvest("x").meetup, tmp_path, ZONE) == [path]
