"""Short form of the bench of kills; `make bench` runs the long one."""

import asyncio

import pytest

from tests.bench import kills

pytestmark = pytest.mark.bench(seconds=65)


async def test_nothing_is_lost_doubled_or_orphaned_however_often_the_bot_is_killed() -> None:
    lived, jumped, stumbled = await asyncio.gather(
        kills.evening(seed=1, kills=10),
        kills.evening(seed=2, kills=6, away=600),
        kills.evening(seed=3, kills=0, faults=kills.FAULTS),
    )
    assert (lived.wrong, jumped.wrong, stumbled.wrong) == ([], [], [])
    assert lived.kills.total() >= 5
    assert jumped.kills.total() >= 5
    assert lived.acknowledged > 20
