"""Texts of a meetup for everybody, in the plenary: welcome, openings of blocks, notices."""

from bot.content.times import ends, moments
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind, Venue
from bot.core.evening.slots import Slot
from bot.core.kinds import KINDS
from bot.core.people import privacy
from bot.core.programme.models import Block, BlockKind
from bot.core.words.text import Part, Text, _


def welcome(meetup: Meetup, venue: Venue) -> Text:
    """Return the welcome in the plenary, posted as soon as the meetup is planned."""
    voice = venue.one(PlaceKind.VOICE).channel
    lines: list[Part] = [Text.of("# ", meetup.title)]
    if meetup.place:
        lines.append(meetup.place)
    when = moments(meetup.begins)
    begun = meetup.has_begun
    lines.append(_("🗓️ We began {start}.", **when) if begun else _("🗓️ We begin {start} ({countdown}).", **when))
    if meetup.programme.description:
        lines += ["", meetup.programme.description]
    lines += [
        "",
        _(
            "🔊 Go to {voice} to hear and talk. Chat and buttons are here, in this channel.",
            voice=f"<#{voice}>",
        ),
        _(
            "✍️ At the end each of us writes what we do **tomorrow**. Write **#morgen** with what you will do "
            "in the chat, or press the button. That may be done during the whole meetup."
        ),
        _("✅ means: saved. With “My contributions” you see, change or withdraw your own words."),
        "-# " + privacy.kept(meetup.shows_names, meetup.keep_days),
    ]
    return Text.lines(*lines)


def opening(block: Block, slot: Slot, kept: Text | None = None) -> Text:
    """Return the opening of a block in the plenary; ``kept`` is the sentence on what is stored of people."""
    lines: list[Part] = [Text.of("## ", block.title)]
    if block.text:
        lines.append(block.text)
    if block.kind is BlockKind.HARVEST:
        lines += [
            "",
            _("Write it in the chat with the tag in front, or press a button:"),
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
        case "extended" if slot:
            return _("➕ There is more time: until {time} ({countdown}).", **ends(slot))
    return _("▶️ We go on.")
