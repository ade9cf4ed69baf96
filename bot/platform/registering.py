"""Telling Discord which commands there are: beside everything else, and only when they have changed."""

import asyncio
import hashlib
import json
import logging
from collections.abc import Mapping, Sequence
from typing import Any

import discord

from bot.platform import tappable
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
    """Send the commands to Discord if they differ from those that it took last, and learn their ids for texts.

    Returns None when there is nothing more to do, else after how many seconds at least it may be tried again.
    """
    payloads = await _payloads(app)
    name, digest, english = f"commands of {app.application_id}", _digest(payloads), _english(payloads)
    ids = await tappable.kept(app.db.read, app.application_id)
    tappable.learn(ids, english)
    if ids and await memory.get(app.db.read, name) == digest:
        return None
    try:
        async with asyncio.timeout(TAKES_AT_MOST):
            registered = await app.tree.sync()
    except discord.RateLimited as error:
        log.warning("Discord lets us register the commands in %.0f seconds; until then it has those from before",
                    error.retry_after)  # fmt: skip
        return error.retry_after
    except (discord.DiscordException, OSError, TimeoutError) as error:
        log.warning("the commands could not be registered: %s", names_of(error))
        return 0.0
    ids = {command.name: command.id for command in registered if command.type is discord.AppCommandType.chat_input}
    async with app.db.transaction() as db:
        await memory.put(db, name, digest)
        await tappable.keep(db, app.application_id, ids)
    tappable.learn(ids, english)
    log.info("the commands are registered")
    return None


async def _payloads(app: App) -> list[dict[str, Any]]:
    """Return all commands as Discord gets them."""
    translator = app.tree.translator
    return [
        await command.get_translated_payload(app.tree, translator) if translator else command.to_dict(app.tree)
        for command in app.tree.get_commands()
    ]


def _digest(payloads: Sequence[dict[str, Any]]) -> str:
    return hashlib.blake2s(json.dumps(payloads, sort_keys=True).encode(), digest_size=16).hexdigest()


def _english(payloads: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Return the English name of each command by its Dutch one, both from the first word on."""
    found: dict[str, str] = {}
    for command in payloads:
        name, english = command["name"], _in_english(command)
        found[name] = english
        for sub in command.get("options", ()):
            found[f"{name} {sub['name']}"] = f"{english} {_in_english(sub)}"
    return found


def _in_english(command: Mapping[str, Any]) -> str:
    return str(command.get("name_localizations", {}).get("en-US", command["name"]))
