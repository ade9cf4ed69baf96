"""Waiting for what passes by itself: a database that is locked or has no room, and Discord that can't be reached."""

import asyncio
import contextlib
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import discord

from bot.client import MeetupBot
from bot.core.words.text import Refusal, Text, _
from bot.platform.logs import names_of
from bot.sharded import ShardedBot
from bot.storage.database import Database
from bot.storage.file.trouble import Passing

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)  # seconds between tries; the last one from then on
SAY_EVERY = timedelta(minutes=1)  # how often the log tells what is waited for
TOO_MANY_SERVERS = 4011  # Discord's code for closing a gateway that should be divided into shards
TOKEN_REFUSED = 4004  # Discord's code for closing a gateway; the library gives up on those from 4010 to 4014 too

# Failures of the network or of Discord. Whatever else happens is a bug, and ends the process.
PASSING = (
    OSError,
    TimeoutError,
    aiohttp.ClientError,
    discord.HTTPException,
    discord.RateLimited,
    discord.GatewayNotFound,
    discord.ConnectionClosed,
)


class Patience:
    """Growing waits between tries, cut short when ``leaving`` is set; the log tells of them once in ``SAY_EVERY``."""

    def __init__(self, leaving: asyncio.Event, clock: Callable[[], datetime]) -> None:
        self._leaving, self._clock = leaving, clock
        self.begin_again()

    def begin_again(self) -> None:
        """Wait short again, and tell of it again: what was waited for has been there."""
        self._tries = 0
        self._said: datetime | None = None

    async def wait(self, message: str, why: object) -> None:
        """Wait before the next try. ``message`` is a line for the log, with %s for ``why``."""
        if self._said is None or self._clock() - self._said >= SAY_EVERY:
            log.warning(message, why)
            self._said = self._clock()
        wait = WAITS[min(self._tries, len(WAITS) - 1)]
        self._tries += 1
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(wait):
                await self._leaving.wait()


async def opened(path: Path, leaving: asyncio.Event, clock: Callable[[], datetime]) -> Database | None:
    """Open the database; while it is locked, as by a backup, or has no room, try again with growing waits.

    Returns None once ``leaving`` is set. Raises Refusal where trying again does not help.
    """
    patience = Patience(leaving, clock)
    while not leaving.is_set():
        try:
            return await Database.open(path)
        except Passing as trouble:
            await patience.wait("the database can't be used yet; I keep trying: %s", trouble)
    return None


async def stay(
    make: Callable[[type[MeetupBot]], MeetupBot], token: str, leaving: asyncio.Event, clock: Callable[[], datetime]
) -> None:
    """Run a bot until ``leaving`` is set; where Discord can't be reached, try again with growing waits.

    ``make`` returns a new bot of a type. One connection comes back best after a failure, so the servers are divided
    over several only where Discord asks for that. Raises Refusal where trying again does not help: Discord does not
    accept the token, the Message Content intent or the connection.
    """
    patience = Patience(leaving, clock)
    wanted: type[MeetupBot] = MeetupBot
    while not leaving.is_set():
        bot = make(wanted)
        try:
            await _live(bot, token, leaving)
            why = "connection lost"
        except PASSING as error:
            if getattr(error, "code", None) == TOO_MANY_SERVERS and wanted is MeetupBot:
                wanted = ShardedBot
                continue
            if (final := _final(error)) is not None:
                raise Refusal(final) from None
            why = names_of(error)
        except discord.PrivilegedIntentsRequired:
            raise Refusal(
                _("Discord does not let the bot read messages yet. Switch on “Message Content Intent” in the "
                  "developer portal, under Bot, and start again.")
            ) from None  # fmt: skip
        except discord.LoginFailure:
            raise Refusal(_token_refused()) from None
        if leaving.is_set():
            return
        if bot.was_ready:
            patience.begin_again()
        await patience.wait("Discord can't be reached (%s); I keep trying", why)


async def _live(bot: MeetupBot, token: str, leaving: asyncio.Event) -> None:
    """Run one bot until it leaves or has been without Discord for too long. Raises what ended it otherwise."""
    async with bot:
        bot.expect_connection()
        life = asyncio.create_task(bot.start(token))
        ends = [asyncio.create_task(leaving.wait()), asyncio.create_task(bot.lost.wait())]
        try:
            await asyncio.wait({life, *ends}, return_when=asyncio.FIRST_COMPLETED)
            if leaving.is_set():
                await bot.leave()
            elif life.done():
                life.result()
        finally:
            for task in (life, *ends):
                task.cancel()
            await asyncio.gather(life, *ends, return_exceptions=True)


def _final(error: Exception) -> Text | None:
    """Return the sentence for a failure that does not pass, or None."""
    if isinstance(error, discord.ConnectionClosed) and error.code == TOKEN_REFUSED:
        return _token_refused()
    if isinstance(error, discord.HTTPException) and error.status == 401:
        return _token_refused()
    if isinstance(error, discord.ConnectionClosed):
        return _("Discord refuses this version of the bot (code {code}). Update the bot, and start it again.",
                 code=error.code)  # fmt: skip
    return None


def _token_refused() -> Text:
    return _(
        "Discord does not accept the token (DISCORD_TOKEN): it is wrong, or was made invalid. Copy the token from the "
        "developer portal, under Bot, or make a new one there, and start again."
    )
