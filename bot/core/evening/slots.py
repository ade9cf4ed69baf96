"""The agenda of a meetup as it stands: its blocks on the clock, its cues, and both together. All are rows."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.evening.cues import CUES, Counts, CueKind


class CueState(StrEnum):
    """Where a cue stands; ``idle`` waits for something to happen, ``skipped`` will never be done."""

    TODO = "todo"
    DONE = "done"
    IDLE = "idle"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Slot:
    """One block on the clock: as planned, as things stand now, and as it went. Times are UTC."""

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
        """Over without having begun: it does not take place."""
        return self.ended is not None and self.started is None


@dataclass(frozen=True, slots=True)
class Cue:
    """One planned action at one moment. ``id`` is 0 until it is stored.

    ``offset`` is the time after the block's start for a prompt, before its end for a warning and a recall.
    ``note`` tells what a notice is about, how people are to be seated ("gelijk 3", see ``divisions``), and why files
    are taken back: "erased" or "expired"; of a call for help and of a moderator's words it is the id. After a failed
    attempt the cue waits until ``not_before``; its moment stays what it was, and so does its place in the order.
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
        """Still to come."""
        return self.state is CueState.TODO


@dataclass(frozen=True, slots=True)
class Timeline:
    """The agenda of a meetup and everything that is to happen in it."""

    slots: tuple[Slot, ...]
    cues: tuple[Cue, ...]

    @property
    def current(self) -> Slot | None:
        """The block that is going on."""
        return next((slot for slot in reversed(self.slots) if slot.started and not slot.ended), None)

    @property
    def to_come(self) -> list[Slot]:
        """The blocks after the one that is going on."""
        after = self.current.block if self.current else -1
        return [slot for slot in self.slots if slot.block > after and not slot.started and not slot.ended]

    @property
    def following(self) -> Slot | None:
        """The block that comes next."""
        return next(iter(self.to_come), None)

    @property
    def ends(self) -> datetime:
        """When the whole agenda ends, as things stand."""
        return next((slot for slot in reversed(self.slots) if not slot.is_dropped), self.slots[-1]).ends

    def cues_of(self, block: int, *kinds: CueKind) -> list[Cue]:
        """The cues of these kinds in a block."""
        return [cue for cue in self.cues if cue.block == block and cue.kind in kinds]

    def tables_are_open(self, block: int) -> bool:
        """Whether people may go to the tables of a break-out block now."""
        started = any(slot.block == block and slot.started for slot in self.slots)
        return started and any(cue.is_todo for cue in self.cues_of(block, CueKind.CLOSE))

    def tables_are_closed(self, block: int) -> bool:
        """Whether a break-out block has closed its tables for good."""
        closes = self.cues_of(block, CueKind.CLOSE)
        return bool(closes) and not any(cue.is_todo for cue in closes)

    def to_its_end(self, block: int) -> list[Cue]:
        """The cues still to come that count from the end of a block."""
        return [cue for cue in self.cues if cue.block == block and cue.is_todo and CUES[cue.kind].counts is Counts.END]

    def takes_seats(self, block: int) -> bool:
        """Whether it is of use to seat people in a block: until they are asked back."""
        return any(cue.is_todo for cue in self.cues_of(block, CueKind.RECALL))
