"""How far our clock is from Discord's, by the Date of its answers."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from types import SimpleNamespace

import aiohttp

TOLERANCE = timedelta(seconds=5)  # more than this is told: cues come at moments of our own clock
_HALF = timedelta(seconds=0.5)  # a Date has whole seconds, cut off


class Skew:
    """``ahead`` is how far our clock is ahead of Discord's, None until Discord has answered."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.ahead: timedelta | None = None

    def watch(self, trace: aiohttp.TraceConfig) -> aiohttp.TraceConfig:
        """Read the answers of all calls with this trace. Returns the trace."""
        trace.on_request_end.append(self._read)
        return trace

    async def _read(
        self, _session: aiohttp.ClientSession, _context: SimpleNamespace, call: aiohttp.TraceRequestEndParams
    ) -> None:
        if (found := ahead_of(call.response.headers.get("Date", ""), self._clock())) is not None:
            self.ahead = found


def ahead_of(date: str, now: datetime) -> timedelta | None:
    """Return how far ``now`` is ahead of a Date header; None where that is no date."""
    try:
        return now - (parsedate_to_datetime(date) + _HALF)
    except (ValueError, TypeError):
        return None
