"""/oogst bundel: all meetups of the server in one."""

from typing import cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.core.evening.seasons import season_of
from bot.core.words.typed import Typed
from bot.features import bundling
from bot.platform import limits
from bot.platform.answers import Interaction
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.names import described, named
from bot.storage import meetups


@app_commands.command(
    name=named("bundel", "bundle"), description=described("The harvests of all meetups here, in one set of files")
)
@app_commands.rename(season=named("seizoen", "season"), labels=named("labels", "labels"))
@app_commands.describe(
    season=described("Only of this season? Leave it empty for all"),
    labels=described("A labels.csv of an earlier bundle, filled in"),
)
async def bundle(
    interaction: Interaction, season: Range[str, 0, 20] = "", labels: discord.Attachment | None = None
) -> None:
    """Make the bundle and post it in a moderators' channel."""
    server = await moderator(interaction)
    await bundling.hand_over(interaction, server, season_of(Typed(season)), labels)


@bundle.autocomplete("season")
async def _seasons(interaction: Interaction, typed: str) -> list[Choice[str]]:
    """Suggest the seasons of the server."""
    found = await meetups.seasons(interaction.client.db.read, interaction.guild_id or 0)
    return [Choice(name=season, value=season) for season in found if typed in season][: limits.OPTIONS]


async def setup(bot: App) -> None:
    """Add the command to the bot; called by discord.py."""
    cast(app_commands.Group, bot.tree.get_command("oogst")).add_command(bundle)
