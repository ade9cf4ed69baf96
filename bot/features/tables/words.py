"""Texts about the tables: where they are, how long they are open, and that they close."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.times import ends, length, stamp
from bot.core.evening.places import Place
from bot.core.evening.slots import Slot
from bot.core.evening.timeline import left
from bot.core.programme.models import Block, Room
from bot.core.words.text import Part, Text, _

MOST_SHOWN = 5  # tables to choose from in one sentence


def table_opening(table: Room, block: Block, slot: Slot) -> Text:
    """Return the opening at a table: its title, its text or the block's, and until when it is open."""
    lines: list[Part] = [Text.of("## ", table.name)]
    if text := table.text or block.text:
        lines.append(text)
    lines.append("-# " + _("This table is open until {time} ({countdown}).", **ends(slot)))
    return Text.lines(*lines)


def panel(block: Block, slot: Slot, ways_in: Text) -> Text:
    """Return the text above the buttons to the tables, in the plenary."""
    lines: list[Part] = [Text.of("## ", block.title)]
    if block.text:
        lines.append(block.text)
    lines.append(ways_in)
    lines.append("-# " + _("The tables are open until {time} ({countdown}).", **ends(slot)))
    return Text.lines(*lines)


def more_tables() -> Text:
    """Return the text above the buttons that did not fit in the first message."""
    return _("More tables:")


def tables_closed() -> Text:
    """Return the text that replaces the table panel when the break-out is over."""
    return _("The tables are closed. We are together again in the plenary.")


def warning(slot: Slot, now: datetime) -> Text:
    """Return how much time is left at a table, the true time."""
    return _(
        "⏳ {length} left at this table, until {time}.",
        length=length(left(slot, now)),
        time=stamp(slot.ends),
    )


def recall(closes: datetime, voice: int | None) -> Text:
    """Return the recall at a table, with the moment at which it closes."""
    return _(
        "🔔 We go back to the plenary. This table closes {countdown}. Finish your sentence, and go to {voice}. "
        "Are you still here then? I will take you along.",
        countdown=stamp(closes, "R"),
        voice=f"<#{voice}>",
    )


def joins_you(person: int) -> Text:
    """Return the words at a table that somebody is brought to, who was alone at another one."""
    return _("👋 {person} was alone at another table, and joins you here.", person=f"<@{person}>")


def others_are_at(tables: Sequence[Place]) -> Text:
    """Return the words for somebody who is alone at a table, with where others are."""
    return _(
        "🪑 You are alone here for now. Would you rather join others? They are at {tables}.",
        tables=", ".join(f"<#{table.channel}>" for table in tables[:MOST_SHOWN]),
    )


def still_there(people: Sequence[str]) -> Text:
    """Return the moderators' notice on people the bot could not move from a closed table."""
    return _(
        "I could not bring everybody back. Still at a table: {people}. I keep trying; asking them there helps.",
        people=", ".join(people),
    )
