"""Many servers that ask for the same at once have it done together."""

import asyncio
from collections.abc import Collection

import pytest

from bot.platform.gathered import Gathered


class Work:
    """Something that takes its time, and fails when it is told to."""

    def __init__(self) -> None:
        self.done: list[set[int]] = []
        self.may_go_on = asyncio.Event()
        self.fails = False

    async def __call__(self, servers: Collection[int]) -> None:
        self.done.append(set(servers))
        await self.may_go_on.wait()
        if self.fails:
            raise RuntimeError("broken")


async def test_who_asks_while_it_is_busy_has_their_turn_together() -> None:
    work = Work()
    gathered = Gathered(work)
    asking = [asyncio.create_task(gathered.ask(server)) for server in range(3_000)]
    await asyncio.sleep(0)
    assert work.done == [{0}]
    asking.append(asyncio.create_task(gathered.ask(0)))
    await asyncio.sleep(0)
    work.may_go_on.set()
    await asyncio.gather(*asking)
    assert work.done == [{0}, set(range(3_000))]


async def test_what_went_wrong_holds_up_nobody_after_it() -> None:
    work = Work()
    gathered = Gathered(work)
    work.may_go_on.set()
    work.fails = True
    with pytest.raises(RuntimeError):
        await gathered.ask(1)
    work.fails = False
    await gathered.ask(2)
    assert work.done == [{1}, {2}]
