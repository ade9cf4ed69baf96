"""Correct a block of a planned or running meetup: its words, questions, fragment and length."""

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.evening import events
from bot.core.evening.agenda import first_moment, laid_out, replanned, warned
from bot.core.evening.attaching import named, open_blocks
from bot.core.evening.commands import Command
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State, last_by
from bot.core.evening.planning import moments
from bot.core.evening.slots import Cue, Slot, Timeline
from bot.core.programme.models import Block, Prompt, Room
from bot.core.programme.resolving import rounded
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


def meant(typed: Typed, meetup: Meetup, timeline: Timeline) -> int:
    """Return the block that is meant by its number, from 1, or title; without words the first that is not over.

    Raises Refusal where there is none, or it is over.
    """
    blocks = open_blocks(timeline)
    if not blocks:
        raise Refusal(_("Every block of “{title}” is over, so none can be changed any more.", title=meetup.title))
    number = named(typed, meetup.programme, blocks)
    open_slot(meetup, timeline, number)
    return number


def open_slot(meetup: Meetup, timeline: Timeline, number: int) -> Slot:
    """Return the slot of a block that can still be corrected: one to come, or going on. Raises Refusal."""
    slot = next((slot for slot in timeline.slots if slot.block == number), None)
    if meetup.state is State.CLOSED or slot is None or slot.ended is not None:
        title = meetup.programme.blocks[number].title if number < len(meetup.programme.blocks) else meetup.title
        raise Refusal(_("“{block}” is over, so it can't be changed any more.", block=title))
    return slot


@dataclass(frozen=True, slots=True)
class Opened:
    """What a form was opened on: a block or its table ``room``, when the last action of a moderator was ``seen``.

    ``was`` is the ``number_of`` of that, None in a form of a bot of before.
    """

    seen: int
    was: int | None
    room: int | None = None

    def part(self, block: Block) -> Block | Room:
        """Return what the form is of. Raises Refusal where the block has no such table."""
        if self.room is None:
            return block
        if self.room >= len(block.rooms):
            raise Refusal(_("There is no such table in “{block}”.", block=block.title))
        return block.rooms[self.room]


def number_of(part: Block | Room) -> int:
    """Return a number of at most ten digits for a block or a table as it is; changed, it has another one."""
    return zlib.crc32(part.model_dump_json().encode())


def refuse_stale(deeds: Sequence[Deed], opened: Opened, meetup: Meetup, block: Block) -> None:
    """Raise Refusal where somebody has changed the same since a form was opened on it, or it is not there."""
    now = number_of(opened.part(block))
    since = [deed for deed in deeds if deed.action is Action.CORRECT and deed.id > opened.seen]
    if since and now != opened.was:
        raise Refusal(
            _(
                "{name} has changed “{title}” meanwhile. Nothing changed now; open the form once more.",
                name=last_by(Action.CORRECT, since),
                title=meetup.title,
            )
        )


def correct(number: int, change: Callable[[Block, Slot], Block], opened: Opened) -> Command:
    """Return a command that corrects a block with ``change``; it gets the new length, unless a table is changed.

    What is to come is planned anew with it. It raises Refusal where the block is over, where one that goes on would
    get another length or number of questions, and where somebody has changed the same since the form was opened.
    """
    keeps_length = opened.room is not None

    def step(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        slot, old = open_slot(meetup, timeline, number), meetup.programme.blocks[number]
        refuse_stale(deeds, opened, meetup, old)
        changed = change(old, slot)
        new = changed if keeps_length else with_moments(changed, old)
        if slot.started is not None:
            _refuse_while_it_goes_on(old, new, None if keeps_length else slot)
            new = new.model_copy(update={"length": old.length})
        else:
            timeline = _planned_anew(timeline, slot, old, new, keeps_length=keeps_length)
        blocks = list(meetup.programme.blocks)
        blocks[number] = new
        programme = meetup.programme.model_copy(update={"blocks": tuple(blocks)})
        if meetup.state is State.PLANNED:
            timeline = replanned(timeline)
        return replace(meetup, programme=programme), events.woken(timeline, CueKind.TIMES, now)

    return step


def _refuse_while_it_goes_on(old: Block, new: Block, slot: Slot | None) -> None:
    if slot is not None and new.length != slot.ends - slot.starts:
        raise Refusal(
            _("“{block}” is going on. More time gives `/meetup verleng`; `/meetup volgende` ends it.", block=old.title)
        )
    asked = [[len(one.prompts), *(len(room.prompts) for room in one.rooms)] for one in (old, new)]
    if asked[0] != asked[1]:
        raise Refusal(
            _(
                "“{block}” is going on, so its number of questions stays. You can change their words.",
                block=old.title,
            )
        )


def with_moments(new: Block, old: Block) -> Block:
    """Return a block with a moment for each of its questions: those of before, in proportion, or spread evenly."""
    scale = new.length / old.length
    if len(new.prompts) == len(old.prompts):
        pairs = zip(new.prompts, old.prompts, strict=True)
        prompts = tuple(_at(text, _scaled(before.after, scale)) for text, before in pairs)
    else:
        prompts = tuple(_at(text, rounded(new.length * n / len(new.prompts))) for n, text in enumerate(new.prompts))
    rooms = tuple(
        room.model_copy(
            update={
                "prompts": tuple(_at(prompt, _scaled(prompt.after, scale)) for prompt in room.prompts),
                "directions_after": _scaled(room.directions_after, scale),
            }
        )
        for room in new.rooms
    )
    return new.model_copy(update={"prompts": prompts, "rooms": rooms})


def with_room(block: Block, number: int, room: Room) -> Block:
    """Return a block with what a table of it has corrected, each question at a moment."""
    old = block.rooms[number]
    until = old.directions_after or block.length
    moments = [prompt.after for prompt in old.prompts]
    if len(room.prompts) != len(moments):
        moments = [rounded(until * n / len(room.prompts)) for n in range(len(room.prompts))]
    prompts = tuple(_at(prompt, moment) for prompt, moment in zip(room.prompts, moments, strict=True))
    rooms = list(block.rooms)
    rooms[number] = room.model_copy(update={"prompts": prompts})
    return block.model_copy(update={"rooms": tuple(rooms)})


def _at(prompt: Prompt, moment: timedelta | None) -> Prompt:
    return prompt.model_copy(update={"after": moment})


def _scaled(moment: timedelta | None, scale: float) -> timedelta | None:
    return moment if moment is None or scale == 1 else rounded(moment * scale)


def _planned_anew(timeline: Timeline, slot: Slot, old: Block, new: Block, *, keeps_length: bool) -> Timeline:
    """Return the timeline with a block to come at its new length, and its questions at their moments."""
    if not keeps_length and new.length != slot.ends - slot.starts:
        timeline = warned(laid_out(timeline, first_moment(timeline), {slot.block: new.length}), new, slot.block)
    if moments(new) == moments(old):
        return timeline
    starts = next(one.starts for one in timeline.slots if one.block == slot.block)
    kept = timeline.skipping(lambda cue: cue.block == slot.block and cue.kind is CueKind.PROMPT)
    cues = [Cue(CueKind.PROMPT, slot.block, starts + moment, moment) for moment in moments(new)]
    return Timeline(kept.slots, (*kept.cues, *cues))
