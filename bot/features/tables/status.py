"""State of the open tables, for moderators: people inside, ready or not, help asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.content.times import stamp
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place
from bot.core.evening.slots import Timeline
from bot.core.tables import calls as rules
from bot.core.tables import splitting
from bot.core.tables.calls import Call, somebody
from bot.core.words.text import Text, _, ngettext
from bot.features.tables.access import open_tables
from bot.platform.app import App
from bot.platform.voice import people_before, people_in
from bot.storage import calls, signals, watchers, wishes

MOST_SPLIT = 3  # tables that the panel offers to split at once (our choice)


@dataclass(frozen=True, slots=True)
class Table:
    """One open table: its people, who may be several at one of its accounts.

    ``call`` is its call for help that is not done yet, ``watcher`` who looks after it.
    """

    place: Place
    people: int
    ready_since: datetime | None
    call: Call | None
    watcher: int | None = None
    accounts: int = 0


async def tables_of(bot: App, meetup: Meetup, timeline: Timeline) -> list[Table]:
    """Return the open tables of a meetup, with people, readiness and calls."""
    db = bot.db.read
    tables = await open_tables(db, meetup, timeline)
    if not tables:
        return []
    ready, waiting = await signals.ready(db, meetup.id), await calls.open_of_meetup(db, meetup.id)
    sizes = await wishes.screens(db, meetup.id)
    guild, watched = bot.channels.guild(meetup), await watchers.of_meetup(db, meetup.id)
    return [
        Table(
            table,
            people_before(sizes, guild, table),
            ready.get(table.id),
            waiting.get(table.id),
            watched.get(table.id),
            len(people_in(guild, table)),
        )
        for table in tables
    ]


def too_big(tables: Sequence[Table], meetup: Meetup, timeline: Timeline) -> list[Table]:
    """Return the largest tables that are too big to talk at, and are not being split yet; at most ``MOST_SPLIT``."""
    slot = timeline.current
    if slot is None or not timeline.takes_seats(slot.block):
        return []
    block = meetup.programme.blocks[slot.block]
    big = [
        table
        for table in tables
        if splitting.is_big(table.accounts, block) and not splitting.is_under_way(timeline, table.place.id)
    ]
    return sorted(big, key=lambda table: -table.accounts)[:MOST_SPLIT]


def readiness(tables: Sequence[Table]) -> Text:
    """Return how many tables are ready, and which are not; tables without people are not waited for."""
    people = {table.place.id: table.people for table in tables}
    ready = {table.place.id for table in tables if table.ready_since}
    counted, missing = rules.counted(people, ready), rules.not_ready(people, ready)
    text: Text = _("🙌 {n} of {of} tables ready.", n=len(counted) - len(missing), of=len(counted))
    names = [Text.bold(table.place.title) for table in tables if table.place.id in missing]
    if names and len(missing) < len(counted):
        text += " " + _("Not yet: {tables}.", tables=tuple(names))
    return text


def line(table: Table) -> Text:
    """Return one table in a line: people, ready since when, help asked or on the way."""
    parts = [f"<#{table.place.channel}> " + ngettext("{n} person", "{n} people", table.people)]
    if table.watcher:
        parts.append(Text.of("👀 ", somebody(table.watcher)))
    if table.ready_since:
        parts.append(_("🙌 ready {since}", since=stamp(table.ready_since, "R")))
    if table.call and table.call.claimed_at:
        helper = somebody(table.call.helper)
        parts.append(_("🏃 {who} goes, asked {since}", who=helper, since=stamp(table.call.asked_at, "R")))
    elif table.call:
        parts.append(_("🙋 help asked {since}", since=stamp(table.call.asked_at, "R")))
    return "- " + Text.join(" · ", parts)


def in_short(table: Table) -> Text:
    """Return one table in a few characters: people, ready or not, help asked."""
    signs = " 🙌" * bool(table.ready_since) + " 🙋" * bool(table.call)
    return Text.of(f"<#{table.place.channel}> {table.people}{signs}")


def overview(tables: list[Table]) -> Text:
    """Return readiness and all tables, for one answer."""
    return Text.lines(readiness(tables), *(line(table) for table in tables))
