"""Rules that the kinds of cues live by; ``bot.core.evening.cues`` has the row of each kind."""

from dataclasses import dataclass
from datetime import timedelta
from enum import Enum, auto

from bot.core.evening.meetup import State
from bot.core.words.text import Text


class Counts(Enum):
    """Starting point that the moment of a cue counts from, and so moves along with."""

    START = auto()  # the start of its block
    SPREAD = auto()  # the start of its block, and in proportion to its length where that changes
    END = auto()  # the end of its block, by its offset
    MEETUP_END = auto()  # the end of the last block
    NOW = auto()  # nothing: it is about what happens now, and never waits with the rest of the agenda


class Scope(Enum):
    """Owner of a cue: one of a block goes when the block is dropped, one of the meetup stays."""

    BLOCK = auto()
    MEETUP = auto()


class Stale(Enum):
    """When doing a cue would be untrue, because the evening has gone on without it. See ``due.is_stale``."""

    NEVER = auto()
    BEGUN = auto()  # the first block should have begun
    BLOCK_OVER = auto()  # the block has ended, its tables are closed, or it was missed altogether
    OVERTAKEN = auto()  # the same, or a later word about the end is due too
    MISSED = auto()  # the block was missed altogether
    CLOSED = auto()  # the tables are closed, or the block was missed
    NO_SEATS = auto()  # the block has ended or was missed, or everybody was asked back
    ENDED = auto()  # the block has ended or was missed
    GAVE_UP = auto()  # it failed too often, see ``retries.GIVE_UP_AFTER``


class Remade(Enum):
    """Which channels, when they are made again after somebody deleted them, want this said there once more."""

    NONE = auto()
    PLENARY = auto()
    HERE = auto()  # the plenary or a table, in the block that is going on
    TABLE = auto()  # a table of its block


class Cleared(Enum):
    """When the posts of a cue are taken away from the plenary, so that what stands there is about now."""

    NEVER = auto()
    BLOCK = auto()  # when a later block begins; those of the last block stay
    NEXT = auto()  # when another cue of its kind has posted, a later block begins, or the meetup ends


@dataclass(frozen=True, slots=True, kw_only=True)
class CueRule:
    """How cues of one kind live.

    ``late`` is how long after its first failure in a channel a cue is still of use there; None as long as it is not
    stale. ``comes_back`` ones wait for the next time when they are done. ``silenced`` ones are left out when their
    block is ended early. ``stirs_panel`` ones change what the moderators' panel shows. ``follows_people`` ones show or
    move people in voice, so they are done again when people came and went unseen. ``pace`` is the time between
    two rounds of one that works in rounds. ``aside`` ones take as long as Discord's limit on moving people makes them,
    while the evening's other cues go on; of one meetup, one at a time. ``cleared`` is when its posts leave the plenary.
    ``step`` names it in the report of a dry run; others are not told about.
    """

    runs: frozenset[State]
    counts: Counts = Counts.NOW
    scope: Scope = Scope.BLOCK
    stale: Stale = Stale.NEVER
    remade: Remade = Remade.NONE
    late: timedelta | None = None
    comes_back: bool = False
    silenced: bool = False
    stirs_panel: bool = False
    follows_people: bool = False
    pace: timedelta = timedelta()
    aside: bool = False
    cleared: Cleared = Cleared.NEVER
    step: Text | None = None
