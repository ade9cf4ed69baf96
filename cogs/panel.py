"""The moderators' panel: its buttons, and what happens when somebody deletes it."""

from abc import abstractmethod
from datetime import timedelta
from typing import Any, ClassVar

import discord
from discord.ext import commands

from bot.core.evening import commands as rules
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action
from bot.core.evening.places import PlaceKind
from bot.features.meetups import fitting, outcomes
from bot.features.meetups import views as meetup_views
from bot.features.meetups.commanding import command
from bot.features.panel import acts as panel_acts
from bot.features.panel import views as panel_views
from bot.platform.answers import answer, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of, moderator
from bot.platform.lasting import LastingButton
from bot.storage import places, timelines


class PanelButton(LastingButton):
    """Base of the buttons that do what a command does."""

    action: ClassVar[Action]

    @abstractmethod
    def step(self) -> rules.Command:
        """What it does to the meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, block: int | None = None) -> None:
        """Do it, show it on the panel, and tell the moderator what came of it.

        With the block that stood on the panel: when that is over, nothing happens.
        """
        await moderator(interaction)
        step = self.step() if block is None else rules.of_block(block, self.step())
        meetup, timeline = await command(interaction, id, self.action, step)
        await panel_acts.show(interaction, meetup, timeline)
        await fitting.tell(interaction, meetup, timeline, outcomes.said(self.action, meetup, timeline))


class StartButton(PanelButton, template=panel_views.START):
    """Begin now."""

    action = Action.START

    def step(self) -> rules.Command:
        """Live from now on."""
        return rules.start


class NextButton(PanelButton, template=panel_views.NEXT):
    """On to the next block."""

    action = Action.NEXT

    def step(self) -> rules.Command:
        """End this one."""
        return rules.skip


class Plus2Button(PanelButton, template=panel_views.PLUS_2):
    """Two minutes more."""

    action = Action.EXTEND

    def step(self) -> rules.Command:
        """This block ends later."""
        return rules.extend(timedelta(minutes=2))


class Plus5Button(PanelButton, template=panel_views.PLUS_5):
    """Five minutes more."""

    action = Action.EXTEND

    def step(self) -> rules.Command:
        """This block ends later."""
        return rules.extend(timedelta(minutes=5))


class PauseButton(PanelButton, template=panel_views.PAUSE):
    """Stand still."""

    action = Action.PAUSE

    def step(self) -> rules.Command:
        """Hold what is still to come."""
        return rules.pause


class ResumeButton(PanelButton, template=panel_views.RESUME):
    """Go on."""

    action = Action.RESUME

    def step(self) -> rules.Command:
        """What is still to come moves along."""
        return rules.resume


class CallBackButton(PanelButton, template=panel_views.CALL_BACK):
    """Everybody back from the tables."""

    action = Action.CALL_BACK

    def step(self) -> rules.Command:
        """The break-out ends."""
        return rules.call_back


class StopButton(LastingButton, template=panel_views.STOP):
    """End the meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask once more."""
        await moderator(interaction)
        meetup = await meetup_of(interaction, id)
        await answer(
            interaction, outcomes.to_be_stopped(meetup), meetup_views.stop(meetup.id, await voice_of(interaction))
        )


class PanelCog(commands.Cog):
    """Makes the panel again when somebody deletes it."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        """A message is gone; perhaps the panel."""
        await self._look(event.channel_id)

    @commands.Cog.listener()
    async def on_raw_bulk_message_delete(self, event: discord.RawBulkMessageDeleteEvent) -> None:
        """The same for many at once."""
        await self._look(event.channel_id)

    async def _look(self, channel: int) -> None:
        place = await places.at(self.bot.db.read, channel)
        if place is None or place.kind is not PlaceKind.MODERATORS:
            return
        async with self.bot.db.transaction() as db:
            await timelines.wake(db, place.meetup, CueKind.PANEL, self.bot.clock())


async def setup(bot: App) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(
        StartButton, NextButton, Plus2Button, Plus5Button, PauseButton, ResumeButton, CallBackButton, StopButton
    )
    await bot.add_cog(PanelCog(bot))
