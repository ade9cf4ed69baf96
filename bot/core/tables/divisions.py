"""Divisions of people over the tables of one break-out: previewed, then confirmed, mixed again or put away."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.evening.meetup import Action, Deed
from bot.core.evening.slots import Timeline
from bot.core.programme.models import BlockKind, Programme
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Sentence, _, ngettext

LARGEST_SEED = 999_999  # easy to say aloud


class How(StrEnum):
    """Way in which people are divided; the value is the word in a programme under “indeling”."""

    EQUAL = "gelijk"
    BY_ROLE = "per functie"


class Stage(StrEnum):
    """Stage of a division."""

    DRAFT = "draft"  # a preview, which nobody has decided on
    STANDING = "standing"  # confirmed
    REPLACED = "replaced"  # by a newer one
    DROPPED = "dropped"  # put away


class SeatState(StrEnum):
    """State of the move of a person to their seat."""

    WAITING = "waiting"  # to be moved, as soon as they are in voice
    SEATED = "seated"  # moved, or went there by themselves; from then on they may go where they like
    FAILED = "failed"  # Discord refused the move


@dataclass(frozen=True, slots=True)
class Division:
    """A division of people over tables. ``id`` is 0 until it is stored; ``cue`` posts its preview."""

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
    """A person's place in a division; ``place`` is the table's id, ``attempts`` counts the moves tried."""

    id: int
    person: int
    place: int
    state: SeatState = SeatState.WAITING
    attempts: int = 0


def rounds(programme: Programme) -> list[int]:
    """Return the numbers of the break-out blocks, in order."""
    return [number for number, block in enumerate(programme.blocks) if block.kind is BlockKind.BREAKOUT]


def noted(how: How, seed: int) -> str:
    """Return the note of a cue that shows a preview, such as "gelijk 3"."""
    return f"{how} {seed}"


def read_note(note: str, given: str, newest: int) -> tuple[How, int]:
    """Return how people are divided, and the seed; an empty note stands for the programme's own way.

    ``given`` is the programme's way, ``newest`` the seed that was used last.
    """
    if note:
        how, seed = note.rsplit(" ", 1)
        return How(how), int(seed)
    return How(given), newest + 1


def block_meant(programme: Programme, timeline: Timeline, number: int | None) -> int:
    """Return the number of the break-out block that is meant.

    ``number`` counts break-outs from 1; with None it is the first that still takes seats. Raises Refusal where
    there is none, or it is over.
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
_MENDED = {Stage.DROPPED: Remedy(Mend.DIVIDE)}
_ACTIONS = (Action.SEAT, Action.MIX, Action.PUT_AWAY)


def refuse_decided(division: Division, deeds: Sequence[Deed]) -> None:
    """Raise Refusal, naming the moderator, when this preview has been decided on already."""
    if division.stage is Stage.DRAFT:
        return
    names = [deed.name for deed in deeds if deed.action in _ACTIONS and deed.at == division.decided_at]
    text = _DECIDED[division.stage]
    name = (names[-1] if names else None) or _("Somebody else")
    raise Refusal(replace(text, values={"name": name}), _MENDED.get(division.stage))
