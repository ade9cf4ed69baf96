"""The buttons of the moderators' panel, and its way down once it has scrolled away."""

from abc import abstractmethod
from contextlib import suppress
from datetime import timedelta
from typing import Any, ClassVar

import discord
from discord.ext import commands

from bot.core.evening import commands as rules
from bot.core.evening.meetup import Action
from bot.features.meetups import fitting, outcomes, stopping
from bot.features.meetups.commanding import command
from bot.features.panel import acts as panel_acts
from bot.features.panel import views as panel_views
from bot.platform import troubles
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.lasting import LastingButton
from bot.storage.file.trouble import Unavailable


class PanelButton(LastingButton):
    """Base of the panel's buttons that do the same as a command."""

    action: ClassVar[Action]

    @abstractmethod
    def step(self, bot: App) -> rules.Command:
        """Return the command that the button gives."""

    async def pressed(
        self, interaction: discord.Interaction[Any], id: int, block: int | None = None, seen: int | None = None
    ) -> None:
        """Carry out the command, update the panel, and answer with the outcome.

        ``block`` is the number of the block that the panel showed: once that is over, the press is refused. ``seen``
        is the last action that it showed: the same one that came just after it is not done twice.
        """
        step = self.step(bot_of(interaction))
        step = step if block is None else rules.of_block(block, step)
        meetup, timeline = await command(interaction, id, self.action, step, seen or 0)
        await panel_acts.show(interaction, meetup, timeline)
        await fitting.tell(interaction, meetup, timeline, outcomes.said(self.action, meetup, timeline))


class StartButton(PanelButton, template=panel_views.START):
    """Button that begins the meetup."""

    action = Action.START

    def step(self, bot: App) -> rules.Command:
        """Return the command that begins the meetup."""
        return rules.start(bot.settings.zone)


class NextButton(PanelButton, template=panel_views.NEXT):
    """Button that goes on to the next block."""

    action = Action.NEXT

    def step(self, bot: App) -> rules.Command:
        """Return the command that ends this block."""
        return rules.skip


class Plus2Button(PanelButton, template=panel_views.PLUS_2):
    """Button that gives the block two minutes more."""

    action = Action.EXTEND

    def step(self, bot: App) -> rules.Command:
        """Return the command that lets this block end two minutes later."""
        return rules.extend(timedelta(minutes=2))


class Plus5Button(PanelButton, template=panel_views.PLUS_5):
    """Button that gives the block five minutes more."""

    action = Action.EXTEND

    def step(self, bot: App) -> rules.Command:
        """Return the command that lets this block end five minutes later."""
        return rules.extend(timedelta(minutes=5))


class PauseButton(PanelButton, template=panel_views.PAUSE):
    """Button that pauses the meetup."""

    action = Action.PAUSE

    def step(self, bot: App) -> rules.Command:
        """Return the command that pauses: what is still to come waits."""
        return rules.pause


class ResumeButton(PanelButton, template=panel_views.RESUME):
    """Button that ends a pause."""

    action = Action.RESUME

    def step(self, bot: App) -> rules.Command:
        """Return the command that goes on: what is still to come moves by the length of the pause."""
        return rules.resume


class CallBackButton(PanelButton, template=panel_views.CALL_BACK):
    """Button that calls everybody back from the tables."""

    action = Action.CALL_BACK

    def step(self, bot: App) -> rules.Command:
        """Return the command that ends the break-out, with the usual time to return."""
        return rules.call_back


class StopButton(LastingButton, template=panel_views.STOP):
    """Button that ends the meetup, after a question."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask whether to end the meetup."""
        meetup = await meetup_of(interaction, id)
        await stopping.ask(interaction, meetup)


class PanelCog(commands.Cog):
    """Counts what comes under a panel, so that it is moved down once it has scrolled away."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_message(self, message: discord.Message) -> None:
        """Count a message, also one of the bot; take away Discord's notice that the bot pinned something."""
        if message.type is discord.MessageType.pins_add and message.author == self.bot.user:
            with suppress(*troubles.FAILURES):
                await message.delete()
        elif message.channel.id in self.bot.below:
            await self._came_under(message.channel.id)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction[Any]) -> None:
        """Count the private answer to a command, a press or a form."""
        if interaction.type is not discord.InteractionType.autocomplete:
            await self._came_under(interaction.channel_id)

    async def _came_under(self, channel: int | None) -> None:
        with suppress(Unavailable):
            await panel_acts.came_under(self.bot, channel)


async def setup(bot: App) -> None:
    """Add the buttons and the cog to the bot; called by discord.py."""
    bot.add_dynamic_items(
        StartButton, NextButton, Plus2Button, Plus5Button, PauseButton, ResumeButton, CallBackButton, StopButton
    )
    await bot.add_cog(PanelCog(bot))
