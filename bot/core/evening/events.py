"""Events of an evening, put into its timeline: a block begins, tables close, a notice is to be posted."""

from collections.abc import Container
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.core.evening.cue_rules import Remade
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.slots import Cue, CueState, Timeline

# These begin the notes of notices; a moment follows, in seconds since 1970.
BACK = "back "  # the bot was away, since then
RESTORED = "restored "  # the database is a copy of then


def started(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """Begin a block now, end the ones before it, and wake the moving of people to its tables."""
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
    """End every block that has begun and not ended: the whole agenda is over."""
    slots = tuple(replace(slot, ended=slot.ended or now) if slot.started else slot for slot in timeline.slots)
    return Timeline(slots, timeline.cues)


def done(timeline: Timeline, cue: Cue) -> Timeline:
    """Return the timeline as it is once this cue is done."""
    cues = (replace(other, state=CueState.DONE) if other.id == cue.id else other for other in timeline.cues)
    return Timeline(timeline.slots, tuple(cues))


def tables_closed(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """Start moving people back who are still at the closed tables of a block."""
    return woken(timeline, CueKind.RETURN, now, block)


def said_again(timeline: Timeline, made: Container[int], now: datetime) -> Timeline:
    """Post again in channels that were made again: the current block, its prompts and the welcome.

    Help cards and the wall are brought back too. ``made`` holds the block of each table that was made again, and -1
    for the plenary. Posts in other channels are still known, so they are not posted twice.
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
    """Return True if the words of a cue may stand in a channel: said, or said again and again."""
    if CUES[cue.kind].comes_back:
        return cue.state is not CueState.SKIPPED
    return cue.state is CueState.DONE


def _is_gone(cue: Cue, made: Container[int], current: int | None) -> bool:
    """Return True if the words of a cue stood in a channel that was made again; see ``said_again``."""
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
    """Put off the closing of tables so that, after a recall now, people get the whole time to return."""
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
    """Add a cue that shows the moderators a division now; ``note`` is from ``divisions.noted``."""
    return Timeline(timeline.slots, (*timeline.cues, Cue(CueKind.DIVIDE, block, now, note=note)))


def with_seats(timeline: Timeline, block: int, now: datetime) -> Timeline:
    """Add a cue that moves people to their tables: now, or idle until these open. Earlier ones are skipped."""
    open_now = timeline.tables_are_open(block)
    move = Cue(CueKind.MOVE, block, now, state=CueState.TODO if open_now else CueState.IDLE)
    earlier = tuple(
        replace(cue, state=CueState.SKIPPED) if cue.kind is CueKind.MOVE and cue.block == block else cue
        for cue in timeline.cues
    )
    seated = Timeline(timeline.slots, (*earlier, move))
    return woken(seated, CueKind.TABLES, now, block) if open_now else seated  # its text has changed


def with_notice(timeline: Timeline, note: str, now: datetime) -> Timeline:
    """Add a notice, due now; ``note`` says which one.

    "paused", "resumed" and "cancelled" are for everybody, the others for the moderators.
    """
    slot = timeline.current
    block = slot.block if slot else 0
    told = Timeline(timeline.slots, (*timeline.cues, Cue(CueKind.NOTICE, block, now, note=note)))
    shown = woken(told, CueKind.TABLES, now, block)  # it shows until when the tables are open
    return woken(shown, CueKind.TABLE_CARD, now, block)


def back(timeline: Timeline, seen: datetime, now: datetime, left: Container[int] = ()) -> Timeline:
    """Add the notice that the bot was away from ``seen`` until now; one that is still to be posted takes this in.

    ``left`` are the ids of cues that were done and could not be posted yet.
    """
    begun = f"{BACK}{round(seen.timestamp())}"
    notices = [cue for cue in timeline.cues if cue.kind is CueKind.NOTICE and away_since(cue)]
    waiting = [cue for cue in notices if cue.is_todo or cue.id in left]
    if not waiting:
        return with_notice(timeline, begun, now)
    cues = tuple(replace(cue, state=CueState.TODO, due=now) if cue is waiting[0] else cue for cue in timeline.cues)
    return Timeline(timeline.slots, cues)


def away_since(cue: Cue) -> datetime | None:
    """Return since when the bot was away, until ``cue.due``, of a notice about that; None for any other notice."""
    return _moment(cue, BACK)


def restored(timeline: Timeline, copied: datetime, now: datetime) -> Timeline:
    """Add the notice that the database was restored from a copy of a moment."""
    return with_notice(timeline, f"{RESTORED}{round(copied.timestamp())}", now)


def restored_from(cue: Cue) -> datetime | None:
    """Return of when the copy is that the database was restored from, of a notice about that; None for any other."""
    return _moment(cue, RESTORED)


def _moment(cue: Cue, notice: str) -> datetime | None:
    if not cue.note.startswith(notice):
        return None
    return datetime.fromtimestamp(int(cue.note.removeprefix(notice)), UTC)


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
    """Make the idle cue that moves people to the tables of a block due now.

    It was idle for people who got a seat before the tables opened, or were not there yet at the recall.
    """
    cues = tuple(
        replace(cue, state=CueState.TODO, due=now)
        if cue.kind is CueKind.MOVE and cue.block == block and cue.state is CueState.IDLE
        else cue
        for cue in timeline.cues
    )
    return Timeline(timeline.slots, cues)
