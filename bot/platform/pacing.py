"""Rate limit on the bot's calls, kept below Discord's own, so that Discord refuses none."""

import asyncio
from types import SimpleNamespace
from typing import Any

import aiohttp

from bot.platform import limits

# A few fewer than Discord takes: an earlier process of the bot may just have sent some.
CALLS, SECONDS = limits.CALLS - 2, 1.0
GATEWAY_SECONDS = 1.0  # between two tries to connect to the gateway
UNCOUNTED = ("/interactions/", "/webhooks/")


class Pace:
    """Rate limiter: lets calls through in the order in which they came, so that Discord counts at most ``calls`` of
    them in any ``seconds`` seconds.

    Discord counts a call somewhere between its sending and its answer, and a busy machine or network may bunch what
    was sent evenly. So each call keeps its place until ``seconds`` after its answer: whichever calls Discord counts
    within that time all have a place at its end.
    """

    def __init__(self, calls: int = CALLS, seconds: float = SECONDS) -> None:
        self._seconds = seconds
        self._places = asyncio.Semaphore(calls)

    async def wait(self) -> None:
        """Wait until one more call may be sent. Call ``answered`` when its answer came, or when it failed."""
        await self._places.acquire()

    def answered(self) -> None:
        """Give the place of a call away, ``seconds`` from now."""
        asyncio.get_running_loop().call_later(self._seconds, self._places.release)


async def pause(seconds: float) -> None:
    """Wait before something is tried again that nothing else waits for."""
    await asyncio.sleep(seconds)


def paced(pace: Pace) -> aiohttp.TraceConfig:
    """Return a config for discord.py's ``http_trace`` that holds calls to the pace, except answers to people.

    A connection to the gateway is tried at most once in ``GATEWAY_SECONDS``: discord.py 2.7.1 tries again without any
    wait where the gateway closes it.
    """
    gateway = Pace(1, GATEWAY_SECONDS)

    async def before(
        _session: aiohttp.ClientSession, context: SimpleNamespace, call: aiohttp.TraceRequestStartParams
    ) -> None:
        if not any(part in call.url.path for part in UNCOUNTED):
            of = gateway if call.url.scheme in ("ws", "wss") else pace
            await of.wait()
            context.place_of = of

    async def after(_session: aiohttp.ClientSession, context: SimpleNamespace, _answer: Any) -> None:
        if of := vars(context).pop("place_of", None):
            of.answered()

    trace = aiohttp.TraceConfig()
    trace.on_request_start.append(before)
    trace.on_request_end.append(after)
    trace.on_request_exception.append(after)
    return trace
