"""Staying under the limit on everything together."""

import asyncio

from bot.platform.pacing import Pace

CALLS, SECONDS = 5, 0.05


async def test_in_no_window_more_leave_than_allowed_and_nobody_is_passed() -> None:
    pace, clock = Pace(CALLS, SECONDS), asyncio.get_running_loop()
    left: list[tuple[float, int]] = []

    async def call(number: int) -> None:
        await pace.wait()
        left.append((clock.time(), number))

    await asyncio.gather(*(call(number) for number in range(22)))
    assert [number for _moment, number in left] == list(range(22))
    # The loop's timers may be early by the grain of its clock.
    assert all(later[0] - earlier[0] > SECONDS - 0.005 for earlier, later in zip(left, left[CALLS:], strict=False))


async def test_the_first_calls_wait_for_nothing() -> None:
    pace = Pace(CALLS, 3600)
    async with asyncio.timeout(60):
        for _call in range(CALLS):
            await pace.wait()
