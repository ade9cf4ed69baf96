"""Gateway of the stand-in: HELLO, IDENTIFY, READY, RESUME with a replay buffer, zlib-stream, and faults."""

import asyncio
import json
import zlib
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from aiohttp import WSCloseCode, WSMsgType, web

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, RECONNECT, INVALID_SESSION, HELLO, HEARTBEAT_ACK = 0, 1, 2, 6, 7, 9, 10, 11
MORE_SHARDS = 4011  # Discord's code for a connection with too many servers
REPLAYED = 5000  # events that a session keeps for whoever resumes it


class Connection:
    """One WebSocket, with its own compression stream."""

    def __init__(self, socket: web.WebSocketResponse, *, compressed: bool) -> None:
        self.socket = socket
        self._deflate = zlib.compressobj() if compressed else None
        self._sending = asyncio.Lock()

    async def send(self, op: int, data: Any = None, sequence: int | None = None, event: str | None = None) -> None:
        """Send one payload. If the socket is closed the payload is lost, as on a real line."""
        text = json.dumps({"op": op, "d": data, "s": sequence, "t": event}, default=str)
        async with self._sending:
            with suppress(ConnectionError):
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)


class Session:
    """A session of one shard, begun by IDENTIFY. Its events are numbered and kept for RESUME."""

    def __init__(self, id: str, shard: int, shards: int) -> None:
        self.id = id
        self.shard, self._shards = shard, shards
        self.sequence = 0
        self.events: deque[tuple[int, str, Mapping[str, Any]]] = deque(maxlen=REPLAYED)
        self.connection: Connection | None = None

    def gets(self, event: str, payload: Mapping[str, Any]) -> bool:
        """Return True for an event of a server of this shard; what is of no server goes to the first shard."""
        server = payload.get("id" if event.startswith("GUILD_") and "guild_id" not in payload else "guild_id")
        return (int(server or 0) >> 22) % self._shards == self.shard

    async def send(self, event: str, payload: Mapping[str, Any]) -> None:
        """Number and keep an event, and send it if a bot is connected."""
        self.sequence += 1
        number = self.sequence
        self.events.append((number, event, payload))
        if self.connection is not None:
            await self.connection.send(DISPATCH, payload, number, event)


def _nobody(asked: Mapping[str, Any]) -> Mapping[str, Any]:
    """Answer a question for members with none, so that the bot goes by what it knows."""
    found = {"members": [], "not_found": asked["user_ids"], "chunk_index": 0, "chunk_count": 1}
    return {"guild_id": asked["guild_id"], "nonce": asked["nonce"], **found}


