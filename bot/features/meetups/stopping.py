"""Ask a moderator whether to end a meetup, or the time that people stay on after it."""

from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening import staying
from bot.core.evening.meetup import Meetup
from bot.core.words.text import _
from bot.features.meetups import outcomes
from bot.features.meetups import views as meetup_views
from bot.platform.answers import answer, bot_of, voice_of
from bot.storage import timelines


async def ask(interaction: discord.Interaction[Any], meetup: Meetup) -> None:
    """Ask whether to end the meetup or, after its end, the staying on. Raises Refusal where both are over."""
    bot, say = bot_of(interaction), await voice_of(interaction)
    until = staying.until(await timelines.of_meetup(bot.db.read, meetup.id), bot.clock())
    if until is None:
        await answer(interaction, outcomes.to_be_stopped(meetup), meetup_views.stop(meetup.id, say))
        return
    text = _(
        "**{title}** is over, and people may stay on until {until}. Do you want to end that now? Nobody is sent away.",
        title=meetup.title,
        until=stamp(until),
    )
    await answer(interaction, text, meetup_views.end_staying(meetup.id, say))
