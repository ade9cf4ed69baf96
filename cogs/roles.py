"""The buttons with which a person tells their role in education, if they want to."""

from typing import Any

import discord

from bot.core.people.roles import Role
from bot.features.follow_ups import asking
from bot.features.privacy import views as privacy_views
from bot.features.privacy.asking import ask
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton
from bot.storage import contributions, meetups, people


class AskRoleButton(LastingButton, template=privacy_views.ASK_ROLE, open_to=For.EVERYBODY):
    """Button in the plenary that asks for the role."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the question."""
        await ask(interaction)


class RoleButton(LastingButton, template=privacy_views.ROLE, open_to=For.EVERYBODY):
    """Button of one role, or of a person who would rather not say."""

    async def pressed(self, interaction: discord.Interaction[Any], role: str) -> None:
        """Store the answer in place of an earlier one."""
        bot = bot_of(interaction)
        told = None if role == privacy_views.RATHER_NOT else Role(role)
        async with bot.db.transaction() as db:
            await people.choose_role(db, interaction.user.id, told, bot.clock())
        if told is None:
            await bot.db.forget_log()
        await answer(interaction, privacy_views.noted(told))
        newest = (await contributions.of_author(bot.db.read, interaction.user.id))[:1]
        if newest and (meetup := await meetups.get(bot.db.read, newest[0].meetup)) is not None:
            await asking.ask(interaction, meetup)  # the next question, which waited for this one


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(AskRoleButton, RoleButton)
