"""What the card at a table shows now: which question, how much time, and whether everybody is called back."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue, CueState, Timeline
from bot.core.evening.timeline import left
from bot.core.programme.models import Room

MINUTE = timedelta(minutes=1)
NEWS = ("paused", "resumed")  # notes of notices that the people at a table should see


@dataclass(frozen=True, slots=True)
class Moment:
    """Where a table stands in its talk.

    ``asked`` is how many of its prompts were given, so the last of these is the current one. ``closes`` is when the
    table closes, once everybody was called back. ``news`` counts the warnings, recalls and notices so far: with each
    the card is posted anew, so that people see it. ``next_question`` is when the next one comes by itself,
    ``first_question`` when the first one does or did.
    """

    asked: int
    warned: bool
    closes: datetime | None
    news: int
    next_question: datetime | None
    first_question: datetime | None


def moment(timeline: Timeline, block: int, room: Room, now: datetime, ahead: int = 0) -> Moment:
    """Return where an open table of a block stands at ``now``; it asked for the first ``ahead`` questions itself."""

    def given(*kinds: CueKind) -> list[Cue]:
        return [cue for cue in timeline.cues_of(block, *kinds) if _was_given(cue, now)]

    offsets = {cue.offset for cue in given(CueKind.PROMPT)}
    asked = max(sum(prompt.after in offsets for prompt in room.prompts), ahead)
    to_come = {prompt.after for prompt in room.prompts[asked:]}
    prompts = timeline.cues_of(block, CueKind.PROMPT)
    coming = [cue.due for cue in prompts if cue.is_todo and cue.offset in to_come]
    first = [cue.due for cue in prompts if room.prompts and cue.offset == room.prompts[0].after]
    warnings, recalls = given(CueKind.WARN), given(CueKind.RECALL)
    notices = [cue for cue in given(CueKind.NOTICE) if cue.note in NEWS]
    recalled = bool(recalls) and recalls[-1] == timeline.cues_of(block, CueKind.RECALL)[-1]
    longest = max((cue.offset for cue in warnings), default=timedelta())
    return Moment(
        asked,
        warned=left(timeline.slots[block], now) <= longest and bool(warnings),
        closes=timeline.cues_of(block, CueKind.CLOSE)[-1].due if recalled else None,
        news=len(warnings) + len(recalls) + len(notices),
        next_question=min(coming, default=None),
        first_question=min(first, default=None),
    )


def _was_given(cue: Cue, now: datetime) -> bool:
    return cue.state is CueState.DONE or (cue.is_todo and cue.due <= now)


def next_change(timeline: Timeline, block: int, at: Moment, now: datetime) -> datetime | None:
    """Return when the minutes that the card names are no longer true; None where it names none."""
    if not at.warned or at.closes is not None:
        return None
    rest = left(timeline.slots[block], now)
    return now + (rest % MINUTE or MINUTE) if rest > MINUTE else None
