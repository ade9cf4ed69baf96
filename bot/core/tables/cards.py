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
    the card is posted anew, so that people see it.
    """

    asked: int
    warned: bool
    closes: datetime | None
    news: int


def moment(timeline: Timeline, block: int, room: Room, now: datetime) -> Moment:
    """Return where an open table of a block stands at ``now``."""

    def given(*kinds: CueKind) -> list[Cue]:
        return [cue for cue in timeline.cues_of(block, *kinds) if _was_given(cue, now)]

    offsets = {cue.offset for cue in given(CueKind.PROMPT)}
    asked = sum(prompt.after in offsets for prompt in room.prompts)
    warnings, recalls = given(CueKind.WARN), given(CueKind.RECALL)
    notices = [cue for cue in given(CueKind.NOTICE) if cue.note in NEWS]
    recalled = bool(recalls) and recalls[-1] == timeline.cues_of(block, CueKind.RECALL)[-1]
    longest = max((cue.offset for cue in warnings), default=timedelta())
    return Moment(
        asked,
        warned=left(timeline.slots[block], now) <= longest and bool(warnings),
        closes=timeline.cues_of(block, CueKind.CLOSE)[-1].due if recalled else None,
        news=len(warnings) + len(recalls) + len(notices),
    )


def _was_given(cue: Cue, now: datetime) -> bool:
    return cue.state is CueState.DONE or (cue.is_todo and cue.due <= now)


def next_change(timeline: Timeline, block: int, at: Moment, now: datetime) -> datetime | None:
    """Return when the minutes that the card names are no longer true; None where it names none."""
    if not at.warned or at.closes is not None:
        return None
    rest = left(timeline.slots[block], now)
    return now + (rest % MINUTE or MINUTE) if rest > MINUTE else None
