"""Groups of a bundle: highlighted ones by province, needs by label and by whom they are addressed to, commitments."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import nsmallest

from bot.core.details import CONFIRMED
from bot.core.people.addressees import Addressee
from bot.core.words.typed import Typed
from bot.harvest.bundle.collecting import Bundle, Need, Part
from bot.harvest.bundle.records import Row

EXAMPLES = 10  # needs of a group that a report quotes; all of them stand in the workbook
_ORDER: tuple[Addressee | None, ...] = (*Addressee, None)
Placed = tuple[Part, Need]


@dataclass(frozen=True, slots=True)
class Group:
    """Needs that belong together: under a label, or addressed to somebody, or neither."""

    label: Typed | None
    addressee: Addressee | None
    needs: Sequence[Placed]

    @property
    def examples(self) -> list[Placed]:
        """The needs to quote first: highlighted ones, then what most people join."""
        fit = (placed for placed in self.needs if placed[1].may_be_quoted)
        return nsmallest(EXAMPLES, fit, key=lambda placed: placed[1].rank)


def labelled(bundle: Bundle) -> Iterator[Group]:
    """Yield the needs of each label, the greatest first; one with two labels stands under both."""
    groups: defaultdict[Typed, list[Placed]] = defaultdict(list)
    for part, need in _placed(bundle.parts):
        for label in need.labels:
            groups[label].append((part, need))
    for label, needs in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0].raw)):
        yield Group(label, None, needs)


def unlabelled(bundle: Bundle) -> Iterator[Group]:
    """Yield the needs without a label by whom they are addressed to, the first that they name; the others last."""
    groups: dict[Addressee | None, list[Placed]] = {addressee: [] for addressee in _ORDER}
    for part, need in _placed(bundle.parts):
        if not need.labels:
            groups[_first(need)].append((part, need))
    return (Group(None, addressee, needs) for addressee, needs in groups.items() if needs)


def by_label(bundle: Bundle) -> Iterator[Row]:
    """Yield every need once: by its first label, the greatest first, and by whom it is addressed to."""
    sizes = bundle.figures.labels

    def place(placed: Placed) -> tuple[bool, int, str, int]:
        need = placed[1]
        label = need.labels[0] if need.labels else Typed("")
        return not need.labels, -sizes[label], label.raw, _ORDER.index(_first(need))

    return rows_of(bundle, sorted(_placed(bundle.parts), key=place))


def rows_of(bundle: Bundle, needs: Iterable[Placed]) -> Iterator[Row]:
    """Yield the contributions of these needs."""
    return (row for part, need in needs for row in bundle.at(part, [need.begin]))


def commitments(bundle: Bundle) -> Iterator[Row]:
    """Yield every commitment, confirmed ones first."""
    for confirmed in (True, False):
        for part in bundle.parts:
            for row in bundle.at(part, part.commitments):
                if bool(row.item.details.get(CONFIRMED.key)) is confirmed:
                    yield row


def highlighted(bundle: Bundle) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield the highlighted contributions that may be quoted by province, "" last for meetups without one."""
    provinces = {part.meetup.province for part in bundle.parts if part.quotes}
    for province in sorted(provinces, key=lambda province: (not province, province)):
        parts = [part for part in bundle.parts if part.meetup.province == province]
        yield province, (row for part in parts for row in bundle.at(part, part.quotes))


def _placed(parts: Iterable[Part]) -> Iterator[Placed]:
    return ((part, need) for part in parts for need in part.needs)


def _first(need: Need) -> Addressee | None:
    return need.addressees[0] if need.addressees else None
