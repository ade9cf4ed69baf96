"""Headings and rows that the CSV and XLSX formats share, in the meetup's language."""

from collections.abc import Iterator
from datetime import datetime, tzinfo

from bot.content.texts import Say
from bot.core.kinds import ContributionKind, Source
from bot.core.people.roles import NAMES
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.harvest.records import Harvest

Cell = Typed | str | int | datetime | None

# Heading and width in characters of each column, for spreadsheets.
Columns = tuple[tuple[Text, int], ...]
CONTRIBUTIONS: Columns = (
    (_("No."), 6),
    (_("Kind"), 10),
    (_("Contribution"), 80),
    (_("Name"), 24),
    (_("Role"), 16),
    (_("Theme"), 26),
    (_("Room"), 26),
    (_("By way of"), 12),
    (_("Said"), 17),
    (_("Changed"), 17),
    (_("Joined"), 10),
)
AGENDA: Columns = (
    (_("Block"), 40),
    (_("Kind"), 12),
    (_("Planned from"), 17),
    (_("Planned until"), 17),
    (_("Really from"), 17),
    (_("Really until"), 17),
)
TABLES: Columns = (
    (_("Room"), 40),
    (_("Theme"), 26),
    (_("People"), 12),
    (_("Questions posted"), 18),
)

SOURCES = {
    Source.COMMAND: _("command"),
    Source.FORM: _("form"),
    Source.CHAT: _("chat"),
    Source.MENU: _("menu"),
}


def contributions(
    harvest: Harvest, say: Say, zone: tzinfo, kind: ContributionKind | None = None
) -> Iterator[list[Cell]]:
    """A row for each contribution, or for each of one kind."""
    for item in harvest.contributions:
        if kind not in (None, item.kind):
            continue
        yield [
            item.id,
            item.kind,
            item.text,
            item.author,
            say(NAMES[item.role]) if item.role else None,
            theme_name(item.theme),
            item.table,
            say(SOURCES[item.source]),
            local(item.said_at, zone),
            local(item.edited_at, zone),
            item.joined,
        ]


def agenda(harvest: Harvest, zone: tzinfo) -> Iterator[list[Cell]]:
    """Yield one row per block, in the columns of ``AGENDA``."""
    for item in harvest.agenda:
        times = (item.planned_start, item.planned_end, item.actual_start, item.actual_end)
        yield [item.title, item.kind.value, *(local(moment, zone) for moment in times)]


def tables(harvest: Harvest) -> Iterator[list[Cell]]:
    """Yield one row per table, in the columns of ``TABLES``."""
    for table in harvest.tables:
        yield [table.title, theme_name(table.theme), table.people, table.prompts_posted]


def local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """Return a moment in a zone, to the second and without its zone: spreadsheets know none. None stays None."""
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None, microsecond=0)


def theme_name(theme: str | None) -> Typed | None:
    """Return the slug of a theme as people write it. None stays None.

    "sociaal-en-cultureel-kapitaal" becomes "Sociaal en cultureel kapitaal".
    """
    return Typed(theme.replace("-", " ").capitalize()) if theme else None
