"""Tables of a size people can talk at: who sits where, when one more is needed, and nobody left alone."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import timedelta

# How long somebody is alone at a table before they are brought to others: most often somebody comes (our choice).
ALONE_FOR = timedelta(seconds=45)
# How long a person who chose a table counts there, until they enter its voice channel (our choice).
ON_THE_WAY = timedelta(minutes=2)


def table_for_one_more(sitting: Mapping[int, int], size: int) -> int | None:
    """Return the table for one person more: where somebody is alone, else the first with a place left, else None.

    ``sitting`` is the number of people at each table, in the order in which tables are filled.
    """
    alone = [table for table, people in sitting.items() if people == 1]
    free = [table for table, people in sitting.items() if people < size]
    return next(iter([*alone, *free]), None)


def tables_needed(people: int, size: int | None) -> int:
    """Return how many tables of a size so many people need, none of them for one person alone; at least one.

    Without a size it is as many as there may be.
    """
    pairs = max(people // 2, 1)
    return min(-(-people // size), pairs) if size else pairs


def tables_wanted(people: int, size: int, tables: int, most: int) -> int:
    """Return how many tables are needed for so many people: never fewer than there are, nor more than ``most``."""
    return max(tables, min(tables_needed(people, size), most))


def brought_together(
    sitting: Mapping[int, int], groups: Iterable[Sequence[int]], leaving: Collection[int], most: int | None = None
) -> dict[int, int]:
    """Return where each person goes who is alone at one of the tables ``leaving``: table left → table entered.

    It is the one with the fewest people among those of the same group, never more than ``most``; somebody whose group
    has no place at a table with others stays.
    """
    people, goes = dict(sitting), dict[int, int]()
    for group in groups:
        # The last first: the first tables stay, and fill up.
        for table in reversed(group):
            others = [other for other in group if other != table and 0 < people.get(other, 0) < (most or math.inf)]
            if table in leaving and people.get(table) == 1 and others:
                goal = min(others, key=lambda other: (people[other], group.index(other)))
                people[table], people[goal] = 0, people[goal] + 1
                goes[table] = goal
    return goes
