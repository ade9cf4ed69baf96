"""oogst.xlsx: the harvest as a workbook, one sheet each for contributions, agenda and rooms."""

import io
from collections.abc import Iterable, Sequence
from datetime import datetime, tzinfo
from typing import NamedTuple

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from bot.core.typed import visible
from bot.core.words import _
from bot.harvest import table
from bot.harvest.records import Harvest
from bot.texts import Say


class Formats(NamedTuple):
    """How cells look."""

    head: Format
    text: Format
    time: Format


CELL = 32_767  # characters, Excel's limit


def render(harvest: Harvest, say: Say, zone: tzinfo) -> bytes:
    """The workbook; every text is written as text, so nothing in it runs as a formula or a link."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    formats = Formats(
        book.add_format({"bold": True, "bg_color": "#E8EEF7", "bottom": 1}),
        book.add_format({"text_wrap": True, "valign": "top"}),
        book.add_format({"num_format": "dd-mm-yyyy hh:mm", "valign": "top", "align": "left"}),
    )
    for title, columns, rows in (
        (_("Contributions"), table.CONTRIBUTIONS, table.contributions(harvest, say, zone)),
        (_("Agenda"), table.AGENDA, table.agenda(harvest, zone)),
        (_("Rooms"), table.ROOMS, table.rooms(harvest)),
    ):
        _fill(book.add_worksheet(say(title)), [(say(heading), width) for heading, width in columns], rows, formats)
    book.close()
    return out.getvalue()


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
                case _:
                    sheet.write_string(last, column, visible(cell)[:CELL], formats.text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(last, 1), len(columns) - 1)
