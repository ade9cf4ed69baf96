"""Put a block into a running evening, right behind the one that is going on; what that one has left comes after it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.evening.agenda import laid_out
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.planning import cues_of_block
from bot.core.evening.slots import Cue, CueState, Slot, Timeline
from bot.core.programme.models import AT_ONCE, MOST_BLOCKS, Block, BlockKind
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _

# A block that would begin this soon is beginning already: its cue may be underway.
JUST_NOW = timedelta(seconds=5)
# What a block has left is not worth coming back to for less (our choice).
SHORTEST_REST = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Inserted:
    """A meetup with a block put in, and its timeline as it is from now on.

    ``block`` is the number of the new block; blocks that stood behind it have numbers that are ``by`` higher.
    """

    meetup: Meetup
    timeline: Timeline
    block: int
    by: int


def insert(meetup: Meetup, timeline: Timeline, block: Block, begins: datetime, now: datetime) -> Inserted:
    """Put a resolved block in behind the current one, which ends when it ``begins``.

    A current block with a minute or more left now goes on after it, with the questions it has still to ask. All that
    comes later moves along, fixed blocks as far as they must. Raises Refusal where no block is going on, tables are
    open, another block is just beginning, or the programme is full.
    """
    slot = _current(meetup, timeline, now)
    at, rest = slot.block, slot.ends - now
    old = meetup.programme.blocks
    goes_on = rest >= SHORTEST_REST and old[at].kind is not BlockKind.BREAKOUT
    more = [block, *([rest_of(old[at], rest)] if goes_on else [])]
    if len(old) + len(more) > MOST_BLOCKS:
        raise Refusal(_("This meetup has too many blocks already for another one. Drop one first."))
    ends, by = begins + block.length, len(more)
    slots = [Slot(at + 1, begins, ends, begins, ends)]
    cues = [*_renumbered(timeline, at, by), *cues_of_block(block, at + 1, begins, ends)]
    if goes_on:
        slots.append(Slot(at + 2, slot.planned_start, slot.planned_end, ends, ends + rest))
        again = cues_of_block(more[1], at + 2, ends, ends + rest)
        cues += [*(cue for cue in again if cue.kind is not CueKind.PROMPT), *_asked_later(timeline, at, ends - now)]
    upto, behind = timeline.slots[:at], timeline.slots[at + 1 :]
    slots = [*upto, replace(slot, ends=begins), *slots, *(replace(it, block=it.block + by) for it in behind)]
    programme = meetup.programme.model_copy(update={"blocks": (*old[: at + 1], *more, *old[at + 1 :])})
    placed = laid_out(Timeline(tuple(slots), tuple(cues)), begins)
    return Inserted(replace(meetup, programme=programme), placed, at + 1, by)


def _current(meetup: Meetup, timeline: Timeline, now: datetime) -> Slot:
    meetup.must_be_live()
    slot, following = timeline.current, timeline.following
    if slot is None:
        raise Refusal(_("The first block is just beginning. Try again in a moment."))
    if timeline.tables_are_open(slot.block):
        raise Refusal(_("People are at their tables now. Call everybody back first, with `/ruimtes terug`."),
                      Remedy(Mend.CALL_BACK, meetup.id, slot.block))  # fmt: skip
    if following and meetup.programme.blocks[following.block].allocation == AT_ONCE and following.starts > now:
        raise Refusal(_("Groups are being made already. They begin in a moment."))
    if following and abs(following.starts - now) < JUST_NOW:
        raise Refusal(_("The next block is just beginning. Try again in a moment."))
    return slot


def rest_of(block: Block, length: timedelta) -> Block:
    """Return what comes of a block after one put in: what it asks, without its text and fragment, said already."""
    return block.model_copy(update={"length": length, "text": None, "fragment": None, "fixed": None})


def _renumbered(timeline: Timeline, at: int, by: int) -> Iterator[Cue]:
    """Yield the cues by their new numbers; what was to come within block ``at`` is left out."""
    for cue in timeline.cues:
        if cue.block > at:
            yield replace(cue, block=cue.block + by)
        elif cue.block == at and cue.is_todo and CUES[cue.kind].silenced:
            yield replace(cue, state=CueState.SKIPPED)
        else:
            yield cue


def _asked_later(timeline: Timeline, at: int, by: timedelta) -> Iterator[Cue]:
    for cue in timeline.cues_of(at, CueKind.PROMPT):
        if cue.is_todo:
            yield Cue(CueKind.PROMPT, at + 2, cue.due + by, cue.offset)
