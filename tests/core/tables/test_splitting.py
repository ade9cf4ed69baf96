"""Half of a table goes to a new one: nobody alone, hosts stay, and whoever belongs together stays together."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.tables import splitting
from bot.core.tables.seating import Guest
from bot.core.words.text import Refusal


def people(n: int) -> list[Guest]:
    return [Guest(id) for id in range(n)]


def test_those_who_came_last_go_and_hosts_stay() -> None:
    assert sorted(splitting.going(people(5), [], [])) == [3, 4]
    assert sorted(splitting.going(people(12), [], [])) == [6, 7, 8, 9, 10, 11]
    assert sorted(splitting.going(people(6), [5], [])) == [2, 3, 4]


def test_who_belongs_together_stays_together_and_with_their_host() -> None:
    assert sorted(splitting.going(people(6), [], [(0, 5)])) == [0, 4, 5]
    assert sorted(splitting.going(people(6), [0], [(0, 5)])) == [2, 3, 4]
    assert sorted(splitting.going(people(6), [], [(2, 3, 4, 5)])) in ([0, 1], [2, 3, 4, 5])


def test_a_shared_screen_is_not_alone() -> None:
    assert splitting.going([Guest(1), Guest(2), Guest(3, size=2)], [], []) == [3]


@pytest.mark.parametrize("n", [0, 1, 2, 3])
def test_fewer_than_four_are_not_split(n: int) -> None:
    with pytest.raises(Refusal, match="at least"):
        splitting.going(people(n), [], [])


def test_where_somebody_would_be_alone_it_is_refused() -> None:
    with pytest.raises(Refusal, match="Hosts stay"):
        splitting.going(people(4), [], [(0, 1, 2)])
    with pytest.raises(Refusal, match="Hosts stay"):
        splitting.going(people(4), [0, 1, 2, 3], [])


@given(st.data())
def test_nobody_is_alone_and_no_group_is_torn(data: st.DataObject) -> None:
    sizes = data.draw(st.lists(st.integers(1, 5), min_size=1, max_size=30))
    guests = [Guest(id, size) for id, size in enumerate(sizes)]
    ids = [guest.id for guest in guests]
    hosts = data.draw(st.sets(st.sampled_from(ids), max_size=2))
    left = list(ids)
    parties: list[list[int]] = []
    for _party in range(data.draw(st.integers(0, 4))):
        parties.append(left[: data.draw(st.integers(2, 5))])
        left = left[len(parties[-1]) :]
    try:
        going = splitting.going(guests, hosts, parties)
    except Refusal:
        return
    heads = sum(guest.size for guest in guests if guest.id in going)
    assert 2 <= heads <= sum(sizes) - 2
    assert len(set(going)) == len(going)
    assert not hosts.intersection(going)
    assert all(set(party) <= set(going) or not set(party) & set(going) for party in parties)
