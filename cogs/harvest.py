"""/oogst: the harvest of a meetup, for moderators: its files, and the list for the wall."""

import logging
from typing import Any

import discord
from discord import app_commands
from discord.ext import commands

from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.words.text import _
from bot.core.words.typed import Typed
from bot.features.delivery import handing_over, harvest_files, post_or_show
from bot.features.meetups import afterwards
from bot.features.wall import deciding, listing
from bot.platform import hidden, lookup
from bot.platform.answers import Interaction, answer
from bot.platform.app import App
from bot.platform.callers import meetup_here, meetup_of
from bot.platform.lasting import LastingButton
from bot.platform.names import described, named
from bot.platform.text import speaking
from bot.storage import places

log = logging.getLogger(__name__)


@app_commands.default_permissions(hidden.RIGHT)
class HarvestCog(
    commands.GroupCog,
    group_name=named("oogst", "harvest"),
    group_description=described("Everything that people brought in"),
):
    """The commands under /oogst."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @app_commands.command(
        name=named("export", "export"),
        description=described("The harvest as files: to read and for a spreadsheet"),
    )
    async def export(self, interaction: Interaction) -> None:
        """Write the files again and post them in the moderators' channel; privately where that is gone."""
        meetup = await meetup_here(interaction, State.LIVE, State.PAUSED, State.CLOSED)
        await _export(interaction, meetup)

    @app_commands.command(
        name=named("toon", "show"),
        description=described("Show what people brought in on the wall, in the plenary"),
    )
    async def show(self, interaction: Interaction) -> None:
        """Answer with the list for the wall: show, highlight, hide."""
        await listing.show_list(interaction)

    @app_commands.command(
        name=named("verberg", "hide"),
        description=described("Keep a text out of what is published, or highlight one"),
    )
    @app_commands.rename(words=named("woorden", "words"))
    @app_commands.describe(words=described("A few words of it, or its number; empty for all"))
    async def hide(self, interaction: Interaction, words: str = "") -> None:
        """Answer with the list of everything: hide with a reason, highlight, undo."""
        meetup = await meetup_here(interaction, State.LIVE, State.PAUSED, State.CLOSED)
        await deciding.answer_list(interaction, meetup, words=Typed(words))


class FilesButton(LastingButton, template=afterwards.FILES):
    """Button under the harvest that makes its files again."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Post them in the moderators' channel."""
        await _export(interaction, await meetup_of(interaction, id))


async def _export(interaction: Interaction, meetup: Meetup) -> None:
    """Post the files in the moderators' channel; where that is gone or refuses them, hand them over privately."""
    bot = interaction.client
    await interaction.response.defer(ephemeral=True, thinking=True)
    async with handing_over(bot, meetup):
        text, paths = await harvest_files(bot, meetup)
        venue = await places.venue(bot.db.read, meetup.id)
        channel = lookup.text(bot, venue.one(PlaceKind.MODERATORS).channel)
        message = await post_or_show(interaction, channel, speaking(meetup.language), text, paths)
    if message:
        await answer(interaction, _("The harvest is here: {link}", link=message.jump_url))


async def setup(bot: App) -> None:
    """Add the button and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(FilesButton)
    await bot.add_cog(HarvestCog(bot))
