"""/meetup intake: the talk with a school leader beforehand, from which the plan is made."""

from typing import Any, cast

import discord
from discord import app_commands

from bot.core.programme import intake as rules
from bot.features.meetups import intake_planning, intaking, planning
from bot.features.meetups import intake_views as views
from bot.platform.answers import bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator
from bot.platform.doors import For
from bot.platform.lasting import LastingButton, LastingForm, LastingMenu
from bot.platform.names import described, named


@app_commands.command(
    name=named("intake", "intake"), description=described("Talk with a school leader beforehand, and plan from it")
)
@app_commands.rename(who=named("wie", "who"))
@app_commands.describe(who=described("Who fills it in? Leave it empty to do it yourself"))
async def intake(interaction: discord.Interaction[Any], who: discord.User | None = None) -> None:
    """Begin an intake, or go on with one."""
    await intaking.begin(interaction, who)


class ShowButton(LastingButton, template=views.SHOW, open_to=For.OWN):
    """Button to an intake."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Show what is filled in so far."""
        await intaking.show(interaction, await intaking.found(interaction, id))


class StepButton(LastingButton, template=views.STEP, open_to=For.OWN):
    """Button to a step of an intake."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int, step: str) -> None:
        """Show its form."""
        found, say = await intaking.found(interaction, id), await voice_of(interaction)
        await interaction.response.send_modal(views.step_form(found, step, bot_of(interaction).library, say))


class StepForm(LastingForm, template=views.STEP_FORM, open_to=For.OWN):
    """Form of a step of an intake."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int, step: str, seen: str | None) -> None:
        """Keep what was filled in."""
        sent = {name: self.values(name) for name in rules.STEPS[int(step)]}
        await intaking.fill_in(interaction, id, int(step), sent, seen)


class ReadyButton(LastingButton, template=views.READY, open_to=For.OWN):
    """Button of a school leader who is ready."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Tell whoever asked for the intake."""
        await intaking.pass_on(interaction, id)


class NewButton(LastingButton, template=views.NEW):
    """Button to another intake."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Begin one."""
        await intaking.begin_new(interaction)


class OthersMenu(LastingMenu, template=views.CHOOSE):
    """List of the intakes of the server."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the one that was chosen."""
        await intaking.choose(interaction, next(iter(self.chosen(interaction)), ""))


class PlanButton(LastingButton, template=views.PLAN):
    """Button that makes the plan."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Ask when the day is."""
        await intaking.ask_when(interaction, id)


class PlanForm(LastingForm, template=views.PLAN_FORM):
    """Form with when the day is."""

    async def submitted(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Plan the meetup, or ask which day is meant."""
        server = await moderator(interaction)
        found = await intaking.found(interaction, id)
        await planning.plan_or_ask(interaction, server, intake_planning.wanted(found), self.typed("begin"))


async def setup(bot: App) -> None:
    """Add the command and the buttons to the bot; called by discord.py."""
    cast(app_commands.Group, bot.tree.get_command("meetup")).add_command(intake)
    bot.add_dynamic_items(ShowButton, StepButton, ReadyButton, NewButton, OthersMenu, PlanButton)
