"""Rate limit on the bot's calls, kept below Discord's own, so that Discord refuses none."""

import asyncio
from collections import deque
from types import SimpleNamespace

import aiohttp

from bot.platform import limits

# A few fewer than Discord takes, because calls that leave evenly may arrive in a bunch.
CALLS, SECONDS = limits.CALLS - 5, 1.0
UNCOUNTED = ("/interactions/", "/webhooks/")


class Pace:
    """Rate limiter: lets at most ``calls`` through in any ``seconds`` seconds, in the order in which they came."""

    def __init__(self, calls: int = CALLS, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._gone: deque[float] = deque(maxlen=calls)
        self._turn = asyncio.Lock()

    async def wait(self) -> None:
        """Wait until one more call may be sent."""
        async with self._turn:
            clock = asyncio.get_running_loop()
            if len(self._gone) == self._gone.maxlen:
                await asyncio.sleep(self._gone[0] + self._seconds - clock.time())
            self._gone.append(clock.time())


def paced() -> aiohttp.TraceConfig:
    """Return a config for discord.py's ``http_trace`` that holds calls to the pace, except answers to people."""
    pace = Pace()

    async def before(
        _session: aiohttp.ClientSession, _context: SimpleNamespace, call: aiohttp.TraceRequestStartParams
    ) -> None:
        if not any(part in call.url.path for part in UNCOUNTED):
            await pace.wait()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(before)
    return trace
