"""Choose the cue to do next, tell when a cue is stale, and time its retries."""

from collections.abc import Collection, Container, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.evening.cue_rules import Cleared, Scope, Stale
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.retries import GIVE_UP_AFTER, HEALS, Reason, Retry, Step, pause
from bot.core.evening.slots import Cue, CueState, Slot, Timeline

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
        case Stale.MISSED:
            return missed
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


def left_over(
    timeline: Timeline, kinds: Container[CueKind], waiting: Iterable[Retry], now: datetime, tried: Container[int]
) -> Cue | None:
    """Return the first cue that is done but for single channels, which are due now; None if there is none.

    Of these kinds and not in ``tried`` (ids), as in ``next_due``. ``waiting`` are in order of their moment.
    """
    cues = {cue.id: cue for cue in timeline.cues if not cue.is_todo and cue.kind in kinds and cue.id not in tried}
    due = (
        cues[retry.cue] for retry in waiting if retry.cue in cues and retry.due <= now and retry.step is not Step.MAKE
    )
    return next(due, None)


def is_past(posted: Cue, by: Cue) -> bool:
    """Return True if what a cue has posted in the plenary is taken away once another one, ``by``, is done."""
    match CUES[posted.kind].cleared:
        case Cleared.NEVER:
            return False
        case Cleared.BLOCK:
            return posted.block < by.block
        case Cleared.NEXT:
            is_replaced = posted.kind is by.kind and (posted.due, posted.id) < (by.due, by.id)
            return posted.block < by.block or is_replaced or CUES[by.kind].scope is Scope.MEETUP


def retry(cue: Cue, now: datetime, wait: timedelta | None = None) -> Cue:
    """Return the cue after a failed attempt: due again after 5, 15, 30 s, then each time a minute.

    ``wait`` is what Discord asks for.
    """
    return replace(cue, attempts=cue.attempts + 1, not_before=now + pause(cue.attempts, wait))


def is_to_tell(cue: Cue, reason: Reason) -> bool:
    """Return True when the moderators should hear that a cue failed as a whole: once, when it does not heal at once."""
    return cue.attempts == (2 if reason in HEALS else 1)


def tried_in_vain(cue: Cue) -> Cue:
    """Return the cue with one more attempt counted, after a round that changed nothing; its moment stays."""
    return replace(cue, attempts=cue.attempts + 1)


def after(cue: Cue, again: datetime | None, left: Collection[Retry]) -> Cue:
    """Return a cue after its act: done, waiting for the next time, or to be done once more.

    ``again`` is when the act wants that, ``left`` what is tried again for single channels. A cue of one moment is done
    all the same then: its moment has been, and only those channels are still to come.
    """
    attempts = cue.attempts + any(retry.attempts for retry in left)
    comes_back = CUES[cue.kind].comes_back
    moments = [*([again] if again else []), *(retry.due for retry in left)]
    if again is not None or (left and comes_back):
        return replace(cue, due=min(moments), attempts=attempts)
    return replace(cue, state=CueState.IDLE if comes_back else CueState.DONE, attempts=attempts)
