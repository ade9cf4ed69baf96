"""Reading a chat message for the bot: its contributions, and the channel it belongs to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.core.kinds import always_asked
from bot.core.people import contributions as rules
from bot.core.people.reading import Reading, read, read_answer
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed
from bot.platform import rights
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.members import as_member
from bot.platform.seen import as_seen
from bot.storage import places, servers

# A thread that is made or renamed, a pin, a poll's result carry text that nobody said.
SAID = (discord.MessageType.default, discord.MessageType.reply)
GONE = (400, 404)  # Discord's status for a message that was deleted, and for a number that is none


@dataclass(frozen=True, slots=True)
class Heard:
    """A chat message in the version that was heard, with what people see of it.

    ``author`` is a member where Discord gives that.
    """

    message: discord.Message
    meetup: Meetup
    edited_at: datetime | None
    seen: Typed
    reading: Reading
    author: discord.abc.User

    @property
    def version(self) -> datetime:
        """When it was edited, or else written: just before that, for whatever edit comes then is a later version."""
        return self.edited_at or self.message.created_at - timedelta(milliseconds=1)


def is_said(message: discord.Message) -> bool:
    """True for what a person said: not a bot, not a webhook, not Discord itself."""
    return message.type in SAID and not message.author.bot and message.webhook_id is None


def home_of(message: discord.Message) -> int:
    """Return the channel of a message, or for a thread the channel that it hangs under."""
    channel = message.channel
    return (channel.parent_id if isinstance(channel, discord.Thread) else None) or channel.id


async def hear(app: App, message: discord.Message, meetup: Meetup) -> Heard:
    """Read a message as people see it.

    What moderators say in their own channel says nothing; elsewhere only what is their own is kept.
    """
    edited_at = message.edited_at  # first: discord.py changes a message in place when it is edited
    seen = await as_seen(app, message, meetup)
    author: discord.abc.User = message.author
    reading = read_answer(seen, always_asked()[0]) if _answers_us(app, message) else read(seen)
    if reading.kept or reading.asked:
        place = await places.at(app.db.read, home_of(message))
        if place is not None and place.kind is PlaceKind.MODERATORS:
            return Heard(message, meetup, edited_at, seen, Reading(), author)
        author, server = await as_member(message.guild, author), await servers.get(app.db.read, meetup.server)
        if isinstance(author, discord.Member) and rights.is_moderator(author, server):
            reading = rules.of_moderator(reading)
    return Heard(message, meetup, edited_at, seen, reading, author)


async def reading_of(app: App, message: discord.Message, meetup: Meetup) -> Reading:
    """Return only what stands in a message; see ``hear``."""
    return (await hear(app, message, meetup)).reading


def _answers_us(app: App, message: discord.Message) -> bool:
    """True for a reply to a post of ours that asks what people will do tomorrow."""
    before = message.reference.resolved if message.reference else None
    ours = isinstance(before, discord.Message) and app.user is not None and before.author.id == app.user.id
    return ours and isinstance(before, discord.Message) and f"#{always_asked()[0]}" in before.content


async def message_of(interaction: discord.Interaction[Any], channel: int, message: int) -> discord.Message:
    """Find a message of the channel that somebody is in. Raises Refusal where it is not there: ids can be forged."""
    bot = bot_of(interaction)
    if channel == interaction.channel_id:
        for known in reversed(bot.cached_messages):
            if (known.channel.id, known.id) == (channel, message):
                return known
        try:
            return await bot.get_partial_messageable(channel, guild_id=interaction.guild_id).fetch_message(message)
        except discord.HTTPException as error:
            if error.status not in GONE:
                raise
    raise Refusal(_("This message is no longer there, so there is nothing to save. You need to do nothing more."))
