"""Who goes where: the rules, whatever the evening; and as few repeats as can be, beside every possible division."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.tables import seating as rules
from bot.core.tables.seating import Guest, Seats, Wishes

TABLES = range(100, 150)
ROLES = ["leerkracht", "wethouder", "ouder", ""]


@st.composite
def evenings(draw: st.DrawFn, most: int = 40, sizes: bool = True) -> tuple[list[Guest], list[int], Wishes]:
    """Some people, some tables, and any wishes: groups that overlap, hosts who belong together, people who are away."""
    people = draw(st.integers(1, most))
    size = st.sampled_from([1, 1, 1, 2, 5]) if sizes else st.just(1)
    guests = [Guest(id, draw(size), draw(st.sampled_from(ROLES))) for id in range(1, people + 1)]
    tables = list(TABLES[: draw(st.integers(1, 8))])
    anybody = st.integers(1, people + 3)
    earlier = draw(st.lists(st.sets(anybody, max_size=8), max_size=6))
    together = draw(st.lists(st.sets(anybody, min_size=2, max_size=4), max_size=3))
    hosts = draw(st.dictionaries(anybody, st.sampled_from([*tables, 999]), max_size=4))
    return guests, tables, Wishes(earlier, together, hosts)


def loads(guests: list[Guest], seats: Seats) -> dict[int, int]:
    found = Counter[int]()
    for guest in guests:
        found[seats[guest.id]] += guest.size
    return dict(found)


@given(evenings(), st.booleans(), st.integers(0, 99))
@settings(max_examples=100)
def test_everybody_has_one_seat_and_what_was_wished_holds(
    evening: tuple[list[Guest], list[int], Wishes], by_role: bool, seed: int
) -> None:
    guests, tables, wishes = evening
    seats = rules.seat_all(guests, tables, wishes, by_role=by_role, seed=seed)
    assert seats.keys() == {guest.id for guest in guests}
    assert set(seats.values()) <= set(tables)
    hosts = {person: table for person, table in wishes.hosts.items() if person in seats and table in tables}
    assert all(seats[person] == table for person, table in hosts.items())
    for group in wishes.together:
        here = [person for person in group if person in seats]
        if not any(person in hosts for other in wishes.together for person in other):
            assert len({seats[person] for person in here}) <= 1
    if len(guests) > 1 and not hosts:
        assert rules.lonely(guests, seats) == []
    assert seats == rules.seat_all(reversed(guests), tables, wishes, by_role=by_role, seed=seed)


@given(evenings(), st.booleans(), st.integers(0, 99))
@settings(max_examples=100)
def test_nobody_sits_alone_as_long_as_there_is_somebody_to_sit_with(
    evening: tuple[list[Guest], list[int], Wishes], by_role: bool, seed: int
) -> None:
    guests, tables, wishes = evening
    seats = rules.seat_all(guests, tables, wishes, by_role=by_role, seed=seed)
    if len(guests) > 1:
        assert rules.lonely(guests, seats, wishes.hosts) == []


@given(evenings(sizes=False), st.booleans(), st.integers(0, 99))
def test_tables_differ_by_one_at_the_most(
    evening: tuple[list[Guest], list[int], Wishes], by_role: bool, seed: int
) -> None:
    guests, tables, wishes = evening
    seats = rules.seat_all(guests, tables, Wishes(wishes.earlier), by_role=by_role, seed=seed)
    sizes = loads(guests, seats).values()
    assert max(sizes) - min(sizes) <= 1


@given(evenings(), st.integers(0, 99))
def test_with_groups_before_one_screen_tables_differ_by_the_largest_group(
    evening: tuple[list[Guest], list[int], Wishes], seed: int
) -> None:
    guests, tables, wishes = evening
    seats = rules.seat_all(guests, tables, Wishes(wishes.earlier), by_role=False, seed=seed)
    sizes = loads(guests, seats).values()
    assert max(sizes) - min(sizes) <= max(guest.size for guest in guests)


def test_a_shared_screen_counts_as_its_people() -> None:
    guests = [Guest(1, 6), Guest(2, 4), *map(Guest, range(3, 17))]
    for seed in range(20):
        seats = rules.seat_all(guests, TABLES[:4], Wishes(), by_role=False, seed=seed)
        assert sorted(loads(guests, seats).values()) == [6, 6, 6, 6]


@given(st.lists(st.sampled_from(ROLES), min_size=4, max_size=60), st.integers(2, 6), st.integers(0, 99))
def test_every_role_is_spread_evenly(roles: list[str], tables: int, seed: int) -> None:
    guests = [Guest(id, role=role) for id, role in enumerate(roles, start=1)]
    seats = rules.seat_all(guests, TABLES[:tables], Wishes(), by_role=True, seed=seed)
    used = set(seats.values())
    for role in ROLES:
        counts = [sum(seats[g.id] == table and g.role == role for g in guests) for table in used]
        assert max(counts) - min(counts) <= 1


@given(evenings(most=7, sizes=False), st.integers(0, 9))
@settings(max_examples=1000)
def test_as_few_meet_again_as_in_the_best_of_all_deals(
    evening: tuple[list[Guest], list[int], Wishes], seed: int
) -> None:
    guests, tables, wishes = evening
    only = Wishes(wishes.earlier)
    seats = rules.seat_all(guests, tables[:3], only, by_role=False, seed=seed)
    shape = sorted(loads(guests, seats).values())
    used = sorted(set(seats.values()))
    every = (dict(zip(seats, division, strict=True)) for division in product(used, repeat=len(seats)))
    fair = [division for division in every if sorted(loads(guests, division).values()) == shape]
    assert rules.repeats(seats, only) == min(rules.repeats(division, only) for division in fair)


def test_nobody_meets_anybody_again_where_that_is_possible() -> None:
    guests, tables, earlier = [Guest(id) for id in range(36)], list(TABLES[:9]), list[list[int]]()
    for seed in range(3):
        seats = rules.seat_all(guests, tables, Wishes(earlier), by_role=False, seed=seed)
        assert rules.repeats(seats, Wishes(earlier)) == 0
        earlier += [[person for person in seats if seats[person] == table] for table in tables]


def test_who_must_stay_together_does_not_count_as_a_repeat() -> None:
    seats = {1: 100, 2: 100, 3: 100}
    assert rules.repeats(seats, Wishes([[1, 2, 3]])) == 3
    assert rules.repeats(seats, Wishes([[1, 2, 3]], [[1, 2]])) == 2


def test_somebody_in_two_groups_ties_them_together() -> None:
    guests = [Guest(id) for id in range(1, 13)]
    seats = rules.seat_all(guests, TABLES[:4], Wishes(together=[(1, 2), (2, 3), (4, 5)]), by_role=False, seed=5)
    assert seats[1] == seats[2] == seats[3]
    assert seats[4] == seats[5]


def test_hosts_of_two_tables_stay_at_their_own_and_the_rest_goes_along() -> None:
    guests = [Guest(id) for id in range(1, 9)]
    wishes = Wishes(together=[(1, 2, 3)], hosts={1: 101, 2: 100})
    seats = rules.seat_all(guests, TABLES[:2], wishes, by_role=False, seed=1)
    assert (seats[1], seats[2]) == (101, 100)
    assert seats[3] in (100, 101)


def test_one_person_more_rooms_than_people_and_nobody() -> None:
    assert rules.seat_all([Guest(1)], TABLES[:5], Wishes(), by_role=False, seed=1) == {1: 100}
    five = rules.seat_all([Guest(id) for id in range(5)], TABLES[:9], Wishes(), by_role=True, seed=1)
    assert sorted(Counter(five.values()).values()) == [2, 3]
    assert rules.seat_all([], TABLES[:5], Wishes(), by_role=False, seed=1) == {}
    assert rules.seat_all([Guest(1)], [], Wishes(), by_role=False, seed=1) == {}


def test_who_comes_late_goes_where_the_fewest_are_but_not_to_an_empty_table() -> None:
    seats = {1: 100, 2: 100, 3: 100, 4: 101, 5: 101}
    there = [Guest(id) for id in seats]
    assert rules.late(Guest(6), there, seats, TABLES[:3], Wishes()) == 101
    assert rules.late(Guest(6), [*there[:3], Guest(4, 5)], seats, TABLES[:3], Wishes()) == 100
    assert rules.late(Guest(6), there, seats, TABLES[:3], Wishes(together=[(6, 1)])) == 100
    assert rules.late(Guest(6), there, seats, TABLES[:3], Wishes(hosts={6: 102})) == 102
    assert rules.late(Guest(6), [], {}, TABLES[:3], Wishes()) == 100
    both = {1: 100, 2: 100, 4: 101, 5: 101}
    there = [Guest(1), Guest(2), Guest(4), Guest(5)]
    assert rules.late(Guest(6), there, both, TABLES[:3], Wishes(earlier=[[6, 1]])) == 101
    there = [Guest(1, role="ouder"), Guest(2), Guest(4), Guest(5)]
    assert rules.late(Guest(6, role="ouder"), there, both, TABLES[:3], Wishes()) == 101


def test_an_old_plan_is_renewed_for_those_who_are_there_now() -> None:
    seats = {1: 100, 2: 100, 3: 101, 4: 101, 5: 102, 6: 102}
    guests = [Guest(id) for id in (1, 2, 3, 5, 6, 7)]  # 4 left, so 3 would be alone; 7 came
    after = rules.renewed(guests, seats, [100, 101, 102], Wishes())
    assert rules.lonely(guests, after) == []
    assert {person: after[person] for person in (1, 2, 4, 5, 6)} == {
        person: seats[person] for person in (1, 2, 4, 5, 6)
    }
    gone = rules.renewed(guests, seats, [100, 102], Wishes())  # table 101 is no longer there
    assert set(gone.values()) == {100, 102}
    assert gone.keys() == {1, 2, 3, 5, 6, 7}


@given(evenings(), evenings(), st.integers(0, 99))
def test_whatever_happened_since_the_preview_everybody_has_a_seat_and_company(
    before: tuple[list[Guest], list[int], Wishes], now: tuple[list[Guest], list[int], Wishes], seed: int
) -> None:
    drawn = rules.seat_all(before[0], before[1], before[2], by_role=False, seed=seed)
    guests, tables, wishes = now
    seats = rules.renewed(guests, drawn, tables, wishes)
    assert seats.keys() >= {guest.id for guest in guests}
    assert set(seats.values()) <= set(tables)
    hosts = {person: table for person, table in wishes.hosts.items() if table in tables}
    assert all(seats[guest.id] == hosts[guest.id] for guest in guests if guest.id in hosts)
    if len(guests) > 1:
        assert rules.lonely(guests, seats, hosts) == []


@pytest.mark.parametrize(("people", "seconds"), [(0, 0), (1, 10), (10, 10), (11, 20), (125, 130), (910, 910)])
def test_moving_takes_what_discord_takes(people: int, seconds: int) -> None:
    assert rules.moving_takes(people).total_seconds() == seconds


def test_a_national_evening_is_dealt_without_repeats() -> None:
    """910 people at 47 tables, by role, three rounds: 0.1 to 1 s each on a Xeon with 2 cores."""
    guests = [Guest(id, role=ROLES[id % 7 % 4]) for id in range(910)]
    tables, earlier = list(TABLES[:47]), list[list[int]]()
    for seed in range(3):
        seats = rules.seat_all(guests, tables, Wishes(earlier), by_role=True, seed=seed)
        assert max(loads(guests, seats).values()) == 20
        assert rules.repeats(seats, Wishes(earlier)) == 0
        earlier += [[person for person in seats if seats[person] == table] for table in tables]
