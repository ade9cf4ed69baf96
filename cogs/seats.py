"""Buttons about seats: moderators decide on a preview, and people find their own table."""

from typing import Any

import discord

from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.seats import acts as seat_acts
from bot.features.seats import dividing
from bot.features.seats import views as seat_views
from bot.features.seats.deciding import show_way
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton
from bot.storage import timelines


class ConfirmButton(LastingButton, template=seat_views.CONFIRM):
    """Button that confirms a division."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Confirm the division for those who are there now; a cue moves people to their tables."""
        bot = bot_of(interaction)
        await interaction.response.defer(ephemeral=True, thinking=True)
        done = await dividing.confirm(bot, id, interaction.user, interaction.guild_id)
        now = _("Confirmed. I bring people to their tables now.")
        later = _("Confirmed. I bring people to their tables as soon as these open.")
        lines = [now if done.tables_open else later]
        if done.changed:
            lines.append(
                ngettext(
                    "People came or went since the preview: {n} person got a table just now, or another one.",
                    "People came or went since the preview: {n} people got a table just now, or another one.",
                    done.changed,
                )
            )
        if done.left:
            lines.append(
                ngettext(
                    "{n} person is not in voice any more; their seat stays free for them.",
                    "{n} people are not in voice any more; their seats stay free for them.",
                    done.left,
                )
            )
        await answer(interaction, Text.join(" ", lines))
        await seat_acts.put_buttons_away(bot, [done.division])


class MixButton(LastingButton, template=seat_views.MIX):
    """Button that asks for another division."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Have a newly mixed preview posted, and replace the buttons of the old ones."""
        bot = bot_of(interaction)
        older = await dividing.mix_again(bot, id, interaction.user, interaction.guild_id)
        await answer(interaction, _("I mix again. The new preview comes below."))
        await seat_acts.put_buttons_away(bot, older)


class PutAwayButton(LastingButton, template=seat_views.PUT_AWAY):
    """Button that puts a preview away."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Put the division away: nobody is moved by it."""
        bot = bot_of(interaction)
        division = await dividing.put_away(bot, id, interaction.user, interaction.guild_id)
        await answer(interaction, _("Put away. This preview moves nobody."))
        await seat_acts.put_buttons_away(bot, [division])


CLOSED = _("The tables are closed now. Look in the plenary for what is going on.")


class MyTableButton(LastingButton, template=seat_views.MY_TABLE, open_to=For.EVERYBODY):
    """Button that shows a person their own table."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer with links to the person's table, assigning one if needed. Raises Refusal without one."""
        bot = bot_of(interaction)
        division, meetup = await dividing.of_server(bot.db.read, id, interaction.guild_id)
        timeline = await timelines.of_meetup(bot.db.read, meetup.id)
        if not meetup.is_running or not timeline.tables_are_open(division.block):
            raise Refusal(CLOSED)
        own = await dividing.place_of(bot, meetup, division.block, interaction.user)
        if own is None:
            raise Refusal(_("You have no table of your own. Choose one with the buttons in the plenary."))
        await show_way(interaction, meetup, own)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(ConfirmButton, MixButton, PutAwayButton, MyTableButton)
