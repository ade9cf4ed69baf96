"""The role of a person in education: told with one tap, by whoever wants to."""

from typing import Any

import discord

from bot.core.people.roles import Role
from bot.features.privacy import views as privacy_views
from bot.features.privacy.asking import ask
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.lasting import LastingButton
from bot.storage import people


class AskRoleButton(LastingButton, template=privacy_views.ASK_ROLE):
    """The question, for whoever passes by in the plenary."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show it."""
        await ask(interaction)


class RoleButton(LastingButton, template=privacy_views.ROLE):
    """One's own role, or that one would rather not say."""

    async def pressed(self, interaction: discord.Interaction[Any], role: str) -> None:
        """Keep it."""
        bot = bot_of(interaction)
        told = None if role == privacy_views.RATHER_NOT else Role(role)
        async with bot.db.transaction() as db:
            await people.choose_role(db, interaction.user.id, told, bot.clock())
        if told is None:
            await bot.db.forget_log()
        await answer(interaction, privacy_views.noted(told))


async def setup(bot: App) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(AskRoleButton, RoleButton)
