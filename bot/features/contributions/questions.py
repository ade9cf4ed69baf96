"""The question under a chat message that is doubtful: is this a contribution? Asked once, and gone soon.

Nothing is stored of it but its cue: the message itself says what it is about, and who may answer.
"""

from datetime import datetime, timedelta

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.slots import Cue
from bot.core.kinds import KINDS
from bot.core.people.reading import Found
from bot.core.words.text import Text, _
from bot.features.contributions import views as contribution_views
from bot.features.contributions.listening import Heard, reading_of
from bot.features.contributions.views import SNOWFLAKE
from bot.platform import lookup, standing
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.views import Button, lasting
from bot.storage import messages as chat_messages
from bot.storage import notices, posts, timelines
from bot.storage.database import Transaction
from bot.storage.notices import Notice

EVERY = timedelta(minutes=3)  # at most one question in this time to one person; the next one waits
WAITS = timedelta(minutes=10)  # how much later than its message a question still makes sense
STANDS = timedelta(minutes=10)
YES = CustomId("vraag:ja:{channel}:{message}", channel=SNOWFLAKE, message=SNOWFLAKE)
NO = CustomId("vraag:nee:{channel}:{message}", channel=SNOWFLAKE, message=SNOWFLAKE)


async def plan(app: App, heard: Heard) -> None:
    """Have a message asked about: now, or three minutes after the last question to this person.

    Not where that would be too late to make sense: somebody who writes so many of them gets the questions that come
    in time.
    """
    now, message, meetup = app.clock(), heard.message, heard.meetup
    async with app.db.transaction() as db:
        if await settle(db, meetup.id, message.channel.id, message.id, now):
            return
        last = await notices.last(db, message.author.id, Notice.QUESTION)
        due = max(now, last + EVERY) if last else now
        if due <= now + WAITS:
            await notices.note(db, meetup.id, message.author.id, Notice.QUESTION, due)
            note = note_of(message.channel.id, message.id)
            await timelines.add_cue(db, meetup.id, Cue(CueKind.ASK, 0, due, note=note))
        await chat_messages.dealt_with(db, meetup.id, message.id, heard.version)


async def settle(db: Transaction, meetup: int, channel: int, message: int, now: datetime) -> bool:
    """Have the question about a message looked at again: the message changed. Returns whether there was one."""
    return await timelines.wake(db, meetup, CueKind.ASK, now, note=note_of(channel, message))


def note_of(channel: int, message: int) -> str:
    """Return the note of a cue that is about a chat message."""
    return f"{channel}:{message}"


def message_in(note: str) -> tuple[int, int]:
    """Return channel and message of such a note."""
    channel, message = note.split(":")
    return int(channel), int(message)


async def ask(scene: Scene) -> datetime | None:
    """Ask about a message under it, as long as it is doubtful, for ten minutes; then take the question away."""
    channel, message = message_in(scene.cue.note)
    place = lookup.chat(scene.guild, channel)
    posted = await posts.of_cue(scene.bot.db.read, scene.cue.id)
    asked = await _asked(scene, place, message) if place and not _is_over(posted, scene.now) else None
    if place is None or asked is None:
        await scene.run([standing.removing(scene, post) for post in posted])
        return None
    view = _buttons(asked, channel, message, scene.say)
    text = Message(place, "question", scene.say(words(asked)), view, replies_to=message)
    await standing.keep(scene, [text])
    return scene.now + STANDS if not posted else _ends(posted)


async def _asked(scene: Scene, channel: lookup.Chat, id: int) -> Found | None:
    """Return what is doubtful in a message; None where it is gone, clear, or was saved."""
    if await chat_messages.of_message(scene.bot.db.read, id):
        return None
    try:
        message = await channel.fetch_message(id)
    except discord.NotFound:
        return None
    return (await reading_of(scene.bot, message, scene.meetup)).asked


def _is_over(posted: list[posts.Post], now: datetime) -> bool:
    return bool(posted) and now >= _ends(posted)


def _ends(posted: list[posts.Post]) -> datetime:
    return discord.utils.snowflake_time(posted[0].message) + STANDS


def words(asked: Found) -> Text:
    """The question, with the words as they would be kept; where there are none, it asks for them."""
    if not asked.text:
        return KINDS[asked.kind].empty
    return Text.lines(
        _("Is this a {tag}? Then I keep:", tag=Text.bold(f"#{asked.kind}")),
        Text.quote(asked.text),
        "-# " + _("Only who wrote it can choose. In ten minutes I take this question away."),
    )


def _buttons(asked: Found, channel: int, message: int, say: Say) -> discord.ui.View:
    if not asked.text:
        return contribution_views.form(asked.kind, say)
    yes = say(_("Save as {tag}", tag=f"#{asked.kind}"))
    return lasting(
        Button(label=yes, style=discord.ButtonStyle.primary, custom_id=YES(channel=channel, message=message)),
        Button(label=say(_("No")), custom_id=NO(channel=channel, message=message)),
    )
