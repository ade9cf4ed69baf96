"""Who may speak: closing for good, for a while, and opening again."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.core.people.floor import HUSH, Floor, close, open_up
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

NOW = datetime(2026, 11, 24, 20, tzinfo=UTC)
BY = Typed("Iris")


def test_a_floor_closed_for_a_while_opens_by_itself_and_keeps_its_guests() -> None:
    floor = close(Floor(guests=frozenset({7})), NOW, HUSH, BY)
    assert floor.at(NOW + HUSH - timedelta(seconds=1)).closed
    assert floor.at(NOW + HUSH) == Floor(guests=frozenset({7}))


def test_a_moment_of_quiet_may_become_lasting_and_never_the_other_way_round() -> None:
    hush = close(Floor(), NOW, HUSH, BY)
    lasting = close(hush, NOW, None, BY)
    assert lasting.until is None
    assert close(hush, NOW, 2 * HUSH, BY).until == NOW + 2 * HUSH
    for floor, length in ((lasting, None), (lasting, HUSH), (hush, HUSH)):
        with pytest.raises(Refusal):
            close(floor, NOW, length, BY)


def test_what_is_open_is_not_opened_again() -> None:
    assert open_up(Floor(closed=True), BY) == Floor()
    with pytest.raises(Refusal):
        open_up(Floor(), BY)
