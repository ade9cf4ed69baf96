"""Who gets through a door: what a command, button, list or form asks of a person before it does anything.

A door is for moderators unless it says otherwise where it is made, with ``open_to``: one that forgets it refuses too
many, never too few. docs/reference/who-may-do-what.md is made from this.
"""

from enum import StrEnum
from typing import Any

import discord
from discord import app_commands

from bot.platform import callers
from bot.platform.answers import explain
from bot.platform.app import App

_KEY = "open to"


class For(StrEnum):
    """People whom a door lets through."""

    MODERATORS = "moderators"
    ORGANISERS = "organisers"  # who may manage the server
    # The author, the one who was asked, …: the feature looks at the thing itself, and refuses others.
    OWN = "whose it is"
    EVERYBODY = "everybody"


def opens_to(people: For) -> dict[Any, Any]:
    """Return the ``extras`` of a command or menu that is for these people."""
    return {_KEY: people}


def of_command(command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu) -> For:
    """Return whom a command or menu lets through."""
    return For(command.extras.get(_KEY, For.MODERATORS))


async def let_through(interaction: discord.Interaction[Any], people: For) -> None:
    """Raise Refusal unless the person of an interaction is one of these people."""
    match people:
        case For.MODERATORS:
            await callers.moderator(interaction)
        case For.ORGANISERS:
            callers.organiser(interaction)


class CommandTree(app_commands.CommandTree[App]):
    """Command tree that asks who may give a command or be offered its choices, and passes all errors to ``explain``."""

    async def interaction_check(self, interaction: discord.Interaction[App], /) -> bool:
        """Return whether the person may; tell them where not. Who types is offered nothing then."""
        if interaction.command is None:
            return True  # the library answers that there is no such command
        try:
            await let_through(interaction, of_command(interaction.command))
        except Exception as error:
            if interaction.type is discord.InteractionType.autocomplete:
                await interaction.response.autocomplete([])
            else:
                await explain(interaction, error)
            return False
        return True

    async def on_error(self, interaction: discord.Interaction[App], error: app_commands.AppCommandError) -> None:
        """Pass a command's error to ``explain``."""
        await explain(interaction, error)
