"""What people read of the tables: where, until when, and that they close."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.times import ends, length, stamp
from bot.core.evening.slots import Slot
from bot.core.evening.timeline import left
from bot.core.programme.models import Block, Room
from bot.core.words.text import Part, Text, _


def table_opening(table: Room, block: Block, slot: Slot) -> Text:
    """The beginning of a break-out, at one of its tables."""
    lines: list[Part] = [Text.of("## ", table.name)]
    if text := table.text or block.text:
        lines.append(text)
    lines.append("-# " + _("This table is open until {time} ({countdown}).", **ends(slot)))
    return Text.lines(*lines)


def panel(block: Block, slot: Slot, ways_in: Text) -> Text:
    """Above the buttons with the tables, in the plenary."""
    lines: list[Part] = [Text.of("## ", block.title)]
    if block.text:
        lines.append(block.text)
    lines.append(ways_in)
    lines.append("-# " + _("The tables are open until {time} ({countdown}).", **ends(slot)))
    return Text.lines(*lines)


def more_tables() -> Text:
    """Above the buttons that did not fit in the first message."""
    return _("More tables:")


def tables_closed() -> Text:
    """In place of the panel, when the break-out is over."""
    return _("The tables are closed. We are together again in the plenary.")


def warning(slot: Slot, now: datetime) -> Text:
    """The true time that is left."""
    return _(
        "⏳ {length} left at this table, until {time}.",
        length=length(left(slot, now)),
        time=stamp(slot.ends),
    )


def recall(closes: datetime, voice: int | None) -> Text:
    """At the tables, at the end."""
    return _(
        "🔔 We go back to the plenary. This table closes {countdown}. Finish your sentence, and go to {voice}. "
        "Are you still here then? I will take you along.",
        countdown=stamp(closes, "R"),
        voice=f"<#{voice}>",
    )


def still_there(people: Sequence[str]) -> Text:
    """For the moderators: whom the bot could not take along from a closed table."""
    return _("I could not bring everybody back. Still at a table: {people}.", people=", ".join(people))
