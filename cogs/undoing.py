"""The button that undoes a moderator's last step on the time."""

from typing import Any

import discord

from bot.core.evening import undoing as rules
from bot.core.words.text import Refusal
from bot.features.meetups import fitting, undoing
from bot.platform.app import App
from bot.platform.lasting import LastingButton


class UndoButton(LastingButton, template=undoing.UNDO):
    """Button under the answer to a step, which undoes it for a while."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, deed: int) -> None:
        """Undo the step, and take the button away; also where the step can't be undone any more."""
        try:
            meetup, after, told = await undoing.undo(interaction, id, deed)
        except Refusal as refusal:
            if refusal.text != rules.BEING_DONE:
                await self._go(interaction)
            raise
        await self._go(interaction)
        await fitting.tell(interaction, meetup, after, told)

    async def _go(self, interaction: discord.Interaction[Any]) -> None:
        """Take this button away from its private message; the others there stay."""
        message = interaction.message
        if message is None or not message.flags.ephemeral:
            return
        view = discord.ui.View.from_message(message, timeout=None)
        for item in view.children:
            if getattr(item, "custom_id", None) == self.custom_id:
                view.remove_item(item)
        view.stop()
        await interaction.response.edit_message(view=view)


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(UndoButton)
