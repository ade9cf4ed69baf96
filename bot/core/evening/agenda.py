"""Fit the agenda into the time: one block after the other, fixed ones at their time; measure overruns.

Nothing here decides: where it does not fit, ``overruns`` tells by how much, and a moderator trims, drops a
block, or lets it run over.
"""

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.evening.cue_rules import Counts, Scope
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.slots import Cue, CueState, Slot, Timeline
from bot.core.programme.models import Block, Programme, usual_warnings
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _

# A block that would be shorter than half its planned length, or than these, is better dropped (our choice).
SHORTEST = timedelta(minutes=3)
SHORTEST_AT_TABLES = timedelta(minutes=2)  # and its time to return
# A meetup that begins further from its planned start than this is held to its lengths, not to its times (our choice).
SAME_PLAN = timedelta(hours=1)
_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Overrun:
    """A fixed time (``limit``) that is missed by ``over``.

    It is the beginning of a block, or with ``block`` None the end of the meetup.
    """

    block: int | None
    limit: datetime
    over: timedelta


def laid_out(timeline: Timeline, start: datetime, lengths: Mapping[int, timedelta] | None = None) -> Timeline:
    """Place the blocks still to come one after the other from ``start``; a fixed one never before its time.

    ``lengths`` holds the new length of each block that changes, by block number. Cues move along; see ``_moved``.
    """
    at, placed = start, dict[int, Slot]()
    for slot in timeline.to_come:
        begins = max(at, slot.fixed or at)
        at = begins + (lengths or {}).get(slot.block, slot.ends - slot.starts)
        placed[slot.block] = replace(slot, starts=begins, ends=at)
    slots = tuple(placed.get(slot.block, slot) for slot in timeline.slots)
    ends = Timeline(slots, ()).ends
    cues = (
        _moved(cue, timeline.slots[cue.block], placed.get(cue.block, timeline.slots[cue.block]), ends)
        for cue in timeline.cues
    )
    return Timeline(slots, tuple(cues))


def _moved(cue: Cue, old: Slot, new: Slot, ends: datetime) -> Cue:
    """Return a cue moved along with its block, from the slot ``old`` to ``new``.

    A warning, recall or closing keeps its distance to the end, a prompt moves in proportion, any other cue keeps
    its distance to the start. The finish goes to ``ends``, the end of the agenda. A cue that is done, idle or
    skipped, or of a kind in ``NOW``, stays.
    """
    counts = CUES[cue.kind].counts
    if not cue.is_todo or counts is Counts.NOW:
        return cue
    if counts is Counts.MEETUP_END:
        return replace(cue, due=ends)
    if old == new:
        return cue
    if counts is Counts.END:
        return replace(cue, due=new.ends - cue.offset)
    after = cue.due - old.starts
    was, is_now = old.ends - old.starts, new.ends - new.starts
    if counts is Counts.SPREAD and was != is_now:
        after = timedelta(seconds=round(after / _SECOND * (is_now / was)))
    return replace(cue, due=new.starts + after)


def overruns(timeline: Timeline, ends_by: datetime | None) -> list[Overrun]:
    """Return the fixed times that are missed as things stand, by a second or more, in order."""
    found = [
        Overrun(slot.block, slot.fixed, slot.starts - slot.fixed)
        for slot in timeline.to_come
        if slot.fixed is not None and slot.starts - slot.fixed >= _SECOND
    ]
    if ends_by is not None and timeline.ends - ends_by >= _SECOND:
        found.append(Overrun(None, ends_by, timeline.ends - ends_by))
    return found


def gaps(timeline: Timeline) -> list[tuple[int, timedelta]]:
    """Return (block number, length) for each block to come with a minute or more of spare time before it."""
    found, at = [], timeline.current.ends if timeline.current else None
    for slot in timeline.to_come:
        if at is not None and slot.starts - at >= timedelta(minutes=1):
            found.append((slot.block, slot.starts - at))
        at = slot.ends
    return found


def behind(timeline: Timeline) -> timedelta:
    """Return how much later than planned the agenda reaches the next fixed block, or else the end.

    Negative when ahead of the plan. A meetup that began more than an hour early or late has a plan that begins then.
    """
    upto = next((slot.block for slot in timeline.to_come if slot.fixed), len(timeline.slots))
    last = next((slot for slot in reversed(timeline.slots[:upto]) if not slot.is_dropped), None)
    if last is None:
        return timedelta()
    began = timeline.slots[0].starts - timeline.slots[0].planned_start
    moved = began if abs(began) > SAME_PLAN else timedelta()
    return last.ends - timeline.slots[upto - 1].planned_end - moved


def shortest(block: Block) -> timedelta:
    """Return the length below which a block is not trimmed, in whole seconds.

    Half its planned length, at least 3 minutes; with tables at least its time to return plus 2 minutes. Never more
    than its planned length.
    """
    least = max(block.length / 2, SHORTEST)
    if block.rooms:
        least = max(least, block.grace + SHORTEST_AT_TABLES)
    return min(block.length, timedelta(seconds=round(least / _SECOND)))


