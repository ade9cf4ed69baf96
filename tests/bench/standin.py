"""A stand-in for Discord on loopback: real HTTP and a real gateway, on SimCord's backend and router.

Adds to SimCord: sockets, RESUME, rate limits, a network delay, nonces, channels that follow their category,
faults.
"""

import asyncio
import json
import re
from collections import deque
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from io import BytesIO
from types import SimpleNamespace
from typing import Any, NamedTuple

import discord
from aiohttp import web
from simcord._clock import Clock
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.backend.models import Channel
from simcord.http.router import dispatch

from tests.bench.faults import Faults
from tests.bench.gateway import Gateway
from tests.bench.limits import RateLimits

JOURNAL = 200_000  # calls that are remembered
FORBIDDEN = 50013
NONCE_SECONDS = 180.0  # "for a few minutes" (PLATFORM.md)


class Call(NamedTuple):
    """A call of the bot that passed the rate limits and ``Faults.refuses``."""

    moment: datetime
    method: str
    path: str
    body: Any


class ShiftedClock(Clock):
    """SimCord's clock with the real time plus ``shift``."""

    shift = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self.shift


class StandIn:
    """One Discord with one server on it, a moderator and Noor; more servers and people on request.

    ``delay`` is the one-way time in seconds of a call and of an event: a round trip takes twice that. ``shards`` is
    over how many connections the bot has to divide its servers.
    """

    def __init__(self, *, delay: float = 0.0, limits: RateLimits | None = None, shards: int = 1) -> None:
        self._shards = shards
        self.clock = ShiftedClock()
        self.backend = Backend(clock=self.clock)
        self.limits, self.faults = limits or RateLimits(), Faults()
        self.gateway = Gateway(self._ready, shards)
        self.gateway.delay = self.delay = delay
        self.journal: deque[Call] = deque(maxlen=JOURNAL)
        self._awaited: dict[int, asyncio.Future[float]] = {}
        self.url = ""
        self._nonces: dict[tuple[int, str], tuple[float, int]] = {}
        self.servers: list[int] = []
        self.extra: dict[str, Any] = {}  # what GUILD_CREATE tells of a server besides
        self.guild = self.new_server("Proef")
        self.lobby = self.lobby_of(self.guild)
        self.moderator = self.new_member("moderator", moderates=True)
        self.noor = self.new_member("noor")
        self.backend.subscribers.append(self.gateway.emit)

    # ------------------------------------------------------------------ servers and people

    def new_server(self, name: str) -> int:
        """Add a server with a lobby and a moderator role, before the bot connects. Returns its id."""
        guild = self.backend.create_guild(name)
        self.backend.create_channel(guild.id, "algemeen")
        rights = discord.Permissions(manage_events=True).value
        self.backend.create_role(guild.id, "Moderator", permissions=rights)
        self.servers.append(guild.id)
        return guild.id

    def new_member(self, name: str, server: int | None = None, *, moderates: bool = False) -> int:
        """Add a person to a server, before the bot connects. Returns their id."""
        guild = self.backend.get_guild(server or self.guild)
        roles = [role.id for role in guild.roles.values() if role.name == "Moderator" and moderates]
        user = self.backend.make_user(name)
        self.backend.add_member(guild.id, user.id, roles=roles, nick=name.capitalize(), announce=False)
        return user.id

    def lobby_of(self, server: int) -> int:
        """Return the channel of a server that belongs to no meetup."""
        return next(id for id in self.backend.get_guild(server).channel_ids if self._channel(id).name == "algemeen")

    def _channel(self, id: int) -> Channel:
        return self.backend.get_channel(id)

    # ------------------------------------------------------------------ on the network

    @asynccontextmanager
    async def listening(self, port: int = 0) -> AsyncIterator["StandIn"]:
        """Listen on a port of the loopback interface, a free one by default; ``url`` is the address."""
        app = web.Application(client_max_size=50_000_000)
        app.router.add_get("/gateway", self.gateway.serve)
        app.router.add_route("*", "/api/v10/{path:.*}", self._http)
        runner = web.AppRunner(app, shutdown_timeout=1.0)
        await runner.setup()
        try:
            await web.TCPSite(runner, "127.0.0.1", port).start()
            self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
            yield self
        finally:
            await runner.cleanup()

    @property
    def _gateway_url(self) -> str:
        return self.url.replace("http", "ws") + "/gateway"

    def _ready(self, session: str) -> list[tuple[str, Mapping[str, Any]]]:
        ready = {
            "v": 10,
            "user": serializers.user_payload(self.backend.bot_user),
            "session_id": session,
            "resume_gateway_url": self._gateway_url,
            "application": {"id": str(self.backend.application_id), "flags": 1 << 19},
        }
        servers = [
            {
                **serializers.guild_create_payload(self.backend, self.backend.get_guild(id)),
                "unavailable": False,
                **self.extra,
            }
            for id in self.servers
        ]
        return [("READY", ready), *(("GUILD_CREATE", server) for server in servers)]

    async def _http(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            return _answer({"url": self._gateway_url, "shards": self._shards, "session_start_limit": limit})
        body, files = await _read(request)
        if self.delay:
            await asyncio.sleep(self.delay)
        headers, wait = self.limits.take(request.method, path, body, asyncio.get_running_loop().time())
        if wait is not None:
            refusal = {"message": "too many", "retry_after": wait, "global": "X-RateLimit-Global" in headers}
            return _answer(refusal, 429, headers)
        if status := self.faults.refuses():
            return _answer({"code": 0, "message": "fault"}, status, headers)
        if answer := self.faults.answer_for(request.method, path):
            status, content = answer
            return _answer(content, status, headers)
        await self.faults.tell("arrived", request.method, path)
        self.journal.append(Call(self.clock.now(), request.method, path, body))
        arrived = asyncio.get_running_loop().time()
        if code := self.faults.code_for(request.method, path):
            return _answer({"code": code, "message": "fault"}, 403 if code == FORBIDDEN else 400, headers)
        try:
            result = self._carry_out(request.method, path, body, dict(request.query), files)
        except BackendError as error:
            return _answer({"code": error.code, "message": str(error)}, error.status, headers)
        self._answered(path, arrived)
        await self.faults.tell("done", request.method, path)
        if wait := self.delay + self.faults.waits():
            await asyncio.sleep(wait)
        return _answer(result, 200, headers) if result is not None else web.Response(status=204, headers=headers)

    def _carry_out(self, method: str, path: str, body: Any, params: dict[str, Any], files: list[Any]) -> Any:
        parts = path.strip("/").split("/")
        if parts[0] == "channels" and method == "POST" and parts[2:] == ["messages"]:
            return self._post(int(parts[1]), path, body, params, files)
        followers = self._synced(int(parts[1])) if parts[0] == "channels" and method != "GET" else []
        result = dispatch(self.backend, method, path, json=body, params=params, files=files)
        self.backend.http_requests.clear()  # SimCord keeps them all; a long bench has no use for them
        self.backend.transcript.clear()
        for follower in followers:
            wanted = self._channel(int(parts[1])).overwrites
            if follower.overwrites != wanted:
                follower.overwrites = list(wanted)
                self.backend.announce_channel_update(follower.id)
        return result

    def _post(self, channel: int, path: str, body: Any, params: dict[str, Any], files: list[Any]) -> Any:
        """Post a message. If the channel had its nonce within ``NONCE_SECONDS``, return the earlier message."""
        now = self.clock.now().timestamp()
        nonce = str(body["nonce"]) if isinstance(body, dict) and body.get("enforce_nonce") else None
        if nonce is not None:
            seen, message = self._nonces.get((channel, nonce), (0.0, 0))
            if now - seen < NONCE_SECONDS:
                earlier = self.backend.get_message(channel, message)
                return dict(serializers.message_payload(self.backend, earlier))
        result = dispatch(self.backend, "POST", path, json=body, params=params, files=files)
        if nonce is not None:
            self._nonces[channel, nonce] = now, int(result["id"])
        return result

    def answer_to(self, id: int) -> "asyncio.Future[float]":
        """Return a future of when the first answer to this interaction, or reaction to this message, arrived.

        On the loop's clock, in seconds. A rejected answer does not count, nor does the time that the simulation
        takes.
        """
        return self._awaited.setdefault(id, asyncio.get_running_loop().create_future())

    def _answered(self, path: str, arrived: float) -> None:
        if match := re.match(r"/interactions/(\d+)/|/channels/\d+/messages/(\d+)/reactions/", path):
            waiting = self._awaited.pop(int(match[1] or match[2]), None)
            if waiting is not None and not waiting.done():
                waiting.set_result(arrived)

    def _synced(self, id: int) -> list[Channel]:
        """Return the channels of a category with the same overwrites, which follow its changes."""
        category = self.backend.channels.get(id)
        if category is None or category.type != 4:
            return []
        return [
            channel
            for channel in self.backend.channels.values()
            if channel.parent_id == id and _as_set(channel) == _as_set(category)
        ]

    # ------------------------------------------------------------------ looking

    def posts(self, channel: int) -> list[str]:
        """Return the texts of the bot's public messages in a channel, oldest first; "" for one without content."""
        stored = sorted(self.backend.messages.get(channel, {}).items())
        me = self.backend.bot_user.id
        return [message.content for _id, message in stored if message.author_id == me and not message.is_ephemeral]

    def channel(self, name: str, server: int | None = None) -> int:
        """Return the newest channel with this name. Raises LookupError."""
        ids = [
            id
            for id, channel in self.backend.channels.items()
            if channel.name == name and channel.guild_id == (server or self.guild)
        ]
        if not ids:
            raise LookupError(name)
        return max(ids)


def _as_set(channel: Channel) -> set[tuple[int, int, int]]:
    return {(overwrite.target_id, overwrite.allow, overwrite.deny) for overwrite in channel.overwrites}


async def _read(request: web.Request) -> tuple[Any, list[Any]]:
    if request.content_type == "application/json":
        return await request.json(), []
    if not request.content_type.startswith("multipart/"):
        return None, []
    form = await request.post()
    files = [
        SimpleNamespace(filename=part.filename, fp=BytesIO(part.file.read()), spoiler=False, description=None)
        for part in form.values()
        if isinstance(part, web.FileField)
    ]
    return json.loads(str(form["payload_json"])), files


def _answer(content: Any, status: int = 200, headers: Mapping[str, str] = {}) -> web.Response:
    # The content type must be exactly this, or discord.py reads it as text.
    body = json.dumps(content, default=str).encode()
    return web.Response(body=body, status=status, headers={**headers, "Content-Type": "application/json"})


async def until(done: Callable[[], object], seconds: float = 60.0) -> None:
    """Wait until ``done()`` is true, as another process makes it. Raises TimeoutError after ``seconds``."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110  # the other side is a process: it has no event to wait for
            await asyncio.sleep(0.005)
