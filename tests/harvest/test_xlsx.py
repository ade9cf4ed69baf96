"""oogst.xlsx: opened by openpyxl, and by LibreOffice where it is installed."""

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
import zipfile
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from bot.core.people.contributions import ThemeSource
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing
from bot.core.words.escaping import visible
from bot.core.words.typed import Typed
from bot.harvest import xlsx_file
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.xlsx_styles import HIGHEST, LOWEST, SIZES, fitting
from bot.storage.harvests import RoleCount
from tests.harvest.sample import HOSTILE, TAKEN, ZONE, a_harvest, an_item

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
STORY = ("Ik wil dat elk kind in onze school zich gezien voelt, daarom bel ik. " * 60)[:2000]


def opened(harvest: Harvest, folder: Path) -> openpyxl.Workbook:
    xlsx_file.write(harvest, ZONE, folder / "oogst.xlsx")
    return openpyxl.load_workbook(folder / "oogst.xlsx")


def unescaped(cell: str) -> str:
    """Control characters stand in a workbook as _x000D_, as its standard has it; openpyxl leaves them."""
    return re.sub("_x([0-9A-F]{4})_", lambda match: chr(int(match[1], 16)), cell)


def charts(folder: Path) -> int:
    """How many charts there are in the workbook."""
    with zipfile.ZipFile(folder / "oogst.xlsx") as parts:
        return sum(name.startswith("xl/charts/") for name in parts.namelist())


def row(sheet: Worksheet, number: int) -> dict[object, object]:
    """The cells of a row by their headings."""
    return {head.value: cell.value for head, cell in zip(sheet[1], sheet[number], strict=True)}


