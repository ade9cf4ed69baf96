"""Runs inside the bot's process, as its sitecustomize: leads discord.py to the stand-in, and breaks things on request.

The bot itself knows nothing of it. By environment: STANDIN (address), SHIFT (seconds that the clock is ahead),
KILL (json, see ``_arm``), FULL (a file: while it exists, the database can't grow).
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
    """As the power does."""
    os.kill(os.getpid(), signal.SIGKILL)


class WatchedConnection(sqlite3.Connection):
    """Counts what happens inside transactions, and dies or is full on request."""

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
    """The database of the bot, watched; this is also the moment at which its clock exists and is not used yet."""
    if SHIFT and "bot.cli" in sys.modules:
        vars(sys.modules["bot.cli"])["now"] = lambda: datetime.now(UTC) + SHIFT
    connection: sqlite3.Connection = _connect(*args, **{"factory": WatchedConnection, **kwargs})
    return connection


sqlite3.connect = connect  # type: ignore[assignment]


def _arm() -> None:
    """Die around the cue that KILL names by its id: before, during (after so many requests), after it, or marked."""
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
    """A call to Discord; the one that KILL names is the last."""
    answer = await _request(self, *args, **kwargs)
    if _acting.get():
        _left["requests"] -= 1
        if _left["requests"] <= 0:
            die()
    return answer


_login = discord.Client.login


async def login(self: Any, token: str) -> None:
    """Everything of the bot is loaded now: the moment to lay hands on it."""
    self._connection.guild_ready_timeout = 0.3  # seconds; discord.py waits 2 for more servers, the bench has few
    with contextlib.suppress(ImportError):
        if KILL.get("point") == "cue":
            discord.http.HTTPClient.request = request  # type: ignore[method-assign]
            _arm()
    await _login(self, token)


discord.Client.login = login  # type: ignore[method-assign]
