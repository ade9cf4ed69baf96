"""Plan a programme and a start as cues with absolute times, and plan it again for another start."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.evening.agenda import laid_out, replanned
from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue, CueState, Slot, Timeline
from bot.core.programme.models import Block, BlockKind, Programme

REMIND_BEFORE = timedelta(minutes=10)
BEGINS_WITHIN = timedelta(seconds=30)  # after the planned start; then the moderators are asked to begin (our choice)
PREVIEW_BEFORE = timedelta(minutes=2)  # time for the moderators to look at it; earlier, people are still coming in
NUDGE_BEFORE = timedelta(minutes=2)  # before the end of a harvest block


def moments(block: Block) -> list[timedelta]:
    """Return the moments after its start at which a resolved block or one of its tables posts something, sorted."""
    found = {prompt.after for prompt in block.prompts if prompt.after is not None}
    for table in block.rooms:
        found |= {prompt.after for prompt in table.prompts if prompt.after is not None}
        found |= {table.directions_after} if table.directions_after is not None else set()
    return sorted(found)


def plan(programme: Programme, start: datetime, now: datetime, fixed: Mapping[int, datetime] | None = None) -> Timeline:
    """Return the timeline of a resolved programme that begins at ``start``, planned now.

    ``fixed`` holds when a block must begin, by block number; where that does not fit, see ``agenda``.
    """
    slots: list[Slot] = []
    cues = [
        Cue(CueKind.WELCOME, 0, now),
        *_before_it_begins(start, now),
        Cue(CueKind.PANEL, 0, now),
        Cue(CueKind.EVENT, 0, now),
        Cue(CueKind.TIMES, 0, now, state=CueState.IDLE),
    ]
    at = start
    for number, block in enumerate(programme.blocks):
        must = (fixed or {}).get(number)
        begins = max(at, must or at)
        at = begins + block.length
        slots.append(Slot(number, begins, at, begins, at, fixed=must))
        cues.extend(cues_of_block(block, number, begins, at))
    cues.append(Cue(CueKind.FINISH, len(slots) - 1, at))
    return Timeline(tuple(slots), tuple(cues))


def cues_of_block(block: Block, number: int, starts: datetime, ends: datetime) -> Iterator[Cue]:
    """Yield the cues of a resolved block with this number and these times."""
    yield Cue(CueKind.OPEN, number, starts)
    if block.show is not None:
        yield Cue(CueKind.SHOW, number, starts, state=CueState.IDLE, note=block.show.note)
    if block.dots is not None:
        yield Cue(CueKind.DOTS, number, starts, state=CueState.IDLE)
        yield Cue(CueKind.COUNT, number, ends)
    for moment in moments(block):
        yield Cue(CueKind.PROMPT, number, starts + moment, moment)
    if block.kind is BlockKind.HARVEST:
        yield Cue(CueKind.TURNOUT, number, starts, state=CueState.IDLE)
        if block.length >= NUDGE_BEFORE * 2:
            yield Cue(CueKind.NUDGE, number, ends - NUDGE_BEFORE, NUDGE_BEFORE)
    if block.kind is BlockKind.BREAKOUT:
        for left in sorted(block.warns, reverse=True):
            if left > block.grace:  # after the recall a warning says nothing new
                yield Cue(CueKind.WARN, number, ends - left, left)
        yield Cue(CueKind.RECALL, number, ends - block.grace, block.grace)
        yield Cue(CueKind.CLOSE, number, ends)
        yield Cue(CueKind.RETURN, number, ends, state=CueState.IDLE)
        yield Cue(CueKind.TABLES, number, starts, state=CueState.IDLE)
        if block.table_size:
            yield Cue(CueKind.ALONE, number, starts, state=CueState.IDLE)
        if block.is_previewed:
            yield Cue(CueKind.DIVIDE, number, starts - PREVIEW_BEFORE)


def moved(timeline: Timeline, start: datetime, fixed: Mapping[int, datetime], now: datetime) -> Timeline:
    """Return the timeline of a meetup that has not begun, planned for another start, with its reminder.

    ``fixed`` is as in ``plan``. Blocks that were dropped or trimmed stay so.
    """
    slots = tuple(replace(slot, fixed=fixed.get(slot.block)) for slot in timeline.slots)
    placed = replanned(laid_out(Timeline(slots, timeline.cues), start))
    without = placed.skipping(lambda cue: cue.kind in (CueKind.REMIND, CueKind.NOT_BEGUN))
    return Timeline(without.slots, (*without.cues, *_before_it_begins(start, now)))


def _before_it_begins(start: datetime, now: datetime) -> list[Cue]:
    """Return the cues for the moderators of a meetup that has not begun, which only they can begin."""
    return [
        Cue(CueKind.REMIND, 0, max(now, start - REMIND_BEFORE)),
        Cue(CueKind.NOT_BEGUN, 0, max(now, start) + BEGINS_WITHIN),
    ]
