"""Tables of a size people can talk at: filled one by one, one more when all are full, nobody left alone."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evening.places import Place, PlaceKind, alike, another_table, places_of
from bot.core.programme.models import Block, Programme
from bot.core.tables.seating import Guest, Wishes, late, seat_all
from bot.core.tables.sizes import brought_together, table_for_one_more, tables_wanted
from bot.core.words.typed import Typed


@pytest.mark.parametrize(
    ("sitting", "table"),
    [
        ({1: 0}, 1),
        ({1: 3, 2: 0}, 1),
        ({1: 4, 2: 0}, 2),
        ({1: 4, 2: 1}, 2),
        ({1: 3, 2: 1}, 2),  # nobody stays alone, even where an earlier table has a place left
        ({1: 4, 2: 4}, None),
        ({1: 5, 2: 4}, None),
    ],
)
def test_one_table_fills_before_the_next(sitting: dict[int, int], table: int | None) -> None:
    assert table_for_one_more(sitting, 4) == table


@pytest.mark.parametrize(
    ("people", "tables", "wanted"), [(0, 7, 7), (56, 7, 7), (57, 7, 8), (125, 7, 16), (9, 1, 2), (900, 7, 47)]
)
def test_as_many_tables_as_needed_are_made(people: int, tables: int, wanted: int) -> None:
    assert tables_wanted(people, 8, tables, 47) == wanted


def test_who_is_alone_joins_others_of_the_same_theme_only() -> None:
    assert brought_together({1: 8, 2: 1, 3: 1}, [[1, 2], [3]], {2, 3}) == {2: 1}
    assert brought_together({1: 1, 2: 1, 3: 0}, [[1, 2, 3]], {1, 2}) == {2: 1}
    assert brought_together({1: 1, 2: 1, 3: 0}, [[1, 2, 3]], {1}) == {1: 2}  # a host waits at the second


def test_nobody_is_brought_to_a_table_that_takes_no_more() -> None:
    assert brought_together({1: 8, 2: 1}, [[1, 2]], {2}, 8) == {}
    assert brought_together({1: 8, 2: 1, 3: 7}, [[1, 2, 3]], {2}, 8) == {2: 3}


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12))
def test_nobody_is_alone_where_anybody_else_has_the_theme(people: list[int]) -> None:
    sitting = dict(enumerate(people))
    after = dict(sitting)
    for left, goal in brought_together(sitting, [list(sitting)], sitting).items():
        after[left] -= 1
        after[goal] += 1
    assert sum(after.values()) == sum(people)
    assert 1 not in after.values() or sum(people) == 1


def _block(size: int | None, *rooms: str) -> Block:
    return Block.model_validate(
        {
            "titel": "Praten",
            "soort": "break-out",
            "duur": "10 min",
            "tafelgrootte": size,
            "ruimtes": [{"titel": name} for name in rooms],
        }
    )


def _titles(block: Block) -> list[str]:
    programme = Programme.model_validate({"titel": "Avond", "soort": "eigen", "blokken": [block]})
    return [place.title.raw for place in places_of(programme, Typed("Avond")) if place.kind is PlaceKind.TABLE]


def test_tables_are_numbered_where_there_may_be_several() -> None:
    assert _titles(_block(None, "Taal", "Armoede")) == ["Taal", "Armoede"]
    assert _titles(_block(8, "Taal", "Armoede")) == ["Taal 1", "Armoede 1"]
    assert _titles(_block(None, "Taal", "Armoede", "Taal")) == ["Taal 1", "Armoede", "Taal 2"]


def test_one_more_table_has_the_next_number_and_the_content_of_its_room() -> None:
    block = _block(8, "Taal", "Armoede", "Taal 2")
    titles = ["Taal 1", "Armoede 1", "Taal 2 1"]
    tables = [Place(n, 1, PlaceKind.TABLE, 0, n, Typed(title)) for n, title in enumerate(titles)]
    new = another_table(block, tables, 0)
    assert (new.title.raw, new.number, new.room, new.block) == ("Taal 2", 3, 0, 0)
    assert [[table.title.raw for table in group] for group in alike(block, [*tables, new])] == [
        ["Taal 1", "Taal 2"],
        ["Armoede 1"],
        ["Taal 2 1"],
    ]


def test_dealing_fills_no_more_tables_than_are_needed() -> None:
    guests = [Guest(id) for id in range(1, 21)]
    seats = seat_all(guests, [101, 102, 103, 104, 105], Wishes(size=8), by_role=False, seed=1)
    assert sorted(Counter(seats.values()).values()) == [6, 7, 7]
    hosted = seat_all(guests, [101, 102, 103, 104, 105], Wishes(hosts={1: 105}, size=8), by_role=False, seed=1)
    assert set(hosted.values()) == {101, 102, 105}


def test_who_comes_late_is_not_sent_to_a_table_that_takes_no_more() -> None:
    seats = dict.fromkeys(range(1, 4), 101)
    there = [Guest(id) for id in seats]
    assert late(Guest(4), there, seats, [101, 102], Wishes(size=3, most=3)) == 102
    assert late(Guest(4), there, seats, [101, 102], Wishes(most=3)) == 102
    assert late(Guest(4), there, seats, [101, 102], Wishes(most=4)) == 101


def test_who_comes_late_opens_another_table_only_when_all_are_more_than_full() -> None:
    wishes, tables = Wishes(size=3), [101, 102]
    seats = dict.fromkeys(range(1, 4), 101)
    for person, table in ((4, 101), (5, 102), (6, 102), (7, 102), (8, 102)):
        assert late(Guest(person), [Guest(id) for id in seats], seats, tables, wishes) == table
        seats[person] = table
