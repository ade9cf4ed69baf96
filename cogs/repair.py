"""Channels and roles that organisers change or delete by hand: repaired, or told to the moderators."""

import logging

import discord
from discord.ext import commands

from bot.core.words.text import Refusal
from bot.features.meetups import moderating
from bot.platform import mending, rights, troubles
from bot.platform.app import App
from bot.storage import meetups, posts, servers

log = logging.getLogger(__name__)


class RepairCog(commands.Cog):
    """Reacts to deleted channels and to changed or deleted roles."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """Make a deleted channel of a meetup again while it is needed."""
        meetup = await meetups.of_channel(self.bot.db.read, channel.id)
        if meetup is None:
            return
        try:
            await mending.mend(self.bot, meetup.id)
        except (*troubles.FAILURES, Refusal) as error:  # the runner tries again
            log.warning("meetup %s: could not mend: %s", meetup.id, type(error).__name__)

    @commands.Cog.listener()
    async def on_guild_role_update(self, before: discord.Role, after: discord.Role) -> None:
        """Change a role's access to all meetups when it got or lost the right to command."""
        server = await servers.get(self.bot.db.read, after.guild.id)
        if rights.may_command(before, server) == rights.may_command(after, server):
            return
        try:
            await self.bot.channels.follow_roles(server, after)
        except Refusal as refusal:
            log.warning("server %s: could not follow a role: %s", server.id, refusal)

    @commands.Cog.listener()
    async def on_guild_role_delete(self, role: discord.Role) -> None:
        """Tell the remaining moderators that the moderator role was deleted."""
        await moderating.tell_gone(self.bot, role.guild.id, role.id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, payload: discord.RawMessageDeleteEvent) -> None:
        """Post a deleted message with buttons again."""
        await self._bring_back([payload.message_id])

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, payload: discord.RawBulkMessageDeleteEvent) -> None:
        """Post deleted messages with buttons again."""
        await self._bring_back(sorted(payload.message_ids))

    async def _bring_back(self, messages: list[int]) -> None:
        by_hand = [message for message in messages if message not in self.bot.removing]
        self.bot.removing.difference_update(messages)
        known = [message for message in by_hand if await posts.of_message(self.bot.db.read, message)]
        if not known:
            return
        async with self.bot.db.transaction() as db:
            for message in known:
                self.bot.looks.pop(message, None)
                await mending.bring_back(db, message, self.bot.clock())


async def setup(bot: App) -> None:
    """Add the cog to the bot; called by discord.py."""
    await bot.add_cog(RepairCog(bot))
