"""What is planned and where it stands: slots and cues. They are rows in the database."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.core.evening.meetup import State


class CueKind(StrEnum):
    """What a cue does. Their order here is the order in which cues of one moment are done."""

    WELCOME = "welcome"  # greet people in the plenary, and moderators in their own channel
    REMIND = "remind"  # tell the moderators that it begins soon
    CLOSE = "close"  # close the tables of a block
    OPEN = "open"  # begin a block: its text and fragment, and its tables
    NOTICE = "notice"  # say that time was added, that we pause, that we go on
    PROMPT = "prompt"  # post what the block or its tables have at this moment
    WARN = "warn"  # say how much time is left
    RECALL = "recall"  # ask everybody back
    RETURN = "return"  # move back who is still at a closed table, ten at a time
    DIVIDE = "allot"  # show the moderators who would sit where
    MOVE = "move"  # bring people to the tables that were confirmed for them, ten at a time
    TABLES = "panel"  # bring the numbers on the table panel up to date
    HELP = "help"  # a table asks for help: tell the moderators, and the table that somebody comes
    BROADCAST = "broadcast"  # say a moderator's words at the tables
    PRIVACY = "privacy"  # say what is kept, where somebody brought something in for the first time, by chat
    FINISH = "finish"  # the meetup is over: the harvest
    WALL = "wall"  # bring the wall in the plenary up to date
    TAKE_BACK = "take back"  # words were erased: take the files with them out of the moderators' channel
    PANEL = "control"  # bring the moderators' panel up to date
    TAKE_DOWN = "take down"  # a dry run is over: remove the channels that were made for it


# These count from the end of their block.
AT_THE_END = (CueKind.WARN, CueKind.RECALL, CueKind.CLOSE)
# These are about what happens now: they never wait with the rest of the agenda.
NOW = (
    CueKind.WELCOME,
    CueKind.NOTICE,
    CueKind.MOVE,
    CueKind.TABLES,
    CueKind.RETURN,
    CueKind.HELP,
    CueKind.BROADCAST,
    CueKind.PRIVACY,
    CueKind.WALL,
    CueKind.TAKE_BACK,
    CueKind.PANEL,
)
# These stay when the agenda is cut short.
STAYS = (
    CueKind.FINISH,
    CueKind.WELCOME,
    CueKind.REMIND,
    CueKind.PRIVACY,
    CueKind.WALL,
    CueKind.TAKE_BACK,
    CueKind.PANEL,
    CueKind.TAKE_DOWN,
)

# What happens in each state of a meetup: a pause holds the agenda, not the people on their way back.
RUNS: dict[State, tuple[CueKind, ...]] = {
    State.PLANNED: (CueKind.WELCOME, CueKind.REMIND, CueKind.PANEL),
    State.LIVE: tuple(kind for kind in CueKind if kind is not CueKind.REMIND),
    State.PAUSED: (
        CueKind.WELCOME,
        CueKind.NOTICE,
        CueKind.RETURN,
        CueKind.DIVIDE,
        CueKind.TABLES,
        CueKind.HELP,
        CueKind.BROADCAST,
        CueKind.PRIVACY,
        CueKind.WALL,
        CueKind.TAKE_BACK,
        CueKind.PANEL,
        CueKind.TAKE_DOWN,
    ),
    State.CLOSED: (
        CueKind.NOTICE,
        CueKind.CLOSE,
        CueKind.RETURN,
        CueKind.TABLES,
        CueKind.HELP,
        CueKind.BROADCAST,
        CueKind.PRIVACY,
        CueKind.FINISH,
        CueKind.WALL,
        CueKind.TAKE_BACK,
        CueKind.PANEL,
        CueKind.TAKE_DOWN,
    ),
}


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

    def takes_seats(self, block: int) -> bool:
        """Whether it is of use to seat people in a block: until they are asked back."""
        return any(cue.is_todo for cue in self.cues_of(block, CueKind.RECALL))
