"""oogst.csv: the contributions, for Excel with Dutch settings.

UTF-8 with BOM, semicolons, no cell that runs as a formula, and none that a spreadsheet would turn into something else:
what looks like a number, date, time, truth value or error gets an apostrophe in front (``safe``).
"""

import csv
import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime, tzinfo
from pathlib import Path

from bot.content.texts import Say, bare, voice
from bot.core.words.escaping import INVISIBLE, visible
from bot.core.words.typed import Shown, Typed
from bot.harvest import table
from bot.harvest.records import Harvest

# A cell that begins with one of these runs as a formula in a spreadsheet (PLATFORM, OWASP "CSV injection").
FORMULA_STARTS = ("=", "+", "-", "@")
_DAY = r"(?:ma|di|wo|do|vr|za|zo)(?:andag|nsdag|ensdag|nderdag|ijdag|terdag|ndag)?\.?,?\s+"
_MONTH = (
    r"(?:jan(?:uari|uary)?|feb(?:ruari|ruary)?|mrt|maart|mar(?:ch)?|apr(?:il)?|mei|may|june?|juni|july?|juli|"
    r"aug(?:ustus|ust)?|sept?(?:ember)?|okt(?:ober)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
# Excel and LibreOffice with Dutch settings take these for something else than text (PLATFORM; tested by converting).
_TAKEN = re.compile(
    rf"""
      [€$£]?\s*[\d.,\s'’]*\d[\d.,\s'’]*\s*(?:[%€$£]|eur)?          # 007, 1.000,50, 12 %, € 5
    | \d+(?:[.,]\d*)?e[+-]?\d+                                      # 1e5
    | \d+(?:\s+\d+)?/\d+                                           # 1/2, 1 1/2
    | \d{{1,4}}\s*[-/.]\s*\d{{1,2}}(?:\s*[-/.]\s*\d{{1,4}})?(?:[\sT]+\d{{1,2}}:\d{{2}}.*)?   # 3-4, 2026-11-24
    | \d{{1,4}}:\d{{1,2}}(?::\d{{1,2}}(?:[.,]\d+)?)?(?:\s*[ap]\.?m\.?)? | \d{{1,2}}\s*[ap]\.?m\.?   # 10:30, 5 pm
    | (?:{_DAY})?\d{{1,2}}[\s.-]*{_MONTH}(?:[\s,-]*\d{{1,4}})?(?:\s+\d{{1,2}}:\d{{2}}.*)?            # 5 mei 2026
    | {_MONTH}[\s-]*\d{{1,4}}(?:[\s,-]+\d{{2,4}})?                  # mei 5, mei 2026
    | waar | onwaar | true | false                                   # truth values, and errors below
    | \#(?:n/[ab]|ref!|verw!|waarde!|value!|naam\?|name\?|getal!|num!|deel/0!|div/0!|leeg!|null!)
    """,
    re.VERBOSE | re.IGNORECASE,
)


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write one row per contribution, in the columns of ``table.columns``."""
    say = voice(harvest.meetup.language, bare)
    write_rows(table.columns(harvest.contributions), harvest.contributions, say, zone, path)


def write_rows(
    columns: Sequence[table.Column[table.Item]], items: Iterable[table.Item], say: Say, zone: tzinfo, path: Path
) -> None:
    """Write the headings and a row for each item."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow([say(column.heading) for column in columns])
        for item in items:
            writer.writerow([_cell(column.cell(item), say, zone) for column in columns])


def _cell(cell: table.Cell, say: Say, zone: tzinfo) -> str | int:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{table.local(cell, zone):%d-%m-%Y %H:%M}"
        case date():
            return f"{cell:%d-%m-%Y}"
        case Typed():
            return safe(cell)
        case str() | int():
            return cell
    return say(cell)


def safe(words: Typed) -> Shown:
    """Return the text with an apostrophe in front if a spreadsheet would take it for something else than text.

    Full-width forms and what nobody sees at its ends are looked through.
    """
    shown = visible(words.raw)
    text = unicodedata.normalize("NFKC", shown.strip(INVISIBLE))
    taken = text.startswith(FORMULA_STARTS) or _TAKEN.fullmatch(text)
    return Shown(f"'{shown}" if taken else shown)
