"""/oogst label: labels for what people need, by moderators."""

from typing import Any, cast

import discord
from discord import app_commands

from bot.core.people.labels import BETWEEN, Which
from bot.core.words.typed import Typed
from bot.features import labels
from bot.platform.answers import Interaction, voice_of
from bot.platform.app import App
from bot.platform.lasting import LastingButton, LastingForm, LastingMenu
from bot.platform.names import described, named


@app_commands.command(
    name=named("label", "label"), description=described("Put together what many people need, with labels")
)
async def label(interaction: Interaction) -> None:
    """Answer with the list of what has no label yet."""
    await labels.answer_list(interaction, Which.UNLABELLED)


class ListButton(LastingButton, template=labels.LIST):
    """Buttons to another page of the list, and to what it shows."""

    async def pressed(self, interaction: discord.Interaction[Any], which: Which, page: int) -> None:
        """Show that page."""
        await labels.answer_list(interaction, which, page)


class ChooseMenu(LastingMenu, template=labels.CHOOSE):
    """Menu that chooses needs to label."""

    async def pressed(self, interaction: discord.Interaction[Any], which: Which, page: int) -> None:
        """Show them with what can be done."""
        await labels.answer_chosen(interaction, which, page, labels.ids_of(self.chosen(interaction)))


class ChangeMenu(LastingMenu, template=labels.CHANGE):
    """Menus that give labels and take them away."""

    async def pressed(self, interaction: discord.Interaction[Any], act: str, which: Which, page: int, ids: str) -> None:
        """Do it."""
        await labels.change(interaction, act, which, page, ids, Typed(BETWEEN.join(self.chosen(interaction))))


class NewButton(LastingButton, template=labels.NEW):
    """Button to a new label."""

    async def pressed(self, interaction: discord.Interaction[Any], which: Which, page: int, ids: str) -> None:
        """Ask for its words."""
        await interaction.response.send_modal(labels.form(which, page, ids, await voice_of(interaction)))


class NewForm(LastingForm, template=labels.NEW_FORM):
    """Form of a new label."""

    async def submitted(self, interaction: discord.Interaction[Any], which: Which, page: int, ids: str) -> None:
        """Give it."""
        await labels.change(interaction, "geef", which, page, ids, self.typed("tekst"))


async def setup(bot: App) -> None:
    """Add the command, buttons and menus to the bot; called by discord.py."""
    cast(app_commands.Group, bot.tree.get_command("oogst")).add_command(label)
    bot.add_dynamic_items(ListButton, ChooseMenu, ChangeMenu, NewButton)
