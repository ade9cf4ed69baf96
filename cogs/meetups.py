"""/meetup lijst and hernoem: all meetups of the server, and what is done with one of them at any time."""

from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.core.words.typed import Typed
from bot.features.meetups import card, listing, picking, renaming
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_of, moderator
from bot.platform.lasting import LastingButton, LastingForm, LastingMenu
from bot.platform.names import described, named

WHICH = described("Which meetup? Leave it empty for the one of this channel")


@app_commands.command(name=named("lijst", "list"), description=described("All meetups of this server"))
async def list_all(interaction: discord.Interaction[Any]) -> None:
    """Answer with the meetups of the server, newest first."""
    await listing.show(interaction)


@app_commands.command(name=named("hernoem", "rename"), description=described("Give a meetup another name"))
@app_commands.rename(title=named("titel", "title"), which=named("welke", "which"))
@app_commands.describe(title=described("The name that people see"), which=WHICH)
async def rename(
    interaction: discord.Interaction[Any], title: Range[str, 1, renaming.LONGEST], which: Range[str, 0, 100] = ""
) -> None:
    """Give a meetup another name."""
    await moderator(interaction)
    meetup = await picking.meant(interaction, Typed(which), *UNFINISHED)
    await renaming.rename(interaction, meetup.id, Typed(title))


@rename.autocomplete("which")
async def _all(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    return await picking.offered(interaction, typed)


class PageButton(LastingButton, template=listing.PAGE):
    """Button to another page of the list."""

    async def pressed(self, interaction: discord.Interaction[Any], page: int) -> None:
        """Show it."""
        await listing.show(interaction, page)


class ChooseMenu(LastingMenu, template=listing.CHOOSE):
    """Menu of the meetups on a page."""

    async def pressed(self, interaction: discord.Interaction[Any], page: int) -> None:
        """Show what can be done with the one that was chosen."""
        await card.show(interaction, Typed(next(iter(self.chosen(interaction)), "")), page)


class RenameButton(LastingButton, template=renaming.FORM):
    """Button that opens the form with the name of a meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Open it."""
        await moderator(interaction)
        await renaming.show_form(interaction, await meetup_of(interaction, id))


class RenameForm(LastingForm, template=renaming.SENT):
    """Form with another name."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int, seen: int) -> None:
        """Give the meetup that name."""
        await moderator(interaction)
        await renaming.rename(interaction, id, self.typed("naam"), seen)


async def setup(bot: App) -> None:
    """Add the commands and the buttons to the bot; called by discord.py."""
    group = cast(app_commands.Group, bot.tree.get_command("meetup"))
    group.add_command(list_all)
    group.add_command(rename)
    bot.add_dynamic_items(PageButton, ChooseMenu, RenameButton)
