"""The talk at a table: who counts, when it goes on, and who gets the talking stick."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.tables import talk
from bot.core.tables.talk import StickAct, Talk

PEOPLE = st.sets(st.integers(1, 20), max_size=12)


@pytest.mark.parametrize(
    ("there", "ready", "hosts", "goes_on"),
    [
        ({1, 2, 3, 4, 5}, {1, 2}, (), False),
        ({1, 2, 3, 4, 5}, {1, 2, 3}, (), True),
        ({1, 2, 3, 4}, {1, 2}, (), False),  # half is not more than half
        ({1}, {1}, (), True),
        ({1, 2}, {1, 9}, (), False),  # who has left counts no more
        ({1, 2, 3, 4, 5}, {1}, (1,), True),
        ({1, 2, 3, 4, 5}, {2}, (1,), False),
        (set(), set(), (), False),
        ({1, 2}, set(), (1,), False),
    ],
)
def test_a_table_goes_on_when_more_than_half_are_ready_or_its_host_is(
    there: set[int], ready: set[int], hosts: tuple[int, ...], goes_on: bool
) -> None:
    assert talk.goes_on(there, ready, hosts) is goes_on


def test_moderators_who_look_in_are_not_waited_for() -> None:
    assert talk.counted({1, 2, 9}, {9}, set()) == {1, 2}
    assert talk.counted({1, 2, 9}, {9}, {9}) == {1, 2, 9}
    assert talk.counted(set(), set(), {3}) == {3}


@given(PEOPLE.filter(bool), st.integers(0, 20))
def test_the_stick_goes_round_to_everybody_once(people: set[int], seed: int) -> None:
    turns: list[int] = [min(people)]
    while (to := talk.next_holder(StickAct.PASS, turns[-1], turns, people, f"{seed} {len(turns)}")) is not None:
        turns.append(to)
    assert sorted(turns) == sorted(people)


@given(PEOPLE, st.text(max_size=5))
def test_a_draw_is_one_of_those_there_and_the_same_again(people: set[int], seed: str) -> None:
    found = talk.drawn(people, seed)
    assert (found in people) if people else found is None
    assert talk.drawn(sorted(people, reverse=True), seed) == found


def test_what_is_done_with_the_stick() -> None:
    assert talk.next_holder(StickAct.TAKE, 7, (), {1, 2}, "a") == 7
    assert talk.next_holder(StickAct.PUT_AWAY, 7, (1, 2), {1, 2, 3}, "a") is None
    assert talk.next_holder(StickAct.PASS, 7, (1, 9), {1, 2}, "a") == 2  # who left is passed over
    assert Talk(turns=(4, 2)).holder == 2
    assert Talk().holder is None
