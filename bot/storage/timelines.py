"""Queries on timelines: the slots of a meetup and its cues."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bot.core.evening.cue_rules import Counts, Scope
from bot.core.evening.cues import CUES, CueKind
from bot.core.evening.slots import Cue, CueState, Slot, Timeline
from bot.storage import damage
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, to_ms

NUMBERED = (
    "slots",
    "cues",
    "places",
    "allotments",
    "shows",
    "attachments",
    "dots",
    "choices",
)  # tables with the number of a block


def _slot(row: Row) -> Slot:
    return Slot(
        row["block"],
        moment(row["planned_start"]),
        moment(row["planned_end"]),
        moment(row["starts"]),
        moment(row["ends"]),
        from_ms(row["started"]),
        from_ms(row["ended"]),
        from_ms(row["fixed"]),
    )


def _cue(row: Row) -> Cue:
    return Cue(
        CueKind(row["kind"]),
        row["block"],
        moment(row["due"]),
        timedelta(milliseconds=row["offset_ms"]),
        CueState(row["state"]),
        row["note"],
        row["id"],
        row["attempts"],
        from_ms(row["not_before"]),
    )


async def of_meetup(db: Queries, meetup: int) -> Timeline:
    """Return the timeline of a meetup: slots by block, cues by id. Raises Damaged where a row can't be read."""
    slots = await db.all("SELECT * FROM slots WHERE meetup = :meetup ORDER BY block", meetup=meetup)
    cues = await db.all("SELECT * FROM cues WHERE meetup = :meetup ORDER BY id", meetup=meetup)
    with damage.of_meetup():
        return Timeline(tuple(map(_slot, slots)), tuple(map(_cue, cues)))


async def save(db: Transaction, meetup: int, after: Timeline, before: Timeline | None = None) -> None:
    """Store the difference between two timelines; all of ``after`` without ``before``. Cues are never deleted."""
    slots = set(before.slots) if before else set()
    cues = set(before.cues) if before else set()
    await db.put(
        "slots",
        [_stored_slot(meetup, slot) for slot in after.slots if slot not in slots],
        key="meetup, block",
        update=("planned_start", "planned_end", "starts", "ends", "started", "ended", "fixed"),
    )
    await _save_cues(db, meetup, [cue for cue in after.cues if cue.id and cue not in cues])
    await _add_cues(db, meetup, [cue for cue in after.cues if not cue.id])


def _stored_slot(meetup: int, slot: Slot) -> dict[str, object]:
    return {
        "meetup": meetup,
        "block": slot.block,
        "planned_start": to_ms(slot.planned_start),
        "planned_end": to_ms(slot.planned_end),
        "starts": to_ms(slot.starts),
        "ends": to_ms(slot.ends),
        "started": to_ms(slot.started),
        "ended": to_ms(slot.ended),
        "fixed": to_ms(slot.fixed),
    }


def _stored_cue(meetup: int, cue: Cue) -> dict[str, object]:
    return {
        "meetup": meetup,
        "kind": cue.kind,
        "block": cue.block,
        "due": to_ms(cue.due),
        "offset_ms": round(cue.offset.total_seconds() * 1000),
        "state": cue.state,
        "note": cue.note,
        "attempts": cue.attempts,
        "not_before": to_ms(cue.not_before),
    }


def as_rows(meetup: int, timeline: Timeline) -> dict[str, list[dict[str, object]]]:
    """Return a timeline as rows of plain values; ``of_rows`` makes it a timeline again."""
    return {
        "slots": [_stored_slot(meetup, slot) for slot in timeline.slots],
        "cues": [{"id": cue.id, **_stored_cue(meetup, cue)} for cue in timeline.cues],
    }


def of_rows(rows: Mapping[str, Sequence[Row]]) -> Timeline:
    """Return the timeline of rows that ``as_rows`` made."""
    return Timeline(tuple(map(_slot, rows["slots"])), tuple(map(_cue, rows["cues"])))


async def make_room(db: Transaction, meetup: int, behind: int, by: int) -> None:
    """Raise the numbers of all blocks behind one by ``by``, wherever they are stored, for blocks that are put in."""
    for table in NUMBERED:
        # In two steps: two slots may not have one number in between.
        await db.run(
            f"UPDATE {table} SET block = -block - :by WHERE meetup = :meetup AND block > :behind",
            by=by,
            meetup=meetup,
            behind=behind,
        )
        await db.run(f"UPDATE {table} SET block = -block WHERE meetup = :meetup AND block < 0", meetup=meetup)


async def add_cue(db: Transaction, meetup: int, cue: Cue) -> None:
    """Add a cue to a meetup."""
    await _add_cues(db, meetup, [cue])


async def _add_cues(db: Transaction, meetup: int, cues: Sequence[Cue]) -> None:
    db.wakes = db.wakes or bool(cues)
    await db.put("cues", [_stored_cue(meetup, cue) for cue in cues])


async def _save_cues(db: Transaction, meetup: int, cues: Sequence[Cue]) -> None:
    """Keep where cues stand."""
    db.wakes = db.wakes or bool(cues)
    rows = [{"id": cue.id, **_stored_cue(meetup, cue)} for cue in cues]
    await db.put("cues", rows, key="id", update=("due", "state", "attempts", "not_before"))


