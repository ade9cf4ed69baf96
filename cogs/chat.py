"""#morgen and its like in chat: said, edited, deleted; also while the bot was away."""

import logging
from collections.abc import Iterable

import discord
from discord.ext import commands

from bot.content.texts import DEFAULT, Say
from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.meetup import LATE_CONTRIBUTIONS, Meetup
from bot.core.kinds import KINDS, Source
from bot.core.people import contributions as rules
from bot.core.people.contributions import Contribution, Found, Origin
from bot.core.words.text import Refusal, Text, _
from bot.features.contributions import keeping, marks
from bot.features.contributions import views as contribution_views
from bot.platform import lookup
from bot.platform.app import App
from bot.platform.text import speaking, words_of
from bot.storage import contributions, joins, meetups, places, timelines, walls
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)

# How far back a channel is read after the bot was away: about what 900 people write in one evening.
LOOK_BACK = 2000

Part = discord.TextChannel | discord.VoiceChannel | discord.Thread


class ChatCog(commands.Cog):
    """Listens in the channels of the meetups."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    # ------------------------------------------------------------------ said

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Keep what is said with a tag, in any channel of a meetup."""
        if message.author.bot or message.webhook_id:
            return
        found = list(enumerate(rules.find(words_of(message))))
        if not found:
            return
        if message.guild is None:
            await self._reply(message, _("Say this in a channel of your meetup; here I can't add it to the harvest."))
            return
        try:
            if (meetup := await self._meetup_of(message)) is not None:
                await self._take(message, meetup, found)
        except Unavailable:
            await self._reply(
                message,
                _("This is not saved yet: I can't write to my database now. Leave it here; as soon as I can, I save "
                  "it and put {mark} under it. No {mark} in ten minutes? Then say it again.", mark=marks.SAVED),
            )  # fmt: skip

    async def _take(self, message: discord.Message, meetup: Meetup, found: list[tuple[int, Found]]) -> None:
        """Keep these; answer where nothing was said behind a tag, or where the meetup takes nothing now."""
        try:
            rules.may_contribute(meetup, self.bot.clock())
        except Refusal as refusal:
            await self._reply(message, refusal.text)
            return
        await self._keep(message, meetup, found)
        empty = next((item.kind for _position, item in found if not item.text), None)
        if empty is not None:
            await self._reply(message, KINDS[empty].empty, contribution_views.form(empty, await self._voice(message)))

    async def _keep(self, message: discord.Message, meetup: Meetup, found: Iterable[tuple[int, Found]]) -> None:
        kept = False
        for position, item in found:
            if item.text:
                origin = Origin(message.channel.id, message.id, position)
                channel = _home(message)
                await keeping.keep(
                    self.bot, meetup, message.author, channel, item.kind, item.text, Source.CHAT, origin,
                    said_at=message.created_at,
                )  # fmt: skip
                kept = True
        if kept:
            await marks.add(message)
            await keeping.tell_what_is_kept(self.bot, meetup.id)

    async def _meetup_of(self, message: discord.Message) -> Meetup | None:
        return await meetups.of_channel(self.bot.db.read, _home(message))

    async def _voice(self, message: discord.Message) -> Say:
        """Said in public: in the language of the meetup or the server."""
        server = message.guild.id if message.guild else None
        try:
            return speaking(await meetups.language_at(self.bot.db.read, server, _home(message)) or DEFAULT)
        except Unavailable:  # the very thing that is to be said
            return speaking(DEFAULT)

    async def _reply(self, message: discord.Message, text: Text, view: discord.ui.View = discord.utils.MISSING) -> None:
        """Answer in chat; where Discord does not let us, nothing is lost but the answer."""
        try:
            await message.reply((await self._voice(message))(text), view=view)
        except discord.DiscordException as error:
            log.warning("could not answer a message: %s", type(error).__name__)

    # ------------------------------------------------------------------ edited, deleted

    @commands.Cog.listener()
    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        """An edited message: what it said is changed, withdrawn or added."""
        message = event.message
        if message.author.bot or event.guild_id is None or message.edited_at is None:
            return
        if (meetup := await self._meetup_of(message)) is not None:
            await self._edited(message, meetup)

    async def _edited(self, message: discord.Message, meetup: Meetup) -> None:
        """Make the store say what the message says now, unless this edit was dealt with before."""
        assert message.edited_at is not None
        async with self.bot.db.transaction() as db:
            if not await contributions.is_new_edit(db, message.id, message.edited_at):
                return
            stored = await contributions.of_message(db, message.id)
            withdrawn = await contributions.withdrawn_positions(db, message.id)
            changes = rules.compare(stored, words_of(message), self.bot.clock(), withdrawn)
            for item in changes.changed:
                await contributions.change(db, item)
                await walls.changed(db, item, self.bot.clock())
                if not KINDS[item.kind].joinable:
                    await joins.forget(db, item.id)
            for item in changes.withdrawn:
                await contributions.withdraw(db, item.id)
                await timelines.wake(db, item.meetup, CueKind.PANEL, self.bot.clock(), PANEL_CALM)
                await timelines.wake(db, item.meetup, CueKind.WALL, self.bot.clock())
        if changes.changed or changes.withdrawn:
            await self.bot.db.forget_log()
        if changes.added:
            await self._take(message, meetup, list(changes.added))
        # Only now: were we killed before this, then what was added is found again.
        async with self.bot.db.transaction() as db:
            await contributions.edit_done(db, meetup.id, message.id, message.edited_at)
        if not changes.added and stored and len(changes.withdrawn) == len(stored):
            await marks.remove(self.bot, message.channel.id, message.id)

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A deleted message takes what it said along."""
        await self._deleted({event.message_id})

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        await self._deleted(event.message_ids)

    async def _deleted(self, messages: set[int]) -> None:
        stored: list[Contribution] = []
        for message in messages:
            stored += await contributions.of_message(self.bot.db.read, message)
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
        """A new connection: what was said, edited and deleted meanwhile was told to nobody."""
        await self.read_back()

    async def read_back(self) -> None:
        """Deal with what was said, edited and deleted without our knowing, or saving, it, wherever it still counts."""
        async with self.bot.reading_back:
            since = self.bot.clock() - LATE_CONTRIBUTIONS
            for meetup in await meetups.taking_contributions(self.bot.db.read, since):
                for place in (await places.venue(self.bot.db.read, meetup.id)).places:
                    channel = lookup.chat(self.bot, place.channel)
                    if channel:
                        threads = channel.threads if isinstance(channel, discord.TextChannel) else []
                        for part in (channel, *threads):
                            await self._catch_up(meetup, part)

    async def _catch_up(self, meetup: Meetup, channel: Part) -> None:
        """Read a channel or thread from its end back to the start of the meetup. Doing it twice changes nothing.

        Not from the last message on that was heard: what was edited or deleted meanwhile may be older than that.
        """
        known = await contributions.messages_in(self.bot.db.read, meetup.id, channel.id)
        seen: set[int] = set()
        oldest = None
        try:
            async for message in channel.history(limit=LOOK_BACK, after=meetup.started_at, oldest_first=False):
                seen.add(message.id)
                oldest = message.id
                if message.author.bot or message.webhook_id:
                    continue
                if message.edited_at is not None:
                    await self._edited(message, meetup)
                elif message.id not in known:
                    found = list(enumerate(rules.find(words_of(message))))
                    if found:
                        withdrawn = await contributions.withdrawn_positions(self.bot.db.read, message.id)
                        await self._keep(message, meetup, [item for item in found if item[0] not in withdrawn])
        except discord.DiscordException as error:
            log.warning("meetup %s: could not read a channel: %s", meetup.id, type(error).__name__)
            return
        # What we have from the part that was read, and is not there any more, was deleted.
        assert meetup.started_at is not None
        first = discord.utils.time_snowflake(meetup.started_at) if len(seen) < LOOK_BACK else oldest
        for id in known - seen:
            if first is not None and id > first and await _is_gone(channel, id):
                await self._deleted({id})


async def _is_gone(channel: Part, message: int) -> bool:
    """Whether Discord says that a message is not there: an empty history may also be one that we may not read."""
    try:
        await channel.fetch_message(message)
    except discord.NotFound:
        return True
    except discord.DiscordException:
        return False
    return False


def _home(message: discord.Message) -> int:
    """The channel of a message, or for a thread the channel that it hangs under."""
    channel = message.channel
    return (channel.parent_id if isinstance(channel, discord.Thread) else None) or channel.id


async def setup(bot: App) -> None:
    """Called by discord.py."""
    cog = ChatCog(bot)
    bot.after_trouble.append(cog.read_back)
    await bot.add_cog(cog)
