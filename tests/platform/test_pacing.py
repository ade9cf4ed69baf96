"""Staying under the limit on everything together."""

import asyncio
import random

import aiohttp
import pytest
from aiohttp import web

from bot.platform.pacing import Pace, paced

CALLS, SECONDS = 5, 0.05


@pytest.mark.parametrize("seed", range(5))
async def test_in_no_window_more_arrive_than_allowed_however_the_way_bunches_them(seed: int) -> None:
    pace, clock, way = Pace(CALLS, SECONDS), asyncio.get_running_loop(), random.Random(seed)
    left: list[int] = []
    arrived: list[float] = []

    async def call(number: int) -> None:
        await pace.wait()
        left.append(number)
        moment = clock.time()
        # Everything that leaves in the same stretch of time arrives at its end, as after a stall.
        await asyncio.sleep(SECONDS * way.choice([0.1, 0.5]) - moment % 0.02)
        arrived.append(clock.time())
        await asyncio.sleep(0.005)
        pace.answered()

    await asyncio.gather(*(call(number) for number in range(22)))
    assert left == list(range(22))
    # The loop's timers may be early by the grain of its clock.
    assert all(later - earlier > SECONDS - 0.005 for earlier, later in zip(arrived, arrived[CALLS:], strict=False))


async def test_the_first_calls_wait_for_nothing() -> None:
    pace = Pace(CALLS, 3600)
    async with asyncio.timeout(60):
        for _call in range(CALLS):
            await pace.wait()


async def test_a_call_that_failed_or_was_given_up_gives_its_place_away() -> None:
    stuck = asyncio.Event()

    async def answer(request: web.Request) -> web.Response:
        if request.path == "/stuck":
            await stuck.wait()
        if request.path == "/gone" and request.transport:
            request.transport.close()
        return web.Response()

    app = web.Application()
    app.router.add_get("/{path}", answer)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    async with (
        asyncio.timeout(60),
        aiohttp.ClientSession(site.name, trace_configs=[paced(Pace(1, 0.0))]) as session,
    ):
        given_up = asyncio.create_task(session.get("/stuck"))
        waiting = asyncio.create_task(session.get("/well"))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(aiohttp.ClientError):
            await session.get("/gone")
        assert (await waiting).status == 200
        assert (await session.get("/well")).status == 200
        stuck.set()
    await runner.cleanup()
