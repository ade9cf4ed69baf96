"""The short form of the kills; the long one is `make bench`."""

import asyncio

from tests.bench import kills


async def test_nothing_is_lost_doubled_or_orphaned_however_often_the_bot_is_killed() -> None:
    lived, jumped = await asyncio.gather(kills.evening(seed=1, kills=14), kills.evening(seed=2, kills=8, away=600))
    assert (lived.wrong, jumped.wrong) == ([], [])
    assert lived.kills.total() >= 14
    assert jumped.kills.total() >= 8
    assert lived.acknowledged > 20
