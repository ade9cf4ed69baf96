"""Going on together with those who join a pledge, in a channel of their own."""

from typing import Any

import discord

from bot.features.contributions import circling
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton


class OpenButton(LastingButton, template=circling.OPEN, open_to=For.OWN):
    """Button with which an author goes on together with those who join."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Have the channel made."""
        await circling.open_circle(interaction, id)


class LeaveButton(LastingButton, template=circling.LEAVE, open_to=For.OWN):
    """Button to go out of such a channel."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Let them out."""
        await circling.leave(interaction, id)


class AskCloseButton(LastingButton, template=circling.ASK_CLOSE, open_to=For.OWN):
    """Button to close such a channel."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask once more."""
        await circling.ask_close(interaction, id)


class CloseButton(LastingButton, template=circling.CLOSE, open_to=For.OWN):
    """Button that confirms closing it."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Remove the channel."""
        await circling.close(interaction, id)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(OpenButton, LeaveButton, AskCloseButton, CloseButton)
