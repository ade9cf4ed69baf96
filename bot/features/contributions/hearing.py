"""Chat messages as the bot hears them: what they say is kept, what is doubtful is asked."""

import logging
from collections.abc import Sequence
from typing import NamedTuple

import discord

from bot.content.texts import DEFAULT
from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue
from bot.core.kinds import Source
from bot.core.people import contributions as rules
from bot.core.people import edits
from bot.core.people.contributions import Origin
from bot.core.people.edits import Placed
from bot.core.words.text import Refusal, Text
from bot.features.contributions import card, keeping, questions
from bot.features.contributions.listening import Heard, home_of
from bot.platform import lookup, troubles
from bot.platform.app import App
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.text import speaking
from bot.storage import messages as chat_messages
from bot.storage import notices, people, timelines
from bot.storage.database import Transaction
from bot.storage.file.trouble import Unavailable
from bot.storage.notices import Notice

log = logging.getLogger(__name__)


class Kept(NamedTuple):
    """How many contributions of a message were kept, and how many not, because its author has brought in enough."""

    kept: int = 0
    refused: int = 0


async def take(app: App, heard: Heard) -> None:
    """Keep what a new message says, or ask; answer where the meetup takes nothing now."""
    if await takes(app, heard):
        if heard.reading.kept:
            await _keep(app, heard)
        elif heard.reading.asked:
            await questions.plan(app, heard)


async def takes(app: App, heard: Heard) -> bool:
    """Return whether the meetup takes contributions now; if not, and the message has some, answer so."""
    try:
        rules.may_contribute(heard.meetup, app.clock())
    except Refusal as refusal:
        if heard.reading.kept:
            await reply(app, heard.message, refusal.text)
        return False
    return True


async def _keep(app: App, heard: Heard) -> None:
    found = edits.placed(heard.reading.kept)
    # All of a message or nothing: a crash in between would look as if the rest had been withdrawn.
    async with app.db.transaction(one_statement=len(found) == 1) as db:
        if not app.versions.is_latest(heard.message.id, heard.edited_at):
            return
        result = await add(db, app, heard, found)
    await acknowledge(app, heard, result)


async def add(db: Transaction, app: App, heard: Heard, found: Sequence[Placed]) -> Kept:
    """Store contributions of a message."""
    kept, message = 0, heard.message
    for item in found:
        place = Origin(message.channel.id, message.id, item.position, item.words)
        origin = place if app.versions.stands(message.id) else None
        new = keeping.new(
            app, heard.meetup, heard.author, item.kind, item.text, Source.CHAT, origin, message.created_at
        )
        kept += await keeping.store(db, app, new, home_of(message)) is not None
    return Kept(kept, len(found) - kept)


async def acknowledge(app: App, heard: Heard, result: Kept) -> None:
    """Mark a message that is kept, and tell its author where not all of it is."""
    if result.kept:
        app.marks.put_under(heard.message)
        await keeping.count(app, heard.meetup.id)
        await keeping.tell_what_is_kept(app, heard.meetup.id)
        await card.plan(app, heard.meetup.id)
    if result.refused:
        await _plan_enough(app, heard)


async def _plan_enough(app: App, heard: Heard) -> None:
    """Have somebody who has brought in enough told so once. Their message is not read again unless it changes."""
    message, meetup = heard.message, heard.meetup.id
    async with app.db.transaction() as db:
        await chat_messages.dealt_with(db, meetup, message.id, heard.version)
        if await notices.last(db, message.author.id, Notice.ENOUGH, meetup) is None:
            await notices.note(db, meetup, message.author.id, Notice.ENOUGH, app.clock())
            note = questions.note_of(message.channel.id, message.id)
            await timelines.add_cue(db, meetup, Cue(CueKind.ENOUGH, 0, app.clock(), note=note))


async def tell_enough(scene: Scene) -> None:
    """Tell the author of a message that they have brought in enough."""
    channel, message = questions.message_in(scene.cue.note)
    if place := lookup.chat(scene.guild, channel):
        text = scene.say(keeping.enough(scene.bot.settings.contributions_per_person))
        await scene.post([Message(place, "enough", text, replies_to=message)])


async def reply(app: App, message: discord.Message, text: Text) -> None:
    """Answer in chat, in the language of the meetup or the server; where Discord refuses, only the answer is lost."""
    server = message.guild.id if message.guild else None
    try:
        language = await people.language_at(app.db.read, server, home_of(message)) or DEFAULT
    except Unavailable:  # the very thing that is to be said
        language = DEFAULT
    try:
        await message.reply(speaking(language)(text))
    except troubles.FAILURES as error:
        log.warning("could not answer a message: %s", type(error).__name__)
