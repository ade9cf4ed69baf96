"""Choose the cue to do next, tell when a cue is stale, and time its retries."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.evening.cues import CUES, CueKind, Stale
from bot.core.evening.slots import Cue, Slot, Timeline

GIVE_UP_AFTER = 60  # failed attempts, about an hour; Discord blocks a bot that repeats forbidden calls
TELL_AFTER = 3  # failed attempts, before the moderators are told
# A word about the end that is this late, with the next one due this soon, is one message too many.
LATE, SOON = timedelta(seconds=10), timedelta(seconds=15)
_ORDER = {kind: place for place, kind in enumerate(CueKind)}


def is_stale(cue: Cue, timeline: Timeline, now: datetime) -> bool:
    """Return True if doing the cue now would be untrue, because the evening has gone on without it.

    Cues of ``Stale.GAVE_UP`` are stale only after 60 failed attempts.
    """
    slot = timeline.slots[cue.block]
    ended, missed = slot.ended is not None, _was_missed(slot, now)
    match CUES[cue.kind].stale:
        case Stale.NEVER:
            return False
        case Stale.BEGUN:
            return now >= timeline.slots[0].starts
        case Stale.BLOCK_OVER:
            return ended or missed or timeline.tables_are_closed(cue.block)
        case Stale.OVERTAKEN:
            return ended or missed or timeline.tables_are_closed(cue.block) or _is_overtaken(cue, timeline, now)
        case Stale.CLOSED:
            return missed or timeline.tables_are_closed(cue.block)
        case Stale.NO_SEATS:
            return ended or missed or not timeline.takes_seats(cue.block)
        case Stale.ENDED:
            return ended or missed
        case Stale.GAVE_UP:
            return cue.attempts >= GIVE_UP_AFTER


def _is_overtaken(cue: Cue, timeline: Timeline, now: datetime) -> bool:
    """Return True if another cue about the end of the block, of this moment or later, is due too, or all but due."""
    until = now + SOON if now - cue.due >= LATE else now
    return any(other.id != cue.id and cue.due <= other.due <= until for other in timeline.to_its_end(cue.block))


def _was_missed(slot: Slot, now: datetime) -> bool:
    """Return True if the whole block passed while the bot was away: it never began, and will not."""
    return slot.started is None and slot.ends <= now


def next_due(timeline: Timeline, kinds: Container[CueKind], now: datetime, tried: Container[int]) -> Cue | None:
    """Return the first cue that is due now, of these kinds and not in ``tried`` (ids); None if there is none.

    The order is by moment, then kind, then block, then id.
    """
    due = [
        cue
        for cue in timeline.cues
        if cue.is_todo and max(cue.due, cue.not_before or cue.due) <= now and cue.kind in kinds and cue.id not in tried
    ]
    return min(due, key=lambda cue: (cue.due, _ORDER[cue.kind], cue.block, cue.id), default=None)


def retry(cue: Cue, now: datetime) -> Cue:
    """Return the cue after a failed attempt: due again after 5 s, then 15 s, then each time a minute."""
    attempts = cue.attempts + 1
    wait = {1: timedelta(seconds=5), 2: timedelta(seconds=15)}.get(attempts, timedelta(minutes=1))
    return replace(cue, attempts=attempts, not_before=now + wait)


def tried_in_vain(cue: Cue) -> Cue:
    """Return the cue with one more attempt counted, after a round that changed nothing; its moment stays."""
    return replace(cue, attempts=cue.attempts + 1)
