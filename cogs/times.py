"""The buttons and the form that choose when a meetup begins and ends."""

from typing import Any

import discord

from bot.features.meetups import choosing, planning
from bot.platform.answers import Interaction, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of, moderator
from bot.platform.lasting import LastingButton, LastingForm


class MeantButton(LastingButton, template=choosing.MEANT):
    """Button of the day that is meant, under the question that ``/meetup plan`` asks."""

    async def pressed(self, interaction: discord.Interaction[Any], key: int, at: int) -> None:
        """Plan the meetup on that day."""
        server = await moderator(interaction)
        await planning.plan_draft(interaction, server, key, choosing.day_of(at, bot_of(interaction).clock()))


class ChangeButton(LastingButton, template=choosing.CHANGE):
    """Button that opens the form with the times of a planned meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form, filled in as it is now."""
        meetup = await meetup_of(interaction, id)
        form = choosing.change_form(meetup, bot_of(interaction), await voice_of(interaction))
        await interaction.response.send_modal(form)


class ChangeForm(LastingForm, template=choosing.CHANGE_FORM):
    """Form with the start and the end of a planned meetup."""

    async def submitted(self, interaction: Interaction, id: int) -> None:
        """Plan the new times, or ask which day is meant."""
        await choosing.change(interaction, id, self.typed("begin"), self.typed("eind"))


class MoveButton(LastingButton, template=choosing.MOVE):
    """Button of the day that is meant, under the question that the form asks."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, at: int, ends: int | None = None) -> None:
        """Plan the new times."""
        over = None if ends is None else choosing.moment_of(ends)
        await choosing.move(interaction, id, choosing.day_of(at, bot_of(interaction).clock()), over)


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(MeantButton, ChangeButton, MoveButton)
