"""The ✅ under a chat message: saved. What is saved is saved, also when Discord does not let us say so."""

import logging

import discord

from bot.platform.app import App

log = logging.getLogger(__name__)

SAVED = "✅"


async def add(message: discord.Message) -> None:
    """Put the mark under a message."""
    try:
        await message.add_reaction(SAVED)
    except discord.DiscordException as error:
        log.warning("could not mark a message: %s", type(error).__name__)


async def remove(bot: App, channel: int, message: int) -> None:
    """Take the mark away; a message or a right that is gone needs no more."""
    found = bot.get_channel(channel)
    if isinstance(found, discord.TextChannel | discord.VoiceChannel | discord.Thread) and bot.user:
        try:
            await found.get_partial_message(message).remove_reaction(SAVED, bot.user)
        except discord.DiscordException as error:
            log.info("could not take a mark away: %s", type(error).__name__)