async def _mark(db: Transaction, cue: Cue) -> None:
    """Keep what became of one cue. Wakes nobody: the runner, whose cue it is, looks for itself what comes next."""
    await db.run(
        "UPDATE cues SET due = :due, state = :state, attempts = :attempts, not_before = :not_before WHERE id = :id",
        due=to_ms(cue.due),
        state=cue.state,
        attempts=cue.attempts,
        not_before=to_ms(cue.not_before),
        id=cue.id,
    )


async def skip_all(db: Transaction, meetup: int) -> None:
    """Skip every cue of a meetup that is still to be done."""
    await db.run(
        "UPDATE cues SET state = :skipped WHERE meetup = :meetup AND state = :todo",
        skipped=CueState.SKIPPED,
        meetup=meetup,
        todo=CueState.TODO,
    )


async def finish_cue(db: Transaction, meetup: int, acted_on: Cue, after: Cue) -> None:
    """Store the result of a cue, unless a moderator changed the cue meanwhile.

    A warning, recall, close or finish that was moved while it was being done is marked done, and added again at its
    new moment: what was posted belongs to the old row. Other kinds are done once, wherever they were moved to.
    """
    row = await db.one("SELECT * FROM cues WHERE id = :id", id=acted_on.id)
    now = _cue(row) if row else None
    if now is None or not now.is_todo:
        return
    if now.due == acted_on.due:
        await _mark(db, after)
    elif after.state is CueState.DONE:
        await _mark(db, replace(now, state=CueState.DONE))
        if CUES[now.kind].counts in (Counts.END, Counts.MEETUP_END):
            await add_cue(db, meetup, replace(now, attempts=0, not_before=None))


async def wake(
    db: Transaction,
    meetup: int,
    kind: CueKind,
    now: datetime,
    wait: timedelta = timedelta(),
    *,
    block: int | None = None,
    note: str = "",
) -> bool:
    """Have a cue that comes back done at ``now + wait``, or at its own moment if that comes sooner.

    One that is being done just now comes again, by its own pace: ``finish_cue`` sees that by its moment, so that always
    moves. After a failed attempt it is tried then too. A skipped one of a block stays so. ``block`` and ``note`` tell
    which one; returns whether there is one.
    """
    rule = CUES[kind]
    which = "" if block is None else " AND block = :block"
    if rule.scope is Scope.BLOCK:
        which += " AND state <> :skipped"
    rows = await db.all(
        "UPDATE cues SET due = CASE WHEN state <> :todo THEN :soonest WHEN due = :next_round THEN due - 1 "
        "WHEN due > :now AND due < :next_round THEN due ELSE :next_round END, "
        "attempts = CASE WHEN state = :todo THEN attempts ELSE 0 END, not_before = NULL, state = :todo "
        f"WHERE meetup = :meetup AND kind = :kind AND note = :note{which} RETURNING id",
        todo=CueState.TODO,
        skipped=CueState.SKIPPED,
        soonest=to_ms(now + wait),
        next_round=to_ms(now + max(wait, rule.pace)),
        now=to_ms(now),
        meetup=meetup,
        kind=kind,
        note=note,
        block=block,
    )
    db.wakes = db.wakes or bool(rows)
    return bool(rows)


async def reopen(db: Transaction, cue: int, now: datetime) -> None:
    """Have a cue that was done, or waits to be done again, done once more at once, at its old place in the order."""
    db.wakes = True
    await db.run(
        "UPDATE cues SET state = :todo, not_before = NULL, due = CASE WHEN due > :now THEN :now ELSE due END "
        "WHERE id = :cue AND state IN (:todo, :done, :idle)",
        now=to_ms(now),
        todo=CueState.TODO,
        done=CueState.DONE,
        idle=CueState.IDLE,
        cue=cue,
    )


async def plan_again(db: Transaction, cue: int, due: datetime) -> None:
    """Have a cue that is not to be done now done once more at a moment, unless it was skipped."""
    db.wakes = True
    await db.run(
        "UPDATE cues SET state = :todo, due = :due, not_before = NULL WHERE id = :cue AND state IN (:done, :idle)",
        todo=CueState.TODO,
        done=CueState.DONE,
        idle=CueState.IDLE,
        due=to_ms(due),
        cue=cue,
    )


async def ensure(
    db: Transaction,
    meetup: int,
    kind: CueKind,
    now: datetime,
    wait: timedelta = timedelta(),
    *,
    block: int | None = None,
    note: str = "",
) -> None:
    """Have a cue that comes back done at ``now + wait``, as ``wake`` does; where there is none yet it is added."""
    if not await wake(db, meetup, kind, now, wait, block=block, note=note):
        await add_cue(db, meetup, Cue(kind, block or 0, now + wait, note=note))


async def plan_once(db: Transaction, meetup: int, cue: Cue) -> None:
    """Add a cue, unless one of its kind is still to be done."""
    if not await waits(db, meetup, cue.kind):
        await add_cue(db, meetup, cue)


async def waits(db: Queries, meetup: int, kind: CueKind) -> bool:
    """Return True if a cue of this kind is still to be done."""
    row = await db.one(
        "SELECT id FROM cues WHERE meetup = :meetup AND kind = :kind AND state = :todo LIMIT 1",
        meetup=meetup,
        kind=kind,
        todo=CueState.TODO,
    )
    return row is not None
