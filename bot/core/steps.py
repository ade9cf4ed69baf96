"""What each command of a moderator does to a meetup and its timeline."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.core import timeline as rules
from bot.core.cues import Timeline
from bot.core.meetup import Deed, Meetup, State

# A step refuses, or gives the meetup and the timeline as they are from now on.
Step = Callable[[Meetup, Timeline, Sequence[Deed], datetime], tuple[Meetup, Timeline]]


def start(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Begin."""
    return meetup.start(now, deeds), rules.begin(timeline, now)


def pause(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Stand still, and say so."""
    return meetup.pause(now, deeds), rules.with_notice(timeline, "paused", now)


def resume(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Go on."""
    return meetup.resume(now, deeds), rules.resume(timeline, meetup.paused_at or now, now)


def stop(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """End the current block and drop the rest, or cancel a meetup that has not begun."""
    if meetup.state is State.PLANNED:
        return meetup.close(now), rules.cancel(timeline, now)
    if meetup.paused_at is not None:
        timeline = rules.shift(timeline, now - meetup.paused_at)
        meetup = meetup.resume(now)
    meetup.must_be_live()
    return meetup, rules.stop(timeline, now)


def skip(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """On to the next block."""
    meetup.must_be_live()
    return meetup, rules.skip(timeline, now, deeds)


def call_back(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Everybody back from the rooms."""
    meetup.must_be_live()
    return meetup, rules.call_back(timeline, now, deeds)


def live(change: Callable[[Timeline, datetime], Timeline]) -> Step:
    """A step that needs a running meetup and changes its timeline only."""

    def step(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        meetup.must_be_live()
        return meetup, change(timeline, now)

    return step
