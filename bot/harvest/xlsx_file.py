"""oogst.xlsx: the harvest as a workbook that reads well on a screen and on A4.

Its sheets: an overview, the contributions, kinds with a sheet of their own, agenda, tables. Each row is as high as its
text needs: LibreOffice, unlike Excel, does not see to that itself when it opens or prints a workbook.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.worksheet import Worksheet

from bot.content.texts import Say, bare, voice
from bot.core.kinds import KINDS
from bot.core.words.escaping import one_line, visible
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.harvest import table, xlsx_overview
from bot.harvest.forms import FormItem, figures
from bot.harvest.records import Harvest
from bot.harvest.xlsx_overview import Section
from bot.harvest.xlsx_styles import CELL, LOWEST, Styles, fitting, set_height, write_text

TITLE = 100  # characters of the meetup's title in the footer, which holds 255
SHEET = 31  # characters of the name of a sheet, Excel's limit


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table of its own: title, columns and items, and the figures that stand above them."""

    title: str
    columns: Sequence[table.Column[Any]]
    items: Iterable[Any]
    figures: Sequence[Section] = ()


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write the workbook. Every text is stored as text, so that nothing in it runs as a formula or a link.

    Each row goes to a temporary file beside ``path`` before the next one is made.
    """
    say, title = voice(harvest.meetup.language, bare), harvest.meetup.title
    with workbook(path) as (book, styles):
        overview = book.add_worksheet(say(_("Overview")))
        xlsx_overview.fill(book, overview, harvest, say, zone, styles)
        on_paper(overview, title, say)
        for content in _sheets(harvest, say):
            add_sheet(book, content, title, say, zone, styles)


@contextmanager
def workbook(path: Path) -> Iterator[tuple[xlsxwriter.Workbook, Styles]]:
    """Open a new workbook with its styles; write it at the end. Raises OSError."""
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
    yield book, Styles(book)
    try:
        book.close()
    except FileCreateError as error:  # xlsxwriter wraps an OSError in it
        raise error.args[0] from error


def add_sheet(book: xlsxwriter.Workbook, content: Sheet, footer: Typed, say: Say, zone: tzinfo, styles: Styles) -> None:
    """Write a sheet with a row for each item, with the title of the whole at its foot."""
    sheet = book.add_worksheet(_title(content.title, book))
    _fill(sheet, content, say, zone, styles)
    sheet.set_landscape()
    on_paper(sheet, footer, say)


def _sheets(harvest: Harvest, say: Say) -> Iterator[Sheet]:
    """Yield the sheets behind the overview; a kind of which there is nothing has none of its own."""
    yield Sheet(say(_("Contributions")), table.columns(harvest.contributions), harvest.contributions)
    for kind, row in KINDS.items():
        if not row.own_sheet or not harvest.counts.get(kind):
            continue
        items = harvest.of_kind(kind)
        title, columns = say(row.heading) if row.title else f"#{kind}", table.columns(items)
        if row.addressed:
            rest = [column for column in columns if column.cell is not table.addressed_to]
            yield Sheet(title, [table.GROUP, *rest], table.by_addressee(items))
        else:
            yield Sheet(title, columns, items)
    told = [item for item in harvest.contributions if table.how_it_went(item)]
    if told:
        yield Sheet(say(_("Looking back")), table.FOLLOW_UPS, told)
    for form in harvest.forms:
        if form.replies:
            yield Sheet(bare(form.form.title), table.of_form(form), form.replies, _sections(form))
    yield Sheet(say(_("Agenda")), table.AGENDA, harvest.agenda)
    yield Sheet(say(_("Rooms")), table.TABLES, harvest.tables)


def _sections(form: FormItem) -> list[Section]:
    """Return how many people filled in a form, and the figures of each of its questions."""
    people = Section((_("Filled in"), _("Number")), [(_("People"), form.people)])
    return [people, *(Section((Text.of(asked), _("Number")), rows, note=note) for asked, rows, note in figures(form))]


def _title(title: str, book: xlsxwriter.Workbook) -> str:
    """Return a title as a sheet may have it, other than those there are."""
    known = {sheet.name.lower() for sheet in book.worksheets()}
    name = re.sub(r"[\[\]:*?/\\]", " ", title).strip("' ")[:SHEET] or "…"
    found = (name, *(f"{name[: SHEET - 4]} ({n})" for n in range(2, 100)))
    return next(one for one in found if one.lower() not in known)


def _figures(sheet: Worksheet, sections: Sequence[Section], say: Say, styles: Styles) -> int:
    """Write sections of figures at the top of a sheet. Returns the row below them."""
    top = 0
    for section in sections:
        xlsx_overview.write(sheet, top, section, say, styles)
        top += len(section.rows) + 2 + bool(section.note)
    return top


def _fill(sheet: Worksheet, content: Sheet, say: Say, zone: tzinfo, styles: Styles) -> None:
    """Write the figures, the headings and a row for each item."""
    top, columns = _figures(sheet, content.figures, say, styles), content.columns
    headings = [say(column.heading) for column in columns]
    set_height(sheet, top, max(fitting(head, column.width)[1] for head, column in zip(headings, columns, strict=True)))
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width)
        sheet.write_string(top, number, headings[number], styles.head)
    last = top
    for last, item in enumerate(content.items, start=top + 1):
        heights = [
            _write(sheet, (last, number), column.cell(item), column.width, say, zone, styles)
            for number, column in enumerate(columns)
        ]
        set_height(sheet, last, max(heights))
    if not top:
        sheet.freeze_panes(1, 0)
    sheet.autofilter(top, 0, max(last, top + 1), len(columns) - 1)
    # Without Excel's green corners on what people typed that looks like a number, such as "0612345678".
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{last + 1}"})
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, last, sum(column.printed for column in columns) - 1)


def _write(
    sheet: Worksheet, place: tuple[int, int], cell: table.Cell, width: int, say: Say, zone: tzinfo, styles: Styles
) -> float:
    """Write one cell. Returns the height that it needs, in points."""
    match cell:
        case None:
            sheet.write_blank(*place, None, styles.plain)
        case datetime():
            sheet.write_datetime(*place, table.local(cell, zone), styles.time)
        case date():
            sheet.write_datetime(*place, cell, styles.date)
        case int():
            sheet.write_number(*place, cell, styles.plain)
        case Typed():
            text = visible(cell.raw)[:CELL]
            size, height = fitting(text, width)
            write_text(sheet, place, text, styles.typed[size])
            return height
        case _:
            words = cell if isinstance(cell, str) else say(cell)
            write_text(sheet, place, words, styles.plain)
            return fitting(words, width)[1]
    return LOWEST


def on_paper(sheet: Worksheet, footer: Typed, say: Say) -> None:
    """Print on A4, one page wide, with the title, the name of the sheet and page numbers at the foot."""
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)  # inches
    title = one_line(footer.raw)[:TITLE].replace("&", "&&")
    sheet.set_footer(f"&L{title}&C&A&R" + say(_("page {page} of {pages}", page="&P", pages="&N")))
