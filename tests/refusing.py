"""Calls to Discord that fail: for one channel, for a while, or the first of every cue."""

from collections import Counter
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from datetime import datetime
from types import SimpleNamespace
from typing import Any

import aiohttp
import discord
import pytest

from bot.core.evening.cues import CueKind
from bot.platform.scene import Scene
from bot.runner.acts import ACTS
from tests.evening import Evening

Failure = Callable[[], BaseException]


def refused(status: int, code: int = 0) -> BaseException:
    """Return what discord.py raises for a refusal of Discord's."""
    kind = {403: discord.Forbidden, 404: discord.NotFound}.get(status, discord.HTTPException)
    kind = discord.DiscordServerError if status >= 500 else kind
    return kind(SimpleNamespace(status=status, reason="test"), {"code": code, "message": "test"})


# Every way in which a call fails.
FAILURES: dict[str, Failure] = {
    "no right": lambda: refused(403, 50013),
    "onboarding": lambda: refused(400, 350003),
    "two factor": lambda: refused(403, 60003),
    "gone": lambda: refused(404, 10003),
    "invalid": lambda: refused(400, 50035),
    "stumbles": lambda: refused(503),
    "its network refuses": lambda: refused(429),
    "asks to wait": lambda: discord.RateLimited(12.0),
    "time-out": TimeoutError,
    "no connection": lambda: aiohttp.ClientConnectionError("test"),
    "reset": lambda: ConnectionResetError(104, "test"),
    "a bug": lambda: KeyError("test"),
}


class Refusing:
    """Lets calls of the bot fail, from now on; ``given`` counts the failures by kind of cue."""

    def __init__(self, evening: Evening, failure: Failure) -> None:
        self.given: Counter[CueKind] = Counter()
        self.at: Callable[[discord.http.Route], bool] | None = None
        self._failure = failure
        self._of_cue: ContextVar[Scene | None] = ContextVar("scene", default=None)
        self._met: set[tuple[int, str]] = set()
        self._really = evening.bot.http.request
        evening.bot.http.request = self._request  # type: ignore[method-assign]

    async def _request(self, route: discord.http.Route, **options: Any) -> Any:
        scene = self._of_cue.get()
        if (self.at and self.at(route)) or (scene and self._is_first(scene, route)):
            raise self._failure()
        return await self._really(route, **options)

    def _is_first(self, scene: Scene, route: discord.http.Route) -> bool:
        """Return True at the first call of a cue that writes in a channel, moves somebody, or makes an event."""
        writes = route.method != "GET" and any(
            part in route.path for part in ("/channels/", "/members/", "/scheduled-events")
        )
        if not writes or scene.cue.id in {cue for cue, _path in self._met}:
            return False
        self._met.add((scene.cue.id, route.path))
        self.given[scene.cue.kind] += 1
        return True

    def first_of_every_cue(self, patch: pytest.MonkeyPatch) -> None:
        """Let the first call of every cue fail."""
        for kind, act in ACTS.items():
            patch.setitem(ACTS, kind, self._within(act))

    def _within(self, act: Callable[[Scene], Awaitable[datetime | None]]) -> Any:
        async def carried_out(scene: Scene) -> datetime | None:
            # Tasks that the act begins know of it too.
            token = self._of_cue.set(scene)
            try:
                return await act(scene)
            finally:
                self._of_cue.reset(token)

        return carried_out
