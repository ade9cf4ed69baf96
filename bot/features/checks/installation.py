"""``python -m bot check``: check everything that must be right before the bot can run."""

import asyncio
import base64
import binascii
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from pathlib import Path

import aiohttp
import discord

from bot import settings as configuration
from bot.content.library import Library
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.checks import machine
from bot.features.checks.findings import Finding, damaged, message_content
from bot.platform import rights
from bot.platform.app import intents
from bot.platform.skew import Skew
from bot.settings import Settings
from bot.storage import meetups
from bot.storage.database import Database, reading
from bot.storage.file import opening
from bot.storage.file.lock import InUse


async def findings(clock: Callable[[], datetime]) -> AsyncIterator[Finding]:
    """Yield findings on settings, content files, database, disk, token, intents and clock.

    Only wrong settings end it early. ``clock`` returns the current time in UTC.
    """
    try:
        settings = configuration.load()
    except Refusal as refusal:
        yield Finding(False, refusal.text)
        return
    yield Finding(True, _("Settings: read. Times are in {zone}.", zone=settings.timezone))
    for finding in _content():
        yield finding
    for finding in await _database(settings):
        yield finding
    for finding in await machine.disk(settings.database):
        yield finding
    async for finding in _discord(settings, Skew(clock)):
        yield finding


def _content() -> list[Finding]:
    library = Library()
    files = library.files()
    mistakes = [mistake for path in files for mistake in library.check(path)]
    if mistakes:
        return [Finding(False, mistake.sentence) for mistake in mistakes]
    return [Finding(True, ngettext("Content: one file is right.", "Content: all {n} files are right.", len(files)))]


async def _database(settings: Settings) -> list[Finding]:
    path = settings.database
    try:
        if 0 < await asyncio.to_thread(opening.look, path) < len(opening.migrations()):
            return [
                Finding(
                    None,
                    _("Database: {path} is from an older version of the bot. The next start makes a backup and brings "
                      "it up to date.", path=path),
                )
            ]  # fmt: skip
        state = await _usable(path)
        async with reading(path) as db:
            return [Finding(True, state), *damaged(await meetups.unreadable(db))]
    except Refusal as refusal:
        return [Finding(False, refusal.text)]


async def _usable(path: Path) -> Text:
    """Return that the database can be used, or is in use. Raises Refusal where neither is so."""
    try:
        await (await Database.open(path)).close()
    except InUse:
        return _("Database: {path} is sound, and a bot is running on it now.", path=path)
    return _("Database: {path} can be read and written.", path=path)


def application_of(token: str) -> int | None:
    """Return the application's id from the first part of its token, or None where this is no token."""
    first = token.split(".")[0]
    try:
        return int(base64.b64decode(first + "=" * (-len(first) % 4), validate=True))
    except (binascii.Error, ValueError):
        return None


async def _discord(settings: Settings, skew: Skew) -> AsyncIterator[Finding]:
    try:
        token = settings.token()
    except Refusal as refusal:
        yield Finding(False, refusal.text)
        return
    application = application_of(token)
    if application is None:
        yield Finding(False, _("Token: this is not a token of Discord. Copy it again from the developer portal."))
        return
    client = discord.Client(intents=intents(), http_trace=skew.watch(aiohttp.TraceConfig()))
    try:
        await client.login(token)
        info = await client.application_info()
        yield Finding(True, _("Token: Discord knows it; the bot is called {name}.", name=Typed(info.name)))
        yield message_content(info.flags)
        if found := machine.clock(skew.ahead):
            yield found
    except discord.LoginFailure:
        yield Finding(False, _("Token: Discord does not accept it. Make a new one in the developer portal."))
    except (aiohttp.ClientError, discord.HTTPException, OSError, TimeoutError):
        yield Finding(False, _("Discord can't be reached. Is there internet? The rest was looked at all the same."))
    finally:
        await client.close()
    yield Finding(None, _("Rights the bot needs: {rights}.", rights=tuple((rights.NEEDED | rights.WISHED).values())))
    yield Finding(None, _("Invite the bot with: {link}", link=rights.invite_link(application)))
