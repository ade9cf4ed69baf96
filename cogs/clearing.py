"""The button that puts away a meetup whose row is damaged; the question comes from /meetup opruim."""

from typing import Any

import discord

from bot.features.meetups import clearing
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.lasting import LastingButton


class PutAwayButton(LastingButton, template=clearing.PUT_AWAY):
    """Button that puts a damaged meetup away."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Put it away, and say what stays."""
        await moderator(interaction)
        await clearing.put_away(interaction, id)


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(PutAwayButton)
