"""Spreading dots over what was brought in, and the moderators' choice."""

from typing import Any

import discord

from bot.features.dots import choosing, voting
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingMenu


class PutButton(LastingButton, template=voting.PUT, open_to=For.EVERYBODY):
    """Button that puts a dot on a contribution."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Put it, and tell where one's dots are."""
        await voting.put(interaction, id)


class TakeBackButton(LastingButton, template=voting.TAKE_BACK, open_to=For.EVERYBODY):
    """Button that takes one's dots back."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Take all of them back."""
        await voting.take_all_back(interaction, id)


class ChooseMenu(LastingMenu, template=choosing.CHOOSE):
    """Menu in which a moderator chooses what the team goes for."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, block: int, seen: int) -> None:
        """Store the choice."""
        await choosing.choose(interaction, id, block, seen, self.chosen(interaction))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(PutButton, TakeBackButton, ChooseMenu)
