"""Whose the actions of a plan are."""

from collections.abc import Sequence
from typing import Any

import discord

from bot.features.contributions import owning
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingMenu


class MineButton(LastingButton, template=owning.MINE, open_to=For.EVERYBODY):
    """Button with which people take their own actions."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the list."""
        await owning.ask(interaction, id)


class ChooseMenu(LastingMenu, template=owning.CHOOSE, open_to=For.EVERYBODY):
    """List of the actions of a plan."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store what was chosen."""
        await owning.choose(interaction, id, _ids(self.offered), _ids(self.chosen(interaction)))


def _ids(values: Sequence[str]) -> list[int]:
    return [int(value) for value in values if value.isascii() and value.isdecimal()]


async def setup(bot: App) -> None:
    """Add the button and the list to the bot; called by discord.py."""
    bot.add_dynamic_items(MineButton, ChooseMenu)
