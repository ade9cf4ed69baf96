"""labels.csv: labels that organisers give to needs in a spreadsheet, out and in again.

It comes back as spreadsheets save it: with ``;``, ``,`` or tabs, as UTF-8 with or without BOM, UTF-16 or cp1252, its
rows and columns in any order.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from bot.core.people.labels import BETWEEN, NEED, split
from bot.core.words.plain import plain
from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.harvest.bundle.records import Row
from bot.harvest.csv_file import safe
from bot.harvest.table import theme_name

COLUMNS = ("sleutel", "meetup", "soort", "thema", "tekst", "labels")
_SEPARATORS = ";,\t"
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how .xlsx and .ods begin, and .xls


@dataclass(slots=True)
class Labels:
    """Labels by the key of a need; a label that was typed in two ways is spelled as it was the first time."""

    given: Mapping[str, tuple[Typed, ...]] = field(default_factory=dict)
    _spelled: dict[str, Typed] = field(default_factory=dict)

    def of(self, row: Row) -> tuple[Typed, ...]:
        """Return the labels of a contribution: for a need those of the file, where it is in it."""
        own = row.item.labels
        return self.spelled(self.given.get(row.key, own) if row.item.kind == NEED else own)

    def spelled(self, labels: Iterable[Typed]) -> tuple[Typed, ...]:
        """Return labels as they are spelled here, each once."""
        return tuple(dict.fromkeys(self._spelled.setdefault(label.raw.casefold(), label) for label in labels))


def read(path: Path) -> Labels:
    """Return the labels of a file. Raises Refusal where it can't be read, or lacks a column that is needed."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Refusal(_("{file} can't be read: {reason}.", file=path, reason=reason(error))) from error
    return parsed(content, path)


def parsed(content: bytes, file: object) -> Labels:
    """Return the labels of a file with this content; ``file`` is what it is called. Raises Refusal as ``read``."""
    if content.startswith(_WORKBOOKS):
        raise Refusal(_("{file} is a workbook. Save it as CSV in your spreadsheet, and give me that file.", file=file))
    try:
        names, rows = _table(_text(content))
    except csv.Error as error:
        raise Refusal(_("{file} is no table. Give back the labels.csv of an earlier bundle.", file=file)) from error
    names = [plain(name) for name in names]
    places = [_column(names, wanted, file) for wanted in ("sleutel", "labels")]
    labels, given = Labels(), dict[str, tuple[Typed, ...]]()
    for row in rows:
        key, found = (row[at].strip() if at < len(row) else "" for at in places)
        if key := _as_typed(key):
            given[key] = labels.spelled([*given.get(key, ()), *split(_as_typed(found))])
    labels.given = given
    return labels


def write(needs: Iterable[Row], labels: Labels, unknown: Sequence[str], path: Path) -> None:
    """Write a row for every need, and one with nothing but its labels for each key of another bundle."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(COLUMNS)
        for row in needs:
            item = row.item
            cells = row.meetup.title, Typed(item.kind), theme_name(item.theme) or Typed(""), item.text
            writer.writerow(map(safe, (Typed(row.key), *cells, joined(item.labels))))
        for key in unknown:
            writer.writerow(map(safe, (Typed(key), *[Typed("")] * 4, joined(labels.given[key]))))


def joined(labels: Iterable[Typed]) -> Typed:
    """Return labels as one cell."""
    return Typed(BETWEEN.join(label.raw for label in labels))


def _text(content: bytes) -> str:
    """Return the text of a file as a spreadsheet saves it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _table(text: str) -> tuple[list[str], list[list[str]]]:
    """Return the headings, and the rows that have anything in them. Raises csv.Error."""
    lines = io.StringIO(text, newline="")
    heading = lines.readline()
    if heading.lower().startswith("sep="):  # Excel's own line about what stands between cells
        text = lines.read()
        heading = text.partition("\n")[0]
    separator = max(_SEPARATORS, key=heading.count)
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    return (rows[0], rows[1:]) if rows else ([], [])


def _column(names: Sequence[str], wanted: str, file: object) -> int:
    if wanted not in names:
        raise Refusal(
            _(
                "{file} has no column “{column}”. Give back the labels.csv of an earlier bundle, with its headings.",
                file=file,
                column=wanted,
            )
        )
    return names.index(wanted)


def _as_typed(cell: str) -> str:
    """Return a cell without the apostrophe that ``safe`` put in front."""
    bare = cell.removeprefix("'")
    return bare if bare != cell and safe(Typed(bare)) == cell else cell
