"""Seat everybody at the tables of a break-out; the same seed gives the same seats.

First of all, hosts are at their own table, people who belong together stay together, and nobody sits alone.
Next, tables are of equal size; next, people do not meet again whom they met in an earlier round; last, if
asked, every role is spread over the tables. ``mixing`` does these last three.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations

from bot.core.evening.cues import RETURN_EVERY
from bot.core.tables.mixing import Unit, mix
from bot.core.tables.sizes import tables_needed

MOVES_AT_ONCE = 10  # per RETURN_EVERY; see there


@dataclass(frozen=True, slots=True)
class Guest:
    """A person to be seated: ``size`` is for how many people they count, ``role`` what they do.

    An empty role counts as a role of its own.
    """

    id: int
    size: int = 1
    role: str = ""


@dataclass(frozen=True, slots=True)
class Wishes:
    """Wishes for the seating: who was at one table earlier, who stays together, hosts, and how large tables are.

    ``earlier`` and ``together`` are groups of people; ``hosts`` maps a person to their own table. With a ``size`` no
    more tables are used than so many people at each need; ``most`` is how many a table takes.
    """

    earlier: Sequence[Collection[int]] = ()
    together: Sequence[Collection[int]] = ()
    hosts: Mapping[int, int] = field(default_factory=dict)
    size: int | None = None
    most: int | None = None


Seats = dict[int, int]  # person → table


def seat_all(guests: Iterable[Guest], tables: Sequence[int], wishes: Wishes, *, by_role: bool, seed: int) -> Seats:
    """Return a seat at these tables for everybody: person → table.

    Tables without a host stay empty where somebody would be alone. Empty if there are no guests or no tables.
    """
    known = {guest.id: guest for guest in sorted(guests, key=lambda guest: guest.id)}
    if not tables or not known:
        return {}
    hosts = _hosts(known, tables, wishes)
    units = _units(known, wishes, {person: tables.index(table) for person, table in hosts.items()}, by_role=by_role)
    hosted = [number for number, table in enumerate(tables) if table in hosts.values()]
    free = [number for number in range(len(tables)) if number not in hosted]
    met = _met(wishes.earlier, known)
    people = sum(guest.size for guest in known.values())
    for used in range(min(len(tables), tables_needed(people, wishes.size)), 0, -1):
        among = sorted([*hosted, *free[: max(used - len(hosted), 0)]])
        found = mix(units, among, met, by_role=by_role, seed=seed)
        seats = {person: tables[table] for unit, table in zip(units, found, strict=True) for person in unit.people}
        if len(among) == max(len(hosted), 1) or not lonely(known.values(), seats, hosts):
            break
    return seats


def lonely(guests: Iterable[Guest], seats: Mapping[int, int], hosts: Collection[int] = ()) -> list[int]:
    """Return the guests who sit alone at a table, except hosts, who wait for whoever comes."""
    sitting: dict[int, list[Guest]] = {}
    for guest in guests:
        sitting.setdefault(seats[guest.id], []).append(guest)
    alone = [there[0] for there in sitting.values() if len(there) == 1 and there[0].size == 1]
    return [guest.id for guest in alone if guest.id not in hosts]


def _hosts(known: Mapping[int, Guest], tables: Collection[int], wishes: Wishes) -> Seats:
    return {person: table for person, table in wishes.hosts.items() if person in known and table in tables}


def _units(known: Mapping[int, Guest], wishes: Wishes, fixed: Mapping[int, int], *, by_role: bool) -> list[Unit]:
    """Return people as they are seated: those who stay together as one, at the table of their host, if any."""
    party = {person: person for person in known}
    for group in wishes.together:
        here = [person for person in group if person in party]
        for old in {party[person] for person in here}:
            for person, of in party.items():
                party[person] = party[here[0]] if of == old else of
    gathered: dict[int, list[int]] = {}
    for person, of in party.items():
        gathered.setdefault(of, []).append(person)
    units = []
    for people in gathered.values():
        tables: list[int | None] = [*dict.fromkeys(fixed[person] for person in people if person in fixed)]
        # Hosts of two tables can't sit together: each is at their own, and the others go with the first.
        own = tables[0] if tables else None
        for table in tables or [None]:
            those = tuple(person for person in people if fixed.get(person, own) == table)
            roles = tuple(known[person].role if by_role else "" for person in those)
            units.append(Unit(those, sum(known[person].size for person in those), roles, table))
    return units


def _met(earlier: Iterable[Collection[int]], known: Collection[int]) -> set[frozenset[int]]:
    return {frozenset(pair) for table in earlier for pair in combinations(sorted(set(table) & set(known)), 2)}


def repeats(seats: Mapping[int, int], wishes: Wishes) -> int:
    """Return how many pairs sit together again, not counting people who are to stay together."""
    meant = _met(wishes.together, seats.keys())
    pairs = _met(wishes.earlier, seats.keys()) - meant
    return sum(len({seats[person] for person in pair}) == 1 for pair in pairs)


def late(guest: Guest, seated: Iterable[Guest], seats: Mapping[int, int], tables: Sequence[int], wishes: Wishes) -> int:
    """Return the table for one person more.

    It is their own as a host, else that of people they belong to, else the one with the fewest people. ``seated``
    are those who are there now. A table with nobody in it is chosen only if all are empty, or more than full.
    """
    if wishes.hosts.get(guest.id) in tables:
        return wishes.hosts[guest.id]
    here = set(tables)
    present = [other for other in seated if other.id != guest.id and seats.get(other.id) in here]
    mine = {person for group in wishes.together if guest.id in group for person in group}
    for other in present:
        if other.id in mine:
            return seats[other.id]
    met = {person for together in wishes.earlier if guest.id in together for person in together}
    sitting: dict[int, list[Guest]] = {table: [] for table in tables}
    for other in present:
        sitting[seats[other.id]].append(other)

    def cost(table: int) -> tuple[bool, bool, int, int, int, int]:
        there = sitting[table]
        people = sum(other.size for other in there)
        too_full = people > (wishes.size or people) or people >= (wishes.most or people + 1)
        again = sum(other.id in met for other in there)
        alike = sum(other.role == guest.role for other in there)
        return too_full, not there, people, again, alike, tables.index(table)

    return min(tables, key=cost)


def renewed(guests: Sequence[Guest], seats: Mapping[int, int], tables: Sequence[int], wishes: Wishes) -> Seats:
    """Return the seats as they were, adapted to the people who are there now.

    A guest without a seat, whose table is gone, or who would be alone gets a seat at a table with others. A person
    who is away keeps a seat, for they may come back.
    """
    hosts = _hosts({guest.id: guest for guest in guests}, tables, wishes)
    after = {person: table for person, table in seats.items() if table in tables} | hosts
    for guest in guests:
        if guest.id not in after:
            after[guest.id] = late(guest, guests, after, tables, wishes)
    alone = [guest for guest in guests if guest.id in lonely(guests, after, hosts)]
    for guest in alone:
        if guest.id in lonely(guests, after, hosts):
            del after[guest.id]
            after[guest.id] = late(guest, guests, after, tables, wishes)
    return after


def moving_takes(people: int) -> timedelta:
    """Return how long it takes to move so many people, ten in 10 s (PLATFORM: "Moving people is slow")."""
    return -(-people // MOVES_AT_ONCE) * RETURN_EVERY
