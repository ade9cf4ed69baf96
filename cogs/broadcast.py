"""The button and the form of a broadcast, a moderator's message; its commands stand in ``tables`` and ``meetup``."""

from typing import Any

import discord

from bot.features.tables import views as table_views
from bot.features.tables.broadcasting import say_at_tables, say_in_plenary, say_where_picked, where_it_is_read
from bot.platform.answers import voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton, LastingForm


class BroadcastButton(LastingButton, template=table_views.BROADCAST):
    """Button that opens the form of a broadcast."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form, with the places where people are now."""
        meetup = await meetup_of(interaction, id)
        meetup.must_run()
        there = await where_it_is_read(interaction, meetup)
        form = table_views.broadcast_form(meetup.id, there, await voice_of(interaction))
        await interaction.response.send_modal(form)


class BroadcastForm(LastingForm, template=table_views.BROADCAST_FORM):
    """Form of a broadcast: the words and, if wanted, a choice of tables."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Send the words to the places that were picked; where none was, to all tables, or else to the plenary."""
        meetup = await meetup_of(interaction, id)
        ids = {id for number in range(table_views.LISTS) for id in self.chosen(f"tafels{number}")}
        words = self.typed("tekst")
        if ids:
            await say_where_picked(interaction, meetup, words, ids)
        elif self.has("tafels0"):
            await say_at_tables(interaction, meetup, words, list)
        else:
            await say_in_plenary(interaction, meetup, words)


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(BroadcastButton)
