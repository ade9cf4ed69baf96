"""Contributions that follow from another: an action under an ambition, a commitment under a need, a thought on."""

from collections.abc import Iterable

from bot.core.details import CHOSEN
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.people.filling import YES


def children_of(kind: ContributionKind) -> tuple[ContributionKind, ...]:
    """Return the kinds that may stand under one of this kind."""
    return tuple(child for child, row in KINDS.items() if kind in row.parents)


def may_read(item: Contribution, person: int) -> bool:
    """Return True if a person at the same meetup may read these words: their own, and those that are for all."""
    return item.author == person or item.is_for_all


def may_follow(kind: ContributionKind, item: Contribution | None, person: int) -> bool:
    """Return True if a person may put something of this kind under a contribution."""
    return bool(item and item.text and item.kind in KINDS[kind].parents and may_read(item, person))


def candidates(kind: ContributionKind, items: Iterable[Contribution], person: int) -> list[Contribution]:
    """Return what a person may put something of this kind under: chosen ones first, then highlighted, then newest."""
    found = [item for item in items if may_follow(kind, item, person)]
    return sorted(found, key=lambda item: (not is_chosen(item), not item.highlighted, -item.id))


def is_chosen(item: Contribution) -> bool:
    """Return True for an ambition that the team chose."""
    return dict(item.details).get(CHOSEN.key) == YES
