"""The role of a person in education: told with one tap, by whoever wants to."""

from typing import Any

import discord

from bot import choices
from bot.client import MeetupBot
from bot.core.people import Role
from bot.replies import LastingButton, answer, bot_of, voice_of
from bot.storage import people


async def ask(interaction: discord.Interaction[Any]) -> None:
    """The question, with a button for each answer."""
    say = await voice_of(interaction)
    await answer(interaction, say(choices.QUESTION), choices.roles(say))


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
    bot.add_dynamic_items(RoleButton)
