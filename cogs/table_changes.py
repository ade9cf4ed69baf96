"""Buttons and a menu that change a table: close it, or split it."""

from typing import Any

import discord

from bot.core.words.text import Refusal, _
from bot.features.tables import closing, splitting
from bot.features.tables import views as table_views
from bot.platform.app import App
from bot.platform.lasting import LastingButton, LastingMenu


class ToHallButton(LastingButton, template=table_views.CLOSE_TO_HALL):
    """Button that closes a table and takes its people to the plenary."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Close the table."""
        await closing.close(interaction, id)


class ToTableMenu(LastingMenu, template=table_views.CLOSE_TO_TABLE):
    """Menu of the tables to which the people of a table may go when it closes."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Close the table. Raises Refusal on a choice that is not in the list."""
        value = next(iter(self.chosen(interaction)), "")
        if not (value.isascii() and value.isdecimal()):
            raise Refusal(_("That table is closed now. Choose one that is open."))
        await closing.close(interaction, id, int(value))


class SplitButton(LastingButton, template=table_views.SPLIT):
    """Button on the panel that splits a table that is too big."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Split the table."""
        await splitting.split(interaction, id)


async def setup(bot: App) -> None:
    """Add the buttons and the menu to the bot; called by discord.py."""
    bot.add_dynamic_items(ToHallButton, ToTableMenu, SplitButton)
