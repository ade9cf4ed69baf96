"""Buttons under the harvest of a meetup that is over: a word of thanks, removing the tables."""

from typing import Any

import discord

from bot.features.meetups import afterwards
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton, LastingForm


class ThanksButton(LastingButton, template=afterwards.THANKS):
    """Button that opens the form with a word of thanks."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Open the form."""
        await afterwards.ask_for_thanks(interaction, await meetup_of(interaction, id))


class ThanksForm(LastingForm, template=afterwards.THANKS_FORM):
    """Form with a word of thanks."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int, plans: int) -> None:
        """Post it in the plenary."""
        await afterwards.thank(interaction, await meetup_of(interaction, id), self.typed("tekst"))


class TidyButton(LastingButton, template=afterwards.TIDY):
    """Button that asks whether to remove the channels of the tables."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask it."""
        await afterwards.ask_to_tidy(interaction, await meetup_of(interaction, id))


class TidyNowButton(LastingButton, template=afterwards.TIDY_NOW):
    """Button that removes the channels of the tables."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Have a cue remove them."""
        await afterwards.tidy(interaction, await meetup_of(interaction, id))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(ThanksButton, TidyButton, TidyNowButton)
