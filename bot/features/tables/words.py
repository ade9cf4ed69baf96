"""Texts about the tables: where they are, how long they are open, and that they close."""

from collections.abc import Sequence
from datetime import datetime

from bot.content.times import ends, length, stamp
from bot.core.evening.places import Place
from bot.core.evening.slots import Slot
from bot.core.evening.timeline import left
from bot.core.programme.models import Block, Room
from bot.core.tables.talk import StickAct
from bot.core.words.text import Part, Text, _, ngettext
from bot.features.programmes.words import fragment, question

MOST_SHOWN = 5  # tables to choose from in one sentence


def table_opening(table: Room, block: Block) -> Text:
    """Return the opening at a table: its title, its text or the block's, and its fragment."""
    lines: list[Part] = [Text.of("## ", table.name)]
    if text := table.text or block.text:
        lines.append(text)
    if table.fragment:
        lines += ["", fragment(table.fragment)]
    return Text.lines(*lines)


def open_until(slot: Slot) -> Text:
    """Return until when a table is open."""
    return _("🕗 This table is open until {time} ({countdown}).", **ends(slot))


def paused() -> Text:
    """Return that the evening is paused."""
    return _("⏸️ We pause for a moment. Stay where you are; no time is lost.")


def closed_here(voice: int | None) -> Text:
    """Return the text that replaces the card of a closed table."""
    return _("This table is closed. We go on together in {voice}.", voice=f"<#{voice}>")


def closed_by_moderator(goal: int | None) -> Text:
    """Return the text in place of the card of a table that was closed while the others go on."""
    return _(
        "🚪 **This table is closed**, and we go on in {place}. Whoever is still here, I take along in a moment.",
        place=f"<#{goal}>",
    )


def table_ready() -> Text:
    """Return the line on the card of a table that is ready."""
    return _("🙌 This table is ready; talk on until you are called back.")


def ready_so_far(ready: int, there: int) -> Text:
    """Return how many of those at a table are ready with its question."""
    return ngettext("🙌 {n} of {of} is ready.", "🙌 {n} of {of} are ready.", ready, of=there)


def noted(ready: int, there: int, *, goes_on: bool, has_more: bool) -> Text:
    """Return the answer to who says that they are ready."""
    if goes_on:
        return _("🙌 Thank you! Your table goes on: the card shows the next question.") if has_more else table_ready()
    return Text.join(" ", [_("🙌 Thank you!"), ready_so_far(ready, there)])


def stick_is_at(person: int | None) -> Text:
    """Return the answer to a press on the talking stick that came too late."""
    if person is None:
        return _("The talking stick lies on the table again. Nothing changed now.")
    return _("The talking stick is at {person} already. Nothing changed now.", person=f"<@{person}>")


def stick_goes(act: StickAct, to: int | None) -> Text:
    """Return the answer to who did something with the talking stick."""
    if act is StickAct.TAKE:
        return _("🪶 You have the talking stick. Are you done? Then pass it on with the button on the card.")
    if to is not None:
        return _("🪶 The talking stick goes to {person}.", person=f"<@{to}>")
    if act is StickAct.PASS:
        return _("🪶 Everybody has had a turn. The talking stick lies on the table again.")
    return _("🪶 The talking stick lies on the table again.")


def begins(person: int) -> Text:
    """Return who was drawn to begin; a mention without a ping."""
    return _("🎲 {person} may begin; it was drawn by lot.", person=f"<@{person}>")


def has_stick(person: int) -> Text:
    """Return whose turn it is; a mention without a ping."""
    return _("🪶 Talking stick: {person}", person=f"<@{person}>")


def next_question(at: datetime) -> Text:
    """Return when the next question comes by itself, and what brings it sooner."""
    return "-# " + _(
        "The next question comes at {time} ({countdown}), or as soon as more than half of you are ready.",
        time=stamp(at),
        countdown=stamp(at, "R"),
    )


def hosted_by(names: tuple[Part, ...]) -> Text:
    """Return who hosts a table: a name as the programme has it, or mentions without a ping."""
    return _("🧭 Host of this table: {names}", names=names)


def help_comes() -> Text:
    """Return the line on the card of a table that a moderator is going to."""
    return _("🏃 A moderator is on the way to your table.")


def so_far(table: Room, asked: int) -> list[Text]:
    """Return the fragment of a table, and as many of its prompts as were given, with what was read out before them."""
    shown = [fragment(table.fragment)] if table.fragment else []
    return shown + [question(table, number) for number in range(1, min(asked, len(table.prompts)) + 1)]


def panel(block: Block, slot: Slot, ways_in: Text) -> Text:
    """Return the text above the buttons to the tables, in the plenary."""
    lines: list[Part] = [Text.of("## ", block.title)]
    if block.text:
        lines.append(block.text)
    lines += [ways_in, how_to_read()]
    lines.append("-# " + _("The tables are open until {time} ({countdown}).", **ends(slot)))
    return Text.lines(*lines)


def how_to_read() -> Text:
    """Return how to open the chat of a voice channel, for who has never done it."""
    return _("💬 The questions are in the chat of your table: on a phone, tap the speech bubble at the top right.")


def more_tables() -> Text:
    """Return the text above the buttons that did not fit in the first message."""
    return _("More tables:")


def no_more_tables() -> Text:
    """Return the text in place of buttons that fit in the message before."""
    return _("All tables stand in the message above.")


def tables_closed() -> Text:
    """Return the text that replaces the table panel when the break-out is over."""
    return _("The tables are closed. We are together again in the plenary.")


def warning(slot: Slot, now: datetime) -> Text:
    """Return how much time is left at a table, the true time."""
    return _(
        "⏳ **{length} left** at this table, until {time} ({countdown}).",
        length=length(left(slot, now)),
        **ends(slot),
    )


def recall(closes: datetime, voice: int | None) -> Text:
    """Return the recall at a table, with the moment at which it closes."""
    return _(
        "🔔 **We go back to {voice}**: this table closes at {time} ({countdown}). Whoever is still here then, I take "
        "along.",
        time=stamp(closes),
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


def split(people: Sequence[int], new: int | None) -> Text:
    """Return the words at a table that is split, with who goes on at the new one."""
    return _(
        "🪑 We split up, so that everybody gets to talk. {people}: I take you along to {new} in a moment.",
        people=", ".join(f"<@{person}>" for person in people),
        new=f"<#{new}>",
    )


def not_over(people: Sequence[str]) -> Text:
    """Return the moderators' notice on people the bot could not move to the new table of one that was split."""
    return _(
        "I could not take everybody along to the new table. Still at the old one: {people}. I keep trying; asking them "
        "there helps.",
        people=", ".join(people),
    )
