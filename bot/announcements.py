"""The words of what the bot posts by itself. Nothing here acts; every text fits in one message."""

from datetime import datetime, timedelta

from bot.core import privacy
from bot.core.cues import Slot
from bot.core.meetup import Meetup
from bot.core.places import Place, PlaceKind, Venue
from bot.core.programme import Block, BlockKind, ContributionKind, Fragment, Prompt, Room
from bot.core.timeline import left
from bot.core.words import Text, _, ngettext
from bot.replies import plain
from bot.texts import Say, stamp


def welcome(say: Say, meetup: Meetup, venue: Venue) -> str:
    """For everybody, in the plenary, as soon as the meetup is planned."""
    voice = venue.one(PlaceKind.VOICE).channel
    lines = [f"# {plain(meetup.title)}"]
    if meetup.place:
        lines.append(plain(meetup.place))
    lines.append(say(_("🗓️ We begin {start} ({countdown}).", **moments(meetup.planned_start))))
    if meetup.programme.description:
        lines += ["", meetup.programme.description]
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


def moments(moment: datetime) -> dict[str, str]:
    """A start, for a sentence."""
    return {"start": stamp(moment, "F"), "countdown": stamp(moment, "R")}


def length(time: timedelta) -> Text:
    """A length in whole minutes; under two minutes in seconds, unless it is a whole minute; from two hours in hours."""
    seconds = round(time.total_seconds())
    if seconds < 120 and seconds != 60:
        return ngettext("{n} second", "{n} seconds", seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours < 2:
        return ngettext("{n} minute", "{n} minutes", 60 * hours + minutes)
    whole = ngettext("{n} hour", "{n} hours", hours)
    rest = ngettext("{n} minute", "{n} minutes", minutes)
    return _("{hours} and {minutes}", hours=whole, minutes=rest) if minutes else whole


def opening(say: Say, block: Block, slot: Slot, kept: Text | None = None) -> str:
    """The beginning of a block, in the plenary; ``kept`` tells what is kept of what people bring in there."""
    lines = [f"## {plain(block.title)}"]
    if block.text:
        lines.append(block.text)
    if block.kind is BlockKind.HARVEST:
        lines += [
            "",
            say(_("Write it in the chat with the tag in front, or press a button:")),
            *_asked(say, block),
        ]
    if kept:
        lines.append("-# " + say(kept))
    lines.append("-# " + say(_("until {time} ({countdown})", **ends(slot))))
    return "\n".join(lines)


def ends(slot: Slot) -> dict[str, str]:
    """An end, for a sentence."""
    return {"time": stamp(slot.ends), "countdown": stamp(slot.ends, "R")}


def _asked(say: Say, block: Block) -> list[str]:
    lines = {
        ContributionKind.PLEDGE: _("- **#morgen** …what I do tomorrow"),
        ContributionKind.NEED: _("- **#nodig** …what I need for it"),
        ContributionKind.WORKS: _("- **#werkt** …what already works here"),
        ContributionKind.IDEA: _("- **#idee** …an idea for others to build on"),
    }
    return [say(lines[kind]) for kind in block.asks]


def room_opening(say: Say, room: Room, block: Block, slot: Slot) -> str:
    """The beginning of a break-out, in one of its rooms."""
    lines = [f"## {plain(room.name)}"]
    if room.text or block.text:
        lines.append(room.text or block.text or "")
    lines.append("-# " + say(_("This table is open until {time} ({countdown}).", **ends(slot))))
    return "\n".join(lines)


def fragment(say: Say, item: Fragment) -> str:
    """A fragment: title, link, from and to, what to know beforehand."""
    lines = [f"🎬 **{plain(item.title)}**", item.url]
    if item.starts and item.ends:
        lines.append(say(_("Watch from {starts} to {ends}.", starts=item.starts, ends=item.ends)))
    elif item.starts:
        lines.append(say(_("Watch from {starts}.", starts=item.starts)))
    elif item.ends:
        lines.append(say(_("Watch until {ends}.", ends=item.ends)))
    if item.content_note:
        lines.append(say(_("⚠️ Mind: {note}", note=item.content_note)))
    if item.remark:
        lines.append(f"-# {item.remark}")
    return "\n".join(lines)


def prompt(say: Say, item: Prompt, number: int, of: int) -> str:
    """A question for the table, with its place in the row."""
    heading = say(_("Question {number} of {of}", number=number, of=of)) if of > 1 else say(_("Question"))
    return f"💬 **{heading}**\n{item.text}"


def directions(say: Say, room: Room) -> str:
    """Directions for solutions, as the last step at a table."""
    return "\n".join([say(_("🧭 **To take along: what you can do with this**")), *(f"- {d}" for d in room.directions)])


def panel(say: Say, block: Block, slot: Slot, ways_in: Text) -> str:
    """Above the buttons with the rooms, in the plenary."""
    lines = [f"## {plain(block.title)}"]
    if block.text:
        lines.append(block.text)
    lines.append(say(ways_in))
    lines.append("-# " + say(_("The tables are open until {time} ({countdown}).", **ends(slot))))
    return "\n".join(lines)


def more_rooms(say: Say) -> str:
    """Above the buttons that did not fit in the first message."""
    return say(_("More tables:"))


def rooms_closed(say: Say) -> str:
    """In place of the panel, when the break-out is over."""
    return say(_("The tables are closed. We are together again in the plenary."))


def kept(say: Say, meetup: Meetup) -> str:
    """In the channel where somebody just brought something in by chat for the first time."""
    told = _("Did you write something down here for the first time just now? It is saved, thank you. {kept}",
             kept=privacy.kept(meetup.shows_names, meetup.keep_days))  # fmt: skip
    return "-# " + say(told)


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
    """In the rooms, at the end."""
    return say(
        _(
            "🔔 We go back to the plenary. This table closes {countdown}. Finish your sentence, and go to {voice}. "
            "Are you still here then? I will take you along.",
            countdown=stamp(closes, "R"),
            voice=f"<#{voice}>",
        )
    )


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


def place_name(place: Place, say: Say) -> str:
    """What a channel is called."""
    match place.kind:
        case PlaceKind.PLENARY:
            return say(_("plenary"))
        case PlaceKind.VOICE:
            return say(_("Plenary"))
        case PlaceKind.MODERATORS:
            return say(_("moderators"))
    return place.title
