"""The buttons with which moderators choose who may speak in the plenary; the commands stand in ``meetup``."""

from typing import Any

import discord

from bot.core.evening.meetup import Action
from bot.core.people.floor import HUSH
from bot.features.speaking import commanding, views
from bot.platform.app import App
from bot.platform.lasting import LastingButton


class CloseButton(LastingButton, template=views.CLOSE):
    """Button that lets only guests and moderators speak."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Let only guests and moderators speak."""
        await commanding.change(interaction, id, Action.QUIET)


class HushButton(LastingButton, template=views.HUSH):
    """Button that does so for a moment."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Let only guests and moderators speak for ``HUSH``."""
        await commanding.change(interaction, id, Action.QUIET, HUSH)


class OpenButton(LastingButton, template=views.OPEN):
    """Button that lets everybody speak again."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Let everybody speak."""
        await commanding.change(interaction, id, Action.SPEAK)


class DismissButton(LastingButton, template=views.DISMISS):
    """Button that makes somebody a guest no more."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, person: int) -> None:
        """Make them a guest no more."""
        await commanding.dismiss(interaction, id, person)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(CloseButton, HushButton, OpenButton, DismissButton)