def trim(timeline: Timeline, programme: Programme, ends_by: datetime | None) -> Timeline:
    """Make the blocks to come shorter in proportion, until all fixed times are kept or no block can give more.

    Only blocks before a fixed time that is missed shrink, none below ``shortest``. Raises Refusal where everything
    fits, or nothing can be trimmed.
    """
    if not overruns(timeline, ends_by):
        raise Refusal(_("Everything fits into the time already. Nothing changed now."))
    to_come = timeline.to_come
    lengths = {slot.block: slot.ends - slot.starts for slot in to_come}
    at = first_moment(timeline)
    for stretch, limit in _stretches(to_come, ends_by):
        begins = max(at, stretch[0].fixed or at)
        over = begins + sum((lengths[slot.block] for slot in stretch), timedelta()) - limit if limit else timedelta()
        if over > timedelta():
            least = [min(shortest(programme.blocks[slot.block]), lengths[slot.block]) for slot in stretch]
            over = timedelta(seconds=math.ceil(over / _SECOND))
            shorter = shares([lengths[slot.block] for slot in stretch], least, over)
            lengths |= {slot.block: length for slot, length in zip(stretch, shorter, strict=True)}
        at = begins + sum((lengths[slot.block] for slot in stretch), timedelta())
    trimmed = laid_out(timeline, first_moment(timeline), lengths)
    if trimmed == timeline:
        raise Refusal(_("The blocks that come can't be made any shorter. Drop one, or let it run over."))
    for slot in to_come:
        if lengths[slot.block] != slot.ends - slot.starts:
            trimmed = warned(trimmed, programme.blocks[slot.block], slot.block)
    return trimmed


def first_moment(timeline: Timeline) -> datetime:
    """Return when the first block to come can begin: at the end of the current one, or else at its own start."""
    return timeline.current.ends if timeline.current else timeline.to_come[0].starts


def _stretches(to_come: Sequence[Slot], ends_by: datetime | None) -> list[tuple[list[Slot], datetime | None]]:
    """Return the blocks to come up to each fixed time, with that time.

    The fixed block itself begins the next stretch. The last stretch goes up to ``ends_by``, which may be None.
    """
    found: list[tuple[list[Slot], datetime | None]] = []
    stretch: list[Slot] = []
    for slot in to_come:
        if slot.fixed is not None and stretch:
            found.append((stretch, slot.fixed))
            stretch = []
        stretch.append(slot)
    return [*found, (stretch, ends_by)] if stretch else found


def shares(lengths: Sequence[timedelta], least: Sequence[timedelta], over: timedelta) -> list[timedelta]:
    """Return the lengths, together ``over`` shorter, each in proportion and none below its least; in whole seconds.

    Where the sum of the least lengths is still too long, all are at their least.
    """
    whole = sum(lengths, timedelta()) - over
    result, free = list(lengths), set(range(len(lengths)))
    while free:
        shared = whole - sum((result[at] for at in range(len(lengths)) if at not in free), timedelta())
        total = sum((lengths[at] for at in free), timedelta())
        held = {at for at in free if not total or lengths[at] * (shared / total) <= least[at]}
        for at in held:
            result[at] = least[at]
        free -= held
        if not held:
            for at in free:
                result[at] = timedelta(seconds=int(lengths[at] * (shared / total) / _SECOND))
            lost = round((whole - sum(result, timedelta())) / _SECOND)  # in rounding: less than one for each
            for at in sorted(free, key=lambda at: lengths[at], reverse=True)[:lost]:
                result[at] += _SECOND
            break
    return result


def drop(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """Drop one of the blocks to come; the blocks after it come sooner.

    Raises Refusal where it has begun, is dropped already, is fixed, or is the only one.
    """
    slot = next((slot for slot in timeline.slots if slot.block == block), None)
    if slot is None or slot.started:
        raise Refusal(_("This block has begun already. Go on with `/meetup volgende`, or choose another one."),
                      Remedy(Mend.NEXT, block=block))  # fmt: skip
    if slot.is_dropped:
        raise Refusal(_("This block was dropped already. Nothing changed now."))
    if slot.fixed is not None:
        raise Refusal(_("This block is fixed in time, so it stays. Choose another one."))
    if timeline.current is None and len(timeline.to_come) == 1:
        raise Refusal(_("This is the only block. Stop the meetup with `/meetup stop` instead."), Remedy(Mend.STOP))
    first = first_moment(timeline)
    return laid_out(dropped(timeline, {block}, now), first)


def replanned(timeline: Timeline) -> Timeline:
    """Make the current times of the slots the planned ones; for changes before the start."""
    slots = (replace(slot, planned_start=slot.starts, planned_end=slot.ends) for slot in timeline.slots)
    return Timeline(tuple(slots), timeline.cues)


def dropped(timeline: Timeline, blocks: Container[int], now: datetime) -> Timeline:
    """Drop these blocks: they end without having begun, and their cues are skipped.

    Cues of the meetup as a whole are kept.
    """
    slots = tuple(replace(slot, ended=now) if slot.block in blocks else slot for slot in timeline.slots)
    return Timeline(slots, timeline.cues).skipping(
        lambda cue: cue.block in blocks and CUES[cue.kind].scope is Scope.BLOCK
    )


def warned(timeline: Timeline, block: Block, number: int) -> Timeline:
    """Skip the warnings of a trimmed block that come before its half; the usual ones replace them.

    ``number`` is the number of the block.
    """
    slot = timeline.slots[number]
    length = slot.ends - slot.starts
    cues = [replace(cue, state=CueState.SKIPPED) if _is_too_long(cue, number, length) else cue for cue in timeline.cues]
    if cues != list(timeline.cues):
        kept = {cue.offset for cue in cues if cue.block == number and cue.kind is CueKind.WARN and cue.is_todo}
        more = (left for left in usual_warnings(length) if left > block.grace and left not in kept)
        cues += [Cue(CueKind.WARN, number, slot.ends - left, left) for left in more]
    return Timeline(timeline.slots, tuple(cues))


def _is_too_long(cue: Cue, number: int, length: timedelta) -> bool:
    return cue.block == number and cue.kind is CueKind.WARN and cue.is_todo and cue.offset * 2 > length
