"""Where the people of a table may go that closes."""

from bot.core.evening.places import Place, PlaceKind
from bot.core.tables.closing import goals
from bot.core.words.typed import Typed


def table(id: int, room: int) -> Place:
    return Place(id, 1, PlaceKind.TABLE, 1, id, Typed(f"Tafel {id}"), content=room)


def test_about_the_same_comes_first_then_the_fewest_people_and_never_more_than_fit() -> None:
    closed, others = table(1, room=0), [table(2, room=1), table(3, room=1), table(4, room=0)]
    there = {1: 3, 2: 5, 3: 2, 4: 6}
    assert [place.id for place in goals(closed, others, there, None)] == [4, 3, 2]
    assert [place.id for place in goals(closed, others, there, 8)] == [3, 2]
    assert goals(closed, others, there, 4) == []
