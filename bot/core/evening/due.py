"""Which cue is done next, and whether doing it is still true."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.evening.cues import Cue, CueKind, Slot, Timeline

GIVE_UP_AFTER = 60  # failed attempts, about an hour; Discord blocks a bot that goes on doing what it may not
TELL_AFTER = 3  # failed attempts, before the moderators are told
# Discord moves about ten people in ten seconds (PLATFORM: "Moving people is slow").
RETURN_EVERY = timedelta(seconds=10)
_ORDER = {kind: place for place, kind in enumerate(CueKind)}


def is_stale(cue: Cue, timeline: Timeline, now: datetime) -> bool:
    """Whether doing this now would be untrue, because the evening has gone on without it."""
    slot = timeline.slots[cue.block]
    closes = timeline.cues_of(cue.block, CueKind.CLOSE)
    closed = bool(closes) and not any(other.is_todo for other in closes)
    match cue.kind:
        case CueKind.REMIND:
            return now >= timeline.slots[0].starts
        case CueKind.OPEN | CueKind.PROMPT:
            return slot.ended is not None or closed or _was_missed(slot, now)
        case CueKind.WARN:
            overtaken = any(
                other.is_todo and other.id != cue.id and cue.due <= other.due <= now
                for other in timeline.cues_of(cue.block, CueKind.WARN, CueKind.RECALL, CueKind.CLOSE)
            )
            return overtaken or slot.ended is not None or closed or _was_missed(slot, now)
        case CueKind.RECALL | CueKind.CLOSE:
            return closed or _was_missed(slot, now)
        case CueKind.DIVIDE:
            return slot.ended is not None or not timeline.takes_seats(cue.block) or _was_missed(slot, now)
        case CueKind.MOVE:
            return slot.ended is not None or _was_missed(slot, now)
        case CueKind.HELP | CueKind.BROADCAST | CueKind.PRIVACY | CueKind.WALL | CueKind.TAKE_BACK:
            return cue.attempts >= GIVE_UP_AFTER
    return False


def _was_missed(slot: Slot, now: datetime) -> bool:
    """The whole block passed while the bot was away: it never began, and will not."""
    return slot.started is None and slot.ends <= now


def next_due(timeline: Timeline, kinds: Container[CueKind], now: datetime, tried: Container[int]) -> Cue | None:
    """The first cue that is due now, of these kinds and not tried before in this round."""
    due = [
        cue
        for cue in timeline.cues
        if cue.is_todo and max(cue.due, cue.not_before or cue.due) <= now and cue.kind in kinds and cue.id not in tried
    ]
    return min(due, key=lambda cue: (cue.due, _ORDER[cue.kind], cue.block, cue.id), default=None)


def retry(cue: Cue, now: datetime) -> Cue:
    """The cue after an attempt that failed: again soon, then every minute until it is no longer true."""
    attempts = cue.attempts + 1
    wait = {1: timedelta(seconds=5), 2: timedelta(seconds=15)}.get(attempts, timedelta(minutes=1))
    return replace(cue, attempts=attempts, not_before=now + wait)


def tried_in_vain(cue: Cue) -> Cue:
    """The cue after a round that changed nothing, without moving its moment."""
    return replace(cue, attempts=cue.attempts + 1)
