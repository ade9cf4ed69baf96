"""#morgen and the other tags in chat: messages sent, edited and deleted, also while the bot was away."""

from functools import partial

import discord
from discord.ext import commands

from bot.core.evening.meetup import Meetup
from bot.core.people.reading import read
from bot.core.words.text import _
from bot.features.contributions import hearing, questions, reading_back, settling
from bot.features.contributions.listening import hear, home_of, is_said
from bot.platform.app import App
from bot.platform.gathered import Gathered
from bot.platform.marking import SAVED
from bot.platform.text import words_of
from bot.storage import meetups
from bot.storage.file.trouble import Unavailable


class ChatCog(commands.Cog):
    """Listens to messages in the channels of meetups."""

    def __init__(self, bot: App) -> None:
        self.bot = bot
        self._read: set[int] = set()  # servers that were read back, or will be, since the last connection
        self._available = Gathered(partial(reading_back.read_back, bot))

    # ------------------------------------------------------------------ said

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Store what is said with a tag in a channel of a meetup; answer where it can't be stored."""
        if not is_said(message):
            return
        self.bot.speakers.note(message.author)
        if message.guild is None:
            if read(words_of(message)).kept:
                text = _("Say this in a channel of your meetup; here I can't add it to the harvest.")
                await hearing.reply(self.bot, message, text)
            return
        try:
            if (meetup := await self._meetup_of(message)) is not None:
                await hearing.take(self.bot, await hear(self.bot, message, meetup))
        except Unavailable:
            if read(words_of(message)).kept:
                text = _(
                    "This is not saved yet: I can't write to my database now. Leave it here; as soon as I can, I save "
                    "it and put {mark} under it. No {mark} in ten minutes? Then say it again.",
                    mark=SAVED,
                )
                await hearing.reply(self.bot, message, text)

    async def _meetup_of(self, message: discord.Message) -> Meetup | None:
        return await meetups.of_channel(self.bot.db.read, home_of(message))

    # ------------------------------------------------------------------ edited, deleted

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """Change, withdraw or add contributions after their message was edited."""
        message = event.message
        if not is_said(message) or event.guild_id is None or message.edited_at is None:
            return
        self.bot.versions.edited(message.id, message.edited_at)
        known = self.bot.speakers.get(message.guild, message.author)
        message.author = message.author if known is None or isinstance(message.author, discord.Member) else known
        if (meetup := await self._meetup_of(message)) is not None:
            await settling.edited(self.bot, await hear(self.bot, message, meetup))

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A deleted message takes what it said along, and the question about it."""
        await settling.deleted(self.bot, event.message_id)
        if (meetup := await meetups.of_channel(self.bot.db.read, event.channel_id)) is not None:
            async with self.bot.db.transaction() as db:
                await questions.settle(db, meetup.id, event.channel_id, event.message_id, self.bot.clock())

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Keep what messages said that were deleted together, and tell the moderators."""
        await settling.tidied_up(self.bot, event.message_ids)

    # ------------------------------------------------------------------ while the bot was away

    @commands.Cog.listener()
    async def on_connect(self) -> None:
        """A new connection: Discord does not report what happened while there was none."""
        self._read.clear()

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Read back a server. It may become available long after the connection is ready."""
        self._read.add(guild.id)
        await self._available.ask(guild.id)

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Read back the servers that discord.py did not name as available."""
        await reading_back.read_back(self.bot, without=self._read)


async def setup(bot: App) -> None:
    """Add the cog to the bot, and read back whenever the database works again; called by discord.py."""
    bot.after_trouble.append(partial(reading_back.read_back, bot))
    await bot.add_cog(ChatCog(bot))
