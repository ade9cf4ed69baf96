"""How it went with what somebody wrote down before: told privately, with a button."""

from typing import Any

import discord

from bot.core.people.reminders import Wait
from bot.features.follow_ups import asking, own, telling
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingForm


class MineButton(LastingButton, template=telling.MINE, open_to=For.EVERYBODY):
    """Button to one's own open plans of a meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show them."""
        await telling.show(interaction, id)


class AnswerButton(LastingButton, template=telling.ANSWER, open_to=For.OWN):
    """Button that says how it went."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, answer: str) -> None:
        """Store it."""
        await telling.tell(interaction, id, answer)


class LineButton(LastingButton, template=telling.LINE, open_to=For.OWN):
    """Button to say more."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form."""
        await telling.ask_line(interaction, id)


class OneButton(LastingButton, template=own.ONE, open_to=For.OWN):
    """Button to one of a person's own plans."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show it."""
        await own.show(interaction, id)


class WaitButton(LastingButton, template=asking.WAIT, open_to=For.OWN):
    """Button to be asked after a while."""

    async def pressed(self, interaction: discord.Interaction[Any], wait: Wait, id: int) -> None:
        """Plan the question."""
        await asking.wait(interaction, id, wait)


class DayButton(LastingButton, template=asking.DAY, open_to=For.OWN):
    """Button to be asked on a day of one's own."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show the form."""
        await asking.ask_day(interaction, id)


class DayForm(LastingForm, template=asking.DAY_FORM, open_to=For.OWN):
    """Form with the day on which somebody wants to be asked."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Plan the question."""
        await asking.on_day(interaction, id, self.typed("dag"))


class NoButton(LastingButton, template=asking.NO, open_to=For.OWN):
    """Button not to be asked."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Note it."""
        await asking.no(interaction, id)


class LineForm(LastingForm, template=telling.LINE_FORM, open_to=For.OWN):
    """Form with a line on how it went."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it."""
        await telling.keep_line(interaction, id, self.typed("tekst"))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(MineButton, AnswerButton, LineButton, OneButton, WaitButton, DayButton, NoButton)
