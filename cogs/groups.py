"""Buttons that begin groups at once: on the panel, and under the questions that follow."""

from typing import Any, cast

import discord

from bot.features.groups import beginning, views
from bot.features.groups.beginning import Wanted
from bot.platform.answers import Interaction
from bot.platform.app import App
from bot.platform.lasting import LastingButton


class AskButton(LastingButton, template=views.ASK):
    """Button on the panel that asks how many people go together."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask how many people go together."""
        await beginning.ask(cast(Interaction, interaction), id)


class OfButton(LastingButton, template=views.OF):
    """Button with how many people go together."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, size: int) -> None:
        """Ask for how long."""
        await beginning.ask(cast(Interaction, interaction), id, size)


class ForButton(LastingButton, template=views.FOR):
    """Button with for how long, which begins."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, size: int, minutes: int) -> None:
        """Begin groups of this size."""
        await beginning.begin(cast(Interaction, interaction), id, Wanted(size, minutes))


async def setup(bot: App) -> None:
    """Load this cog's buttons."""
    bot.add_dynamic_items(AskButton, OfButton, ForButton)
