"""oogst.csv: the contributions, for Excel with Dutch settings.

UTF-8 with BOM, semicolons, and no cell that runs as a formula.
"""

import csv
import unicodedata
from datetime import datetime, tzinfo
from pathlib import Path

from bot.content.texts import bare, voice
from bot.core.words.escaping import INVISIBLE, visible
from bot.core.words.typed import Shown, Typed
from bot.harvest import table
from bot.harvest.records import Harvest

# A cell that begins with one of these runs as a formula in a spreadsheet (PLATFORM, OWASP "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@")


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write one row per contribution, under the headings of ``table.CONTRIBUTIONS``."""
    say = voice(harvest.meetup.language, bare)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([say(heading) for heading, _width in table.CONTRIBUTIONS])
        for row in table.contributions(harvest, say, zone):
            writer.writerow([_cell(cell) for cell in row])


def _cell(cell: table.Cell) -> str | int:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y %H:%M}"
    if isinstance(cell, Typed):
        return safe(cell)
    return cell


def safe(words: Typed) -> Shown:
    """Return the text with an apostrophe in front if a spreadsheet would take it for a formula.

    Looks at the first visible character, full-width forms included.
    """
    shown = visible(words.raw)
    first = unicodedata.normalize("NFKC", shown.lstrip(INVISIBLE)[:1])
    return Shown(f"'{shown}" if first in FORMULA_STARTS else shown)
