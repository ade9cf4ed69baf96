"""The ✅ under a chat message that was saved. It is a courtesy: failures to set it are only logged."""

import logging

import discord

from bot.platform.app import App

log = logging.getLogger(__name__)

SAVED = "✅"


async def add(message: discord.Message) -> None:
    """Put the ✅ under a message."""
    try:
        await message.add_reaction(SAVED)
    except discord.DiscordException as error:
        log.warning("could not mark a message: %s", type(error).__name__)


async def remove(bot: App, channel: int, message: int) -> None:
    """Take the ✅ from under a message; one that can't be reached any more is left alone."""
    found = bot.get_channel(channel)
    if isinstance(found, discord.TextChannel | discord.VoiceChannel | discord.Thread) and bot.user:
        try:
            await found.get_partial_message(message).remove_reaction(SAVED, bot.user)
        except discord.DiscordException as error:
            log.info("could not take a mark away: %s", type(error).__name__)
