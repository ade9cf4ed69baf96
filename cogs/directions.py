"""Examples to begin a pledge with: the directions of a person's own table."""

from typing import Any

import discord

from bot.core.words.text import Refusal, _
from bot.features.contributions import directions, visits
from bot.features.contributions import views as contribution_views
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingMenu
from bot.platform.views import lasting
from bot.storage import attendance, places

NONE = _("I have no examples for you here. Press “Tomorrow …” and write it in your own words.")


class DirectionMenu(LastingMenu, template=directions.MENU, open_to=For.EVERYBODY):
    """List of a table's directions: the one that is chosen fills in the form."""

    async def pressed(self, interaction: discord.Interaction[Any], place: int) -> None:
        """Show the form, filled with the direction as a sentence to change."""
        visit = await visits.visit_of(interaction, directions.KIND)
        table = await places.get(bot_of(interaction).db.read, place)
        words = directions.of_table(visit.meetup, table) if table and table.meetup == visit.meetup.id else []
        number = next((value for value in self.chosen(interaction) if value.isdecimal()), "")
        if not number or int(number) >= len(words):
            raise Refusal(NONE)
        form = contribution_views.contribution_form(directions.KIND, visit.say, words[int(number)])
        await interaction.response.send_modal(form)


class ExamplesButton(LastingButton, template=directions.ASK, open_to=For.EVERYBODY):
    """Button that shows the directions of a person's own table."""

    async def pressed(self, interaction: discord.Interaction[Any], meetup: int) -> None:
        """Answer privately with the list. Raises Refusal for who sat at no table that has any."""
        visit, db = await visits.visit_of(interaction, directions.KIND), bot_of(interaction).db.read
        own = await attendance.table_of(db, visit.meetup.id, interaction.user.id)
        table = await places.get(db, own) if own else None
        menu = directions.menu(visit.meetup, table, visit.say) if table else None
        if menu is None:
            raise Refusal(NONE)
        await answer(interaction, _("Choose an example; then you make it your own."), lasting(menu))


async def setup(bot: App) -> None:
    """Add the list and the button to the bot; called by discord.py."""
    bot.add_dynamic_items(DirectionMenu, ExamplesButton)
