"""The button that gives moderators the invitation to a meetup."""

from typing import Any

import discord

from bot.features.invitations import inviting
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton


class InviteButton(LastingButton, template=inviting.INVITE):
    """Button that gives the invitation."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer with the link and the calendar file."""
        await inviting.invite(interaction, await meetup_of(interaction, id))


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(InviteButton)
