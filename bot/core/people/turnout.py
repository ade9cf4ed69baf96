"""How many of the people of tonight have written something down; numbers only, nobody's name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta

from bot.core.kinds import ContributionKind, always_asked
from bot.core.people.privacy import NOBODY

# Discord lets the bot answer a press privately for so long; some seconds are left for sending.
REACHABLE = timedelta(minutes=14, seconds=45)


@dataclass(frozen=True, slots=True)
class Turnout:
    """``wrote`` of ``people`` wrote something down."""

    wrote: int
    people: int


def turnout(present: Collection[int], authors: Collection[int], sizes: Mapping[int, int]) -> Turnout:
    """Count who wrote among the people who are in voice or wrote, by id; ``sizes`` are the people behind one screen."""
    wrote = set(authors) - {NOBODY}  # whoever was erased is counted nowhere
    people = wrote | set(present) - {NOBODY}
    return Turnout(*(sum(sizes.get(id, 1) for id in some) for some in (wrote, people)))


def counted(asks: Collection[ContributionKind]) -> frozenset[ContributionKind]:
    """Return the kinds that count in a block that asks for these: the pledge where it asks for that, else all."""
    return frozenset(always_asked()) & frozenset(asks) or frozenset(asks)
