"""The plan of a school team: what it goes for, and under each ambition who does what by when."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.core.details import CHOSEN, DOTS
from bot.core.kinds import ContributionKind
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem, Harvest

AMBITION, ACTION = ContributionKind("ambitie"), ContributionKind("actie")


@dataclass(frozen=True, slots=True)
class Planned:
    """An ambition with its actions; ``text`` is None for actions that stand under nothing."""

    text: Typed | None
    actions: tuple[ContributionItem, ...]


def plan_of(harvest: Harvest) -> list[Planned]:
    """Return the plan: the ambitions that were chosen, with most dots first, or all of them where none were.

    What its author or a moderator keeps back is not in it.
    """
    ambitions, actions = list[ContributionItem](), list[ContributionItem]()
    for item in harvest.contributions:
        if item.text and item.may_be_quoted and item.kind in (AMBITION, ACTION):
            (ambitions if item.kind == AMBITION else actions).append(item)
    chosen = [item for item in ambitions if item.details.get(CHOSEN.key)] or ambitions
    chosen.sort(key=lambda item: -_dots(item.details))
    under: dict[int | None, list[ContributionItem]] = {item.id: [] for item in chosen}
    loose = list[ContributionItem]()
    for item in actions:
        under.get(item.parent, loose).append(item)
    found = [Planned(item.text, tuple(under[item.id])) for item in chosen]
    return [*found, Planned(None, tuple(loose))] if loose else found


def _dots(details: Mapping[str, object]) -> int:
    dots = details.get(DOTS.key)
    return dots if isinstance(dots, int) else 0
