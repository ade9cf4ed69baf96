"""#morgen and the other tags in chat: messages sent, edited and deleted, also while the bot was away."""

import logging

import discord
from discord.ext import commands

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS
from bot.core.people import contributions as rules
from bot.core.people.contributions import Contribution
from bot.core.people.reading import read
from bot.core.words.text import Text, _, ngettext
from bot.features.contributions import hearing, marks, questions
from bot.features.contributions.listening import home_of, is_said, reading_of
from bot.platform import lookup, mending
from bot.platform.app import App
from bot.platform.seen import as_seen
from bot.platform.text import words_of
from bot.storage import contributions, joins, meetups, places, timelines, walls
from bot.storage import messages as chat_messages
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

# How far back a channel is read after the bot was away: about what 900 people write in one evening.
LOOK_BACK = 2000

Part = discord.TextChannel | discord.VoiceChannel | discord.Thread


class ChatCog(commands.Cog):
    """Listens to messages in the channels of meetups."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    # ------------------------------------------------------------------ said

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Store what is said with a tag in a channel of a meetup; answer where it can't be stored."""
        if not is_said(message):
            return
        if message.guild is None:
            if read(words_of(message)).kept:
                text = _("Say this in a channel of your meetup; here I can't add it to the harvest.")
                await hearing.reply(self.bot, message, text)
            return
        try:
            if (meetup := await self._meetup_of(message)) is not None:
                await hearing.take(self.bot, message, meetup, await reading_of(self.bot, message, meetup))
        except Unavailable:
            if read(words_of(message)).kept:
                text = _(
                    "This is not saved yet: I can't write to my database now. Leave it here; as soon as I can, I save "
                    "it and put {mark} under it. No {mark} in ten minutes? Then say it again.",
                    mark=marks.SAVED,
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
        if (meetup := await self._meetup_of(message)) is not None:
            await self._edited(message, meetup)

    async def _edited(self, message: discord.Message, meetup: Meetup) -> None:
        """Make the stored contributions equal to the edited message, unless this edit was dealt with before."""
        assert message.edited_at is not None
        seen = await as_seen(self.bot, message, meetup)
        reading = await reading_of(self.bot, message, meetup)
        async with self.bot.db.transaction() as db:
            if not await chat_messages.is_new_edit(db, message.id, message.edited_at):
                return
            stored = await chat_messages.of_message(db, message.id)
            withdrawn = await chat_messages.withdrawn_positions(db, message.id)
            changes = rules.compare(stored, seen, reading.kept, self.bot.clock(), withdrawn)
            for item in changes.changed:
                await contributions.change(db, item)
                await walls.changed(db, item, self.bot.clock())
                if not KINDS[item.kind].joinable:
                    await joins.forget(db, item.id)
            for item in changes.withdrawn:
                await contributions.withdraw(db, item.id)
                await timelines.wake(db, item.meetup, CueKind.PANEL, self.bot.clock(), PANEL_CALM)
                await timelines.wake(db, item.meetup, CueKind.WALL, self.bot.clock())
            await questions.settle(db, meetup.id, message.channel.id, message.id, self.bot.clock())
        if changes.changed or changes.withdrawn:
            await self.bot.db.forget_log()
        if changes.added or reading.asked:
            await hearing.take(self.bot, message, meetup, reading, changes.added)
        # Stored last: after a crash before this line, the additions are found again.
        async with self.bot.db.transaction() as db:
            await chat_messages.edit_done(db, meetup.id, message.id, message.edited_at)
        if not changes.added and stored and len(changes.withdrawn) == len(stored):
            await marks.remove(self.bot, message.channel.id, message.id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A deleted message takes what it said along, and the question about it."""
        await self._deleted({event.message_id})
        if (meetup := await meetups.of_channel(self.bot.db.read, event.channel_id)) is not None:
            async with self.bot.db.transaction() as db:
                await questions.settle(db, meetup.id, event.channel_id, event.message_id, self.bot.clock())

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """Keep what messages said that were deleted together, and tell the moderators.

        Only moderators and bots can do that: it is a tidy-up, not the wish of the authors.
        """
        async with self.bot.db.transaction() as db:
            kept = await chat_messages.detach(db, event.message_ids)
        for id, count in kept.items():
            if meetup := await meetups.get(self.bot.db.read, id):
                venue = await places.venue(self.bot.db.read, id)
                await mending.tell_moderators(self.bot, meetup, venue, _tidied(count))

    async def _deleted(self, messages: set[int]) -> None:
        stored: list[Contribution] = []
        for message in messages:
            stored += await chat_messages.of_message(self.bot.db.read, message)
        if stored:
            async with self.bot.db.transaction() as db:
                for item in stored:
                    await contributions.withdraw(db, item.id)
                    await timelines.wake(db, item.meetup, CueKind.PANEL, self.bot.clock(), PANEL_CALM)
                    await timelines.wake(db, item.meetup, CueKind.WALL, self.bot.clock())
            await self.bot.db.forget_log()

    # ------------------------------------------------------------------ while the bot was away

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Read back after a new connection: Discord does not report what happened while there was none."""
        await self.read_back()

    async def read_back(self) -> None:
        """Deal with messages sent, edited and deleted while the bot was away or could not save.

        Covers the channels and threads of all meetups that still take contributions.
        """
        async with self.bot.reading_back:
            for meetup in await meetups.taking_contributions(self.bot.db.read, self.bot.clock()):
                for place in (await places.venue(self.bot.db.read, meetup.id)).places:
                    channel = lookup.chat(self.bot, place.channel)
                    if channel:
                        threads = channel.threads if isinstance(channel, discord.TextChannel) else []
                        for part in (channel, *threads):
                            await self._catch_up(meetup, part)

    async def _catch_up(self, meetup: Meetup, channel: Part) -> None:
        """Read a channel or thread from its end back to the start of the meetup. Doing it twice changes nothing.

        Not from the last known message on: what was edited or deleted meanwhile may be older. At most ``LOOK_BACK``
        messages.
        """
        known = await chat_messages.messages_in(self.bot.db.read, meetup.id, channel.id)
        seen: set[int] = set()
        oldest = None
        try:
            async for message in channel.history(limit=LOOK_BACK, after=meetup.started_at, oldest_first=False):
                seen.add(message.id)
                oldest = message.id
                if not is_said(message):
                    continue
                if message.edited_at is not None:
                    await self._edited(message, meetup)
                elif message.id not in known:
                    await hearing.catch_up(self.bot, message, meetup)
        except discord.DiscordException as error:
            log.warning("meetup %s: could not read a channel: %s", meetup.id, type(error).__name__)
            return
        # Stored messages from the part that was read that are no longer in it were deleted.
        assert meetup.started_at is not None
        first = discord.utils.time_snowflake(meetup.started_at) if len(seen) < LOOK_BACK else oldest
        for id in known - seen:
            if first is not None and id > first and await _is_gone(channel, id):
                await self._deleted({id})


def _tidied(count: int) -> Text:
    return ngettext(
        "🧹 Chat messages were deleted together. One contribution in them stays in the harvest; its author can "
        "withdraw it with `/mijn bijdragen`.",
        "🧹 Chat messages were deleted together. {n} contributions in them stay in the harvest; their authors can "
        "withdraw them with `/mijn bijdragen`.",
        count,
    )


async def _is_gone(channel: Part, message: int) -> bool:
    """Return whether Discord says that a message does not exist.

    An empty history is no proof: the bot may not be allowed to read it.
    """
    try:
        await channel.fetch_message(message)
    except discord.NotFound:
        return True
    except discord.DiscordException:
        return False
    return False


async def setup(bot: App) -> None:
    """Add the cog to the bot, and read back whenever the database works again; called by discord.py."""
    cog = ChatCog(bot)
    bot.after_trouble.append(cog.read_back)
    await bot.add_cog(cog)
