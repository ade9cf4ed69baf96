"""Short form of the bench of rate limits; `make bench` runs the long one."""

import pytest

from tests.bench import pacing

pytestmark = pytest.mark.bench(seconds=37)


async def test_twenty_rooms_open_with_one_call_and_everybody_comes_back_without_a_429() -> None:
    paced = await pacing.evening(
        24, one_is_stuck=False, moves_wait=True
    )  # the evening goes on while Discord moves nobody
    # The category, which the tables follow, and then the one table that does not.
    assert paced.opening_calls == ["Proef", "Tafel 1"]
    assert set(paced.first_late) == {"Vraag een?", "Vraag twee?"}
    assert paced.too_many == {}
    assert paced.thrown_out == []
    assert paced.left_behind == []
    assert len(paced.took) > 10
