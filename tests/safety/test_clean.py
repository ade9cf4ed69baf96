"""Halves of characters, NULs and control characters: cleaned at each door, and in no file, post or column."""

import csv
import io
import json

import openpyxl

from tests.contributing import chat, texts
from tests.evening import Evening
from tests.safety.hostile import DISTURBING

DIRT = "\x00\ud83d\x1b\x07\udc00\x7f\ufffe"


def dirty(words: str) -> str:
    """The words with dirt at both ends and between."""
    return DIRT + words.replace(" ", f" {DIRT}") + DIRT


async def said_by_each_door(evening: Evening) -> None:
    backend = evening.env.backend
    backend.get_member(evening.guild.id, evening.noor.id).nick = dirty("Noor uit Lelystad")
    await evening.plan(titel=dirty("Avond over taal"), plaats=dirty("Lelystad"))
    await evening.command("meetup start")
    await evening.pass_time(minutes=10)
    plenary = await evening.plenary
    await evening.noor.slash(plenary, "morgen", tekst=dirty("bel ik Fatma"))
    listed = await evening.noor.slash(plenary, "mijn bijdragen")
    assert listed.response is not None
    form = await evening.noor.click(listed.response, label="Wijzigen 1")
    await evening.noor.submit_modal(form, {"tekst": dirty("bel ik haar zus")})
    shown = await evening.noor.slash(plenary, "idee")
    await evening.noor.submit_modal(shown, {"tekst": dirty("samen koken"), "why": dirty("met Sem")})
    await chat(evening, dirty("#nodig meer tijd"))
    loose = await chat(evening, dirty("wij lezen voor"))
    await evening.save_as(evening.noor, "werkt", loose)
    channel = evening.guild.create_text_channel(dirty("gesprek"))
    await chat(evening, f"#idee praten in <#{channel.id}>")
    edited = await chat(evening, "#nodig rust")
    await evening.noor.edit(edited, dirty("#nodig veel rust"))
    await evening.command("ruimtes bericht", tekst=dirty("nog vijf minuten"))


async def test_each_door_cleans_what_comes_in_and_keeps_every_word(evening: Evening) -> None:
    await said_by_each_door(evening)
    assert sorted(await texts(evening)) == [
        "bel ik haar zus", "meer tijd", "praten in #gesprek", "samen koken", "veel rust",
        "wij lezen voor",
    ]  # fmt: skip
    posted = str(await evening.everything_posted())
    assert "nog vijf minuten" in posted
    await evening.command("oogst export")
    (folder,) = evening.bot.settings.harvest_dir.iterdir()
    assert folder.name.endswith("-avond-over-taal")
    read = json.loads((folder / "oogst.json").read_text("utf-8"))
    assert read["meetup"]["title"] == "Avond over taal"
    assert {item["author"] for item in read["contributions"]} == {"Noor uit Lelystad"}
    rows = list(csv.reader(io.StringIO((folder / "oogst.csv").read_text("utf-8-sig")), delimiter=";"))
    sheet = openpyxl.load_workbook(folder / "oogst.xlsx").worksheets
    cells = [str(cell) for page in sheet for row in page.iter_rows(values_only=True) for cell in row]
    report = (folder / "oogst.md").read_text("utf-8")
    for content in ([json.dumps(read, ensure_ascii=False)], [cell for row in rows for cell in row], cells, [report]):
        assert any("haar zus" in part for part in content)
        assert not any(DISTURBING.search(part) for part in content)
        "".join(content).encode()


async def test_nothing_in_the_database_is_dirty(evening: Evening) -> None:
    await said_by_each_door(evening)
    db = evening.bot.db.read
    for table in [row["name"] for row in await db.all("SELECT name FROM sqlite_master WHERE type = 'table'")]:
        for row in await db.all(f"SELECT * FROM {table}"):
            assert not [value for value in tuple(row) if isinstance(value, str) and DISTURBING.search(value)], table
