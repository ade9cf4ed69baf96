"""The words of what the bot posts by itself. Nothing here acts; every text fits in one message."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from bot.core.meetup import Meetup, State
from bot.core.places import Place, PlaceKind, Venue
from bot.core.programme import Block, BlockKind, ContributionKind, Fragment, Prompt, Room
from bot.core.timeline import Slot, Timeline, left
from bot.core.words import Text, _, ngettext
from bot.replies import plain
from bot.texts import Say, stamp


def welcome(say: Say, meetup: Meetup, venue: Venue) -> str:
    """For everybody, in the plenary, as soon as the meetup is planned."""
    voice = venue.one(PlaceKind.VOICE).channel
    lines = [f"# {plain(meetup.title)}"]
    if meetup.place:
        lines.append(plain(meetup.place))
    lines.append(say(_("🗓️ We begin {start} ({countdown}).", **_moments(meetup.planned_start))))
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
    ]
    return "\n".join(lines)


def moderators_welcome(say: Say, meetup: Meetup) -> str:
    """For the moderators, in their own channel."""
    parts = [
        say(_("# For moderators: {title}", title=plain(meetup.title))),
        say(_("The meetup is planned for {start} ({countdown}).", **_moments(meetup.planned_start))),
        "",
        say(_("`/meetup start` begins now. After that everything runs by itself: texts, fragment, prompts, rooms.")),
        say(_("`/meetup verleng` gives the current block more time, `/meetup volgende` goes on to the next one.")),
        say(_("`/meetup pauze` stands still, `/meetup verder` goes on, `/meetup status` tells where we are.")),
        say(_("`/meetup stop` ends the meetup, `/oogst export` gives the harvest at any moment.")),
        "",
        *(
            f"{number}. {plain(block.title)} · {say(length(block.length))}"
            for number, block in enumerate(meetup.programme.blocks, start=1)
        ),
    ]
    text = "\n".join(parts)
    return text if len(text) <= 2000 else text[:1990].rsplit("\n", 1)[0] + "\n…"


def _moments(moment: datetime) -> dict[str, str]:
    return {"start": stamp(moment, "F"), "countdown": stamp(moment, "R")}


def length(time: timedelta) -> Text:
    """A length in whole minutes; under two minutes in seconds, unless it is a whole minute."""
    seconds = round(time.total_seconds())
    if seconds < 120 and seconds != 60:
        return ngettext("{n} second", "{n} seconds", seconds)
    return ngettext("{n} minute", "{n} minutes", round(seconds / 60))


def reminder(say: Say, meetup: Meetup) -> str:
    """For the moderators, ten minutes before."""
    return say(
        _(
            "⏰ {title} begins {countdown}. Are you ready? Begin with `/meetup start`.",
            title=f"**{plain(meetup.title)}**",
            countdown=stamp(meetup.planned_start, "R"),
        )
    )


def opening(say: Say, block: Block, slot: Slot) -> str:
    """The beginning of a block, in the plenary."""
    lines = [f"## {block.title}"]
    if block.text:
        lines.append(block.text)
    if block.kind is BlockKind.HARVEST:
        lines += [
            "",
            say(_("Write it in the chat with the tag in front, or press a button:")),
            *_asked(say, block),
        ]
    lines.append("-# " + say(_("until {time} ({countdown})", **_ends(slot))))
    return "\n".join(lines)


def _ends(slot: Slot) -> dict[str, str]:
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
    lines = [f"## {room.name}"]
    if room.text or block.text:
        lines.append(room.text or block.text or "")
    lines.append("-# " + say(_("This table is open until {time} ({countdown}).", **_ends(slot))))
    return "\n".join(lines)


def fragment(say: Say, item: Fragment) -> str:
    """A fragment: title, link, from and to, what to know beforehand."""
    lines = [f"🎬 **{item.title}**", item.url]
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


def panel(say: Say, block: Block, slot: Slot) -> str:
    """Above the buttons with the rooms, in the plenary."""
    lines = [f"## {block.title}"]
    if block.text:
        lines.append(block.text)
    lines.append(say(_("👇 Choose your own table. You may switch at any time.")))
    lines.append("-# " + say(_("The tables are open until {time} ({countdown}).", **_ends(slot))))
    return "\n".join(lines)


def more_rooms(say: Say) -> str:
    """Above the buttons that did not fit in the first message."""
    return say(_("More tables:"))


def rooms_closed(say: Say) -> str:
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
            return say(_("▶️ We go on. This part now lasts until {time} ({countdown}).", **_ends(slot)))
        case "cancelled":
            return say(_("This meetup has been cancelled. You need to do nothing more."))
        case "extended" if slot:
            return say(_("➕ There is more time: until {time} ({countdown}).", **_ends(slot)))
    return say(_("▶️ We go on."))


def back(say: Say, timeline: Timeline, meetup: Meetup, now: datetime) -> str:
    """For the moderators, after the bot was away."""
    slot = timeline.current
    if slot is None:
        return say(_("I was away for a moment and am back. Nothing was lost."))
    return say(
        _(
            "I was away for a moment and am back. Nothing was lost. We are in {block}, {length} left. "
            "More time? `/meetup verleng`.",
            block=f"**{plain(meetup.programme.blocks[slot.block].title)}**",
            length=length(left(slot, now)),
        )
    )


def for_moderators(say: Say, meetup: Meetup, timeline: Timeline, block: int) -> str:
    """What begins now and what comes after it."""
    blocks = meetup.programme.blocks
    text = say(
        _(
            "▶️ {number}/{of} {title}, until {time}.",
            number=block + 1,
            of=len(blocks),
            title=f"**{plain(blocks[block].title)}**",
            time=stamp(timeline.slots[block].ends),
        )
    )
    if block + 1 < len(blocks):
        text += " " + say(_("Next: {title}.", title=plain(blocks[block + 1].title)))
    return text


def still_there(say: Say, people: Sequence[str]) -> str:
    """For the moderators: whom the bot could not take along from a closed room."""
    return say(_("I could not bring everybody back. Still at a table: {people}.", people=", ".join(people)))


def trouble(meetup: Meetup, block: int) -> Text:
    """For the moderators, after three failed attempts."""
    return _(
        "⚠️ Something in {block} does not work out: Discord refuses it or does not answer. I keep trying. "
        "Look whether all channels are there and whether I have my rights; `/meetup status` mends what it can.",
        block=f"**{plain(meetup.programme.blocks[block].title)}**",
    )


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


def mended(made: Sequence[Place]) -> Text:
    """For the moderators: a channel was deleted by hand and is there again."""
    kinds: dict[PlaceKind, Text] = {
        PlaceKind.CATEGORY: _("the category"),
        PlaceKind.PLENARY: _("the plenary"),
        PlaceKind.VOICE: _("the plenary voice channel"),
        PlaceKind.MODERATORS: _("the moderators' channel"),
    }
    names = tuple(kinds.get(place.kind) or f"**{plain(place.title)}**" for place in made)
    return _("A channel of this meetup was gone. I have made it again: {names}. We go on.", names=names)


def status(
    say: Say,
    meetup: Meetup,
    timeline: Timeline,
    inside: Mapping[int, int],
    venue: Venue,
    counts: Mapping[ContributionKind, int],
    now: datetime,
) -> str:
    """Where the meetup stands: now, next, time left, people per room, contributions per kind."""
    lines = [f"**{plain(meetup.title)}**" + (f" · {plain(meetup.place)}" if meetup.place else "")]
    blocks = meetup.programme.blocks
    slot, following = timeline.current, timeline.following
    if meetup.state is State.PLANNED:
        lines.append(say(_("Planned for {start} ({countdown}).", **_moments(meetup.planned_start))))
    elif meetup.state is State.CLOSED:
        lines.append(say(_("The meetup is over.")))
    elif slot:
        title = f"**{plain(blocks[slot.block].title)}**"
        if meetup.paused_at:
            since = stamp(meetup.paused_at, "R")
            lines.append(say(_("⏸️ Paused {since}, in {block}. Go on: `/meetup verder`.", since=since, block=title)))
        else:
            lines.append(say(_("Now: {block}, until {time} ({countdown}).", block=title, **_ends(slot))))
        late = slot.ends - slot.planned_end
        if abs(late) >= timedelta(minutes=1):
            by = length(abs(late))
            later = (
                _("{length} later than planned", length=by)
                if late > timedelta()
                else _("{length} earlier than planned", length=by)
            )
            lines.append("-# " + say(later))
    if following and meetup.state is not State.CLOSED:
        title = f"**{plain(blocks[following.block].title)}**"
        lines.append(say(_("Next: {title}, at {time}.", title=title, time=stamp(following.starts))))
    if meetup.is_running and slot and venue.rooms(slot.block):
        lines.append(say(_("People at the tables:")))
        rooms = venue.rooms(slot.block)
        lines += [f"- <#{room.channel}> {inside.get(room.channel or 0, 0)}" for room in rooms]
    lines.append(say(_("Contributions:")) + " " + ", ".join(f"#{kind.value} {n}" for kind, n in counts.items()))
    return "\n".join(lines)
