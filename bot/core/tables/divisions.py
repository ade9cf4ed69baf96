"""A division of people over the tables of one break-out: seen beforehand, then confirmed, mixed again or put away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.evening.meetup import Action, Deed
from bot.core.evening.slots import Timeline
from bot.core.programme.models import BlockKind, Programme
from bot.core.words.text import Refusal, Sentence, _, ngettext

LARGEST_SEED = 999_999  # easy to say aloud


class How(StrEnum):
    """How people are dealt; the value is what stands in a programme under “indeling”."""

    EQUAL = "gelijk"
    BY_ROLE = "per functie"


class Stage(StrEnum):
    """Where a division stands."""

    DRAFT = "draft"  # a preview, which nobody has decided on
    STANDING = "standing"  # confirmed
    REPLACED = "replaced"  # by a newer one
    DROPPED = "dropped"  # put away


class SeatState(StrEnum):
    """What is to be done with somebody who has a seat."""

    WAITING = "waiting"  # to be moved, as soon as they are in voice
    SEATED = "seated"  # moved, or there by themselves: from now on they go where they like
    FAILED = "failed"  # Discord did not let us


@dataclass(frozen=True, slots=True)
class Division:
    """One division. ``id`` is 0 until it is stored; ``cue`` posts its preview."""

    id: int
    meetup: int
    block: int
    cue: int
    how: How
    seed: int
    stage: Stage = Stage.DRAFT
    decided_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody's place in a division."""

    id: int
    person: int
    place: int
    state: SeatState = SeatState.WAITING
    attempts: int = 0


def rounds(programme: Programme) -> list[int]:
    """The blocks that are break-outs."""
    return [number for number, block in enumerate(programme.blocks) if block.kind is BlockKind.BREAKOUT]


def noted(how: How, seed: int) -> str:
    """The note of a cue that shows a preview."""
    return f"{how} {seed}"


def read_note(note: str, given: str, newest: int) -> tuple[How, int]:
    """How people are seated, and with which number they are mixed; an empty note is the programme's own.

    ``given`` is the programme's way, ``newest`` the number that was used last.
    """
    if note:
        how, seed = note.rsplit(" ", 1)
        return How(how), int(seed)
    return How(given), newest + 1


def block_meant(programme: Programme, timeline: Timeline, number: int | None) -> int:
    """The break-out that is meant: the one given, counted from 1, or else the first that is not over.

    Raises Refusal.
    """
    found = rounds(programme)
    if not found:
        raise Refusal(_("This programme has no tables, so there is nothing to divide."))
    if number is not None:
        if not 1 <= number <= len(found):
            raise Refusal(
                ngettext(
                    "This programme has one round at tables.", "This programme has {n} rounds at tables.", len(found)
                )
            )
        found = found[number - 1 : number]
    open_ones = [block for block in found if timeline.takes_seats(block)]
    if not open_ones:
        raise Refusal(OVER)
    return open_ones[0]


OVER = _("This round is over, or everybody is on the way back already. Nobody was moved.")
_DECIDED: dict[Stage, Sentence] = {
    Stage.STANDING: _("{name} confirmed this division already. Nothing changed now."),
    Stage.REPLACED: _("{name} mixed again after this. Look at the newest preview in this channel."),
    Stage.DROPPED: _("{name} put this division away already. `/ruimtes verdeel` makes a new one."),
}
_ACTIONS = (Action.SEAT, Action.MIX, Action.PUT_AWAY)


def refuse_decided(division: Division, deeds: Sequence[Deed]) -> None:
    """Raises Refusal when somebody has decided on this preview before, and tells who."""
    if division.stage is Stage.DRAFT:
        return
    names = [deed.name for deed in deeds if deed.action in _ACTIONS and deed.at == division.decided_at]
    text = _DECIDED[division.stage]
    raise Refusal(replace(text, values={"name": (names[-1] if names else None) or _("Somebody else")}))
