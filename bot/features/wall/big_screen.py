"""The wall for a big screen: a small web server, read-only, with a page for each meetup that keeps itself up to date.

A browser asks every two seconds; however many do, what a meetup shows is looked up once in that time.
"""

import asyncio
import hashlib
import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, TypeVar

from aiohttp import web

from bot.core.evening.meetup import Meetup
from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.features.wall import screen
from bot.harvest.page.templates import template
from bot.platform.app import App
from bot.platform.screens import PATH, Screens
from bot.storage import meetups
from bot.storage.database import Database

FRESH = 2.0  # seconds
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}
B = TypeVar("B", bound=App)
Shown = dict[str, Any]
log = logging.getLogger(__name__)


class BigScreen:
    """Serves walls from one database, while bots run on it one after the other.

    ``url`` is where people reach it, "" where that is the address at which it is served.
    """

    def __init__(self, db: Database, host: str, port: int, url: str, secret: bytes) -> None:
        self._db, self._host, self._port = db, host, port
        self._screens = Screens(url.rstrip("/"), secret)
        self._bot: App | None = None
        self._fresh: dict[int, asyncio.Task[Shown]] = {}

    def of(self, bot: B) -> B:
        """Tell moderators of a new bot, instead of the one before, where the walls are; return it."""
        self._bot, bot.screens = bot, self._screens
        return bot

    @asynccontextmanager
    async def serving(self) -> AsyncIterator[str]:
        """Serve until the context ends; yield where people reach it. Raises Refusal where that can't be served."""
        app = web.Application(middlewares=[_careful])
        app.router.add_get(f"/{PATH}/{{meetup:[0-9]{{1,18}}}}/{{key}}", self._page)
        app.router.add_get(f"/{PATH}/{{meetup:[0-9]{{1,18}}}}/{{key}}/nu", self._now)
        runner = web.AppRunner(app, access_log=None)  # an address in a log would be one that people can find
        await runner.setup()
        try:
            await self._start(web.TCPSite(runner, self._host, self._port))
            if not self._screens.base:
                host = f"[{self._host}]" if ":" in self._host else self._host
                self._screens = replace(self._screens, base=f"http://{host}:{runner.addresses[0][1]}")
            yield self._screens.base
        finally:
            await runner.cleanup()

    async def _start(self, site: web.TCPSite) -> None:
        try:
            await site.start()
        except OSError as error:
            raise Refusal(
                _(
                    "The wall can't be served at {host}:{port}: {reason}. Choose another address with --wall.",
                    host=Typed(self._host),
                    port=self._port,
                    reason=reason(error),
                )
            ) from None

    async def _page(self, request: web.Request) -> web.Response:
        return _html(template("wall.html").render(await self._shown(await self._meetup(request))))

    async def _now(self, request: web.Request) -> web.Response:
        html = template("wall_now.html").render(await self._shown(await self._meetup(request)))
        tag = hashlib.blake2s(html.encode(), digest_size=8).hexdigest()
        if request.headers.get("If-None-Match") == tag:
            return web.Response(status=304)
        return _html(html, ETag=tag)

    async def _meetup(self, request: web.Request) -> Meetup:
        """Return the meetup of an address. Raises 404 for any that is not exactly right."""
        meetup = await meetups.get(self._db.read, int(request.match_info["meetup"]))
        if meetup is None or not meetup.is_readable or not self._screens.opens(meetup, request.match_info["key"]):
            raise web.HTTPNotFound
        return meetup

    async def _shown(self, meetup: Meetup) -> Shown:
        """Return what a meetup shows, looked up at most ``FRESH`` ago."""
        task = self._fresh.get(meetup.id)
        if task is None:
            task = self._fresh[meetup.id] = asyncio.create_task(screen.content(self._db.read, self._bot, meetup))
            asyncio.get_running_loop().call_later(FRESH, self._fresh.pop, meetup.id, None)
        return await asyncio.shield(task)


@web.middleware
async def _careful(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Answer with ``HEADERS``, and after a bug with nothing about it."""
    try:
        answer = await handler(request)
    except web.HTTPException as error:
        error.headers.update(HEADERS)
        raise
    except Exception as error:
        log.error("the wall for a big screen can't be shown: %s", type(error).__name__)
        answer = web.Response(status=503)
    answer.headers.update(HEADERS)
    return answer


def _html(text: str, **headers: str) -> web.Response:
    return web.Response(text=text, content_type="text/html", charset="utf-8", headers=headers)
