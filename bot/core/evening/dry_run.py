"""A dry run: the timeline of a real programme, in about a minute."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from bot.core.evening import planning as rules
from bot.core.evening.cue_rules import Counts
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import State
from bot.core.evening.slots import Cue, Timeline
from bot.core.programme.models import Programme

LENGTH = timedelta(minutes=1)
# Between two moments of the programme: a channel takes about five messages in five seconds (PLATFORM), and every table
# gets its own, with about 45 calls a second for all together.
APART, APART_PER_TABLE = timedelta(seconds=2), timedelta(seconds=0.1)
# How long the channels stay after the end, to look at what was posted (our choice).
LOOK_AROUND = timedelta(minutes=5)


def plan(programme: Programme, now: datetime) -> Timeline:
    """Return the timeline of a dry run that begins now: the same cues in the same order, closer together.

    There is no reminder; cues before the start come at the start. A last cue takes the channels down, 5 minutes
    after the end.
    """
    real = rules.plan(programme, now, now)
    # What comes before the start comes at the start, unless it is of use only before.
    cues = (replace(cue, due=max(cue.due, now)) for cue in real.cues if State.LIVE in CUES[cue.kind].runs)
    real = Timeline(real.slots, tuple(cues))
    edges = {moment for slot in real.slots for moment in (slot.starts, slot.ends)}
    at = _squeezed(sorted(edges | {cue.due for cue in real.cues}), programme)

    def cue_at(cue: Cue) -> Cue:
        to_end = CUES[cue.kind].counts is Counts.END
        offset = at[real.slots[cue.block].ends] - at[cue.due] if to_end else cue.offset
        return replace(cue, due=at[cue.due], offset=offset)

    slots = tuple(
        replace(
            slot,
            planned_start=at[slot.planned_start],
            planned_end=at[slot.planned_end],
            starts=at[slot.starts],
            ends=at[slot.ends],
        )
        for slot in real.slots
    )
    end = Cue(CueKind.TAKE_DOWN, len(slots) - 1, slots[-1].ends + LOOK_AROUND)
    return Timeline(slots, (*map(cue_at, real.cues), end))


def _squeezed(moments: list[datetime], programme: Programme) -> dict[datetime, datetime]:
    """Map each moment to the one in a dry run; ``moments`` are sorted.

    They lie as far apart as Discord needs, and what is left of the minute is divided in proportion. A programme
    with many moments takes longer than a minute.
    """
    tables = max(len(block.rooms) for block in programme.blocks)
    apart = max(APART, APART_PER_TABLE * tables)
    spare = max(LENGTH - apart * (len(moments) - 1), timedelta())
    at = {moments[0]: moments[0]}
    for before, after in pairwise(moments):
        at[after] = at[before] + apart + spare * ((after - before) / (moments[-1] - moments[0]))
    return at


def length(programme: Programme) -> timedelta:
    """Return how long a dry run takes, from its start to its end, without making the channels."""
    start = datetime(2000, 1, 1, tzinfo=UTC)
    return plan(programme, start).ends - start


def taken_down_now(timeline: Timeline, now: datetime) -> Timeline:
    """Take the channels of a dry run down now; they are no longer needed."""
    cues = tuple(
        replace(cue, due=now, not_before=None) if cue.kind is CueKind.TAKE_DOWN and cue.is_todo else cue
        for cue in timeline.cues
    )
    return Timeline(timeline.slots, cues)
