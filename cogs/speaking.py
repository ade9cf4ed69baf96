"""Who may speak in the plenary, and raised hands: buttons and a form. The commands stand in ``meetup``."""

from typing import Any

import discord

from bot.core.evening.meetup import Action
from bot.core.people.floor import HUSH
from bot.features.speaking import commanding, hands, views
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingForm


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


class RaiseButton(LastingButton, template=views.RAISE, open_to=For.EVERYBODY):
    """Button with which somebody raises their hand."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask what it is about."""
        await hands.ask(interaction, id)


class RaiseForm(LastingForm, template=views.FORM, open_to=For.EVERYBODY):
    """Form with what it is about, which may stay empty."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Raise the hand."""
        await hands.raise_hand(interaction, id, self.typed("tekst"))


class DownButton(LastingButton, template=views.DOWN, open_to=For.EVERYBODY):
    """Button that takes a person's own hand down."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Take it down."""
        await hands.lower(interaction, id)


class GiveButton(LastingButton, template=views.GIVE):
    """Button that gives the word to who is first in the queue."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, person: int) -> None:
        """Give them the word."""
        await hands.give(interaction, id, person)


class EndButton(LastingButton, template=views.END):
    """Button that takes the word back."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Take it back."""
        await hands.end(interaction, id)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(CloseButton, HushButton, OpenButton, DismissButton)
    bot.add_dynamic_items(RaiseButton, DownButton, GiveButton, EndButton)
