"""The moderator's list of contributions for the wall."""

from typing import Any

import discord

from bot.core.evening.meetup import Meetup, State
from bot.core.people.wall import View
from bot.features.wall import views as wall_views
from bot.features.wall import words as wall_words
from bot.platform.answers import answer_in_place, bot_of, voice_of
from bot.platform.callers import meetup_here
from bot.storage import walls


async def show_list(interaction: discord.Interaction[Any]) -> None:
    """Answer a moderator privately with the list of the meetup here. Raises Refusal for anybody else."""
    meetup = await meetup_here(interaction, State.LIVE, State.PAUSED, State.CLOSED)
    await answer_list(interaction, meetup, View())


async def answer_list(interaction: discord.Interaction[Any], meetup: Meetup, view: View) -> None:
    """Answer privately with the list, as ``view`` sets it."""
    db, say = bot_of(interaction).db.read, await voice_of(interaction)
    pieces = await walls.of_meetup(db, meetup.id)
    text = wall_words.listed(meetup, pieces, view)
    under = wall_views.under_list(say, meetup, pieces, view, bot_of(interaction).clock())
    await answer_in_place(interaction, say(text), under)
