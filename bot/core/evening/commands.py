"""Commands of a moderator, as steps that return the meetup and timeline as they are from now on."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.core.evening import agenda, events, seasons
from bot.core.evening import timeline as rules
from bot.core.evening.meetup import Action, Deed, Meetup, State, who_did
from bot.core.evening.planning import moved
from bot.core.evening.slots import Slot, Timeline
from bot.core.programme.clock import fixed_times, on_this_evening
from bot.core.words.text import Refusal, Text, _

# Takes the meetup, its timeline, the actions so far and the time now. Returns the first two as they are from
# now on, or raises Refusal.
Command = Callable[[Meetup, Timeline, Sequence[Deed], datetime], tuple[Meetup, Timeline]]

HAS_BEGUN = _("This meetup has begun already, so its start stays. More time gives `/meetup verleng`.")


def start(zone: tzinfo) -> Command:
    """Return a command that begins the meetup now, its fixed blocks by the clock of the zone; see ``timeline.begin``.

    It raises Refusal where the meetup has begun already, or is over.
    """

    def step(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        ends_by = meetup.ends_by and on_this_evening(meetup.ends_by, now, zone)
        return replace(meetup.start(now, deeds), ends_by=ends_by), rules.begin(timeline, now, zone)

    return step


def reschedule(start: datetime, ends_by: datetime | None, zone: tzinfo) -> Command:
    """Return a command that plans another start and end; see ``planning.moved``.

    The season follows where it was that of the day, and stays where somebody chose another.
    It raises Refusal once the meetup has begun, and where a fixed block comes before the start.
    """

    def step(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        if meetup.state is not State.PLANNED:
            raise Refusal(HAS_BEGUN)
        fixed = fixed_times(meetup.programme, start, zone, now)
        by_day = meetup.season == seasons.season_at(meetup.planned_start, zone)
        season = seasons.season_at(start, zone) if by_day else meetup.season
        return replace(meetup, planned_start=start, ends_by=ends_by, season=season), moved(timeline, start, fixed, now)

    return step


def pause(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Pause the meetup and plan a notice of it. Raises Refusal unless it is live."""
    return meetup.pause(now, deeds), events.with_notice(timeline, "paused", now)


def resume(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """End the pause: all that is still to come comes later by its length. Raises Refusal unless paused."""
    return meetup.resume(now, deeds), rules.resume(timeline, meetup.paused_at or now, now)


def stop(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """End the current block and drop the rest, or cancel a meetup that has not begun.

    A paused meetup is resumed first. Raises Refusal where it was ended already, or is over.
    """
    if meetup.state is State.PLANNED:
        return meetup.close(now), rules.cancel(timeline, now)
    if meetup.is_running and deeds and deeds[-1].action is Action.STOP:
        name = deeds[-1].name or _("Somebody else")
        raise Refusal(
            _("{name} has ended the meetup already. Who is at a table has the usual time to return.", name=name)
        )
    if meetup.paused_at is not None:
        timeline = rules.shift(timeline, now - meetup.paused_at)
        meetup = meetup.resume(now)
    meetup.must_be_live()
    return meetup, rules.stop(timeline, now)


def skip(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Go on to the next block; see ``timeline.skip``. Raises Refusal."""
    meetup.must_be_live()
    return meetup, rules.skip(timeline, now, deeds)


def call_back(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Call everybody back from the tables; see ``timeline.call_back``. Raises Refusal."""
    meetup.must_be_live()
    return meetup, rules.call_back(timeline, now, deeds)


def extend(by: timedelta) -> Command:
    """Return a command that gives the current block ``by`` more time; see ``timeline.extend``."""
    return live(lambda timeline, now: rules.extend(timeline, by, now))


def trim(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Make the blocks to come shorter, until the fixed times are kept; see ``agenda.trim``. Raises Refusal."""
    seen_to = [deed for deed in deeds if deed.action in (Action.TRIM, Action.DROP)]
    if seen_to and not agenda.overruns(timeline, meetup.ends_by):
        name = seen_to[-1].name or _("Somebody else")
        raise Refusal(_("Everything fits into the time already, thanks to {name}. Nothing changed now.", name=name))
    return _refitted(meetup, agenda.trim(timeline, meetup.programme, meetup.ends_by))


def drop(block: int) -> Command:
    """Return a command that drops one of the blocks to come; see ``agenda.drop``."""

    def step(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        return _refitted(meetup, agenda.drop(timeline, block, now))

    return step


def _refitted(meetup: Meetup, timeline: Timeline) -> tuple[Meetup, Timeline]:
    if meetup.state is State.PLANNED:
        return meetup, agenda.replanned(timeline)
    meetup.must_be_live()
    return meetup, timeline


def of_block(block: int, step: Command) -> Command:
    """Return ``step`` for somebody who saw this block as the current one.

    Where another block is current by now, it raises Refusal and tells who went on.
    """

    def checked(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        current = timeline.current
        if meetup.state is State.LIVE and current is not None and current.block != block:
            raise Refusal(_gone_on(meetup, timeline, deeds, block, current))
        return step(meetup, timeline, deeds, now)

    return checked


def _gone_on(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], old: int, current: Slot) -> Text:
    blocks = meetup.programme.blocks
    now = blocks[current.block].title
    since = timeline.slots[old].started if old < len(timeline.slots) else None
    earlier = [deed for deed in deeds if current.started and deed.at <= current.started]
    who = who_did(earlier, since, Action.NEXT, Action.CALL_BACK) if since else None
    if who is None:
        return _("“{block}” has begun already, by itself. Nothing changed now; look at the panel once more.", block=now)
    return _(
        "{name} has gone on already: “{block}” has begun. Nothing changed now; look at the panel once more.",
        name=who or _("Somebody else"),
        block=now,
    )


def live(change: Callable[[Timeline, datetime], Timeline]) -> Command:
    """Return a command that needs a live meetup, else raises Refusal, and changes its timeline only."""

    def step(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        meetup.must_be_live()
        return meetup, change(timeline, now)

    return step
