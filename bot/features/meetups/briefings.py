"""What the moderators read by themselves, and what ``/meetup status`` tells."""

from collections.abc import Mapping
from datetime import datetime

from bot.content.texts import Say
from bot.content.times import ends, length, moments, stamp
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Venue
from bot.core.evening.slots import Timeline
from bot.core.evening.timeline import left
from bot.core.kinds import ContributionKind
from bot.core.words.text import _
from bot.features.meetups.outcomes import against_the_plan
from bot.platform import limits
from bot.platform.text import plain


def moderators_welcome(say: Say, meetup: Meetup) -> str:
    """For the moderators, in their own channel."""
    parts = [
        say(_("# For moderators: {title}", title=plain(meetup.title))),
        say(_("The meetup is planned for {start} ({countdown}).", **moments(meetup.planned_start))),
        "",
        say(_("🎛️ **The panel** in this channel commands the evening: begin, next, more time, pause, everybody back.")),
        say(_("After the start everything runs by itself: texts, fragment, prompts, tables and the harvest.")),
        say(_("`/meetup check` looks whether everything is right, and can play the programme in a minute to try it.")),
        say(_("`/ruimtes verdeel` divides people over the tables, with a preview; else everybody chooses one.")),
        say(_("`/oogst export` gives the harvest at any moment. Every button is a command too: type `/` to see them.")),
        "",
        *(
            f"{number}. {plain(block.title)} · {say(length(block.length))}"
            for number, block in enumerate(meetup.programme.blocks, start=1)
        ),
    ]
    text = "\n".join(parts)
    return text if len(text) <= limits.MESSAGE else text[: limits.MESSAGE - 10].rsplit("\n", 1)[0] + "\n…"


def reminder(say: Say, meetup: Meetup) -> str:
    """For the moderators, ten minutes before."""
    return say(
        _(
            "⏰ {title} begins {countdown}. Are you ready? Press “Begin now” on the panel, or give `/meetup start`.",
            title=f"**{plain(meetup.title)}**",
            countdown=stamp(meetup.planned_start, "R"),
        )
    )


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


def all_ready(say: Say) -> str:
    """For the moderators: every table said that it is ready."""
    return say(
        _("🙌 All tables are ready. Call everybody back with the panel or `/ruimtes terug`, or give them the time.")
    )


def status(
    say: Say,
    meetup: Meetup,
    timeline: Timeline,
    inside: Mapping[int, int],
    venue: Venue,
    counts: Mapping[ContributionKind, int],
    now: datetime,
) -> str:
    """Where the meetup stands: now, next, time left, people per table, contributions per kind."""
    lines = [f"**{plain(meetup.title)}**" + (f" · {plain(meetup.place)}" if meetup.place else "")]
    blocks = meetup.programme.blocks
    slot, following = timeline.current, timeline.following
    if meetup.state is State.PLANNED:
        lines.append(say(_("Planned for {start} ({countdown}).", **moments(meetup.planned_start))))
    elif meetup.state is State.CLOSED:
        lines.append(say(_("The meetup is over.")))
    elif slot:
        title = f"**{plain(blocks[slot.block].title)}**"
        if meetup.paused_at:
            since = stamp(meetup.paused_at, "R")
            lines.append(say(_("⏸️ Paused {since}, in {block}. Go on: `/meetup verder`.", since=since, block=title)))
        else:
            lines.append(say(_("Now: {block}, until {time} ({countdown}).", block=title, **ends(slot))))
    if following and meetup.state is not State.CLOSED:
        title = f"**{plain(blocks[following.block].title)}**"
        lines.append(say(_("Next: {title}, at {time}.", title=title, time=stamp(following.starts))))
    if meetup.state is not State.CLOSED and not meetup.paused_at:
        lines += against_the_plan(say, meetup, timeline)
    if meetup.is_running and slot and venue.tables(slot.block):
        lines.append(say(_("People at the tables:")))
        tables = venue.tables(slot.block)
        lines += [f"- <#{table.channel}> {inside.get(table.channel or 0, 0)}" for table in tables]
    lines.append(say(_("Contributions:")) + " " + ", ".join(f"#{kind} {n}" for kind, n in counts.items()))
    return "\n".join(lines)
