"""Taking somebody who sits in voice along to the table that they chose: no second tap, and no searching."""

import logging
from typing import Any

import discord

from bot.core.evening.places import Place
from bot.core.words.text import _
from bot.platform import lookup
from bot.platform.answers import answer, bot_of
from bot.platform.channels import REASON
from bot.platform.logs import names_of
from bot.platform.troubles import FAILURES
from bot.platform.voice import NOT_IN_VOICE

log = logging.getLogger(__name__)


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
        try:
            await person.move_to(goal, reason=REASON)
        except FAILURES as error:
            if isinstance(error, discord.HTTPException) and error.code == NOT_IN_VOICE:
                return
            log.warning("somebody could not be taken along to table %s: %s", table.id, names_of(error))
            text = _("I could not take you along. Tap {table} to go in.", table=f"<#{table.channel}>")
            await answer(interaction, text)
