"""Three lines of help for the host of a table: privately and once a meetup, when they become host or sit down."""

import logging
from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place
from bot.core.words.text import Part, Text, _
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.logs import names_of
from bot.platform.text import speaking
from bot.platform.troubles import FAILURES
from bot.storage import notices, people, wishes
from bot.storage.notices import Notice

log = logging.getLogger(__name__)


def words(meetup: Meetup, place: Place) -> Text:
    """Return the help, with what the programme or the theme says to the host of this table."""
    room = meetup.programme.blocks[place.block].rooms[place.room] if place.block is not None else None
    own: list[Part] = ["", Text.of("💡 ", room.for_host)] if room and room.for_host else []
    return Text.lines(
        _("You are host of the table {table} at {title}. Thank you! Three things help:",
          table=Text.bold(place.title), title=Text.bold(meetup.title)),
        "1. " + _("Read the question aloud, and let everybody speak once. The talking stick on the card helps."),
        "2. " + _("Do you want to go on? Press “I am ready” on the card: your press counts for the whole table."),
        "3. " + _("Are you stuck? Press “Ask for help”, and a moderator comes to you."),
        *own,
    )  # fmt: skip


async def tell(app: App, meetup: Meetup, place: Place, person: int) -> bool:
    """Send a host the help by direct message, unless they had it. False where it can't be sent, which is logged.

    Who gets none reads it at their next press at the table; see ``tell_here``.
    """
    async with app.turns["host", meetup.id, person]:
        if await _was_told(app, meetup, person):
            return True
        language = await people.language_at(app.db.read, None, None, person) or meetup.language
        try:
            user = app.get_user(person) or await app.fetch_user(person)
            await user.send(speaking(language)(words(meetup, place)))
        except FAILURES as error:
            log.info("meetup %s: a host could not be sent the help: %s", meetup.id, names_of(error))
            return False
        await _note(app, meetup, person)
    return True


async def tell_who_sits(app: App, meetup: Meetup, place: Place, person: int) -> None:
    """Send the help to somebody who sits down at the table that they are host of."""
    if person in (await wishes.hosts(app.db.read, meetup.id)).get(place.id, ()):
        await tell(app, meetup, place, person)


async def tell_here(interaction: discord.Interaction[Any], meetup: Meetup, place: Place) -> None:
    """After another private answer at a table, give its host the help that they did not get."""
    app, person = bot_of(interaction), interaction.user.id
    hosts = (await wishes.hosts(app.db.read, meetup.id)).get(place.id, ())
    if person in hosts and not await _was_told(app, meetup, person):
        await answer(interaction, words(meetup, place))
        await _note(app, meetup, person)


async def _was_told(app: App, meetup: Meetup, person: int) -> bool:
    return await notices.last(app.db.read, person, Notice.HOST, meetup.id) is not None


async def _note(app: App, meetup: Meetup, person: int) -> None:
    async with app.db.transaction() as db:
        await notices.note(db, meetup.id, person, Notice.HOST, app.clock())