class Gateway:
    """Serve the gateway to the bot.

    ``ready`` returns, for a session id, the READY event and the GUILD_CREATE ones. Faults: ``away`` refuses every
    connection; ``closes_with`` is the code that closes each before its first word; READY comes alone until
    ``servers_are_there`` is set; ``resumable=False`` answers RESUME with INVALID_SESSION; ``is_deaf`` ignores what
    the bot sends; ``drop()`` cuts the sockets. ``delay`` is the time in seconds that an event takes. A bot that
    divides its servers over fewer connections than ``shards`` is turned away.
    """

    def __init__(self, ready: Callable[[str], list[tuple[str, Mapping[str, Any]]]], shards: int) -> None:
        self._ready, self._shards = ready, shards
        self._sessions: dict[str, Session] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._line: deque[tuple[float, str, Mapping[str, Any]]] = deque()
        self._walking: asyncio.Task[None] | None = None
        self.delay = 0.0
        self.away = False
        self.closes_with: int | None = None
        self.servers_are_there = asyncio.Event()
        self.servers_are_there.set()
        self.is_deaf = False
        self.resumable = True
        self.identified = 0
        self.turned_away = 0
        self.resumed = 0

    @property
    def is_connected(self) -> bool:
        """True while a bot is connected and identified."""
        return sum(session.connection is not None for session in self._sessions.values()) >= self._shards

    async def serve(self, request: web.Request) -> web.StreamResponse:
        """Handle one connection until it ends."""
        if self.away:
            return web.Response(status=503)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        if self.closes_with is not None:
            self.turned_away += 1
            await socket.close(code=self.closes_with)
            return socket
        connection = Connection(socket, compressed=request.query.get("compress") == "zlib-stream")
        await connection.send(HELLO, {"heartbeat_interval": 41250})
        session: Session | None = None
        try:
            async for message in socket:
                if message.type is not WSMsgType.TEXT or self.is_deaf:
                    continue
                said = json.loads(message.data)
                match said["op"]:
                    case 1:
                        await asyncio.sleep(
                            0.02
                        )  # answered without delay, discord.py reads the answer before its own question
                        await connection.send(HEARTBEAT_ACK)
                    case 2 if (said["d"].get("shard") or (0, 1))[1] < self._shards:
                        await socket.close(code=MORE_SHARDS)
                    case 2:
                        session = await self._identify(connection, said["d"])
                    case 6:
                        session = await self._resume(connection, said["d"])
                    case 8 if session is not None:
                        await session.send("GUILD_MEMBERS_CHUNK", _nobody(said["d"]))
        finally:
            if session is not None and session.connection is connection:
                session.connection = None
        return socket

    async def _identify(self, connection: Connection, asked: Mapping[str, Any]) -> Session:
        self.identified += 1
        shard, shards = asked.get("shard") or (0, 1)
        session = Session(f"session{self.identified}", shard, shards)
        # There is one bot, so older sessions of this shard are over.
        self._sessions = {old.id: old for old in self._sessions.values() if old.shard != shard} | {session.id: session}
        (_event, ready), *servers = self._ready(session.id)
        servers = [server for server in servers if session.gets(*server)]
        ready = {
            **ready,
            "shard": [shard, shards],
            "guilds": [{"id": server["id"], "unavailable": True} for _event, server in servers],
        }
        session.sequence += 1
        await connection.send(DISPATCH, ready, session.sequence, "READY")
        session.connection = connection
        showing = asyncio.create_task(self._show(session, servers))
        self._tasks.add(showing)
        showing.add_done_callback(self._tasks.discard)
        return session

    async def _show(self, session: Session, servers: list[tuple[str, Mapping[str, Any]]]) -> None:
        await self.servers_are_there.wait()
        for event, payload in servers:
            await session.send(event, payload)

    async def _resume(self, connection: Connection, asked: Mapping[str, Any]) -> Session | None:
        session = self._sessions.get(str(asked["session_id"]))
        if session is None or not self.resumable:
            self._sessions.pop(str(asked["session_id"]), None)
            await connection.send(INVALID_SESSION, False)
            return None
        self.resumed += 1
        # Nothing is awaited between the last missed event and the switch, so none falls between.
        missed = [event for event in session.events if event[0] > asked["seq"]]
        while missed:
            for number, event, payload in missed:
                await connection.send(DISPATCH, payload, number, event)
            last = missed[-1][0]
            missed = [event for event in session.events if event[0] > last]
        await connection.send(DISPATCH, {}, session.sequence + 1, "RESUMED")
        session.sequence += 1
        session.connection = connection
        return session

    def emit(self, event: str, payload: Mapping[str, Any]) -> None:
        """Send an event of Discord to every session, in order, after the delay."""
        self._line.append((asyncio.get_running_loop().time() + self.delay, event, dict(payload)))
        if self._walking is None or self._walking.done():
            self._walking = asyncio.ensure_future(self._walk())

    async def _walk(self) -> None:
        while self._line:
            moment, event, payload = self._line[0]
            wait = moment - asyncio.get_running_loop().time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._line.popleft()
            for session in list(self._sessions.values()):
                if session.gets(event, payload):
                    await session.send(event, payload)

    async def drop(self, code: int = WSCloseCode.ABNORMAL_CLOSURE, *, shard: int | None = None) -> None:
        """Cut every socket, or that of one shard, by default with an abnormal closure."""
        for session in self._sessions.values():
            if shard not in (None, session.shard):
                continue
            connection, session.connection = session.connection, None
            if connection is not None:
                await connection.socket.close(code=code)

    def forget(self) -> None:
        """Drop all sessions, because the process of the bot has ended."""
        self._sessions.clear()
