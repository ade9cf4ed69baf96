"""Texts a moderator reads after a command: what it did, which fixed times break, where time is to spare."""

from datetime import datetime, timedelta

from bot.content.times import length, stamp
from bot.core.evening import agenda, staying
from bot.core.evening.agenda import Overrun
from bot.core.evening.meetup import Action, Meetup, State
from bot.core.evening.slots import Timeline
from bot.core.words.text import Refusal, Text, _


def title(meetup: Meetup, block: int) -> Text:
    """Return the title of a block in bold, made harmless."""
    return Text.bold(meetup.programme.blocks[block].title)


def said(action: Action, meetup: Meetup, timeline: Timeline) -> Text:
    """Return the answer to a command that was carried out."""
    match action:
        case Action.START:
            begun = _(
                "The meetup has begun. From here on everything runs by itself; the panel in the moderators' channel "
                "commands it."
            )
            return Text.lines(begun, *released(meetup, timeline))
        case Action.PAUSE:
            return _(
                "Paused. Everybody stays where they are, and no time is lost. Go on with the panel or `/meetup verder`."
            )
        case Action.RESUME:
            return _("We go on. Everything that is still to come has moved along.")
        case Action.NEXT if (slot := timeline.current) and not timeline.tables_are_open(slot.block):
            return _next(meetup, timeline)
        case Action.CALL_BACK | Action.NEXT:
            assert timeline.current is not None
            return _(
                "Everybody is called back. The tables close {countdown}; whoever is still there then, I take along.",
                countdown=stamp(timeline.current.ends, "R"),
            )
    return _moved(meetup, timeline)


def released(meetup: Meetup, timeline: Timeline) -> list[Text]:
    """Return a line for each block whose fixed time does not lie ahead on this evening; see ``timeline.begin``."""
    return [
        _(
            "{block} is fixed at {time}. That is not ahead now, so it follows the block before it.",
            block=title(meetup, slot.block),
            time=fixed,
        )
        for slot in timeline.to_come
        if (fixed := meetup.programme.blocks[slot.block].fixed) is not None and slot.fixed is None
    ]


def _next(meetup: Meetup, timeline: Timeline) -> Text:
    following = timeline.following
    if following is None:
        return _("This was the last block. The meetup is over; the harvest comes in the moderators' channel.")
    return _(
        "{block} begins now; the meetup ends at {end}.",
        block=title(meetup, following.block),
        end=stamp(timeline.ends),
    )


def _moved(meetup: Meetup, timeline: Timeline) -> Text:
    slot = timeline.current
    assert slot is not None
    return _(
        "{block} now lasts until {time} ({countdown}); the meetup ends at {end}.",
        block=title(meetup, slot.block),
        time=stamp(slot.ends),
        countdown=stamp(slot.ends, "R"),
        end=stamp(timeline.ends),
    )


def to_be_stopped(meetup: Meetup) -> Text:
    """Return the question that is asked before a meetup is ended. Raises Refusal where it is over."""
    name = meetup.title
    if meetup.state is State.CLOSED:
        raise Refusal(_("**{title}** is over already.", title=name))
    if meetup.state is State.PLANNED:
        return _("**{title}** has not begun yet. Do you want to cancel it?", title=name)
    return _("Do you want to end **{title}** now? Who is at a table gets the usual time to return.", title=name)


def stays_on(timeline: Timeline, now: datetime) -> list[Text]:
    """Return a line on until when people stay on after the end; none where they don't."""
    until = staying.until(timeline, now)
    if until is None:
        return []
    return [_("☕ Who wants stays on in the plenary until {until}. `/meetup stop` ends that.", until=stamp(until))]


def against_the_plan(meetup: Meetup, timeline: Timeline) -> list[Text]:
    """Return lines on the expected end, how far it is behind or ahead of the plan, and broken fixed times."""
    return [expected_end(meetup, timeline), *against_the_clock(meetup, timeline)]


def expected_end(meetup: Meetup, timeline: Timeline) -> Text:
    """Return the line on the expected end, and how far it is behind or ahead of the plan.

    Not that it is ahead where a fixed time can't be kept, as after a start that was more than an hour late.
    """
    by = agenda.behind(timeline)
    if by < timedelta() and agenda.overruns(timeline, meetup.ends_by):
        return _("🏁 The end is at {time}", time=stamp(timeline.ends))
    how = _("on time")
    if abs(by) >= timedelta(minutes=1):
        late = _("{length} behind the plan", length=length(by))
        how = late if by > timedelta() else _("{length} ahead of the plan", length=length(-by))
    return _("🏁 The end is at {time} · {how}", time=stamp(timeline.ends), how=how)


def against_the_clock(meetup: Meetup, timeline: Timeline) -> list[Text]:
    """Return a line for each fixed time that can't be kept, and for each gap before a fixed block."""
    return [*overruns(meetup, timeline), *gaps(meetup, timeline)]


def overruns(meetup: Meetup, timeline: Timeline) -> list[Text]:
    """Return a line for each fixed time that can't be kept."""
    return [overrun(meetup, item) for item in agenda.overruns(timeline, meetup.ends_by)]


def gaps(meetup: Meetup, timeline: Timeline) -> list[Text]:
    """Return a line for each gap before a fixed block."""
    return [gap(meetup, block, spare) for block, spare in agenda.gaps(timeline)]


def overrun(meetup: Meetup, item: Overrun) -> Text:
    """Return the sentence on a fixed time that can't be kept, and by how much."""
    if item.block is None:
        return _(
            "⚠️ The meetup ends {length} after its fixed end of {time}: the rest must shrink by so much, "
            "or it runs over.",
            length=length(item.over),
            time=stamp(item.limit),
        )
    return _(
        "⚠️ {block} is fixed at {time}, and would begin {length} too late.",
        block=title(meetup, item.block),
        time=stamp(item.limit),
        length=length(item.over),
    )


def gap(meetup: Meetup, block: int, spare: timedelta) -> Text:
    """Return the sentence on time to spare before a fixed block."""
    return _("🫖 Before {block} there is time to spare: {length}.", block=title(meetup, block), length=length(spare))
