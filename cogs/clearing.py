"""/meetup opruim: put away the channels of a meetup that is over, or one that can't be read any more."""

from typing import Any, cast

import discord
from discord import app_commands
from discord.app_commands import Choice, Range

from bot.core.evening.archiving import How
from bot.core.evening.meetup import State
from bot.core.words.typed import Typed
from bot.features import putting_away
from bot.features.meetups import archiving, clearing, picking
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton, LastingMenu
from bot.platform.names import described, named


@app_commands.command(
    name=named("opruim", "clear"), description=described("Clear away the channels of a meetup that is over")
)
@app_commands.rename(which=named("welke", "which"))
@app_commands.describe(which=described("Which meetup? Leave it empty for the one of this channel"))
async def clear(interaction: discord.Interaction[Any], which: Range[str, 0, 100] = "") -> None:
    """Ask how to put a meetup away; the buttons under the answer do."""
    await archiving.begin(interaction, Typed(which))


@clear.autocomplete("which")
async def _over(interaction: discord.Interaction[Any], typed: str) -> list[Choice[str]]:
    return await picking.offered(interaction, typed, lambda meetup: meetup.state is State.CLOSED)


class PutAwayButton(LastingButton, template=clearing.PUT_AWAY):
    """Button that puts a damaged meetup away."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Put it away, and say what stays."""
        await clearing.put_away(interaction, id)


class ChooseMenu(LastingMenu, template=archiving.CHOOSE):
    """Menu of the meetups that are over and have channels left."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask about the one that was chosen."""
        which = Typed(next(iter(self.chosen(interaction)), "-"))
        await archiving.ask(interaction, await picking.meant(interaction, which))


class AskButton(LastingButton, template=archiving.ASK):
    """Button that asks how to put a meetup away."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask it."""
        await archiving.ask(interaction, await meetup_of(interaction, id))


class DoButton(LastingButton, template=archiving.DO):
    """Button that puts a meetup away."""

    async def pressed(self, interaction: discord.Interaction[Any], how: How, id: int) -> None:
        """Make its files once more, and have a cue remove its channels."""
        await putting_away.put_away(interaction, id, how)


async def setup(bot: App) -> None:
    """Add the command, the buttons and the menu to the bot; called by discord.py."""
    cast(app_commands.Group, bot.tree.get_command("meetup")).add_command(clear)
    bot.add_dynamic_items(PutAwayButton, ChooseMenu, AskButton, DoButton)
