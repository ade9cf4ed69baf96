"""Taking somebody who sits in voice along to the table that they chose: no second tap, and no searching."""

from typing import Any

import discord

from bot.core.evening.places import Place
from bot.core.words.text import _
from bot.platform import lookup
from bot.platform.answers import answer, bot_of
from bot.platform.voice import Moved, move_to


def voice_of(user: discord.abc.User) -> discord.abc.GuildChannel | None:
    """Return the voice channel that somebody is in, or None."""
    voice = user.voice if isinstance(user, discord.Member) else None
    return voice.channel if voice else None


async def take_along(interaction: discord.Interaction[Any], table: Place) -> None:
    """Move who pressed to a table, if they sit in voice; tell them where Discord refuses. Call it after the answer.

    One person after the other, because Discord moves about ten in ten seconds. Who went somewhere else while they
    waited, or chose another table, stays where they are.
    """
    bot, person, here = bot_of(interaction), interaction.user, voice_of(interaction.user)
    if here is None or not isinstance(person, discord.Member):
        return
    bot.going[person.id] = table.id
    async with bot.turns["along", here.guild.id]:
        goal = lookup.voice(bot, table.channel)
        is_there = isinstance(here, discord.VoiceChannel | discord.StageChannel) and person.id in here.voice_states
        if goal is None or not is_there or bot.going.get(person.id) != table.id:
            return
        if await move_to(here.guild, person.id, goal) is Moved.NO:
            text = _("I could not take you along. Tap {table} to go in.", table=f"<#{table.channel}>")
            await answer(interaction, text)
