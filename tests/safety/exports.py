"""Every export format opened by a real reader: what people typed is text in it, and everything is in its place."""

import csv
import io
import json
import tempfile
from datetime import tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import openpyxl
from markdown_it.token import Token

from bot.content.texts import say
from bot.core.people.sharing import Sharing
from bot.core.words.escaping import one_line, visible
from bot.core.words.text import _
from bot.harvest import files, toolkit
from bot.harvest.records import Harvest
from tests.safety.hostile import DISTURBING, MARKDOWN

ZONE: tzinfo = ZoneInfo("Europe/Amsterdam")
FORMULA = ("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠")
PLAIN = {"text", "softbreak", "hardbreak"}


def check(harvest: Harvest) -> None:
    """Every format that there is."""
    readers = {"json": _json, "csv": _csv, "xlsx": _xlsx, "md": _markdown}
    assert set(files.FORMATS) == set(readers), "a new format needs a reader here"
    for name, read in readers.items():
        read(harvest, written(name, harvest))


def written(format: str, harvest: Harvest) -> bytes:
    """The file of a format."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "oogst"
        files.FORMATS[format](harvest, ZONE, path)
        return path.read_bytes()


def _json(harvest: Harvest, content: bytes) -> None:
    read = json.loads(content)
    assert [item["text"] for item in read["contributions"]] == [item.text for item in harvest.contributions]
    assert [table["title"] for table in read["rooms"]] == [table.title for table in harvest.tables]


def _csv(harvest: Harvest, content: bytes) -> None:
    head, *lines = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";")
    assert {len(line) for line in lines} <= {len(head)}
    for line, item in zip(lines, harvest.contributions, strict=True):
        for cell in line:
            assert not cell.lstrip(" \u200b\ufeff\u2060").startswith(FORMULA), cell
            assert not DISTURBING.search(cell)
        for cell, typed in ((line[2], item.text), (line[3], item.author), (line[6], item.table)):
            shown = visible(typed.raw) if typed else ""
            assert cell in (shown, f"'{shown}")


def _xlsx(harvest: Harvest, content: bytes) -> None:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert cell.hyperlink is None
                assert not DISTURBING.search(str(cell.value))
    sheet = book.worksheets[1]
    shown = [sheet.cell(row, 3).value for row in range(2, harvest.total + 2)]
    assert [_unmarked(value) for value in shown] == [
        _unmarked(visible(item.text.raw)) for item in harvest.contributions
    ]
    tables = [_unmarked(row[0].value) for row in book.worksheets[-1].iter_rows(min_row=2)]
    assert tables == [_unmarked(table.title.raw) for table in harvest.tables]


def _unmarked(value: object) -> str:
    """Without how Excel writes a literal "_x0041_", which openpyxl reads back in its own way."""
    return str(value).replace("_x005F_", "_").replace("_x0041_", "A")


def what_people_said(report: str) -> str:
    """A report without our own directions and links for those who want to go on by themselves."""
    before, _title, after = report.partition(f"## {say(toolkit.TITLE)}")
    return before + after[after.index("## " + say(_("Agenda"))) :] if after else before


def _markdown(harvest: Harvest, content: bytes) -> None:
    report = what_people_said(content.decode())
    assert not DISTURBING.search(report)
    tokens = MARKDOWN.parse(report)
    kinds = {child.type for token in tokens for child in token.children or ()} - PLAIN
    assert kinds == set(), f"markup out of what people typed: {kinds}"
    blocks = {token.type for token in tokens if token.nesting != -1}
    assert not blocks & {"html_block", "fence", "code_block", "blockquote_open", "hr", "ordered_list_open"}
    quoted = [item for item in harvest.contributions if item.may_be_quoted]
    themes = {item.theme or item.table for item in quoted}
    groups = {(item.theme or item.table, item.kind) for item in quoted}
    headings = [token.tag for token in tokens if token.type == "heading_open"]
    assert headings.count("h1") == 1
    assert headings.count("h2") <= 1 + bool(harvest.tables) + len(themes)
    assert len(headings) - 1 - headings.count("h2") <= len(groups)
    rows = sum(token.type == "tr_open" for token in tokens)
    assert rows == 1 + len(harvest.agenda) + (1 + len(harvest.tables) if harvest.tables else 0)
    outer = [at for at, token in enumerate(tokens) if token.type == "list_item_open" and token.level == 1]
    items = [_text(tokens[at + 2]) for at in outer]
    assert len(items) == len(quoted)
    for item in quoted:
        said = " ".join(filter(None, (one_line(line) for line in visible(item.text.raw).splitlines())))
        assert any(one_line(said) in shown for shown in items), (said, items)
        if item.author and item.sharing is Sharing.NAMED:
            assert any(shown.endswith(f"— {one_line(item.author.raw)}") for shown in items)


def check_own(document: bytes, texts: list[str]) -> None:
    """The file with everything that is kept of one person."""
    assert not DISTURBING.search(document.decode())
    tokens = MARKDOWN.parse(document.decode())
    inside = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inside} <= PLAIN | {"strong_open", "strong_close", "link_open", "link_close"}
    links = [str(child.attrs["href"]) for child in inside if child.type == "link_open"]
    assert all(link.startswith("https://discord.com/channels/") for link in links)
    quotes = [_text(tokens[at + 2]) for at, token in enumerate(tokens) if token.type == "blockquote_open"]
    said = [" ".join(filter(None, (one_line(line) for line in visible(text).splitlines()))) for text in texts]
    assert sorted(one_line(quote) for quote in quotes) == sorted(map(one_line, said))


def _text(inline: Token) -> str:
    """What a reader reads; breaks as spaces."""
    return "".join(child.content if child.type == "text" else " " for child in inline.children or ())
