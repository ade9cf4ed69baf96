"""Divide people over tables: of equal size, with few pairs that met before and, if asked, mixed roles.

People are seated one by one at the emptiest table, then two of the same size change places as long as that is
better. The work is limited by a count and not by time, so that the same seed gives the same on every machine.
"""

import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

LOOKS = 200_000  # comparisons of two units that could change places; they take about a third of a second
TRIES = 40  # attempts from another start; only small evenings get through all of them


@dataclass(frozen=True, slots=True)
class Unit:
    """People who are seated as one; ``size`` counts heads, ``table`` is their fixed table or None."""

    people: tuple[int, ...]
    size: int
    roles: tuple[str, ...]
    table: int | None = None


Cost = tuple[int, int]  # pairs that meet again, and how unevenly the roles are spread


def mix(
    units: Sequence[Unit], tables: Sequence[int], met: Collection[frozenset[int]], *, by_role: bool, seed: int
) -> list[int]:
    """Return the table of each unit, from ``tables``.

    ``met`` are the pairs of people who met before. The best of up to 40 attempts is taken.
    """
    dice = random.Random(seed)
    links = _links(units, met)
    best: list[int] = []
    least: Cost | None = None
    looks = LOOKS
    for _attempt in range(TRIES):
        seating = _Seating(units, tables, links, dice, by_role=by_role)
        looks = seating.improve(looks)
        if least is None or seating.cost < least:
            least, best = seating.cost, seating.table
        if least <= (0, seating.ideal) or looks <= 0:
            break
    return best


def _links(units: Sequence[Unit], met: Collection[frozenset[int]]) -> list[Counter[int]]:
    """Return for each unit how many pairs of people it has with each other unit that met before."""
    of = {person: number for number, unit in enumerate(units) for person in unit.people}
    links: list[Counter[int]] = [Counter() for _unit in units]
    for pair in sorted(map(sorted, met)):
        one, other = (of[person] for person in pair)
        if one != other:
            links[one][other] += 1
            links[other][one] += 1
    return links


@dataclass
class _Seating:
    """One attempt at seating; ``table`` holds the table of each unit."""

    units: Sequence[Unit]
    tables: Sequence[int]
    links: list[Counter[int]]
    dice: random.Random
    by_role: bool = field(kw_only=True)
    table: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.table = [-1] * len(self.units)
        self.load = dict.fromkeys(self.tables, 0)
        self.near = [dict.fromkeys(self.tables, 0) for _unit in self.units]
        self.roles: dict[int, Counter[str]] = {table: Counter() for table in self.tables}
        order = list(range(len(self.units)))
        self.dice.shuffle(order)
        rank = {role: self.dice.random() for role in sorted({role for unit in self.units for role in unit.roles})}
        # Fixed units first, then large ones, while others can still even them out; then role by role.
        order.sort(key=lambda u: (self.units[u].table is None, -self.units[u].size, rank[self.units[u].roles[0]]))
        for unit in order:
            fixed = self.units[unit].table
            self._sit(unit, self._place_for(unit) if fixed is None else fixed)

    def _place_for(self, unit: int) -> int:
        least = min(self.load.values())
        free = [table for table in self.tables if self.load[table] == least]
        self.dice.shuffle(free)
        return min(free, key=lambda table: (self.near[unit][table], self._alike(unit, table)))

    def _alike(self, unit: int, table: int) -> int:
        return sum(self.roles[table][role] for role in self.units[unit].roles) if self.by_role else 0

    def _sit(self, unit: int, table: int) -> None:
        before, self.table[unit] = self.table[unit], table
        for other, pairs in self.links[unit].items():
            self.near[other][table] += pairs
            if before >= 0:
                self.near[other][before] -= pairs
        self.load[table] += self.units[unit].size
        self.roles[table].update(self.units[unit].roles)
        if before >= 0:
            self.load[before] -= self.units[unit].size
            self.roles[before].subtract(self.units[unit].roles)

    @property
    def cost(self) -> Cost:
        """Cost of the seating: pairs that meet again, then unevenness of roles; lower is better."""
        again = sum(self.near[unit][table] for unit, table in enumerate(self.table)) // 2
        return again, sum(n * n for roles in self.roles.values() for n in roles.values()) if self.by_role else 0

    @property
    def ideal(self) -> int:
        """Lowest possible cost of the roles."""
        total = 0
        for people in Counter(role for unit in self.units for role in unit.roles).values() if self.by_role else ():
            each, over = divmod(people, len(self.tables))
            total += over * (each + 1) ** 2 + (len(self.tables) - over) * each**2
        return total

    def improve(self, looks: int) -> int:
        """Let units change places while that helps. Return how many of the ``looks`` are left."""
        movable = [number for number, unit in enumerate(self.units) if unit.table is None]
        better = True
        while better and looks > 0:
            better = False
            self.dice.shuffle(movable)
            for unit in movable:
                if looks > 0 and self._disturbs(unit):
                    looks -= len(movable)
                    better |= self._improve_one(unit, movable)
        return looks

    def _disturbs(self, unit: int) -> bool:
        """Return True if it may help to seat this unit elsewhere."""
        table = self.table[unit]
        if self.near[unit][table]:
            return True
        if not self.by_role:
            return False
        return any(
            self.roles[table][role] > min(self.roles[other][role] for other in self.tables) + 1
            for role in self.units[unit].roles
        )

    def _improve_one(self, unit: int, movable: Sequence[int]) -> bool:
        """Move a unit to the best other place, an emptier table or another unit's seat; False if none is better."""
        here, size = self.table[unit], self.units[unit].size
        least: Cost = (0, 0)
        best: tuple[int, int | None] | None = None
        for other in movable:
            there = self.table[other]
            if there != here and self.units[other].size == size:
                change = self._change(unit, here, there, other)
                if change < least:
                    least, best = change, (there, other)
        for there in self.tables:
            if self.load[here] - self.load[there] >= size and there != here:
                change = self._change(unit, here, there, None)
                if change < least:
                    least, best = change, (there, None)
        if best is None:
            return False
        there, swapped = best
        self._sit(unit, there)
        if swapped is not None:
            self._sit(swapped, here)
        return True

    def _change(self, unit: int, here: int, there: int, other: int | None) -> Cost:
        """Return how the cost changes when a unit goes there and, unless None, the other comes here."""
        again = self.near[unit][there] - self.near[unit][here]
        if other is not None:
            again += self.near[other][here] - self.near[other][there] - 2 * self.links[unit].get(other, 0)
        if again > 0 or not self.by_role:
            return again, 0
        going = Counter(self.units[unit].roles)
        if other is not None:
            going.subtract(self.units[other].roles)
        return again, sum(2 * n * (self.roles[there][role] - self.roles[here][role] + n) for role, n in going.items())
