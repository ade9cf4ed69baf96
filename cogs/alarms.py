"""/meetup alarm: the channel in which a server hears of what needs somebody."""

from typing import cast

import discord
from discord import app_commands

from bot.features.checks import alarms
from bot.platform.answers import Interaction
from bot.platform.app import App
from bot.platform.doors import For, opens_to
from bot.platform.names import described, named


@app_commands.command(
    name=named("alarm", "alarm"),
    description=described("Where do I tell when something needs somebody?"),
    extras=opens_to(For.ORGANISERS),
)
@app_commands.rename(channel=named("kanaal", "channel"), off=named("uit", "off"))
@app_commands.describe(
    channel=described("The channel in which I tell it"), off=described("Tell it nowhere on this server any more")
)
async def alarm(interaction: Interaction, channel: discord.TextChannel | None = None, off: bool = False) -> None:
    """Choose the channel, or tell which it is."""
    await alarms.choose(interaction, channel, off=off)


async def setup(bot: App) -> None:
    """Add the command to the bot; called by discord.py."""
    cast(app_commands.Group, bot.tree.get_command("meetup")).add_command(alarm)
