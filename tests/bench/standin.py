"""A Discord stand-in over real HTTP and a real gateway WebSocket on loopback, on SimCord's backend and router.

The bot that talks to it is a process of its own, started as a user starts it. What it does not do yet: RESUME,
compression, rate limits, nonces, delays and faults.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import discord
from aiohttp import WSMsgType, web
from simcord._clock import Clock
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.http.router import dispatch
from simcord.interactions import base_payload

TOKEN = "MTIzNDU2Nzg5MDEyMzQ1Njc4.Gabcde.abcdefghijklmnopqrstuvwxyz0123456789AB"
# Points discord.py at the stand-in before the bot is imported; the bot itself knows nothing of it.
REDIRECT = """
import discord.gateway, discord.http, os, yarl
discord.http.Route.BASE = os.environ["STANDIN"] + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["STANDIN"].replace("http", "ws") + "/gateway")
"""


class RealClock(Clock):
    """SimCord's clock, showing the real time."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class StandIn:
    """One Discord with one server on it."""

    def __init__(self) -> None:
        self.backend = Backend(clock=RealClock())
        guild = self.backend.create_guild("Proef")
        self.guild = guild.id
        self.lobby = self.backend.create_channel(guild.id, "algemeen").id
        rights = discord.Permissions(manage_events=True).value
        role = self.backend.create_role(guild.id, "Moderator", permissions=rights)
        self.moderator = self._member("moderator", roles=[role.id])
        self.noor = self._member("noor")
        self.backend.subscribers.append(self._emit)
        self._sockets: list[web.WebSocketResponse] = []
        self._sending: set[asyncio.Task[None]] = set()
        self._sequence = 0
        self.url = ""

    def _member(self, name: str, roles: list[int] | None = None) -> int:
        user = self.backend.make_user(name)
        self.backend.add_member(self.guild, user.id, roles=roles or [], nick=name.capitalize(), announce=False)
        return user.id

    async def start(self) -> web.AppRunner:
        """Listen on a free port of the loopback interface."""
        app = web.Application(client_max_size=50_000_000)
        app.router.add_get("/gateway", self._gateway)
        app.router.add_route("*", "/api/v10/{path:.*}", self._http)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        self.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
        return runner

    # ------------------------------------------------------------------ what the bot sees

    async def _http(self, request: web.Request) -> web.Response:
        path = "/" + request.match_info["path"]
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            return _answer({"url": self.url, "shards": 1, "session_start_limit": limit})
        body: Any = None
        files: list[Any] = []
        if request.content_type == "application/json":
            body = await request.json()
        elif request.content_type.startswith("multipart/"):
            form = await request.post()
            body = json.loads(str(form["payload_json"]))
            files = [
                SimpleNamespace(filename=part.filename, fp=BytesIO(part.file.read()), spoiler=False, description=None)
                for part in form.values()
                if isinstance(part, web.FileField)
            ]
        try:
            params = dict(request.query)
            result = dispatch(self.backend, request.method, path, json=body, params=params, files=files)
        except BackendError as error:
            return _answer({"code": error.code, "message": str(error)}, error.status)
        return _answer(result) if result is not None else web.Response(status=204)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        async for message in socket:
            if message.type is not WSMsgType.TEXT:
                continue
            match json.loads(message.data)["op"]:
                case 1:
                    await socket.send_json({"op": 11, "d": None, "s": None, "t": None})
                case 2:
                    await self._ready(socket)
                case 6:  # RESUME: this session can't be resumed; identify anew
                    await socket.send_json({"op": 9, "d": False, "s": None, "t": None})
        with suppress(ValueError):
            self._sockets.remove(socket)
        return socket

    async def _ready(self, socket: web.WebSocketResponse) -> None:
        ready = {
            "v": 10,
            "user": serializers.user_payload(self.backend.bot_user),
            "guilds": [{"id": str(self.guild), "unavailable": True}],
            "session_id": "proef",
            "resume_gateway_url": self.url.replace("http", "ws") + "/gateway",
            "application": {"id": str(self.backend.application_id), "flags": 1 << 19},
        }
        await self._send(socket, "READY", ready)
        guild = serializers.guild_create_payload(self.backend, self.backend.get_guild(self.guild))
        await self._send(socket, "GUILD_CREATE", guild)
        self._sockets.append(socket)

    async def _send(self, socket: web.WebSocketResponse, event: str, payload: Mapping[str, Any]) -> None:
        self._sequence += 1
        with suppress(ConnectionError):
            await socket.send_str(json.dumps({"op": 0, "t": event, "s": self._sequence, "d": payload}, default=str))

    def _emit(self, event: str, payload: Mapping[str, Any]) -> None:
        for socket in self._sockets:
            task = asyncio.ensure_future(self._send(socket, event, dict(payload)))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)

    # ------------------------------------------------------------------ what people do

    async def slash(self, who: int, channel: int, name: str, **options: str | int) -> str:
        """Somebody gives a command; returns what the bot answers."""
        root, *nested = name.split()
        command = self.backend.find_command(root, self.guild, type=1)
        assert command is not None
        given = [{"name": key, "type": 4 if isinstance(v, int) else 3, "value": v} for key, v in options.items()]
        inner = [{"name": nested[0], "type": 1, "options": given}] if nested else given
        data = {"id": command["id"], "name": root, "type": 1, "options": inner}
        record, payload = base_payload(
            self.backend, type=2, channel_id=channel, guild_id=self.guild, user_id=who, data=data
        )
        self.backend.emit("INTERACTION_CREATE", payload)
        await until(lambda: record.message_id is not None and self._text(record).content != "")
        return str(self._text(record).content)

    def _text(self, record: Any) -> Any:
        return self.backend.get_message(record.channel_id, record.message_id)

    def posts(self, channel: int) -> list[str]:
        """What the bot said in a channel for everybody."""
        stored = sorted(self.backend.messages.get(channel, {}).items())
        me = self.backend.bot_user.id
        return [message.content for _id, message in stored if message.author_id == me and not message.is_ephemeral]

    def channel(self, name: str) -> int:
        """A channel by its name."""
        return next(id for id, channel in self.backend.channels.items() if channel.name == name)


async def until(done: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for another process; raises TimeoutError when it does not come."""
    async with asyncio.timeout(seconds):
        while not done():  # noqa: ASYNC110  # the other side is a process: it has no event to wait for
            await asyncio.sleep(0.01)


def _answer(content: Any, status: int = 200) -> web.Response:
    # The content type must be exactly this, or discord.py reads it as text.
    text = json.dumps(content, default=str)
    return web.Response(body=text.encode(), status=status, headers={"Content-Type": "application/json"})


async def start_bot(standin: StandIn, folder: Path) -> asyncio.subprocess.Process:
    """``python -m bot run`` as a process of its own."""
    (folder / "sitecustomize.py").write_text(REDIRECT, "utf-8")
    root = Path(__file__).parent.parent.parent
    environment = os.environ | {
        "STANDIN": standin.url,
        "PYTHONPATH": f"{folder}{os.pathsep}{root}",
        "DISCORD_TOKEN": TOKEN,
        "DATABASE": str(folder / "meetups.sqlite3"),
        "HARVEST_DIR": str(folder / "oogst"),
    }
    with (folder / "log.txt").open("ab") as log:
        return await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", cwd=folder, env=environment, stdout=log, stderr=log
        )
