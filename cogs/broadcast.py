"""The button and the form of a broadcast, a moderator's message to the tables; its command stands in ``tables``."""

from typing import Any

import discord

from bot.core.tables import broadcasts as rules
from bot.core.words.text import Refusal, _
from bot.features.tables import views as table_views
from bot.features.tables.access import open_tables
from bot.features.tables.broadcasting import say_at_tables
from bot.platform.answers import bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of, moderator
from bot.platform.lasting import LastingButton, LastingForm
from bot.storage import timelines


class BroadcastButton(LastingButton, template=table_views.BROADCAST):
    """Button that opens the form of a broadcast."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form with the tables that are open now. Raises Refusal while none are."""
        await moderator(interaction)
        meetup = await meetup_of(interaction, id)
        db = bot_of(interaction).db.read
        tables = await open_tables(db, meetup, await timelines.of_meetup(db, meetup.id))
        if not tables:
            raise Refusal(_("No tables are open now, so nobody would read it there. Write it in the plenary."))
        form = table_views.broadcast_form(meetup.id, tables, await voice_of(interaction))
        await interaction.response.send_modal(form)


class BroadcastForm(LastingForm, template=table_views.BROADCAST_FORM):
    """Form of a broadcast: the words and, if wanted, a choice of tables."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Send the words to the chosen tables, or to all open ones where none was chosen."""
        await moderator(interaction)
        meetup = await meetup_of(interaction, id)
        ids = {id for number in range(table_views.LISTS) for id in self.chosen(f"tafels{number}")}
        await say_at_tables(interaction, meetup, self.typed("tekst"), lambda tables: rules.picked(tables, ids))


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(BroadcastButton)
