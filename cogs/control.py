"""The moderators' panel: its buttons, and what happens when somebody deletes it."""

from abc import abstractmethod
from datetime import timedelta
from typing import Any, ClassVar

import discord
from discord.ext import commands

from bot import control, controlpanel, fitting, outcomes, panels
from bot.client import MeetupBot
from bot.commanding import command, meetup_of, moderator
from bot.core import steps
from bot.core.meetup import Action
from bot.core.places import PlaceKind
from bot.replies import LastingButton, answer, bot_of, voice_of
from bot.storage import meetups, places, timelines


class ControlButton(LastingButton, template=r"(?!)"):
    """Base of the buttons that do what a command does."""

    action: ClassVar[Action]

    @abstractmethod
    def step(self) -> steps.Step:
        """What it does to the meetup."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Do it, show it on the panel, and tell the moderator what came of it."""
        await moderator(interaction)
        id = self.id_in("id")
        timeline = await command(interaction, id, self.action, self.step())
        await control.show(interaction, id)
        meetup = await meetups.get(bot_of(interaction).db.read, id)
        assert meetup is not None
        await fitting.tell(interaction, id, outcomes.said(self.action, meetup, timeline))


class OfBlockButton(ControlButton, template=r"(?!)"):
    """One that is about the block that stood on the panel; when that is over, nothing happens."""

    def here(self, step: steps.Step) -> steps.Step:
        """A step, only while that block goes on."""
        return steps.of_block(self.id_in("block"), step)


class StartButton(ControlButton, template=controlpanel.START):
    """Begin now."""

    action = Action.START

    def step(self) -> steps.Step:
        """Live from now on."""
        return steps.start


class NextButton(OfBlockButton, template=controlpanel.NEXT):
    """On to the next block."""

    action = Action.NEXT

    def step(self) -> steps.Step:
        """End this one."""
        return self.here(steps.skip)


class Plus2Button(OfBlockButton, template=controlpanel.PLUS_2):
    """Two minutes more."""

    action = Action.EXTEND

    def step(self) -> steps.Step:
        """This block ends later."""
        return self.here(steps.extend(timedelta(minutes=2)))


class Plus5Button(OfBlockButton, template=controlpanel.PLUS_5):
    """Five minutes more."""

    action = Action.EXTEND

    def step(self) -> steps.Step:
        """This block ends later."""
        return self.here(steps.extend(timedelta(minutes=5)))


class PauseButton(ControlButton, template=controlpanel.PAUSE):
    """Stand still."""

    action = Action.PAUSE

    def step(self) -> steps.Step:
        """Hold what is still to come."""
        return steps.pause


class ResumeButton(ControlButton, template=controlpanel.RESUME):
    """Go on."""

    action = Action.RESUME

    def step(self) -> steps.Step:
        """What is still to come moves along."""
        return steps.resume


class CallBackButton(OfBlockButton, template=controlpanel.CALL_BACK):
    """Everybody back from the tables."""

    action = Action.CALL_BACK

    def step(self) -> steps.Step:
        """The break-out ends."""
        return self.here(steps.call_back)


class StopButton(LastingButton, template=controlpanel.STOP):
    """End the meetup."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Ask once more."""
        await moderator(interaction)
        meetup = await meetup_of(interaction, self.id_in("id"))
        await answer(interaction, outcomes.to_be_stopped(meetup), panels.stop(meetup.id, await voice_of(interaction)))


class ControlCog(commands.Cog):
    """Makes the panel again when somebody deletes it."""

    def __init__(self, bot: MeetupBot) -> None:
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
            await timelines.wake_control(db, place.meetup, self.bot.clock())
        self.bot.runner.wake()


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(
        StartButton, NextButton, Plus2Button, Plus5Button, PauseButton, ResumeButton, CallBackButton, StopButton
    )
    await bot.add_cog(ControlCog(bot))
