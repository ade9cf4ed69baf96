"""What happens on an evening, put into its timeline: a block begins, tables close, something is to be told now."""

from collections.abc import Container
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.evening.cues import CUES, CueKind, Remade
from bot.core.evening.slots import Cue, CueState, Timeline


def started(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """A block begins now, and the ones before it are over."""
    slots = tuple(
        replace(slot, started=slot.started or now)
        if slot.block == block
        else replace(slot, ended=slot.ended or now)
        if slot.block < block and slot.started
        else slot
        for slot in timeline.slots
    )
    return moving_again(Timeline(slots, timeline.cues), block, now)


def finished(timeline: Timeline, now: datetime) -> Timeline:
    """The whole agenda is over."""
    slots = tuple(replace(slot, ended=slot.ended or now) if slot.started else slot for slot in timeline.slots)
    return Timeline(slots, timeline.cues)


def tables_closed(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """The tables of a block are closed: from now on whoever is still inside is brought back."""
    return woken(timeline, CueKind.RETURN, now, block)


def said_again(timeline: Timeline, made: Container[int], now: datetime) -> Timeline:
    """Channels were made again: what the current block said, and the welcome, is said there once more.

    ``made`` are the blocks of the tables that were made again, and -1 for the plenary. What stands in the other
    channels is known there, so it is not posted a second time.
    """
    current = timeline.current.block if timeline.current else None
    cues = tuple(
        replace(cue, state=CueState.TODO, due=min(cue.due, now))
        if _is_standing(cue) and _is_gone(cue, made, current)
        else cue
        for cue in timeline.cues
    )
    return Timeline(timeline.slots, cues)


def _is_standing(cue: Cue) -> bool:
    """Whether what a cue says may stand in a channel: it was said, or is said again and again."""
    if CUES[cue.kind].comes_back:
        return cue.state is not CueState.SKIPPED
    return cue.state is CueState.DONE


def _is_gone(cue: Cue, made: Container[int], current: int | None) -> bool:
    """Whether what a cue says stood in one of the channels that were made again; see ``said_again``."""
    match CUES[cue.kind].remade:
        case Remade.NONE:
            return False
        case Remade.PLENARY:
            return -1 in made
        case Remade.HERE:
            return cue.block == current and (-1 in made or cue.block in made)
        case Remade.TABLE:
            return cue.block in made


def after_recall(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """The recall was given now: whoever is at a table still gets the whole time to return, however late it is."""
    recall = timeline.cues_of(block, CueKind.RECALL)[-1]
    earliest = now + recall.offset
    cues = tuple(
        replace(cue, due=max(cue.due, earliest))
        if cue.block == block and cue.kind is CueKind.CLOSE and cue.is_todo
        else cue
        for cue in timeline.cues
    )
    return Timeline(timeline.slots, cues)


def with_preview(timeline: Timeline, block: int, note: str, now: datetime) -> Timeline:
    """The moderators are shown now who would sit where; see ``divisions.noted``."""
    return Timeline(timeline.slots, (*timeline.cues, Cue(CueKind.DIVIDE, block, now, note=note)))


def with_seats(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """People are brought to their tables: now, or as soon as these open."""
    open_now = timeline.tables_are_open(block)
    move = Cue(CueKind.MOVE, block, now, state=CueState.TODO if open_now else CueState.IDLE)
    earlier = tuple(
        replace(cue, state=CueState.SKIPPED) if cue.kind is CueKind.MOVE and cue.block == block else cue
        for cue in timeline.cues
    )
    seated = Timeline(timeline.slots, (*earlier, move))
    return woken(seated, CueKind.TABLES, now, block) if open_now else seated  # its words have changed


def with_notice(timeline: Timeline, note: str, now: datetime) -> Timeline:
    """Something to tell now: "paused", "resumed", "extended", "cancelled" to all, "back" and "ready" to moderators."""
    slot = timeline.current
    block = slot.block if slot else 0
    told = Timeline(timeline.slots, (*timeline.cues, Cue(CueKind.NOTICE, block, now, note=note)))
    return woken(told, CueKind.TABLES, now, block)  # it shows until when the tables are open


def with_goodbye(timeline: Timeline, now: datetime) -> Timeline:
    """The moderators were told that the bot will be back."""
    block = timeline.current.block if timeline.current else 0
    told = Cue(CueKind.NOTICE, block, now, state=CueState.DONE, note="leaving")
    return Timeline(timeline.slots, (*timeline.cues, told))


def said_goodbye(timeline: Timeline) -> bool:
    """Whether the last thing that was told is that the bot will be back."""
    notices = [cue for cue in timeline.cues if cue.kind is CueKind.NOTICE]
    return bool(notices) and notices[-1].note == "leaving"


def woken(timeline: Timeline, kind: CueKind, now: datetime, block: int | None = None) -> Timeline:
    """Have the cues of a kind that comes back done now, in one block or in all, as ``storage.timelines.wake`` does.

    One that is being done just now comes again; the runner sees that by its moment, so that always moves.
    """

    def again(cue: Cue) -> Cue:
        due = now - timedelta(milliseconds=1) if cue.is_todo and cue.due == now else now
        attempts = cue.attempts if cue.is_todo else 0
        return replace(cue, state=CueState.TODO, due=due, attempts=attempts, not_before=None)

    cues = (again(cue) if cue.kind is kind and block in (None, cue.block) else cue for cue in timeline.cues)
    return Timeline(timeline.slots, tuple(cues))


def moving_again(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """Who was given a seat before the tables opened, or was not there yet at the recall, is brought there now."""
    cues = tuple(
        replace(cue, state=CueState.TODO, due=now)
        if cue.kind is CueKind.MOVE and cue.block == block and cue.state is CueState.IDLE
        else cue
        for cue in timeline.cues
    )
    return Timeline(timeline.slots, cues)
