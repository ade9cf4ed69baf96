"""Several people before one screen: by command and by button, and where they count."""

import csv
import json
from pathlib import Path

import pytest

from bot.storage import attendance, retention
from tests.contributing import chat, stored
from tests.evening import PROGRAMME, Evening, answer


async def begin_as(evening: Evening, folder: Path, kind: str) -> None:
    """Begin the evening of tests/data/proef.yaml as another kind of meetup, in its harvest block."""
    path = folder / "proef.yaml"
    path.write_text(PROGRAMME.read_text("utf-8").replace("soort: meetup", f"soort: {kind}\nnamen: tonen"), "utf-8")
    evening.bot.library._extra["proef"] = path
    await evening.begin_harvest()


async def test_a_class_counts_as_so_many_people_in_the_harvest(evening: Evening, tmp_path: Path) -> None:
    await begin_as(evening, tmp_path, "klas")
    plenary = await evening.plenary
    await chat(evening, "#idee vaker buiten")
    opened = await evening.noor.click(evening.last_panel(plenary, "mijn:groep:"), label="Wij zijn met …")
    said = answer(await evening.noor.submit_modal(opened, {"aantal": "24 leerlingen", "naam": "klas 3b"}))
    assert "Jullie tellen nu als 24 mensen (klas 3b)." in said
    await evening.noor.slash(plenary, "idee", tekst="samen eten")
    await chat(evening, "#idee lezen", evening.sem)
    await evening.pass_time(hours=2)
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    harvest = json.loads(path.read_bytes())
    assert harvest["meetup"]["people"] == 25
    assert [(item["author"], item["people"]) for item in harvest["contributions"]] == [
        ("klas 3b", 1), ("klas 3b", 24), ("Sem", 1),
    ]  # fmt: skip
    (row,) = [row for row in csv.DictReader(path.with_suffix(".csv").read_text("utf-8-sig").splitlines(), delimiter=";")
              if row["Bijdrage"] == "samen eten"]  # fmt: skip
    assert row["Namens hoeveel mensen"] == "24"
    # Who comes back the next morning still speaks for the class.
    await evening.noor.slash(plenary, "idee", tekst="nog een idee")
    assert (await stored(evening))[-1].people == 24


async def test_at_the_tables_they_count_too(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    await evening.sem.join_voice(table)
    await evening.noor.join_voice(table)
    await evening.noor.slash(await evening.plenary, "mijn groep", aantal=4)
    db, place = evening.bot.db.read, next(one.id for one in (await evening.venue()).tables() if one.title == "Taal")
    assert (await attendance.people_per_place(db, evening.meetup_id))[place] == 5
    assert (await attendance.most_per_place(db, evening.meetup_id))[place] == 5
    assert "5 mensen" in await evening.command("ruimtes status")
    await evening.pass_time(seconds=30)
    ways = str(evening.last_panel(await evening.plenary, f"tafel:{place}").components)
    assert "Taal · 5" in ways


async def test_other_meetups_have_the_command_only(evening: Evening) -> None:
    await evening.begin()
    with pytest.raises(AssertionError, match="no button"):
        evening.last_panel(await evening.plenary, "mijn:groep:")
    said = answer(await evening.noor.slash(await evening.plenary, "mijn groep", aantal=3, naam="de keukentafel"))
    assert "Jullie tellen nu als 3 mensen (de keukentafel)." in said
    assert "telt weer als één persoon" in answer(
        await evening.noor.slash(await evening.plenary, "mijn groep", aantal=1)
    )


@pytest.mark.parametrize("number", ["4000", "heel veel", "20 of 30"])
async def test_a_class_of_4000_is_told_what_to_do(evening: Evening, tmp_path: Path, number: str) -> None:
    await begin_as(evening, tmp_path, "klas")
    opened = await evening.noor.click(evening.last_panel(await evening.plenary, "mijn:groep:"), label="Wij zijn met …")
    said = answer(await evening.noor.submit_modal(opened, {"aantal": number, "naam": "klas 3b"}))
    assert "Geef een getal van 1 tot en met 60" in said
    assert "een eigen account" in said


async def test_where_names_are_hidden_the_name_stands_beside_no_words(evening: Evening, tmp_path: Path) -> None:
    await begin_as(evening, tmp_path, "klas")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.noor.slash(await evening.plenary, "mijn groep", aantal=24, naam="klas 3b")
    await evening.noor.slash(await evening.plenary, "idee", tekst="samen eten")
    assert [item.author_name for item in await stored(evening)] == [""]
    kept = answer(await evening.noor.slash(await evening.plenary, "mijn gegevens"))
    assert "(klas 3b)" in kept


async def test_the_figures_stay_when_names_and_texts_go(evening: Evening, tmp_path: Path) -> None:
    await begin_as(evening, tmp_path, "klas")
    await evening.noor.slash(await evening.plenary, "mijn groep", aantal=24, naam="klas 3b")
    await evening.noor.slash(await evening.plenary, "idee", tekst="samen eten")
    await evening.pass_time(hours=2)
    async with evening.bot.db.transaction() as db:
        await retention.empty(db, evening.meetup_id, evening.now)
    db_read = evening.bot.db.read
    assert await attendance.people(db_read, evening.meetup_id) == 24
    (row,) = await db_read.all("SELECT person, people, name FROM screens")
    assert (row["person"] < 0, row["people"], row["name"]) == (True, 24, "")
