"""The menu and button with which moderators look after a table."""

import re
from typing import Any

import discord

from bot.features.tables import watching
from bot.platform.app import App
from bot.platform.lasting import LastingButton, LastingMenu


class WatchMenu(LastingMenu, template=watching.CHOOSE):
    """Menu of the panel: take a table, or give it back."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, seen: int | None = None) -> None:
        """Take the chosen table, or give it back."""
        value = next((value for value in self.chosen(interaction) if re.fullmatch(r"[0-9]{1,18}", value)), "0")
        await watching.choose(interaction, id, int(value))


class TakeOverButton(LastingButton, template=watching.TAKE_OVER):
    """Button that takes a table over from another moderator."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Take it over."""
        await watching.take_over(interaction, id)


class GiveBackButton(LastingButton, template=watching.GIVE_BACK):
    """Button that gives a table back."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Give it back."""
        await watching.give_back(interaction, id)


async def setup(bot: App) -> None:
    """Add the menu and the button to the bot; called by discord.py."""
    bot.add_dynamic_items(WatchMenu, TakeOverButton, GiveBackButton)
