"""Splitting a table that is too big to talk at: who goes to a new one, and who stays."""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta

from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue, Timeline
from bot.core.programme.models import Block
from bot.core.tables.seating import Guest
from bot.core.words.text import Refusal, _

COMFORTABLE = 8  # people at a table, where the programme gives no size (our choice, as in ``tafelgrootte``)
GRACE = timedelta(seconds=15)  # between the word at the table and the first move (our choice)
FEWEST = 4  # people at a table that is split: nobody is left alone


def is_big(people: int, block: Block) -> bool:
    """Return whether a table has more people than can talk together well, and enough to be split."""
    return people > (block.table_size or COMFORTABLE) and people >= FEWEST


def going(guests: Sequence[Guest], hosts: Collection[int], together: Sequence[Collection[int]]) -> list[int]:
    """Return who goes to the new table: half of the people, those who came last; ``guests`` are in order of coming.

    Hosts stay, and so do people who belong together with one. Others who belong together stay or go as one. Raises
    Refusal where somebody would be alone.
    """
    people = sum(guest.size for guest in guests)
    if people < FEWEST:
        raise Refusal(_("A table needs at least {fewest} people to be split. There are {n}.", fewest=FEWEST, n=people))
    free = [unit for unit in _units(guests, together) if not any(guest.id in hosts for guest in unit)]
    found: list[Guest] = []
    for unit in free:
        if _heads(found) + _heads(unit) <= people // 2:
            found += unit
    if _heads(found) < 2:  # one large group, perhaps: then that goes as a whole
        fitting = [unit for unit in free if 2 <= _heads(unit) <= people - 2]
        found = min(fitting, key=lambda unit: abs(people - 2 * _heads(unit)), default=[])
    if not found:
        raise Refusal(
            _("Hosts stay, and people who belong together stay together. So this table can't be split in two.")
        )
    return [guest.id for guest in found]


def _units(guests: Sequence[Guest], together: Sequence[Collection[int]]) -> list[list[Guest]]:
    """Return those who belong together as one, everybody else alone; who came last comes first."""
    units: list[list[Guest]] = []
    left = list(reversed(guests))
    while left:
        party = next((party for party in together if left[0].id in party), (left[0].id,))
        units.append([guest for guest in left if guest.id in party])
        left = [guest for guest in left if guest.id not in party]
    return units


def _heads(guests: Collection[Guest]) -> int:
    return sum(guest.size for guest in guests)


def noted(old: int, new: int, now: datetime) -> str:
    """Return the note of a cue that takes people from one table to another (ids), asked for now."""
    return f"{old} {new} {int(now.timestamp())}"


def read(cue: Cue) -> tuple[int, int, datetime]:
    """Return the table that a cue splits, the new one, and when a moderator asked for it."""
    old, new, asked = map(int, cue.note.split())
    return old, new, datetime.fromtimestamp(asked, UTC)


def is_under_way(timeline: Timeline, table: int) -> bool:
    """Return whether a table is being split just now."""
    return any(cue.kind is CueKind.SPLIT and cue.is_todo and read(cue)[0] == table for cue in timeline.cues)
