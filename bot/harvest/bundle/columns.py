"""Columns of the spreadsheets of a bundle: those of a harvest, behind the meetup of each contribution."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.harvest import table
from bot.harvest.bundle.collecting import Part
from bot.harvest.bundle.records import Row
from bot.harvest.table import Column

_OF_MEETUP: tuple[Column[Row], ...] = (
    Column(_("Meetup"), 24, lambda row: row.meetup.title),
    Column(_("Place"), 16, lambda row: row.meetup.place),
    Column(_("Province"), 14, lambda row: Typed(row.meetup.province)),
    Column(_("Date"), 11, lambda row: row.meetup.date),
)
MEETUPS: tuple[Column[Part], ...] = (
    Column(_("Meetup"), 40, lambda part: part.meetup.title),
    Column(_("Place"), 20, lambda part: part.meetup.place),
    Column(_("Province"), 16, lambda part: Typed(part.meetup.province)),
    Column(_("Date"), 12, lambda part: part.meetup.date),
    Column(_("People"), 10, lambda part: part.meetup.people),
    Column(_("Contributions"), 14, lambda part: part.tally.contributions),
    Column(_("Joined"), 10, lambda part: part.tally.joined),
)

_LABELS: Column[Row] = Column(_("Labels"), 24, lambda row: table.labels(row.item) or _("without a label"))


def of_filled(filled: table.Filled, *, printed: bool = False) -> list[Column[Row]]:
    """Return the columns for what stands in contributions; with ``printed`` only those that are for paper too."""
    return [*_OF_MEETUP, *(_of_item(column) for column in filled.columns if column.printed or not printed)]


def on_paper(rows: Iterable[Row]) -> list[Column[Row]]:
    """Return the columns for these contributions that are for paper too."""
    filled = table.Filled()
    for row in rows:
        filled.note(row.item)
    return of_filled(filled, printed=True)


def _of_item(column: Column[Any]) -> Column[Row]:
    return replace(column, cell=lambda row: column.cell(row.item))


def of_needs(rows: Iterable[Row]) -> list[Column[Row]]:
    """Return the columns of needs, what they are grouped by first."""
    groups = (_LABELS, _of_item(table.GROUP))
    return [
        *groups,
        *(column for column in on_paper(rows) if column.heading not in [own.heading for own in groups]),
    ]
