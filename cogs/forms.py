"""Forms of a programme: the button that opens one, the form itself, and taking it back."""

from typing import Any

import discord

from bot.core.programme.forms import MOST_QUESTIONS
from bot.features.forms import filling, views
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingForm


class FormButton(LastingButton, template=views.FORM, open_to=For.EVERYBODY):
    """Button that opens a form."""

    async def pressed(self, interaction: discord.Interaction[Any], meetup: int, form: int) -> None:
        """Show it."""
        await filling.open_form(interaction, meetup, form)


class ProgrammeForm(LastingForm, template=views.FORM_SENT, open_to=For.EVERYBODY):
    """A form of a programme."""

    async def submitted(self, interaction: discord.Interaction[Any], meetup: int, form: int, words: int | None) -> None:
        """Keep what was filled in."""
        fields = [self.values(views.name_of(number)) for number in range(MOST_QUESTIONS)]
        await filling.keep(interaction, meetup, form, fields)


class WithdrawFormButton(LastingButton, template=views.WITHDRAW, open_to=For.EVERYBODY):
    """Button that takes back what was filled in."""

    async def pressed(self, interaction: discord.Interaction[Any], meetup: int, form: int) -> None:
        """Take it back."""
        await filling.withdraw(interaction, meetup, form)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(FormButton, WithdrawFormButton)
