"""Undoing the last step of a moderator on the time of an evening, for a short while: all moments are put back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.evening import events
from bot.core.evening.commands import Command
from bot.core.evening.cue_rules import Counts
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.slots import Cue, CueState, Slot, Timeline
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _

WITHIN = timedelta(seconds=20)  # long enough to see what one did, short enough to be honest (our choice)
STEPS = frozenset({Action.NEXT, Action.CALL_BACK, Action.EXTEND, Action.TRIM, Action.DROP, Action.PAUSE, Action.RESUME})
# After one of these the step before it is not the last one any more.
LATER_STEPS = STEPS | {Action.START, Action.STOP, Action.RESCHEDULE, Action.GROUPS, Action.CORRECT, Action.UNDO}
BEGINNINGS = (CueKind.OPEN, CueKind.CLOSE, CueKind.FINISH)  # what these do takes a moment, and is not left half-way


@dataclass(frozen=True, slots=True)
class Before:
    """How a meetup stood before a step: its state, since when it was paused, and its timeline."""

    deed: Deed
    state: State
    paused_at: datetime | None
    timeline: Timeline


def undo(before: Before) -> Command:
    """Return a command that puts a meetup back to how it stood before its last step.

    It raises Refusal after ``WITHIN``, when somebody did another step since, where the evening has gone on by itself
    meanwhile, and where people are on their way back from closed tables.
    """

    def step(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        refuse_later_steps(before.deed, deeds)
        if now - before.deed.at > WITHIN:
            raise Refusal(TOO_LATE)
        if meetup.state is State.CLOSED:
            raise Refusal(_("The meetup is over, so this can't be undone."))
        _refuse_what_went_on(before, meetup, timeline, now)
        after = replace(meetup, state=before.state, paused_at=before.paused_at)
        put_back = _put_back(before.timeline, timeline, now)
        if after.state is not meetup.state:
            put_back = events.with_notice(put_back, "paused" if after.paused_at else "resumed", now)
        return after, put_back

    return step


TOO_LATE = _(
    "This can be undone for {seconds} seconds only. Mend it with a step of now, such as `/meetup verleng` or "
    "`/meetup volgende`.",
    seconds=int(WITHIN.total_seconds()),
)
BEING_DONE = _("What you did is just being carried out. Press again in a moment.")
NOTHING = _("There is no step that can be undone now.")


def refuse_later_steps(undone: Deed, deeds: Sequence[Deed]) -> None:
    """Raise Refusal where a step is not the last one any more; the words say whose came after it."""
    later = [deed for deed in deeds if deed.id > undone.id and deed.action in LATER_STEPS]
    if not later:
        return
    name = later[0].name or _("Somebody else")
    if later[0].action is Action.UNDO:
        raise Refusal(_("{name} has undone this already.", name=name))
    raise Refusal(_("{name} has taken another step since, so this one can't be undone any more.", name=name))


def _refuse_what_went_on(before: Before, meetup: Meetup, timeline: Timeline, now: datetime) -> None:
    """Raise Refusal where what came of a step can't be taken back, or is just being done."""
    due = (cue for cue in timeline.cues if cue.is_todo and cue.due <= now)
    if meetup.state is State.LIVE and any(cue.kind in BEGINNINGS for cue in due):
        raise Refusal(BEING_DONE)
    was, current = before.timeline.current, timeline.current
    if was and before.timeline.tables_are_open(was.block) and not timeline.tables_are_open(was.block):
        raise Refusal(
            _(
                "The tables are closed, and people are on their way back, so this can't be undone. For more talk in "
                "groups there is `/ruimtes nu`."
            ),
            Remedy(Mend.GROUPS, meetup.id),
        )
    began = before.deed.action is Action.NEXT and began_by(before.timeline, timeline) is not None
    if (was and was.block) != (current and current.block) and not began:
        raise Refusal(_("The next block has begun meanwhile, so this can't be undone."))


def began_by(before: Timeline, after: Timeline) -> Slot | None:
    """Return the slot of the block that began between two timelines, and was the next one; None where none did."""
    following = before.following
    slot = after.slots[following.block] if following else None
    return slot if slot and slot == after.current else None


def _put_back(before: Timeline, timeline: Timeline, now: datetime) -> Timeline:
    """Return the timeline with the times of ``before``; what was posted since is known, and not posted twice."""
    known = {cue.id: cue for cue in before.cues}
    put_back = Timeline(before.slots, tuple(_as_before(known.get(cue.id), cue, now) for cue in timeline.cues))
    current, begun = before.current, began_by(before, timeline)
    if current is None:
        return put_back
    if begun is not None:
        put_back = _shown_again(put_back, current.block, now)
        put_back = Timeline(put_back.slots, (*put_back.cues, Cue(CueKind.REWIND, begun.block, now)))
    for kind in (CueKind.TABLES, CueKind.TABLE_CARD, CueKind.TURNOUT):
        put_back = events.woken(put_back, kind, now, current.block)
    return put_back


def _shown_again(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """Have the opening and the last question of a block posted again, which went when the next one began."""
    asked = [cue for cue in timeline.cues_of(block, CueKind.PROMPT) if cue.state is CueState.DONE]
    last = max(asked, key=lambda cue: (cue.due, cue.id), default=None)
    cues = (
        replace(cue, state=CueState.TODO)
        if cue == last or (cue.block == block and cue.kind is CueKind.OPEN and cue.state is CueState.DONE)
        else cue
        for cue in timeline.cues
    )
    return Timeline(timeline.slots, tuple(cues))


def _as_before(was: Cue | None, cue: Cue, now: datetime) -> Cue:
    """Return a cue as it stood before a step; what would have been done by now without it stays done."""
    if was is None and cue.is_todo and (cue.kind is CueKind.NOTICE or CUES[cue.kind].counts is not Counts.NOW):
        return replace(cue, state=CueState.SKIPPED)  # it is of the step
    if was is None or CUES[cue.kind].counts is Counts.NOW:
        return cue
    if was.state is CueState.DONE or (cue.state is CueState.DONE and was.due <= now):
        return cue
    return replace(was, attempts=0, not_before=None)
