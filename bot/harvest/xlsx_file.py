"""oogst.xlsx: the harvest as a workbook: sheets for contributions, kinds with a sheet of their own, agenda, tables."""

from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from pathlib import Path
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.content.texts import bare, voice
from bot.core.kinds import KINDS
from bot.core.words.escaping import visible
from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.harvest import table
from bot.harvest.records import Harvest


class Formats(NamedTuple):
    """Cell formats of the workbook: heading, text and time."""

    head: Format
    text: Format
    time: Format


CELL = 32_767  # characters, Excel's limit


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write the workbook. Every text is stored as text, so that nothing in it runs as a formula or a link.

    Each row goes to a temporary file beside ``path`` before the next one is made.
    """
    say = voice(harvest.meetup.language, bare)
    book = xlsxwriter.Workbook(path, {"constant_memory": True, "tmpdir": str(path.parent)})
    formats = Formats(
        book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"num_format": "dd-mm-yyyy hh:mm", "valign": "top", "align": "left"}),
    )
    own = [kind for kind, row in KINDS.items() if row.own_sheet]
    for title, columns, rows in (
        (say(_("Contributions")), table.CONTRIBUTIONS, table.contributions(harvest, say, zone)),
        *((f"#{kind}", table.CONTRIBUTIONS, table.contributions(harvest, say, zone, kind)) for kind in own),
        (say(_("Agenda")), table.AGENDA, table.agenda(harvest, zone)),
        (say(_("Rooms")), table.TABLES, table.tables(harvest)),
    ):
        _fill(book.add_worksheet(title), [(say(heading), width) for heading, width in columns], rows, formats)
    try:
        book.close()
    except FileCreateError as error:  # xlsxwriter wraps an OSError in it
        raise error.args[0] from error


def _fill(
    sheet: Worksheet, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[table.Cell]], formats: Formats
) -> None:
    for column, (heading, width) in enumerate(columns):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, heading, formats.head)
    last = 0
    for last, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            match cell:
                case None:
                    sheet.write_blank(last, column, None, formats.text)
                case datetime():
                    sheet.write_datetime(last, column, cell, formats.time)
                case int():
                    sheet.write_number(last, column, cell, formats.text)
                case Typed():
                    _write_text(sheet, last, column, visible(cell.raw)[:CELL], formats.text)
                case _:
                    _write_text(sheet, last, column, cell, formats.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)


def _write_text(sheet: Worksheet, row: int, column: int, text: str, format: Format) -> None:
    if text.startswith("<r>"):  # written whole, xlsxwriter may take it for its own markup
        sheet.write_rich_string(row, column, text[:1], text[1:2], text[2:], format)
    else:
        sheet.write_string(row, column, text, format)
