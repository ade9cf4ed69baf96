"""What people typed as their readers see it: names, channels and times in place of the ids that Discord writes."""

import asyncio
from collections.abc import Iterable

import discord

from bot.core.evening.meetup import Meetup
from bot.core.words.mentions import people_in, readable
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.platform.app import App
from bot.platform.members import member_of
from bot.platform.text import name_of, speaking, words_of

GIVEN_BACK = 1600  # characters; with the sentence before them, they fit in one message
MOST_ASKED = 10  # people in one text whom Discord is asked about; the others are "somebody"


async def as_seen(app: App, message: discord.Message, meetup: Meetup) -> Typed:
    """Return the text of a message as people read it."""
    return await in_words(app, words_of(message), message.guild, meetup, message.mentions)


async def as_read(app: App, words: Typed, meetup: Meetup) -> Typed:
    """Return what somebody typed in a command or form of a meetup as people read it."""
    return await in_words(app, words, app.get_guild(meetup.server), meetup)


async def as_read_at(app: App, words: Typed, server: int, language: str) -> Typed:
    """Return what somebody typed that belongs to a server and to no meetup as people read it there."""
    return await _in_words(app, words, app.get_guild(server), language, names=True)


def giving_back(refusal: Refusal, said: Typed) -> Refusal:
    """Return the refusal with the words added: a command or form that was sent is gone from the screen."""
    if not said.line:
        return refusal
    return Refusal(
        _("{why} Your words were:\n{words}", why=refusal.text, words=Text.quote(said, GIVEN_BACK)), refusal.remedy
    )


async def in_words(
    app: App,
    words: Typed,
    guild: discord.Guild | None,
    meetup: Meetup,
    mentioned: Iterable[discord.abc.User] = (),
) -> Typed:
    """Return words of a server with what it knows in place of ids; of people nicknames, as they are now.

    Where a programme hides names, whoever is mentioned is "somebody", as is what Discord doesn't know.
    """
    return await _in_words(app, words, guild, meetup.language, mentioned, names=meetup.shows_names)


async def _in_words(
    app: App,
    words: Typed,
    guild: discord.Guild | None,
    language: str,
    mentioned: Iterable[discord.abc.User] = (),
    *,
    names: bool,
) -> Typed:
    people = {person.id: person for person in mentioned}
    asked = sorted(people_in(words) if guild and names else ())
    found = await asyncio.gather(*(member_of(guild, people.get(id), id) for id in asked[:MOST_ASKED]))
    people = {person.id: person for person in found if person is not None}

    def known(kind: str, id: int) -> str | None:
        if kind == "person":
            return name_of(people[id]).raw if id in people else None
        place = guild and (guild.get_role(id) if kind == "role" else guild.get_channel_or_thread(id))
        return place.name if place else None

    return readable(words, known, speaking(language), app.settings.zone)
