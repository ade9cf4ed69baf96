"""Chat at a table or in the plenary: once it has pushed the card there out of sight, the card comes below."""

from contextlib import suppress

import discord
from discord.ext import commands

from bot.features.tables import card
from bot.platform.app import App
from bot.storage.file.trouble import Unavailable


class CardCog(commands.Cog):
    """Listens to what is said at tables and in the plenary, to count it."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Count a line of chat of a channel. The bot's own don't count."""
        if isinstance(message.channel, discord.VoiceChannel | discord.TextChannel) and message.author != self.bot.user:
            with suppress(Unavailable):
                await card.heard(self.bot, message.channel.id)


async def setup(bot: App) -> None:
    """Add the cog to the bot; called by discord.py."""
    await bot.add_cog(CardCog(bot))
