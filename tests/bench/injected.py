"""Code in the bot's process, as its sitecustomize: connects it to the stand-in, and breaks it on request.

The bot's own code does not know of it. Environment: STANDIN (address), SHIFT (seconds that the clock is ahead),
KILL (JSON, see ``_arm``), FULL (path of a file: while it exists, the database can't grow).
"""

import contextlib
import contextvars
import json
import os
import signal
import sqlite3
import sys
from datetime import UTC, datetime, timedelta
from typing import Any

import discord
import discord.gateway
import discord.http
import yarl

discord.http.Route.BASE = os.environ["STANDIN"] + "/api/v10"
discord.gateway.DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(os.environ["STANDIN"].replace("http", "ws") + "/gateway")

SHIFT = timedelta(seconds=float(os.environ.get("SHIFT", "0")))
KILL: dict[str, Any] = json.loads(os.environ.get("KILL", "null")) or {}
FULL = os.environ.get("FULL", "")

_connect = sqlite3.connect
_acting: contextvars.ContextVar[bool] = contextvars.ContextVar("acting", default=False)
_left = {"statements": KILL.get("statement", 0), "requests": KILL.get("request", 1)}
_marked = False


def die() -> None:
    """Kill this process at once with SIGKILL, as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)


class WatchedConnection(sqlite3.Connection):
    """A connection that counts statements in transactions, and dies or is full on request."""

    inside = False

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        if sql.startswith(("BEGIN", "INSERT")) and not self.inside:
            self.inside = sql.startswith("BEGIN")
            if FULL:
                limit = super().execute("PRAGMA page_count").fetchone()[0] if os.path.exists(FULL) else 2**30
                super().execute(f"PRAGMA max_page_count = {limit}")
        elif self.inside and KILL.get("point") == "transaction":
            _left["statements"] -= 1
            if _left["statements"] < 0:
                die()
        return super().execute(sql, *args)

    def commit(self) -> None:
        super().commit()
        self.inside = False
        if _marked:
            die()

    def rollback(self) -> None:
        super().rollback()
        self.inside = False


def connect(*args: Any, **kwargs: Any) -> sqlite3.Connection:
    """Open a watched connection, and shift the clock of the bot.

    The clock is replaced here because ``bot.cli`` is loaded by now and has not used it yet.
    """
    if SHIFT and "bot.cli" in sys.modules:
        vars(sys.modules["bot.cli"])["now"] = lambda: datetime.now(UTC) + SHIFT
    connection: sqlite3.Connection = _connect(*args, **{"factory": WatchedConnection, **kwargs})
    return connection


sqlite3.connect = connect  # type: ignore[assignment]  # it takes what the real one takes


def _arm() -> None:
    """Make the process die around the cue with the id in KILL.

    ``when``: "before" the act, "during" it (after ``request`` calls to Discord, or at its end), "after" it, or
    "marked" (after the commit that marks it done).
    """
    from bot.runner import acts

    async def deadly(scene: Any) -> Any:
        global _marked
        if scene.cue.id != KILL["cue"]:
            return await doing[scene.cue.kind](scene)
        if KILL["when"] == "before":
            die()
        _acting.set(KILL["when"] == "during")
        again = await doing[scene.cue.kind](scene)
        if KILL["when"] == "marked":
            _marked = True
        else:
            die()
        return again

    doing = dict(acts.ACTS)
    acts.ACTS.update(dict.fromkeys(doing, deadly))


_request = discord.http.HTTPClient.request


async def request(self: Any, *args: Any, **kwargs: Any) -> Any:
    """Call Discord; die after the call that KILL names."""
    answer = await _request(self, *args, **kwargs)
    if _acting.get():
        _left["requests"] -= 1
        if _left["requests"] <= 0:
            die()
    return answer


_login = discord.Client.login


async def login(self: Any, token: str) -> None:
    """Arm the process before the login, when all code of the bot is loaded."""
    self._connection.guild_ready_timeout = 0.3  # seconds; discord.py waits 2 for more servers, the bench has few
    with contextlib.suppress(ImportError):
        if KILL.get("point") == "cue":
            discord.http.HTTPClient.request = request  # type: ignore[method-assign]  # where a kill comes
            _arm()
    await _login(self, token)


discord.Client.login = login  # type: ignore[method-assign]  # the last moment before it
