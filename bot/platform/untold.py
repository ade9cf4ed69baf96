"""Notices that the moderators' channel refused: told privately to the next moderator who commands or presses something.

They are kept in memory. What fails in one channel is a row, and is said anew after a restart.
"""

import re
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.words.text import _
from bot.core.words.typed import Shown
from bot.platform import rights
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.storage import servers

MOST = 25  # of one meetup, enough for one of each of its channels; the oldest go
_COUNTDOWN = re.compile(r"<t:\d+:\w>")


def keep(app: App, meetup: Meetup, notice: str) -> None:
    """Keep a notice that could not be posted; one that differs only in its times takes the place of the other."""
    kept = app.untold.setdefault((meetup.server, meetup.id), [])
    kept[:] = [*_others(kept, notice), notice][-MOST:]


async def say_each(app: App, key: tuple[int, int], say: Callable[[str], Awaitable[object]]) -> None:
    """Say the notices of a meetup, oldest first, and forget those that were said. Raises what ``say`` raises."""
    waiting = app.untold.pop(key, [])  # nobody else says them meanwhile
    try:
        while waiting:
            await say(waiting[0])
            del waiting[0]
    finally:
        if waiting:
            app.untold[key] = [*waiting, *app.untold.get(key, [])][-MOST:]


async def tell(interaction: discord.Interaction[Any]) -> None:
    """After another answer, tell a moderator privately what could not be posted for them."""
    app, person = bot_of(interaction), interaction.user
    waiting = [key for key in app.untold if key[0] == interaction.guild_id]
    if not waiting or not isinstance(person, discord.Member):
        return
    if rights.is_moderator(person, await servers.get(app.db.read, person.guild.id)):
        await answer(interaction, _("I could not post this in the moderators' channel, so you read it here:"))
        for key in waiting:
            await say_each(app, key, lambda notice: answer(interaction, Shown(notice)))


def _others(kept: Iterable[str], notice: str) -> list[str]:
    return [one for one in kept if _COUNTDOWN.sub("", one) != _COUNTDOWN.sub("", notice)]
