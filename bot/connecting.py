"""Staying connected to Discord: run the bot, and begin again with a new client after every failure that may pass."""

import asyncio
import contextlib
import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import aiohttp
import discord

from bot.client import MeetupBot, ShardedBot
from bot.core.words.text import Refusal, Text, _
from bot.platform.logs import names_of

log = logging.getLogger(__name__)

WAITS = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)  # seconds between tries; the last one from then on
SAY_EVERY = timedelta(minutes=1)  # how often the log tells that Discord can't be reached
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


async def stay(
    make: Callable[[type[MeetupBot]], MeetupBot], token: str, leaving: asyncio.Event, clock: Callable[[], datetime]
) -> None:
    """Run a bot until ``leaving`` is set; where Discord can't be reached, try again with growing waits.

    ``make`` returns a new bot of a type. One connection comes back best after a failure, so the servers are divided
    over several only where Discord asks for that. Raises Refusal where trying again does not help: Discord does not
    accept the token, the Message Content intent or the connection.
    """
    said: datetime | None = None
    waits = _growing()
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
            waits = _growing()
        if said is None or bot.was_ready or clock() - said >= SAY_EVERY:
            log.warning("Discord can't be reached (%s); I keep trying", why)
            said = clock()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(next(waits)):
                await leaving.wait()


def _growing() -> Iterator[float]:
    yield from WAITS
    while True:
        yield WAITS[-1]


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
