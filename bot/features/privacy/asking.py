"""Asking a person for their role in education."""

import logging
from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.people.roles import asks_role
from bot.features.privacy import views as privacy_views
from bot.platform import troubles
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.logs import names_of
from bot.storage import people

log = logging.getLogger(__name__)


async def ask(interaction: discord.Interaction[Any]) -> None:
    """Ask for the role, with a button for each answer."""
    say = await voice_of(interaction)
    await answer(interaction, say(privacy_views.QUESTION), privacy_views.roles(say))


async def ask_once(interaction: discord.Interaction[Any], meetup: Meetup) -> bool:
    """Ask for the role after another answer, unless the person answered it before or this meetup does not ask.

    Returns whether it was asked. Where Discord refuses it, that is only logged.
    """
    if not asks_role(meetup) or await people.was_asked_role(bot_of(interaction).db.read, interaction.user.id):
        return False
    try:
        await ask(interaction)
    except troubles.FAILURES as error:
        log.warning("could not ask for a role: %s", names_of(error))
    return True
