"""What people read of the tables: where, until when, and that they close."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.texts import Say
from bot.content.times import ends, length, stamp
from bot.core.evening.slots import Slot
from bot.core.evening.timeline import left
from bot.core.programme.models import Block, Room
from bot.core.words.text import Text, _
from bot.platform.text import plain


def table_opening(say: Say, table: Room, block: Block, slot: Slot) -> str:
    """The beginning of a break-out, at one of its tables."""
    lines = [f"## {plain(table.name)}"]
    if text := table.text or block.text:
        lines.append(text.raw)
    lines.append("-# " + say(_("This table is open until {time} ({countdown}).", **ends(slot))))
    return "\n".join(lines)


def panel(say: Say, block: Block, slot: Slot, ways_in: Text) -> str:
    """Above the buttons with the tables, in the plenary."""
    lines = [f"## {plain(block.title)}"]
    if block.text:
        lines.append(block.text.raw)
    lines.append(say(ways_in))
    lines.append("-# " + say(_("The tables are open until {time} ({countdown}).", **ends(slot))))
    return "\n".join(lines)


def more_tables(say: Say) -> str:
    """Above the buttons that did not fit in the first message."""
    return say(_("More tables:"))


def tables_closed(say: Say) -> str:
    """In place of the panel, when the break-out is over."""
    return say(_("The tables are closed. We are together again in the plenary."))


def warning(say: Say, slot: Slot, now: datetime) -> str:
    """The true time that is left."""
    return say(
        _(
            "⏳ {length} left at this table, until {time}.",
            length=length(left(slot, now)),
            time=stamp(slot.ends),
        )
    )


def recall(say: Say, closes: datetime, voice: int | None) -> str:
    """At the tables, at the end."""
    return say(
        _(
            "🔔 We go back to the plenary. This table closes {countdown}. Finish your sentence, and go to {voice}. "
            "Are you still here then? I will take you along.",
            countdown=stamp(closes, "R"),
            voice=f"<#{voice}>",
        )
    )


def still_there(say: Say, people: Sequence[str]) -> str:
    """For the moderators: whom the bot could not take along from a closed table."""
    return say(_("I could not bring everybody back. Still at a table: {people}.", people=", ".join(people)))
