"""Texts of a meetup for everybody, in the plenary: openings of blocks, notices."""

from bot.content.times import ends
from bot.core.evening.slots import Slot
from bot.core.kinds import KINDS, Source
from bot.core.programme.models import Block, BlockKind
from bot.core.words.text import Part, Text, _
from bot.features.agenda.words import guests


def opening(block: Block, slot: Slot, kept: Text | None = None) -> Text:
    """Return the opening of a block in the plenary; ``kept`` is the sentence on what is stored of people."""
    lines: list[Part] = [Text.of("## ", block.title)]
    if block.guests:
        lines.append(guests(block.guests))
    if block.text:
        lines.append(block.text)
    if block.kind is BlockKind.HARVEST:
        lines += [
            "",
            _("Write it in the chat with the tag in front, or press a button:")
            if any(Source.CHAT in KINDS[kind].doors for kind in block.asks)
            else _("Press a button and write it down:"),
            *(KINDS[kind].asked_line for kind in block.asks),
        ]
    if kept:
        lines.append("-# " + kept)
    lines.append("-# " + _("until {time} ({countdown})", **ends(slot)))
    return Text.lines(*lines)


def notice(note: str, slot: Slot | None) -> Text:
    """Return the notice on a moderator's action, for everybody; ``note`` is that of the cue."""
    match note:
        case "paused":
            return _("⏸️ We pause for a moment. Stay where you are; no time is lost.")
        case "resumed" if slot:
            return _("▶️ We go on. This part now lasts until {time} ({countdown}).", **ends(slot))
        case "cancelled":
            return _("This meetup has been cancelled. You need to do nothing more.")
    return _("▶️ We go on.")
