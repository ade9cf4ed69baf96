"""Chat messages as the bot hears them: what they say is kept, what is doubtful is asked."""

import logging
from collections.abc import Iterable, Sequence

import discord

from bot.content.texts import DEFAULT
from bot.core.evening.meetup import Meetup
from bot.core.kinds import Source
from bot.core.people import contributions as rules
from bot.core.people.contributions import Origin
from bot.core.people.reading import Found, Reading
from bot.core.words.text import Refusal, Text
from bot.features.contributions import keeping, marks, questions
from bot.features.contributions.listening import home_of, reading_of
from bot.platform.app import App
from bot.platform.members import as_member
from bot.platform.text import speaking
from bot.storage import meetups
from bot.storage import messages as chat_messages
from bot.storage.file.trouble import Unavailable

log = logging.getLogger(__name__)


async def take(
    app: App,
    message: discord.Message,
    meetup: Meetup,
    reading: Reading,
    new: Sequence[tuple[int, Found]] | None = None,
) -> None:
    """Keep what a message says, or ask; answer where the meetup takes nothing now.

    ``new`` are those of an edited message that are not kept yet, with their positions; None: all of them.
    """
    try:
        rules.may_contribute(meetup, app.clock())
    except Refusal as refusal:
        if reading.kept:
            await reply(app, message, refusal.text)
        return
    if reading.kept:
        await keep(app, message, meetup, list(enumerate(reading.kept)) if new is None else new)
    elif reading.asked:
        await questions.plan(app, message, meetup)


async def keep(app: App, message: discord.Message, meetup: Meetup, found: Iterable[tuple[int, Found]]) -> None:
    """Keep these contributions of a message, each with its position in it, and mark the message."""
    kept, author = False, await as_member(message.guild, message.author)
    for position, item in found:
        origin = Origin(message.channel.id, message.id, position)
        await keeping.keep(
            app, meetup, author, home_of(message), item.kind, item.text, Source.CHAT, origin,
            said_at=message.created_at,
        )  # fmt: skip
        kept = True
    if kept:
        await marks.add(message)
        await keeping.tell_what_is_kept(app, meetup.id)


async def catch_up(app: App, message: discord.Message, meetup: Meetup) -> None:
    """Keep what a message of before said, unless its author withdrew it."""
    reading = await reading_of(app, message, meetup)
    if reading.kept:
        withdrawn = await chat_messages.withdrawn_positions(app.db.read, message.id)
        await keep(app, message, meetup, [pair for pair in enumerate(reading.kept) if pair[0] not in withdrawn])


async def reply(app: App, message: discord.Message, text: Text) -> None:
    """Answer in chat, in the language of the meetup or the server; where Discord refuses, only the answer is lost."""
    server = message.guild.id if message.guild else None
    try:
        language = await meetups.language_at(app.db.read, server, home_of(message)) or DEFAULT
    except Unavailable:  # the very thing that is to be said
        language = DEFAULT
    try:
        await message.reply(speaking(language)(text))
    except discord.DiscordException as error:
        log.warning("could not answer a message: %s", type(error).__name__)
