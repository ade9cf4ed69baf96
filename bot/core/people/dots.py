"""Spreading dots: how many somebody has left, what the dots choose, and where it is a tie."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.core.details import CHOSEN, DOTS
from bot.core.people.contributions import Contribution
from bot.core.people.filling import YES
from bot.core.words.text import Refusal, ngettext
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the dots choose: ``clear`` what nobody needs to decide on, and of ``tied`` as many as ``places``."""

    clear: tuple[int, ...] = ()
    tied: tuple[int, ...] = ()
    places: int = 0


def placed(mine: Mapping[int, int], on: int, each: int) -> dict[int, int]:
    """Return somebody's dots with one more on a contribution. Raises Refusal when all of ``each`` are used."""
    if sum(mine.values()) >= each:
        raise Refusal(
            ngettext(
                "Your dot is on something already. Take it back first, then you can put it elsewhere.",
                "All {n} of your dots are used. Take them back first, then you can spread them anew.",
                each,
            )
        )
    return {**mine, on: mine.get(on, 0) + 1}


def outcome(counts: Mapping[int, int], most: int) -> Outcome:
    """Return what is chosen of contributions with so many dots: at most ``most``, and none without a dot.

    Where more have the same number than there is room for, the coach decides on these.
    """
    dotted = sorted((id for id, n in counts.items() if n > 0), key=lambda id: (-counts[id], id))
    if len(dotted) <= most:
        return Outcome(tuple(dotted))
    border = counts[dotted[most - 1]]
    if counts[dotted[most]] < border:
        return Outcome(tuple(dotted[:most]))
    clear = tuple(id for id in dotted if counts[id] > border)
    tied = tuple(id for id in dotted if counts[id] == border)
    return Outcome(clear, tied, most - len(clear))


def ranked(items: Iterable[Contribution], counts: Mapping[int, int]) -> list[Contribution]:
    """Return contributions with the most dots first, else in their own order."""
    return sorted(items, key=lambda item: -counts.get(item.id, 0))


def marked(items: Sequence[Contribution], counts: Mapping[int, int], chosen: Collection[int]) -> list[Contribution]:
    """Return those contributions of which the number of dots, or whether they are chosen, is not kept as it is now."""
    now = [_marked(item, counts.get(item.id, 0), item.id in chosen) for item in items]
    return [item for item, before in zip(now, items, strict=True) if item != before]


def _marked(item: Contribution, dots: int, is_chosen: bool) -> Contribution:
    others = tuple(pair for pair in item.details if pair[0] not in (DOTS.key, CHOSEN.key))
    counted = ((DOTS.key, Typed(str(dots))),) if dots else ()
    return replace(item, details=(*others, *counted, *(((CHOSEN.key, YES),) if is_chosen else ())))
