"""bundel.xlsx: figures, meetups, all contributions, needs by label, and commitments with their state.

It has the columns that are for paper too; all others stand in bundel.csv.
"""

from collections.abc import Callable, Iterator
from datetime import tzinfo
from pathlib import Path

from bot.content.texts import Say, bare, voice
from bot.core.words.text import _
from bot.harvest import xlsx_overview
from bot.harvest.bundle import columns, grouping
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.bundle.records import Row
from bot.harvest.bundle.summary import figures, over_all
from bot.harvest.table import Column
from bot.harvest.xlsx_file import Sheet, add_sheet, on_paper, workbook


def write(bundle: Bundle, zone: tzinfo, path: Path) -> None:
    """Write the workbook; every text is stored as text, and each row goes to disk before the next is made."""
    say = voice(LANGUAGE, bare)
    with workbook(path) as (book, styles):
        overview = book.add_worksheet(say(_("Overview")))
        xlsx_overview.lay_out(book, overview, bundle.title, over_all(bundle), figures(bundle), say, styles)
        on_paper(overview, bundle.title, say)
        for sheet in _sheets(bundle, say, path.name):
            add_sheet(book, sheet, bundle.title, say, zone, styles)


def _sheets(bundle: Bundle, say: Say, name: str) -> Iterator[Sheet]:
    yield Sheet(say(_("Meetups")), columns.MEETUPS, bundle.parts)
    yield Sheet(say(_("Contributions")), columns.of_filled(bundle.filled, printed=True), bundle.watched(name))
    sheets: list[tuple[str, Callable[[Bundle], Iterator[Row]], Callable[..., list[Column[Row]]]]] = [
        (say(_("Needs by label")), grouping.by_label, columns.of_needs),
        (say(_("Commitments")), grouping.commitments, columns.on_paper),
    ]
    for title, rows, columns_of in sheets:
        if any(True for _row in rows(bundle)):
            yield Sheet(title, columns_of(rows(bundle)), rows(bundle))
