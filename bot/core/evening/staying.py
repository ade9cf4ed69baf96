"""Staying on: after the end the plenary stays open for a while, for who wants to talk on."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Deed, Meetup
from bot.core.evening.slots import Cue, Timeline
from bot.core.programme.models import Programme
from bot.core.words.text import Refusal, _


def planned(programme: Programme, end: Cue, now: datetime) -> Cue | None:
    """Return the cue that ends the staying on, counted from the end of the agenda, the cue ``end``.

    None where the programme has none, or where it would be over by now because the end comes late.
    """
    if programme.stays_on is None or end.due + programme.stays_on <= now:
        return None
    return Cue(CueKind.STAY, end.block, end.due + programme.stays_on)


def until(timeline: Timeline, now: datetime) -> datetime | None:
    """Return until when people stay on, or None where they don't, or not any more."""
    return next((cue.due for cue in timeline.cues if _is_to_come(cue, now)), None)


def _is_to_come(cue: Cue, now: datetime) -> bool:
    return cue.kind is CueKind.STAY and cue.is_todo and cue.due > now


def end(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """End the staying on now; a command as in ``commands``. Raises Refusal where nobody stays on."""
    if until(timeline, now) is None:
        raise Refusal(_("The time to stay on is over already. Nothing changed now."))
    cues = (replace(cue, due=now) if _is_to_come(cue, now) else cue for cue in timeline.cues)
    return meetup, Timeline(timeline.slots, tuple(cues))
