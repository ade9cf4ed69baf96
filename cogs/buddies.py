"""Doing a plan together: whom its author asks, and what that person answers."""

from typing import Any

import discord

from bot.core.words.text import Refusal, _
from bot.features.follow_ups import buddies
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingMenu


class AskButton(LastingButton, template=buddies.ASK, open_to=For.OWN):
    """Button with which an author asks somebody."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the list to choose from."""
        await buddies.ask(interaction, id)


class ChooseMenu(LastingMenu, template=buddies.CHOOSE, open_to=For.OWN):
    """List of the people of the server."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Have the chosen one asked."""
        chosen = [int(value) for value in self.chosen(interaction) if value.isascii() and value.isdecimal()]
        if len(chosen) != 1:
            raise Refusal(_("Choose one person from the list."))
        await buddies.choose(interaction, id, chosen[0])


class ReadButton(LastingButton, template=buddies.READ, open_to=For.OWN):
    """Button that shows somebody what they are asked to do together."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show it."""
        await buddies.read(interaction, id)


class AnswerButton(LastingButton, template=buddies.ANSWER, open_to=For.OWN):
    """Button that says whether somebody takes part."""

    async def pressed(self, interaction: discord.Interaction[Any], said: str, id: int) -> None:
        """Store it."""
        await buddies.answered(interaction, id, said)


async def setup(bot: App) -> None:
    """Add the buttons and the list to the bot; called by discord.py."""
    bot.add_dynamic_items(AskButton, ChooseMenu, ReadButton, AnswerButton)
