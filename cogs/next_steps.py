"""Buttons that do what a moderator does next: plan by a form, and check."""

from typing import Any

import discord

from bot.core.evening.starting import Wanted
from bot.features.checks import meetup as meetup_check
from bot.features.meetups import next_steps, planning
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.callers import meetup_of, moderator
from bot.platform.lasting import LastingButton, LastingForm


class PlanButton(LastingButton, template=next_steps.PLAN):
    """Button that opens the form to plan a meetup."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Open the form."""
        await planning.show_form(interaction)


class PlanForm(LastingForm, template=next_steps.PLAN_FORM):
    """Form with what /meetup plan asks for."""

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        """Plan the meetup, or ask which day is meant."""
        server = await moderator(interaction)
        wanted = Wanted(
            "".join(self.chosen("programma")[:1]), self.typed("titel"), self.typed("plaats"), self.typed("eind")
        )
        await planning.plan_or_ask(interaction, server, wanted, self.typed("begin"))


class CheckButton(LastingButton, template=next_steps.CHECK):
    """Button that looks whether everything is right for a planned meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer with everything that is right or wrong, and offer a dry run."""
        server = await moderator(interaction)
        meetup = await meetup_of(interaction, id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await meetup_check.show(interaction, server, await meetup_check.of_meetup(bot_of(interaction), meetup))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(PlanButton, CheckButton)
