"""The buttons of quick polls; the command that asks one stands in ``meetup``."""

from typing import Any

import discord

from bot.features.polls import asking
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton


class ChooseButton(LastingButton, template=asking.CHOOSE, open_to=For.EVERYBODY):
    """Button of one choice."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, choice: int) -> None:
        """Choose it."""
        await asking.choose(interaction, id, choice)


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(ChooseButton)
