"""The harvest: real files, opened again by a real reader."""

import csv
import gc
import io
import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.content.texts import say
from bot.core.kinds import KINDS
from bot.core.people.sharing import Sharing
from bot.core.words.escaping import visible
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest import earlier, files
from tests.evening import Evening
from tests.harvest.sample import HOSTILE, UID, ZONE, a_harvest, an_item
from tests.safety.exports import what_people_said, written


def all_cells(path: Path) -> list[object]:
    book = openpyxl.load_workbook(path)
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None]


def as_table(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_opens_in_a_dutch_excel() -> None:
    content = written("csv", a_harvest("ga ik bellen"))
    assert content.startswith(b"\xef\xbb\xbf")
    head, row = as_table(content)
    assert head[:4] == ["Nr.", "Soort", "Bijdrage", "Naam"]
    assert row[2:4] == ["ga ik bellen", "Noor"]
    assert "24-11-2026 19:30" in row  # as the clock in the Netherlands showed it


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_runs_as_a_formula_and_nothing_is_lost(text: str) -> None:
    harvest = a_harvest(text, author="=1+1")
    (_head, row) = as_table(written("csv", harvest))
    for cell in row:
        assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
    assert row[2].removeprefix("'") == visible(Typed(text).raw)


def test_json_is_the_contract() -> None:
    content = json.loads(written("json", a_harvest("ga ik bellen")))
    assert list(content) == ["version", "exported_at", "meetup", "agenda", "rooms", "contributions", "forms"]
    assert (content["version"], content["exported_at"], content["forms"]) == (2, "2026-11-24T20:35:00Z", [])
    assert content["meetup"] == {
        "id": 7, "uid": UID, "title": "Meetup in 's-Hertogenbosch", "kind": "meetup", "place": "’s-Hertogenbosch",
        "province": "", "season": "", "follows": None, "started_at": "2026-11-24T18:30:00Z",
        "ended_at": "2026-11-24T20:30:00Z", "people": 3,
    }  # fmt: skip
    assert set(content["agenda"][0]) == {"title", "kind", "planned_start", "planned_end", "actual_start", "actual_end"}
    assert content["rooms"] == [{"title": "Taal", "theme": "taal", "people": 5, "most": 3, "prompts_posted": 4}]
    assert content["contributions"] == [
        {
            "id": 0, "kind": "morgen", "text": "ga ik bellen", "author": "Noor", "role": None, "theme": None,
            "theme_source": None, "room": None, "source": "chat", "said_at": "2026-11-24T18:30:00Z",
            "edited_at": None, "joined": 0, "people": 1, "shared": None, "highlighted": False, "hidden": False,
            "late": False, "parent": None, "parent_meetup": None, "labels": [], "details": {}, "follow_up": None,
        }
    ]  # fmt: skip


def test_json_keeps_every_character() -> None:
    content = json.loads(written("json", a_harvest(*HOSTILE)))
    assert [item["text"] for item in content["contributions"]] == [Typed(text).raw for text in HOSTILE]


@given(st.text(min_size=1, max_size=80).filter(str.strip))
@settings(max_examples=200)
def test_nothing_anybody_types_becomes_markup_in_the_report(text: str) -> None:
    report = what_people_said(written("md", a_harvest(f"x{text}")).decode())
    tokens = MarkdownIt("commonmark").enable("table").parse(report)
    kinds = {token.type for token in tokens} | {child.type for token in tokens for child in token.children or []}
    assert not kinds & {
        "code_inline",
        "link_open",
        "em_open",
        "strong_open",
        "html_inline",
        "html_block",
        "fence",
        "image",
    }
    headings = sum(token.type == "heading_open" for token in tokens)
    assert headings == 5  # the title, the contributions, the pledges, the agenda, the tables: none by what was typed


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_harmless_in_the_report(text: str) -> None:
    report = what_people_said(written("md", a_harvest(text)).decode())
    html = MarkdownIt("commonmark").render(report)
    assert "<script" not in html
    assert "<a " not in html
    assert "<strong>" not in html


async def test_names_are_hidden_where_the_programme_says_so(tmp_path: Path) -> None:
    for harvest in (a_harvest("ga ik bellen", names=False), a_harvest("ga ik bellen").without_names()):
        for path in await files.write(harvest, tmp_path, ZONE):
            assert b"Noor" not in path.read_bytes()
        book = openpyxl.load_workbook(next(tmp_path.rglob("oogst.xlsx")))
        assert book["Bijdragen"]["D2"].value is None


async def test_the_files_go_to_date_and_slug_and_are_written_whole(tmp_path: Path) -> None:
    written = await files.write(a_harvest("ga ik bellen"), tmp_path, ZONE)
    assert [str(path.relative_to(tmp_path)) for path in written] == [
        f"2026-11-24-meetup-in-s-hertogenbosch/oogst.{name}" for name in ("json", "csv", "xlsx", "md")
    ]
    assert sorted(path.name for path in written[0].parent.iterdir()) == sorted(path.name for path in written)
    again = await files.write(a_harvest("ga ik mailen"), tmp_path, ZONE)
    assert again == written
    other = a_harvest("x")
    third = await files.write(replace(other, meetup=replace(other.meetup, id=8)), tmp_path, ZONE)
    assert third[0].parent.name == "2026-11-24-meetup-in-s-hertogenbosch-8"


async def test_anonymous_files_stand_beside_those_with_names_and_leave_out_what_is_kept_back(tmp_path: Path) -> None:
    items = (
        an_item(0, "ga ik bellen"),
        replace(an_item(1, "liever zwijgen"), sharing=Sharing.NOT),
        replace(an_item(2, "verborgen"), hidden=True),
        replace(an_item(3, "met naam"), sharing=Sharing.NAMED),
    )
    harvest = a_harvest(*items)
    named = await files.write(harvest, tmp_path, ZONE)
    before = {path: path.read_bytes() for path in named}
    nameless = await files.write(harvest.without_names(), tmp_path, ZONE)
    assert [path.name for path in nameless] == [f"oogst-anoniem.{name}" for name in files.FORMATS]
    assert {path: path.read_bytes() for path in named} == before
    assert await earlier.written_for(harvest.meetup, tmp_path, ZONE) == sorted([*named, *nameless])
    content = json.loads(nameless[0].read_bytes())
    assert [item["text"] for item in content["contributions"]] == ["ga ik bellen", "met naam"]
    assert len(json.loads(named[0].read_bytes())["contributions"]) == 4
    for path in nameless:
        book = path.suffix == ".xlsx"
        said = "".join(map(str, all_cells(path))) if book else path.read_text("utf-8")
        assert "ga ik bellen" in said
        for part in ("Noor", "liever zwijgen", "verborgen"):
            assert part not in said.replace("Verborgen", ""), (path, part)


async def test_nothing_left_to_show_is_a_harvest_all_the_same(tmp_path: Path) -> None:
    hidden = a_harvest(replace(an_item(0, "weg"), hidden=True)).without_names()
    path, *_rest = await files.write(hidden, tmp_path, ZONE)
    assert json.loads(path.read_bytes())["contributions"] == []


async def test_two_anonymous_harvests_of_one_day_and_title_get_folders_of_their_own(tmp_path: Path) -> None:
    harvest = a_harvest("x").without_names()
    first = await files.write(harvest, tmp_path, ZONE)
    second = await files.write(replace(harvest, meetup=replace(harvest.meetup, id=8)), tmp_path, ZONE)
    assert first[0].parent != second[0].parent


async def test_the_files_of_a_meetup_are_found_again_also_what_a_killed_export_left(tmp_path: Path) -> None:
    harvest = a_harvest("ga ik bellen")
    written = await files.write(harvest, tmp_path, ZONE)
    left = written[0].parent / ".oogst.x1y2"
    left.mkdir()
    (tmp_path / "iets anders").mkdir()
    assert await earlier.written_for(harvest.meetup, tmp_path, ZONE) == sorted([*written, left])


@pytest.mark.parametrize("title", ["../../etc/passwd", "C:\\x", "CON", "a\x00b", "🎉", "", "   ", "x" * 300])
def test_a_title_never_leads_out_of_the_folder(title: str) -> None:
    name = files.slug(Typed(title))
    assert name
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(name) <= 60


async def test_a_folder_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    with pytest.raises(Refusal, match="Nothing is lost"):
        await files.write(a_harvest("x"), tmp_path / "bestand", ZONE)


@pytest.mark.parametrize("format", files.FORMATS)
@pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning")
def test_every_format_fails_alike_where_a_file_cannot_be_written(tmp_path: Path, format: str) -> None:
    with pytest.raises(IsADirectoryError):
        files.FORMATS[format](a_harvest("x"), ZONE, tmp_path)
    gc.collect()  # xlsxwriter leaves its own files open when it fails


async def test_the_counts_in_the_files_equal_the_databases(evening: Evening) -> None:
    await evening.begin_tables()
    table, plenary = await evening.table("Taal"), await evening.plenary
    await evening.noor.join_voice(table)
    await evening.noor.send(table, "#werkt samen lezen")
    message = await evening.sem.send(plenary, "#morgen ga ik bellen #nodig tijd")
    await evening.noor.slash(plenary, "idee", tekst="samen koken")
    await evening.sem.edit(message, "#morgen ga ik bellen")
    await evening.pass_time(hours=2)
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    content = json.loads(path.read_bytes())
    rows = await evening.bot.db.read.all("SELECT kind, text FROM contributions ORDER BY id")
    assert [(item["kind"], item["text"]) for item in content["contributions"]] == [tuple(row) for row in rows]
    assert len(rows) == 3
    assert content["meetup"]["people"] == 2
    assert [(r["title"], r["people"], r["prompts_posted"]) for r in content["rooms"]] == [
        ("Taal", 1, 4),
        ("Vrije tafel", 0, 2),
    ]
    first, *_rest, last = content["agenda"]
    assert first["actual_start"] == first["planned_start"] or first["actual_start"] == content["meetup"]["started_at"]
    assert last["actual_end"] == content["meetup"]["ended_at"]
    assert content["contributions"][0]["theme"] == "taal"
    lines = csv.DictReader(path.with_name("oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert [(line["Soort"], line["Bijdrage"]) for line in lines] == [tuple(row) for row in rows]
    book = openpyxl.load_workbook(path.with_name("oogst.xlsx"))
    sheet = book["Bijdragen"].iter_rows(min_row=2, min_col=2, max_col=3, values_only=True)
    assert list(sheet) == [tuple(row) for row in rows]
    figures: dict[object, Any] = {cells[0]: cells[1] for cells in book["Overzicht"].iter_rows(values_only=True)}
    assert (figures["Mensen die meededen"], figures["Bijdragen"]) == (2, 3)
    per_kind = await evening.bot.db.read.all("SELECT kind, count(*) FROM contributions GROUP BY kind")
    for kind, n in map(tuple, per_kind):
        assert figures[say(KINDS[kind].heading)] == n
    assert figures["Taal"] + figures["Niet bij een thema"] == 3
    report = what_people_said(path.with_name("oogst.md").read_text("utf-8"))
    assert "Er deden 2 mensen mee; samen schreven ze 3 bijdragen." in report
    assert report.count("\n- ") == 3


async def test_what_author_and_moderators_decided_stands_in_every_file(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await evening.sem.send(await evening.plenary, "#nodig geld van de gemeente")
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE contributions SET highlighted = 1, wall = 'naam' WHERE kind = 'morgen'")
        await db.run("UPDATE contributions SET hidden = 'een naam' WHERE kind = 'nodig'")
    await evening.command("oogst export")
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    items = json.loads(path.read_bytes())["contributions"]
    assert [(item["shared"], item["highlighted"], item["hidden"]) for item in items] == [
        ("name", True, False), (None, False, True),
    ]  # fmt: skip
    names = ("Mogen anderen dit lezen?", "Uitgelicht", "Verborgen", "Gericht aan")
    right = [("met naam", "ja", "", ""), ("niet gekozen", "", "ja", "gemeente")]
    lines = list(csv.DictReader(path.with_name("oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert [tuple(line[name] for name in names) for line in lines] == right
    head, *rows = openpyxl.load_workbook(path.with_name("oogst.xlsx"))["Bijdragen"].iter_rows(values_only=True)
    assert [tuple(row[head.index(name)] or "" for name in names) for row in rows] == right
    report = path.with_name("oogst.md").read_text("utf-8")
    assert "bijvoorbeeld “Morgen ga ik bellen”. Daarvoor hebben zij één ding nodig, van de gemeente (1)." in report
    assert "geld van" not in report


async def test_drafts_of_a_process_that_was_killed_go_and_those_of_another_that_writes_stay(tmp_path: Path) -> None:
    harvest = a_harvest("ga ik bellen")
    (path,) = await files.write(harvest, tmp_path, ZONE, ["json"])
    left, busy = path.with_name(".oogst.oud"), path.with_name(".oogst.nieuw")
    for folder in (left, busy):
        folder.mkdir()
        (folder / "oogst.json").write_text("woorden van iemand")
    os.utime(left, (0, 0))
    await files.write(harvest, tmp_path, ZONE, ["json"])
    assert not left.exists()
    assert busy.exists()


async def test_oogst_export_gives_the_files_again(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    said = await evening.command("oogst export")
    assert "https://discord.com/channels/" in said
    refused = await evening.noor.slash(await evening.plenary, "oogst export")
    assert refused.response is not None
    assert "voor moderatoren" in refused.response.content
