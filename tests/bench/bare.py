"""A bare discord.py bot that acknowledges and stores nothing: the floor that our times are compared with."""

import os
from collections.abc import Mapping
from typing import Any

import discord
from discord import app_commands

KEPT = "Bewaard"


class BareBot(discord.Client):
    """Answers every interaction, and reacts to every message with #morgen."""

    def __init__(self) -> None:
        intents = discord.Intents.none()
        intents.guilds = intents.messages = intents.message_content = intents.voice_states = True
        super().__init__(intents=intents)
        self.tree = app_commands.CommandTree(self)

    async def setup_hook(self) -> None:
        """Register the command and the message menu that the crowd uses."""

        @self.tree.command(name="morgen", description="-")
        async def pledge(interaction: discord.Interaction[Any], tekst: str = "") -> None:
            await interaction.response.send_message(KEPT, ephemeral=True)

        @self.tree.context_menu(name="Bewaar als …")
        async def ask(interaction: discord.Interaction[Any], message: discord.Message) -> None:
            view = discord.ui.View(timeout=None)
            options = [discord.SelectOption(label="#morgen", value="morgen")]
            view.add_item(discord.ui.Select(custom_id="soort", options=options))
            await interaction.response.send_message("Soort", view=view, ephemeral=True)

        await self.tree.sync()

    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """A button opens a form; a choice and a form are answered."""
        data: Mapping[str, Any] = interaction.data or {}
        if data.get("custom_id") == "soort":
            await interaction.response.send_message(KEPT, ephemeral=True)
        elif interaction.type is discord.InteractionType.component:
            form = discord.ui.Modal(title="Morgen", custom_id="form")
            form.add_item(discord.ui.Label(text="Morgen …", component=discord.ui.TextInput(custom_id="tekst")))
            await interaction.response.send_modal(form)
        elif interaction.type is discord.InteractionType.modal_submit:
            await interaction.response.send_message(KEPT, ephemeral=True)

    async def on_message(self, message: discord.Message) -> None:
        """React to a message with #morgen; post a button on the message "knop"."""
        if "#morgen" in message.content:
            await message.add_reaction("✅")
        elif message.content == "knop" and self.user and message.author.id != self.user.id:
            view = discord.ui.View(timeout=None)
            view.add_item(discord.ui.Button(label="Morgen", custom_id="bijdrage:morgen"))
            await message.channel.send("Morgen", view=view)


if __name__ == "__main__":
    BareBot().run(os.environ["DISCORD_TOKEN"], log_handler=None)
