"""Buttons for moderators where the agenda does not fit into the time: trim, drop a block, or run over."""

from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening import agenda
from bot.core.evening import commands as rules
from bot.core.evening.meetup import Action
from bot.core.words.text import Refusal, Text, _
from bot.features.meetups import fitting
from bot.features.meetups.commanding import command
from bot.features.meetups.outcomes import against_the_clock, title
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton, LastingMenu
from bot.platform.views import lasting
from bot.storage import deeds, timelines


class TrimButton(LastingButton, template=fitting.TRIM):
    """Button that trims all blocks to come by the same part."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Trim until the fixed times are kept, and answer with what still does not fit."""
        meetup = await meetup_of(interaction, id)
        before = await timelines.of_meetup(bot_of(interaction).db.read, meetup.id)
        meetup, after = await command(interaction, meetup.id, Action.TRIM, rules.trim)
        text = fitting.trimmed(meetup, before, after)
        await fitting.tell(interaction, meetup, after, text)


class ChooseButton(LastingButton, template=fitting.CHOOSE):
    """Button on the panel that asks which block to drop."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show a menu of the blocks that can be dropped. Raises Refusal without any."""
        meetup = await meetup_of(interaction, id)
        timeline = await timelines.of_meetup(bot_of(interaction).db.read, meetup.id)
        menu = fitting.to_drop(meetup, timeline, await voice_of(interaction))
        if menu is None or not (meetup.is_running or not meetup.has_begun):
            raise Refusal(_("There is no block left that can be dropped."))
        view = lasting()
        view.add_item(menu)
        await answer(interaction, _("Which block does not take place? What follows comes sooner."), view)


class DropMenu(LastingMenu, template=fitting.DROP):
    """Menu of the blocks to come, to drop one."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Drop the chosen block."""
        value = next(iter(self.chosen(interaction)), "")
        meetup = await meetup_of(interaction, id)
        if not (value.isascii() and value.isdecimal()) or int(value) >= len(meetup.programme.blocks):
            raise Refusal(_("There is no such block. Choose one from the list."))
        block, asked = int(value), interaction.message
        done = await deeds.of_meetup(bot_of(interaction).db.read, id)
        if asked and any(deed.action is Action.GROUPS and deed.at > asked.created_at for deed in done):
            raise Refusal(_("Blocks have other numbers since groups were put in. Ask for the list again."))
        meetup, after = await command(interaction, meetup.id, Action.DROP, rules.drop(block))
        said = _("{block} is dropped. The meetup ends at {end}.", block=title(meetup, block), end=stamp(after.ends))
        await fitting.tell(interaction, meetup, after, said)


class RunOverButton(LastingButton, template=fitting.RUN_OVER):
    """Button that accepts that the meetup runs over."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Change nothing, and answer when the meetup ends and which fixed times break."""
        meetup = await meetup_of(interaction, id)
        timeline = await timelines.of_meetup(bot_of(interaction).db.read, meetup.id)
        if not agenda.overruns(timeline, meetup.ends_by):
            raise Refusal(_("Everything fits into the time already. Nothing changed now."))
        told = _("Fine, it runs over. The meetup ends at {end}.", end=stamp(timeline.ends))
        await answer(interaction, Text.lines(told, *against_the_clock(meetup, timeline)))


async def setup(bot: App) -> None:
    """Add the buttons and the menu to the bot; called by discord.py."""
    bot.add_dynamic_items(TrimButton, ChooseButton, DropMenu, RunOverButton)
