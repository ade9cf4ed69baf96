"""Texts for the moderators: welcome, reminder, notices, and the answer to ``/meetup status``."""

import math
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.content.times import ends, length, moments, stamp
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Venue
from bot.core.evening.slots import Timeline
from bot.core.evening.timeline import left
from bot.core.kinds import ContributionKind
from bot.core.words.text import Fitting, Part, Text, _, ngettext
from bot.features.contributions import counts as counting
from bot.features.meetups.outcomes import against_the_plan, stays_on
from bot.platform import limits


def moderators_welcome(meetup: Meetup) -> Text:
    """Return the moderators' welcome with the blocks, at most 2,000 characters."""
    parts: list[Part] = [
        _("# For moderators: {title}", title=meetup.title),
        began(meetup.begins)
        if meetup.has_begun
        else _("The meetup is planned for {start} ({countdown}).", **moments(meetup.begins)),
        "",
        _("🎛️ **The panel** in this channel commands the evening: begin, next, more time, pause, everybody back."),
        _("After the start everything runs by itself: texts, fragment, prompts, tables and the harvest."),
        _("`/meetup check` looks whether everything is right, and can play the programme in a minute to try it."),
        _("`/ruimtes verdeel` divides people over the tables, with a preview; else everybody chooses one."),
        _("`/oogst export` gives the harvest at any moment. Every button is a command too: type `/` to see them."),
        "",
        *(
            Text.of(f"{number}. ", block.title, " · ", length(block.length))
            for number, block in enumerate(meetup.programme.blocks, start=1)
        ),
    ]
    return Fitting(tuple(parts), limits.MESSAGE, lambda _more: "…")


def began(start: datetime) -> Text:
    """Return the line of the moderators' welcome by which a bot that lost its memory sees when a meetup began."""
    return _("The meetup began {start}.", start=stamp(start, "F"))


def restored(copied: datetime) -> Text:
    """Return the moderators' notice that the database was restored from a copy of a moment."""
    return _(
        "🛟 I was restored from a copy of {time}. What was said in the chat I read back; what came in after that by "
        "command, form or button is lost, as are tables and changes of the time. Ask people to say it again, and those "
        "who withdrew something or had it erased after that to do so again.",
        time=stamp(copied, "F"),
    )


def reminder(meetup: Meetup) -> Text:
    """Return the moderators' reminder before the start."""
    return _(
        "⏰ {title} begins at {time} ({countdown}). Are you ready? Press “Begin now” on the panel, or give "
        "`/meetup start`.",
        title=Text.bold(meetup.title),
        time=stamp(meetup.planned_start),
        countdown=stamp(meetup.planned_start, "R"),
    )


def back(timeline: Timeline, meetup: Meetup, since: datetime, until: datetime, now: datetime) -> Text:
    """Return the moderators' notice that the bot was away, with the block and the time left in it, if there is any."""
    away = {"since": stamp(since), "until": stamp(until)}
    slot = timeline.current
    remaining = left(slot, now) if slot else timedelta()
    if slot is None or remaining < timedelta(seconds=1):
        return _("I was away from {since} to {until}. What was said in the chat meanwhile I read back.", **away)
    return _(
        "I was away from {since} to {until}. What was said in the chat meanwhile I read back. We are in {block}, "
        "{length} left. More time? `/meetup verleng`.",
        block=Text.bold(meetup.programme.blocks[slot.block].title),
        length=length(remaining),
        **away,
    )


def all_ready() -> Text:
    """Return the moderators' notice that every table said it is ready."""
    return _("🙌 All tables are ready. Call everybody back with the panel or `/ruimtes terug`, or give them the time.")


def status(
    meetup: Meetup,
    timeline: Timeline,
    inside: Mapping[int, int],
    venue: Venue,
    counts: Mapping[ContributionKind, int],
    now: datetime,
) -> Text:
    """Return where the meetup stands: block now and next, times, people per table, contributions per kind.

    ``inside`` maps a table's channel to the number of people in it.
    """
    lines: list[Part] = [Text.bold(meetup.title) + (Text.of(" · ", meetup.place) if meetup.place else "")]
    blocks = meetup.programme.blocks
    slot, following = timeline.current, timeline.following
    if meetup.state is State.PLANNED:
        lines.append(_("Planned for {start} ({countdown}).", **moments(meetup.planned_start)))
    elif meetup.state is State.CLOSED:
        lines += [_("The meetup is over."), *stays_on(timeline, now)]
    elif slot:
        title = Text.bold(blocks[slot.block].title)
        if meetup.paused_at:
            since = stamp(meetup.paused_at, "R")
            lines.append(_("⏸️ Paused {since}, in {block}. Go on: `/meetup verder`.", since=since, block=title))
        else:
            lines.append(_("Now: {block}, until {time} ({countdown}).", block=title, **ends(slot)))
    if following and meetup.state is not State.CLOSED:
        title = Text.bold(blocks[following.block].title)
        lines.append(_("Next: {title}, at {time}.", title=title, time=stamp(following.starts)))
    if meetup.state is not State.CLOSED and not meetup.paused_at:
        lines += against_the_plan(meetup, timeline)
    if meetup.is_running and slot and venue.tables(slot.block):
        lines.append(_("People at the tables:"))
        tables = venue.tables(slot.block)
        lines += [f"- <#{table.channel}> {inside.get(table.channel or 0, 0)}" for table in tables]
    lines.append(_("Contributions:") + " " + Text.join(", ", counting.per_kind(counts, meetup.programme)))
    return Text.lines(*lines)


def late(cues: int) -> Text:
    """Return that so many moments of a meetup came and were not dealt with."""
    return ngettext(
        "⚠️ One moment is more than a minute late; I keep trying.",
        "⚠️ {n} moments are more than a minute late; I keep trying.",
        cues,
    )


def bot(since: datetime, latency: float, marks: int) -> Text:
    """Return how the bot is connected, with its latency in seconds, and how many ✅ people still wait for."""
    milliseconds = round(latency * 1000) if math.isfinite(latency) else "–"
    connected = "-# " + _("Connected to Discord since {time}, {latency} ms.", time=stamp(since), latency=milliseconds)
    return connected + " " + ngettext("One ✅ still waits.", "{n} ✅ still wait.", marks) if marks else connected


def screen(address: str) -> Text:
    """Return where the wall stands for a big screen."""
    return _("🖥️ The wall for a big screen: {address}", address=f"<{address}>")


def no_screen() -> Text:
    """Return that the wall for a big screen is missing."""
    return _("🖥️ The wall for a big screen can't be served. The log of whoever runs the bot says why.")
