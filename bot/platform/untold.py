"""Notices that the moderators' channel refused: kept until a moderator has read them.

They are posted there as soon as it works again; until then the next moderator who commands or presses something on the
server reads them privately. Each is read in one of these ways.
"""

import logging
import re
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.words.text import _
from bot.core.words.typed import Shown
from bot.platform import rights
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.storage import servers, timelines
from bot.storage import untold as stored
from bot.storage.database import Transaction
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

MOST = 25  # of one meetup, enough for one of each of its channels; the oldest go
SOON = timedelta(seconds=5)  # how long until it is tried to post them
_COUNTDOWN = re.compile(r"<t:\d+:\w>")


async def look(app: App) -> None:
    """Note the servers that have any from before a restart."""
    app.untold |= await stored.servers(app.db.read)


async def keep(app: App, meetup: Meetup, notice: str) -> bool:
    """Keep a notice that could not be posted, and have it posted later. False where nothing can be stored."""
    try:
        async with app.db.transaction() as db:
            await keep_in(db, meetup, notice, app.clock())
    except Unavailable:
        log.warning("meetup %s: what the moderators were to read could not be stored", meetup.id)
        return False
    app.untold.add(meetup.server)
    return True


async def keep_in(db: Transaction, meetup: Meetup, notice: str, now: datetime) -> None:
    """Store a notice; one that differs only in its times takes the place of the other."""
    for known in await stored.of_meetup(db, meetup.id):
        if _COUNTDOWN.sub("", known.text) == _COUNTDOWN.sub("", notice):
            await stored.forget(db, known.id)
    await stored.add(db, meetup.id, notice, MOST)
    await timelines.ensure(db, meetup.id, CueKind.UNTOLD, now, SOON)


async def say_each(app: App, meetup: int, say: Callable[[Shown], Awaitable[object]]) -> None:
    """Say the notices of a meetup, oldest first, and forget each that was said. Raises what ``say`` raises."""
    async with app.turns["untold", meetup]:
        for notice in await stored.of_meetup(app.db.read, meetup):
            await say(Shown(notice.text))
            async with app.db.transaction() as db:
                await stored.forget(db, notice.id)


async def tell(interaction: discord.Interaction[Any]) -> None:
    """After another answer, tell a moderator privately what could not be posted for them."""
    app, person = bot_of(interaction), interaction.user
    if interaction.guild_id not in app.untold or not isinstance(person, discord.Member):
        return
    if not rights.is_moderator(person, await servers.get(app.db.read, person.guild.id)):
        return
    app.untold.discard(person.guild.id)
    waiting = await stored.meetups_of(app.db.read, person.guild.id)
    try:
        if waiting:
            await answer(interaction, _("I could not post this in the moderators' channel, so you read it here:"))
        for meetup in waiting:
            await say_each(app, meetup, lambda notice: answer(interaction, notice))
    except BaseException:
        app.untold.add(person.guild.id)
        raise
