"""Questions to the author of a text, and their answers."""

from typing import Any

import discord

from bot.features.contributions import writing_to
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingForm


class AskButton(LastingButton, template=writing_to.ASK, open_to=For.EVERYBODY):
    """Button that asks the author of a text."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form."""
        await writing_to.ask(interaction, id)


class AskForm(LastingForm, template=writing_to.ASK_FORM, open_to=For.EVERYBODY):
    """Form with a question."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it to be passed on."""
        await writing_to.send(interaction, id, self.typed("tekst"))


class ReadButton(LastingButton, template=writing_to.READ, open_to=For.OWN):
    """Button that shows a question to its author."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show it."""
        await writing_to.read(interaction, id)


class DeclineButton(LastingButton, template=writing_to.DECLINE, open_to=For.OWN):
    """Button that leaves a question be."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store that."""
        await writing_to.decline(interaction, id)


class ReplyButton(LastingButton, template=writing_to.REPLY, open_to=For.OWN):
    """Button that answers a question."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form."""
        await writing_to.ask_reply(interaction, id)


class ReplyForm(LastingForm, template=writing_to.REPLY_FORM, open_to=For.OWN):
    """Form with an answer."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it to be passed on."""
        await writing_to.reply(interaction, id, self.typed("tekst"))


class HearButton(LastingButton, template=writing_to.HEAR, open_to=For.OWN):
    """Button that shows an answer to who asked."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show it."""
        await writing_to.hear(interaction, id)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(AskButton, ReadButton, DeclineButton, ReplyButton, HearButton)
