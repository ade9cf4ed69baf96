"""What everybody reads of the meetup in the plenary: welcome, blocks, what a moderator did."""

from bot.content.texts import Say
from bot.content.times import ends, moments
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind, Venue
from bot.core.evening.slots import Slot
from bot.core.kinds import KINDS
from bot.core.people import privacy
from bot.core.programme.models import Block, BlockKind
from bot.core.words.text import Text, _
from bot.platform.text import plain


def welcome(say: Say, meetup: Meetup, venue: Venue) -> str:
    """For everybody, in the plenary, as soon as the meetup is planned."""
    voice = venue.one(PlaceKind.VOICE).channel
    lines = [f"# {plain(meetup.title)}"]
    if meetup.place:
        lines.append(plain(meetup.place))
    lines.append(say(_("🗓️ We begin {start} ({countdown}).", **moments(meetup.planned_start))))
    if meetup.programme.description:
        lines += ["", meetup.programme.description.raw]
    lines += [
        "",
        say(
            _(
                "🔊 Go to {voice} to hear and talk. Chat and buttons are here, in this channel.",
                voice=f"<#{voice}>",
            )
        ),
        say(
            _(
                "✍️ At the end each of us writes what we do **tomorrow**. Write **#morgen** with what you will do "
                "in the chat, or press the button. That may be done during the whole meetup."
            )
        ),
        say(_("✅ means: saved. With “My contributions” you see, change or withdraw your own words.")),
        "-# " + say(privacy.kept(meetup.shows_names, meetup.keep_days)),
    ]
    return "\n".join(lines)


def opening(say: Say, block: Block, slot: Slot, kept: Text | None = None) -> str:
    """The beginning of a block, in the plenary; ``kept`` tells what is kept of what people bring in there."""
    lines = [f"## {plain(block.title)}"]
    if block.text:
        lines.append(block.text.raw)
    if block.kind is BlockKind.HARVEST:
        lines += [
            "",
            say(_("Write it in the chat with the tag in front, or press a button:")),
            *(say(KINDS[kind].asked_line) for kind in block.asks),
        ]
    if kept:
        lines.append("-# " + say(kept))
    lines.append("-# " + say(_("until {time} ({countdown})", **ends(slot))))
    return "\n".join(lines)


def notice(say: Say, note: str, slot: Slot | None) -> str:
    """What a moderator did, for everybody whom it touches."""
    match note:
        case "paused":
            return say(_("⏸️ We pause for a moment. Stay where you are; no time is lost."))
        case "resumed" if slot:
            return say(_("▶️ We go on. This part now lasts until {time} ({countdown}).", **ends(slot)))
        case "cancelled":
            return say(_("This meetup has been cancelled. You need to do nothing more."))
        case "extended" if slot:
            return say(_("➕ There is more time: until {time} ({countdown}).", **ends(slot)))
    return say(_("▶️ We go on."))
