"""oogst.csv: the contributions for a Dutch Excel: UTF-8 with BOM, semicolons, nothing that runs as a formula."""

import csv
import io
import unicodedata
from datetime import datetime, tzinfo

from bot.core.contributions import INVISIBLE
from bot.core.typed import visible
from bot.harvest import table
from bot.harvest.records import Harvest
from bot.texts import Say

# A cell that begins with one of these runs as a formula in a spreadsheet (PLATFORM, OWASP "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@")


def render(harvest: Harvest, say: Say, zone: tzinfo) -> bytes:
    """One row per contribution, under the headings of ``table.CONTRIBUTIONS``."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([say(heading) for heading, _width in table.CONTRIBUTIONS])
    for row in table.contributions(harvest, say, zone):
        writer.writerow([_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _cell(cell: table.Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y %H:%M}"
    if isinstance(cell, str):
        return safe(cell)
    return cell


def safe(text: str) -> str:
    """The text with an apostrophe in front where a spreadsheet would take it for a formula, also a full-width one."""
    shown = visible(text)
    first = unicodedata.normalize("NFKC", shown.lstrip(INVISIBLE)[:1])
    return f"'{shown}" if first in FORMULA_STARTS else shown
