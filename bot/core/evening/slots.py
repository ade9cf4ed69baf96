"""The agenda of a meetup as it stands: its blocks on the clock, its cues, and both together. All are rows."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.evening.cue_rules import Counts
from bot.core.evening.cues import CUES, CueKind


class CueState(StrEnum):
    """State of a cue: ``idle`` waits for something to happen, ``skipped`` is not done."""

    TODO = "todo"
    DONE = "done"
    IDLE = "idle"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Slot:
    """Times of one block: as planned, as things stand now, and as it went; all in UTC."""

    block: int
    planned_start: datetime
    planned_end: datetime
    starts: datetime
    ends: datetime
    started: datetime | None = None
    ended: datetime | None = None
    fixed: datetime | None = None  # the time at which it must begin

    @property
    def is_dropped(self) -> bool:
        """True if it ended without having begun: it does not take place."""
        return self.ended is not None and self.started is None


@dataclass(frozen=True, slots=True)
class Cue:
    """One planned action at one moment. ``id`` is 0 until it is stored.

    ``offset`` is the time after the block's start for a prompt, before its end for a warning and a recall. ``note``
    says what a notice is about, how people are divided in a preview ("gelijk 3", see ``divisions``), or why files
    are taken back ("erased" or "expired"); for a call for help and a broadcast it is the id. After a failed attempt
    the cue waits until ``not_before``; ``due`` stays what it was, and so does its place in the order.
    """

    kind: CueKind
    block: int
    due: datetime
    offset: timedelta = timedelta()
    state: CueState = CueState.TODO
    note: str = ""
    id: int = 0
    attempts: int = 0
    not_before: datetime | None = None

    @property
    def is_todo(self) -> bool:
        """True while it is still to be done."""
        return self.state is CueState.TODO


@dataclass(frozen=True, slots=True)
class Timeline:
    """Agenda of a meetup, with a slot for each block in order, and all its cues."""

    slots: tuple[Slot, ...]
    cues: tuple[Cue, ...]

    @property
    def current(self) -> Slot | None:
        """Slot of the block that is going on, or None."""
        return next((slot for slot in reversed(self.slots) if slot.started and not slot.ended), None)

    @property
    def to_come(self) -> list[Slot]:
        """Slots after the current one that have not begun and are not dropped."""
        after = self.current.block if self.current else -1
        return [slot for slot in self.slots if slot.block > after and not slot.started and not slot.ended]

    @property
    def following(self) -> Slot | None:
        """Slot of the block that comes next, or None."""
        return next(iter(self.to_come), None)

    @property
    def ends(self) -> datetime:
        """End of the whole agenda as things stand, in UTC; dropped blocks do not count."""
        return next((slot for slot in reversed(self.slots) if not slot.is_dropped), self.slots[-1]).ends

    def skipping(self, which: Callable[[Cue], bool]) -> "Timeline":
        """Return the timeline without those of its cues to come that ``which`` says True of."""
        cues = (replace(cue, state=CueState.SKIPPED) if cue.is_todo and which(cue) else cue for cue in self.cues)
        return Timeline(self.slots, tuple(cues))

    def cues_of(self, block: int, *kinds: CueKind) -> list[Cue]:
        """Return the cues of these kinds in a block, whatever their state."""
        return [cue for cue in self.cues if cue.block == block and cue.kind in kinds]

    def tables_are_open(self, block: int) -> bool:
        """Return True while people may enter the tables of a break-out block."""
        started = any(slot.block == block and slot.started for slot in self.slots)
        return started and any(cue.is_todo for cue in self.cues_of(block, CueKind.CLOSE))

    def tables_are_closed(self, block: int) -> bool:
        """True once a break-out block has closed its tables for good."""
        closes = self.cues_of(block, CueKind.CLOSE)
        return bool(closes) and not any(cue.is_todo for cue in closes)

    def to_its_end(self, block: int) -> list[Cue]:
        """The cues still to come that count from the end of a block."""
        return [cue for cue in self.cues if cue.block == block and cue.is_todo and CUES[cue.kind].counts is Counts.END]

    def takes_seats(self, block: int) -> bool:
        """Return True while it is of use to seat people in a block: until they are recalled."""
        return any(cue.is_todo for cue in self.cues_of(block, CueKind.RECALL))
