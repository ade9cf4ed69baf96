"""Telling Discord which commands there are: beside everything else, and only when they have changed."""

import asyncio
import hashlib
import json
import logging

import discord

from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.pacing import pause
from bot.storage import memory

log = logging.getLogger(__name__)

TAKES_AT_MOST = 120.0  # seconds for one try
FIRST_WAIT, LONGEST_WAIT = 30.0, 3600.0  # seconds before trying again; the wait doubles each time


async def keep_trying(app: App) -> None:
    """Register the commands, again after every failure that may pass. Never raises an error of Discord."""
    wait = FIRST_WAIT
    while (asked := await register(app)) is not None:
        await pause(max(wait, asked))
        wait = min(2 * wait, LONGEST_WAIT)


async def register(app: App) -> float | None:
    """Send the commands to Discord if they differ from those that it took last.

    Returns None when there is nothing more to do, else after how many seconds at least it may be tried again.
    """
    name, digest = f"commands of {app.application_id}", await _digest(app)
    if await memory.get(app.db.read, name) == digest:
        return None
    try:
        async with asyncio.timeout(TAKES_AT_MOST):
            await app.tree.sync()
    except discord.RateLimited as error:
        log.warning("Discord lets us register the commands in %.0f seconds; until then it has those from before",
                    error.retry_after)  # fmt: skip
        return error.retry_after
    except (discord.DiscordException, OSError, TimeoutError) as error:
        log.warning("the commands could not be registered: %s", names_of(error))
        return 0.0
    async with app.db.transaction() as db:
        await memory.put(db, name, digest)
    log.info("the commands are registered")
    return None


async def _digest(app: App) -> str:
    """Return a digest of all commands as Discord gets them."""
    translator = app.tree.translator
    commands = [
        await command.get_translated_payload(app.tree, translator) if translator else command.to_dict(app.tree)
        for command in app.tree.get_commands()
    ]
    return hashlib.blake2s(json.dumps(commands, sort_keys=True).encode(), digest_size=16).hexdigest()
