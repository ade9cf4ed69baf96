"""The role of a person in education: told with one tap, by whoever wants to."""

import logging
from typing import Any

import discord

from bot import choices
from bot.client import MeetupBot
from bot.core.meetup import Meetup
from bot.core.people import Role, asks_role
from bot.replies import LastingButton, answer, bot_of, voice_of
from bot.storage import people

log = logging.getLogger(__name__)


async def ask(interaction: discord.Interaction[Any]) -> None:
    """The question, with a button for each answer."""
    say = await voice_of(interaction)
    await answer(interaction, say(choices.QUESTION), choices.roles(say))


async def ask_once(interaction: discord.Interaction[Any], meetup: Meetup) -> None:
    """The same after another answer, unless they answered before or this meetup does not ask. Never in its way."""
    if not asks_role(meetup) or await people.was_asked_role(bot_of(interaction).db.read, interaction.user.id):
        return
    try:
        await ask(interaction)
    except discord.HTTPException as error:
        log.warning("could not ask for a role: %s", type(error).__name__)


class AskRoleButton(LastingButton, template=choices.ASK_ROLE):
    """The question, for whoever passes by in the plenary."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await ask(interaction)


class RoleButton(LastingButton, template=choices.ROLE):
    """One's own role, or that one would rather not say."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Keep it."""
        bot, told = bot_of(interaction), self.match["role"]
        role = None if told == choices.RATHER_NOT else Role(told)
        async with bot.db.transaction() as db:
            await people.choose_role(db, interaction.user.id, role, bot.clock())
        if role is None:
            await bot.db.forget_log()
        await answer(interaction, choices.noted(role))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(AskRoleButton, RoleButton)
