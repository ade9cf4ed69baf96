"""Begin, extend, pause and skip by arithmetic on the cues of a meetup, which ``planning`` made.

Nothing here acts. A moderator's command computes a new Timeline from the old one; the store writes what
changed; the runner does the cues that are due.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from bot.core.evening.agenda import dropped, laid_out
from bot.core.evening.cue_rules import Counts, Stale
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.events import moving_again, with_notice, woken
from bot.core.evening.meetup import Action, Deed, State, who_did
from bot.core.evening.slots import Cue, CueState, Slot, Timeline
from bot.core.programme.clock import on_this_evening
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _

LONGEST_EXTENSION = timedelta(hours=1)
# Nobody waits longer for a fixed block: then the meetup was begun at another part of the day (our choice).
LONGEST_GAP = timedelta(hours=3)
# Who ends a block that began by itself within this time meant the one before it (our choice).
JUST_BEGUN = timedelta(seconds=10)


def shift(timeline: Timeline, by: timedelta) -> Timeline:
    """Move all that is still to come ``by`` later; fixed blocks keep to their time where they can.

    The planned times of the slots stay as they were.
    """
    current = timeline.current
    upto = current.block if current else -1
    slots = tuple(replace(slot, ends=slot.ends + by) if slot == current else slot for slot in timeline.slots)
    cues = tuple(_cue_later(cue, by) if cue.block <= upto else cue for cue in timeline.cues)
    if not current and not timeline.to_come:
        return timeline
    return laid_out(Timeline(slots, cues), (current.ends if current else timeline.to_come[0].starts) + by)


def _cue_later(cue: Cue, by: timedelta) -> Cue:
    return replace(cue, due=cue.due + by) if cue.is_todo and CUES[cue.kind].counts is not Counts.NOW else cue


def begin(timeline: Timeline, now: datetime, zone: tzinfo) -> Timeline:
    """Return the timeline beginning now instead of as planned, without the reminder, which has no use any more.

    A fixed block keeps its time of day only where that lies ahead on this evening, at most ``LONGEST_GAP`` after the
    block before it; else it follows that block.
    """
    at, slots = now, list[Slot]()
    for slot in timeline.slots:
        if not slot.is_dropped:
            fixed = slot.fixed and on_this_evening(slot.fixed, now, zone)
            fixed = fixed if fixed and fixed - at <= LONGEST_GAP else None
            slot = replace(slot, fixed=fixed)
            at = max(at, fixed or at) + (slot.ends - slot.starts)
        slots.append(slot)
    moved = laid_out(Timeline(tuple(slots), timeline.cues), now)
    return moved.skipping(lambda cue: State.LIVE not in CUES[cue.kind].runs)


def resume(timeline: Timeline, paused_at: datetime, now: datetime) -> Timeline:
    """End a pause: all that was still to come comes later by its length, and a notice is added."""
    return with_notice(shift(timeline, now - paused_at), "resumed", now)


def extend(timeline: Timeline, by: timedelta, now: datetime) -> Timeline:
    """End the current block ``by`` later and move everything after it; warnings are given again.

    Raises Refusal when no block is going on, its tables are closed already, or ``by`` is not between zero and an
    hour.
    """
    slot = _current(timeline)
    if not timedelta(0) < by <= LONGEST_EXTENSION:
        raise Refusal(
            _(
                "Extend by 1 up to {most} minutes at a time.",
                most=int(LONGEST_EXTENSION.total_seconds() // 60),
            )
        )
    if timeline.cues_of(slot.block, CueKind.CLOSE) and not timeline.tables_are_open(slot.block):
        raise Refusal(
            _("The tables are closed already, so more time is of no use there. Go on with `/meetup volgende`, or "
              "wait."),
            Remedy(Mend.NEXT, block=slot.block),
        )  # fmt: skip
    longer = _ending_at(timeline, slot, max(slot.ends, now) + by, now)
    return woken(moving_again(longer, slot.block, now), CueKind.TABLES, now, slot.block)


def skip(timeline: Timeline, now: datetime, deeds: Sequence[Deed] = ()) -> Timeline:
    """Go on to the next block: at once, or after the time to return where tables are open; also to a fixed one.

    Raises Refusal when no block is going on, when it began under 10 s ago and no moderator began it (then the person
    meant the one before), or when everybody was called back already.
    """
    _refuse_the_one_before(_current(timeline), deeds, now)
    slot = _to_be_ended(timeline, now, deeds)
    following = timeline.following
    slots = tuple(replace(other, fixed=None) if other == following else other for other in timeline.slots)
    return _ended_early(Timeline(slots, timeline.cues), slot, now)


def call_back(timeline: Timeline, now: datetime, deeds: Sequence[Deed] = ()) -> Timeline:
    """End the current block after the time to return; a fixed block that follows keeps to its time.

    Raises Refusal where no tables are open, and as ``skip`` does.
    """
    slot = timeline.current
    if slot is None or not timeline.tables_are_open(slot.block):
        raise Refusal(_("No tables are open now, so there is nobody to call back."))
    return _ended_early(timeline, _to_be_ended(timeline, now, deeds), now)


def _to_be_ended(timeline: Timeline, now: datetime, deeds: Sequence[Deed]) -> Slot:
    slot = _current(timeline)
    if _is_recalled(timeline, slot) and timeline.tables_are_open(slot.block):
        who = who_did(deeds, slot.started or now, Action.NEXT, Action.CALL_BACK, Action.STOP)
        if who is None:
            raise Refusal(_("Everybody is on the way back already; the next block begins by itself."))
        raise Refusal(
            _(
                "{name} has called everybody back already; the next block begins by itself.",
                name=who or _("Somebody else"),
            )
        )
    return slot


def _refuse_the_one_before(slot: Slot, deeds: Sequence[Deed], now: datetime) -> None:
    if slot.started is None or now - slot.started >= JUST_BEGUN:
        return
    if not any(deed.action in (Action.NEXT, Action.START) and slot.started - deed.at < JUST_BEGUN for deed in deeds):
        raise Refusal(_("The next block has just begun by itself. Nothing changed now."))


def _is_recalled(timeline: Timeline, slot: Slot) -> bool:
    recalls = timeline.cues_of(slot.block, CueKind.RECALL)
    return bool(recalls) and not any(cue.is_todo for cue in recalls)


def _ended_early(timeline: Timeline, slot: Slot, now: datetime) -> Timeline:
    """End a block now, or after the time to return; its other posts are skipped."""
    recalls = timeline.cues_of(slot.block, CueKind.RECALL) if timeline.tables_are_open(slot.block) else []
    grace = max((cue.offset for cue in recalls), default=timedelta())
    ended = _ending_at(timeline, slot, now + grace, now)
    quiet = ended.skipping(lambda cue: cue.block == slot.block and CUES[cue.kind].silenced)
    return woken(quiet, CueKind.TABLES, now, slot.block)  # it shows until when the tables are open


def stop(timeline: Timeline, now: datetime) -> Timeline:
    """End the agenda: the current block ends as with ``skip``, the ones after it are dropped."""
    slot = timeline.current
    ended = dropped(timeline, {other.block for other in timeline.to_come}, now)
    if slot is not None and not _is_recalled(timeline, slot):
        ended = _ended_early(ended, slot, now)
    at = ended.slots[slot.block].ends if slot else now
    cues = (
        replace(cue, due=at) if cue.is_todo and CUES[cue.kind].counts is Counts.MEETUP_END else cue
        for cue in ended.cues
    )
    return Timeline(ended.slots, tuple(cues))


def left(slot: Slot, now: datetime) -> timedelta:
    """Return the time that a block still has; never negative."""
    return max(slot.ends - now, timedelta())


def cancel(timeline: Timeline, now: datetime) -> Timeline:
    """Skip everything that was to come, and add a notice that the meetup is cancelled."""
    return with_notice(timeline.skipping(lambda _cue: True), "cancelled", now)


def _current(timeline: Timeline) -> Slot:
    slot = timeline.current
    if slot is None:
        raise Refusal(_("The first block is just beginning. Try again in a moment."))
    return slot


def _ending_at(timeline: Timeline, slot: Slot, ends: datetime, now: datetime) -> Timeline:
    """Return the timeline with this block ending at another moment, and all after it following on."""
    cues: list[Cue] = []
    waiting = {(cue.kind, cue.offset) for cue in timeline.to_its_end(slot.block)}
    for cue in timeline.cues:
        counts = CUES[cue.kind].counts
        if cue.block == slot.block and counts is Counts.END:
            cues.append(_moved_to_end(cue, ends, now))
            # A warning or recall that was given is given again before the new end; a row that was done stays done,
            # with its posts.
            again = replace(cue, due=ends - cue.offset, state=CueState.TODO, id=0, attempts=0, not_before=None)
            if again.due > now and (cue.kind, cue.offset) not in waiting:
                waiting.add((cue.kind, cue.offset))
                cues.append(again)
        elif (
            cue.block == slot.block
            and counts is Counts.SPREAD
            and cue.state is CueState.SKIPPED
            and now < cue.due < ends
        ):
            cues.append(replace(cue, state=CueState.TODO))  # skipped by "next", and then the block was extended
        else:
            cues.append(cue)  # posts of a block are timed from its start, so they keep their moment
    slots = tuple(replace(other, ends=ends) if other == slot else other for other in timeline.slots)
    return laid_out(Timeline(slots, tuple(cues)), ends)


def _moved_to_end(cue: Cue, ends: datetime, now: datetime) -> Cue:
    due = ends - cue.offset
    stale = CUES[cue.kind].stale is Stale.OVERTAKEN and due < now
    return replace(cue, due=due, state=CueState.SKIPPED if stale else cue.state) if cue.is_todo else cue