def test_the_sheets_have_frozen_heads_and_sensible_widths_and_every_text_as_it_was_said(tmp_path: Path) -> None:
    texts = [*HOSTILE, *TAKEN]
    book = opened(a_harvest(*texts), tmp_path)
    assert book.sheetnames == ["Overzicht", "Bijdragen", "#nodig", "Agenda", "Tafels"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.column_dimensions["A"].width is not None
    sheet = book["Bijdragen"]
    assert sheet.column_dimensions["C"].width > 60
    for cells, text in zip(sheet.iter_rows(min_row=2), texts, strict=True):
        assert cells[2].data_type == "s"
        assert cells[2].quotePrefix  # it stays text when somebody edits it
        assert unescaped(str(cells[2].value)) == visible(Typed(text).raw)
        assert cells[2].hyperlink is None
    assert f"{row(sheet, 2)['Gezegd']:%d-%m-%Y %H:%M}" == "24-11-2026 19:30"
    assert [cell.value for cell in book["Tafels"][2]] == ["Taal", "Taal", 5, 4]
    assert book["Agenda"]["E3"].value is None


def test_each_contribution_says_how_it_may_be_used(tmp_path: Path) -> None:
    items = [
        an_item(0, "bel ik"),
        replace(an_item(1, "mail ik"), sharing=Sharing.NAMED, highlighted=True),
        replace(an_item(2, "zwijg ik"), sharing=Sharing.NOT, hidden=True),
        replace(an_item(3, "loop ik"), sharing=Sharing.UNNAMED, late=True, theme_source=ThemeSource.TABLE),
    ]
    sheet = opened(a_harvest(*items), tmp_path)["Bijdragen"]
    names = ("Mogen anderen dit lezen?", "Uitgelicht", "Verborgen", "Na afloop", "Thema van")
    assert [tuple(row(sheet, number)[name] for name in names) for number in range(2, 6)] == [
        ("niet gekozen", None, None, None, None),
        ("met naam", "ja", None, None, "de tafel waar het is gezegd"),
        ("liever niet", None, "ja", None, None),
        ("zonder naam", None, None, "ja", "de tafel waar de schrijver zat"),
    ]
    assert not {"Gericht aan", "Hoort bij nr.", "Labels", "Wanneer"} & set(row(sheet, 1))


def test_what_not_every_harvest_has_gets_a_column_where_there_is_any(tmp_path: Path) -> None:
    details: dict[str, Typed | date | int] = {"owner": Typed("Noor"), "due": date(2026, 12, 1), "chosen": True}
    details |= {"dots": 3, "eigen": Typed("=1+1")}
    items = [
        replace(an_item(1, "rust", "nodig"), labels=(Typed("tijd"), Typed("007"))),
        replace(an_item(2, "geld van de gemeente", "nodig"), parent=1, details=details),
    ]
    sheet = opened(a_harvest(*items), tmp_path)["Bijdragen"]
    one, two = row(sheet, 2), row(sheet, 3)
    assert (one["Labels"], one["Gericht aan"], one["Hoort bij nr."]) == ("tijd|007", None, None)
    assert (two["Labels"], two["Gericht aan"], two["Hoort bij nr."]) == (None, "gemeente", 1)
    assert (two["Wie pakt het op"], two["Gekozen"], two["Stippen"], two["eigen"]) == ("Noor", "ja", 3, "=1+1")
    assert f"{two['Wanneer klaar']:%d-%m-%Y}" == "01-12-2026"
    assert one["Wie pakt het op"] is None


def test_needs_stand_together_by_whom_they_are_addressed_to(tmp_path: Path) -> None:
    texts = ("rust", "geld van de gemeente", "tijd van het bestuur", "een zaal van gemeente en bestuur", "geld van OCW")
    items = [an_item(n, text, "nodig") for n, text in enumerate(texts)] + [an_item(9, "van het bestuur hoor ik")]
    book = opened(a_harvest(*items), tmp_path)
    assert [tuple(cells)[:2] for cells in book["#nodig"].iter_rows(min_row=2, values_only=True)] == [
        ("bestuur", 2), ("bestuur, gemeente", 3), ("gemeente", 1), ("Den Haag", 4), ("niet genoemd", 0),
    ]  # fmt: skip
    figures = {cells[0]: cells[1] for cells in book["Overzicht"].iter_rows(values_only=True)}
    assert [figures[name] for name in ("bestuur", "gemeente", "Den Haag", "niet genoemd")] == [2, 2, 1, 1]
    assert "#nodig" not in opened(a_harvest(an_item(1, "bel ik")), tmp_path).sheetnames


def test_the_overview_has_figures_and_a_chart_for_kinds_themes_and_the_evening(tmp_path: Path) -> None:
    items = [
        replace(an_item(0, "bel ik"), joined=3, highlighted=True),
        replace(an_item(1, "tijd", "nodig"), hidden=True),
        replace(an_item(3, "koffie", "werkt"), late=True),
    ]
    harvest = replace(a_harvest(*items), roles={Role.TEACHER: RoleCount(2, 3)})
    sheet = opened(harvest, tmp_path)["Overzicht"]
    figures = {cells[0]: cells[1:3] for cells in sheet.iter_rows(values_only=True, max_col=3)}
    assert figures["Mensen die meededen"][0] == 3
    assert [figures[name][0] for name in ("Keren dat iemand meedoet", "Uitgelicht", "Verborgen")] == [3, 1, 1]
    assert figures["Na afloop opgeschreven"][0] == 1
    assert figures["Wat we morgen doen (#morgen)"][0] == 1
    assert (figures["Taal"][0], figures["Niet bij een thema"][0]) == (2, 1)
    assert figures["leerkracht"] == (2, 3)
    assert (figures["19:30"][0], figures["19:35"][0]) == (3, 0)
    assert charts(tmp_path) == 3
    opened(a_harvest(), tmp_path)
    assert charts(tmp_path) == 0


def test_every_sheet_prints_on_a4_one_page_wide_with_its_heading_and_page_numbers(tmp_path: Path) -> None:
    harvest = a_harvest("bel ik", "tijd")
    title = Typed("Q&A & meer " + "lang " * 60)
    book = opened(replace(harvest, meetup=replace(harvest.meetup, title=title)), tmp_path)
    for sheet in book:
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)  # A4, as many pages as it takes
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.oddFooter is not None
        assert "pagina &P van &N" in str(sheet.oddFooter.right.text)
        assert str(sheet.oddFooter.left.text).startswith("Q&&A && meer lang")
    for sheet in book.worksheets[1:]:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.print_title_rows == "$1:$1"
    printed = str(book["Bijdragen"].print_area)
    assert re.fullmatch(r"'Bijdragen'!\$A\$1:\$\w\$3", printed)
    last = printed[-3]
    assert book["Bijdragen"][f"{last}1"].value == "Verborgen"


@pytest.mark.parametrize("length", [10, 500, 2000, 4000])
def test_no_text_of_a_contribution_is_higher_than_a_row_may_be(length: int) -> None:
    size, height = fitting((STORY * 2)[:length], 66)
    assert size in SIZES
    assert LOWEST <= height < HIGHEST


