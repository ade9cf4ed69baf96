"""The buttons under the question whether to end a meetup, or the staying on after it."""

from typing import Any

import discord

from bot.core.evening import commands as rules
from bot.core.evening import staying
from bot.core.evening.meetup import Action
from bot.core.words.text import _
from bot.features.meetups import views as meetup_views
from bot.features.meetups.commanding import command
from bot.platform.answers import answer
from bot.platform.app import App
from bot.platform.lasting import LastingButton


class StopButton(LastingButton, template=meetup_views.STOP):
    """Button that confirms the end of a meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """End the meetup, or cancel it before its start; the harvest follows by a cue."""
        meetup, _after = await command(interaction, id, Action.STOP, rules.stop)
        if meetup.is_dry_run:
            await answer(interaction, _("The dry run ends."))
        elif not meetup.has_begun:
            await answer(interaction, _("The meetup is cancelled. People see that in the plenary."))
        else:
            await answer(interaction, _("The meetup ends. The harvest comes to the moderators' channel."))


class EndStayingButton(LastingButton, template=meetup_views.END_STAYING):
    """Button that confirms the end of the staying on."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """End the staying on; a cue tells people so."""
        await command(interaction, id, Action.END_STAYING, staying.end)
        await answer(interaction, _("The time to stay on ends now. People read that; nobody is sent away."))


class GoOnButton(LastingButton, template=meetup_views.GO_ON):
    """Button that keeps the meetup going."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Change nothing, and say so."""
        await answer(interaction, _("Fine, we go on. Nothing changed."))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(StopButton, EndStayingButton, GoOnButton)
