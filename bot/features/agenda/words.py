"""Texts of the agenda card and the closing card."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import accumulate

from bot.content.times import ends, moments, stamp
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind, Venue
from bot.core.evening.slots import Slot, Timeline
from bot.core.people import privacy
from bot.core.people.floor import Floor
from bot.core.programme.models import Block, BlockKind
from bot.core.words.text import Fitting, Part, Text, _
from bot.platform import limits

LONGEST_PAST = 500  # characters of titles and links of blocks that have been; the first of more are left out
LONGEST_DESCRIPTION = 600  # characters on the card; a longer one is a message of its own, so that the agenda fits
EVERYBODY = Floor()
_MARGIN = 80  # characters for what a dry run puts in front


def card(
    meetup: Meetup,
    timeline: Timeline,
    venue: Venue,
    *,
    floor: Floor = EVERYBODY,
    stays_until: datetime | None = None,
) -> Text:
    """Return the whole card. In a long agenda the last blocks are counted, so that it fits in one message.

    ``floor`` is who may speak, and who is a guest of the evening; after the end people stay on until ``stays_until``.
    """
    return Fitting(
        (
            *_heading(meetup),
            *_now(meetup, timeline, venue),
            *_staying(stays_until, venue),
            *_guests(meetup, timeline, floor),
            *_quiet(meetup, floor),
            *_small_print(meetup),
            *_agenda(meetup, timeline),
        ),
        limits.MESSAGE - _MARGIN,
        lambda more: _("… and {n} more.", n=more),
    )


def _heading(meetup: Meetup) -> list[Part]:
    """Return lines with the title, the place, and what it is about."""
    lines: list[Part] = [Text.of("# ", meetup.title)]
    if meetup.place:
        lines.append(meetup.place)
    if meetup.programme.description and not has_long_description(meetup):
        lines.append(meetup.programme.description)
    return lines


def has_long_description(meetup: Meetup) -> bool:
    """Return whether the description is a message of its own, above the card."""
    return len(meetup.programme.description or "") > LONGEST_DESCRIPTION


def _now(meetup: Meetup, timeline: Timeline, venue: Venue) -> list[Part]:
    """Return lines that say where we are and what to do now."""
    voice = f"<#{venue.one(PlaceKind.VOICE).channel}>"
    begins = moments(meetup.begins)
    if meetup.was_cancelled:
        return [_("❌ **This meetup has been cancelled.** You need to do nothing more.")]
    if meetup.state is State.CLOSED:
        return [_("🏁 **This meetup is over.** Thank you for being there.")]
    if meetup.state is State.PLANNED:
        return [
            _("🗓️ We begin {start} ({countdown}).", **begins),
            _("👉 **Then:** tap {voice} to hear and talk. Writing and buttons are here, in this channel.", voice=voice),
        ]
    lines: list[Part] = [_("🗓️ We began {start}.", **begins)]
    slot = timeline.current
    if meetup.paused_at:
        return [*lines, _("⏸️ **We pause for a moment.** Stay where you are; no time is lost.")]
    if slot is None:
        return lines
    block, following = meetup.programme.blocks[slot.block], timeline.following
    if following is not None and timeline.tables_are_closed(slot.block):
        title = meetup.programme.blocks[following.block].title
        soon = _("⏭️ **Next: {block}**, at {time}.", block=title, time=stamp(following.starts))
        return [*lines, soon, TO_DO[BlockKind.PLENARY](voice)]
    now = _("➡️ **Now: {block}**, until {time} ({countdown}).", block=block.title, **ends(slot))
    return [*lines, now, TO_DO[block.kind](voice)]


def _guests(meetup: Meetup, timeline: Timeline, floor: Floor) -> list[Part]:
    """Return the line with the guests of the evening, and of the block that is going on."""
    if meetup.state is State.CLOSED:
        return []
    slot = timeline.current
    names: tuple[Part, ...] = (
        *(meetup.programme.blocks[slot.block].guests if slot else ()),
        *(f"<@{id}>" for id in sorted(floor.guests)),
    )
    return [guests(names)] if names else []


def guests(names: tuple[Part, ...]) -> Text:
    """Return the line with guests: names as the programme has them, or mentions, without a ping."""
    return _("🎤 Guests: {names}", names=names)


def _quiet(meetup: Meetup, floor: Floor) -> list[Part]:
    if not floor.closed or meetup.state is State.CLOSED:
        return []
    return [_("🎧 Only guests and moderators speak now. You hear everything, and you may write.")]


# What people do in a block, by its kind; each takes the voice channel of the plenary.
TO_DO: Mapping[BlockKind, Callable[[str], Text]] = {
    BlockKind.PLENARY: lambda voice: _("👉 Tap {voice} to hear and talk. You write here in the chat.", voice=voice),
    BlockKind.BREAKOUT: lambda voice: _(
        "👉 Go to your table: the buttons are at the bottom of this channel. Lost? Tap {voice}.", voice=voice
    ),
    BlockKind.HARVEST: lambda _voice: _(
        "👉 Now you. What do you do **tomorrow**? Press a button below, or write it in the chat."
    ),
    BlockKind.BREAK: lambda _voice: _("👉 Take a break. We go on here by ourselves."),
}


def _small_print(meetup: Meetup) -> list[Part]:
    if meetup.state is State.CLOSED:
        return []
    return [
        _("✍️ Write what you do **tomorrow** at any time: in the chat, with **#morgen** in front. ✅ means: saved."),
        "-# " + privacy.brief(meetup.shows_names, meetup.keep_days),
    ]


def _agenda(meetup: Meetup, timeline: Timeline) -> list[Part]:
    """Return the blocks with their times: those that have been on one line, those to come on one each."""
    if meetup.was_cancelled:
        return []
    lines: list[Part] = ["", _("**What happens when**")]
    over = [meetup.programme.blocks[slot.block] for slot in timeline.slots if _is_over(meetup, slot)]
    if over:
        lines.append("-# " + _("Has been: {blocks}.", blocks=_past(over)))
    if meetup.state is State.CLOSED:
        return lines
    lines += [_to_come(slot, meetup.programme.blocks[slot.block]) for slot in timeline.to_come]
    lines.append(_("{time} The end", time=stamp(timeline.ends)))
    if stays_on := meetup.programme.stays_on:
        until = stamp(timeline.ends + stays_on)
        lines.append(_("{time} Staying on until {until}, for who wants", time=stamp(timeline.ends), until=until))
    return lines


def _to_come(slot: Slot, block: Block) -> Text:
    line = Text.of(f"{stamp(slot.starts)} ", block.title)
    return Text.of(line, " · ", guests(block.guests)) if block.guests else line


def _is_over(meetup: Meetup, slot: Slot) -> bool:
    return slot.started is not None and (slot.ended is not None or meetup.state is State.CLOSED)


def _past(over: Sequence[Block]) -> tuple[Part, ...]:
    """Return the titles of the last blocks that have been, as many as leave room for those to come."""
    lengths = accumulate(map(_length, reversed(over)))
    kept = max(1, sum(length <= LONGEST_PAST for length in lengths))
    return (*["…"][: len(over) - kept], *map(_been, over[-kept:]))


def _length(block: Block) -> int:
    fragment = block.fragment
    return len(block.title) + (len(fragment.title) + len(fragment.url) if fragment else 0)


def _been(block: Block) -> Text:
    """Return the title of a block, with the way to its fragment for who wants to see it again."""
    if block.fragment is None:
        return Text.of(block.title)
    return Text.of(block.title, " ([", block.fragment.title, "](<", block.fragment.url, ">))")


def _staying(until: datetime | None, venue: Venue) -> list[Part]:
    """Return the line that leads to where people stay on after the end."""
    if until is None:
        return []
    voice = f"<#{venue.one(PlaceKind.VOICE).channel}>"
    return [_("☕ **Staying on until {until}**, for who wants: tap {voice}.", until=stamp(until), voice=voice)]


def staying(until: datetime, venue: Venue) -> Text:
    """Return the message that invites people to stay on."""
    return _(
        "☕ You needn't go yet: {voice} stays open until {until} ({countdown}), for who wants to talk on. What you "
        "write with **#morgen** in front, here or there, still counts.",
        voice=f"<#{venue.one(PlaceKind.VOICE).channel}>",
        until=stamp(until),
        countdown=stamp(until, "R"),
    )


def stayed() -> Text:
    """Return the kind line at the end of staying on."""
    return _("💛 This was the time to stay on: how nice that you were here. Finish your talk, nobody is sent away.")


def closing(meetup: Meetup, venue: Venue, *, is_open: bool, stays_until: datetime | None = None) -> Text:
    """Return the closing card of a meetup that is over; ``is_open`` while it still takes contributions."""
    lines: list[Part] = [
        Text.of("## ", _("Thank you for being at {title}", title=meetup.title)),
        *_staying(stays_until, venue),
        _("👉 With “My contributions” you read what you wrote yourself. There you change it or take it away, too."),
    ]
    if is_open and meetup.open_until:
        until = stamp(meetup.open_until, "F")
        lines.append(
            _("✍️ Did something else come to mind? What you write here until {until} still counts.", until=until)
        )
    lines.append(_("🌾 The moderators have everything that was written down. Ask them for the report."))
    if meetup.ended_at:
        until = stamp(meetup.ended_at + timedelta(days=meetup.keep_days), "F")
        lines.append(
            "-# "
            + _(
                "These channels stay until an organiser removes them. I keep names and texts until {until}.",
                until=until,
            )
        )
    return Text.lines(*lines)
