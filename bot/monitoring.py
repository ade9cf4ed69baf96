"""A page on this computer alone that says how the bot is, and the same in figures for Prometheus."""

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta

from aiohttp import web

from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.features.checks import health
from bot.features.checks.health import Facts
from bot.features.checks.metrics import CONTENT_TYPE, metrics
from bot.settings import Settings
from bot.storage.database import Database
from bot.upkeep import Upkeep

log = logging.getLogger(__name__)

FRESH = timedelta(seconds=20)  # however often it is asked, it looks no sooner again: that reads every planned meetup
LOOPBACK = "127.0.0.1"
# A page of somebody else's, whose name is made to point at this computer, asks for that name.
_OURS = {LOOPBACK, "localhost"}


class Monitoring:
    """Answers at ``/`` with the findings, 503 where somebody should look, and at ``/metrics`` with the figures."""

    def __init__(self, db: Database, settings: Settings, upkeep: Upkeep, clock: Callable[[], datetime]) -> None:
        self._db, self._settings, self._upkeep, self._clock = db, settings, upkeep, clock
        self._last: tuple[Facts, datetime] | None = None

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[int | None]:
        """Listen on ``health_port``, where there is one. Yields the port; None where it is taken, which is logged.

        A taken port must not cost anybody their evening.
        """
        app = web.Application()
        app.router.add_get("/", self._findings)
        app.router.add_get("/metrics", self._metrics)
        runner = web.AppRunner(app, access_log=None)
        await runner.setup()
        try:
            yield await self._listen(runner)
        finally:
            await runner.cleanup()

    async def _listen(self, runner: web.AppRunner) -> int | None:
        if self._settings.health_port is None:
            return None
        try:
            await web.TCPSite(runner, LOOPBACK, self._settings.health_port).start()
        except OSError as error:
            log.error("the page on how the bot is can't be shown at HEALTH_PORT: %s", error.strerror)
            return None
        return int(runner.addresses[0][1])

    async def _facts(self, request: web.Request) -> tuple[Facts, datetime]:
        if request.url.host not in _OURS:
            raise web.HTTPForbidden
        now = self._clock()
        if self._last and timedelta() <= now - self._last[1] < FRESH:
            return self._last
        try:
            self._last = await health.gather(self._db.read, self._settings, self._upkeep.pulse(now), now), now
            return self._last
        except Refusal as refusal:
            raise web.HTTPServiceUnavailable(text=f"✗ {say(refusal.text)}\n") from None

    async def _findings(self, request: web.Request) -> web.Response:
        facts, now = await self._facts(request)
        found = health.findings(facts, self._settings, now)
        lines = "".join(f"{finding.mark} {say(finding.text)}\n" for finding in found)
        return web.Response(text=lines, status=503 if any(finding.fine is False for finding in found) else 200)

    async def _metrics(self, request: web.Request) -> web.Response:
        facts, now = await self._facts(request)
        return web.Response(body=metrics(facts, now).encode(), headers={"Content-Type": CONTENT_TYPE})