def test_a_row_is_as_high_as_its_lines_need() -> None:
    assert fitting("", 10) == fitting("kort", 10) == (10, LOWEST)
    assert fitting("een\ntwee\ndrie", 66) == (10, 3 * SIZES[10])
    assert fitting("w" * 200, 10)[1] > 20 * SIZES[10]  # a word longer than its line
    assert fitting("🎉" * 40, 66)[1] > fitting("e" * 40, 66)[1]
    assert fitting("x\n" * 500, 66) == (min(SIZES), HIGHEST)


def many() -> list[ContributionItem]:
    """Contributions of all lengths, with emoji, long words and names, and many lines."""
    texts = (
        STORY,
        STORY[:350],
        "regel\n" * 12,
        "🎉👩‍🏫 feest " * 40,
        "ouderbetrokkenheidscoördinator-" * 12,
        STORY * 2,
    )
    name, theme = Typed("Fatima el Amrani-van den Berg"), "sociaal-en-cultureel-kapitaal"
    return [replace(an_item(n, text, author=None), author=name, theme=theme) for n, text in enumerate(texts)]


def converted(file: Path, format: str, folder: Path) -> Path:
    """The file, opened and saved by LibreOffice."""
    profile = f"-env:UserInstallation=file://{file.parent}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", format, "--outdir", str(folder), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return folder / f"{file.stem}.{format}"


def heights(file: Path) -> dict[str, list[float]]:
    """Heights of the rows of each sheet of a .fods file, in millimetres."""
    office = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
    table, style = office % "table", office % "style"
    root = ElementTree.parse(file).getroot()
    of = {
        one.get(f"{style}name"): properties.get(f"{style}row-height", "0mm")
        for one in root.iter(f"{style}style")
        for properties in one.iter(f"{style}table-row-properties")
    }
    inches = {"mm": 1, "cm": 10, "in": 25.4}
    found: dict[str, list[float]] = {}
    for sheet in root.iter(f"{table}table"):
        rows = found.setdefault(str(sheet.get(f"{table}name")), [])
        for one in sheet.iter(f"{table}table-row"):
            height = of.get(one.get(f"{table}style-name"), "0mm")
            times = int(one.get(f"{table}number-rows-repeated", "1"))
            rows += [float(height[:-2]) * inches[height[-2:]]] * min(times, 100)
    return found


@needs_libreoffice
def test_no_row_is_lower_than_libreoffice_would_make_it(tmp_path: Path) -> None:
    xlsx_file.write(a_harvest(*many()), ZONE, tmp_path / "oogst.xlsx")
    ours = converted(tmp_path / "oogst.xlsx", "fods", tmp_path)
    free = tmp_path / "vrij.fods"
    fixed = 'style:use-optimal-row-height="false"'
    free.write_text(ours.read_text("utf-8").replace(fixed, fixed.replace("false", "true")), "utf-8")
    (tmp_path / "best").mkdir()
    best = heights(converted(free, "fods", tmp_path / "best"))
    for name, rows in heights(ours).items():
        for number, (height, needed) in enumerate(zip(rows, best[name], strict=False), start=1):
            assert height >= needed - 0.3, f"{name}, row {number}"  # mm
            assert height <= 2 * needed + 6, f"{name}, row {number}"


@needs_libreoffice
def test_libreoffice_keeps_every_text(tmp_path: Path) -> None:
    xlsx_file.write(a_harvest(*TAKEN), ZONE, tmp_path / "oogst.xlsx")
    (tmp_path / "again").mkdir()
    book = openpyxl.load_workbook(converted(tmp_path / "oogst.xlsx", "xlsx", tmp_path / "again"))
    cells = [cells[2] for cells in book["Bijdragen"].iter_rows(min_row=2)]
    assert Counter(str(cell.value) for cell in cells) == Counter(TAKEN)
    assert {cell.data_type for cell in cells} == {"s"}


def test_a_pledge_shows_when_and_with_whom_but_names_nobody_in_an_anonymous_one(tmp_path: Path) -> None:
    filled = replace(an_item(1, "bel ik Fatma"), details={"when": Typed("dinsdag"), "with": Typed("Sem")})
    headings = {}
    for harvest in (a_harvest(filled), a_harvest(filled).without_names()):
        sheet = opened(harvest, tmp_path)["Bijdragen"]
        cells = [[cell.value for cell in row] for row in sheet.iter_rows(max_row=2)]
        headings[harvest.anonymous] = dict(zip(*cells, strict=True))
    assert (headings[False]["Wanneer"], headings[False]["Met"]) == ("dinsdag", "Sem")
    assert headings[True]["Wanneer"] == "dinsdag"
    assert "Met" not in headings[True]
