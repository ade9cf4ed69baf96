"""Buttons under a check, for moderators: dry runs and test messages."""

from pathlib import Path
from typing import Any

import discord

from bot.core.evening import dry_run as rules
from bot.core.evening.meetup import Action, Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.programme.models import Programme
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _
from bot.features.checks import dry_run, reaching
from bot.features.checks import views as check_views
from bot.features.meetups.commanding import command
from bot.features.meetups.next_steps import DRY_RUN
from bot.features.programmes import own
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.callers import NO_MEETUP, meetup_of, moderator, of_server
from bot.platform.lasting import LastingButton
from bot.storage import places, servers, timelines


async def _meetup(interaction: discord.Interaction[Any], id: int) -> Meetup:
    """The meetup of a button, which must be of this server and no dry run. Raises Refusal."""
    meetup = await meetup_of(interaction, id)
    if meetup.is_dry_run:
        raise Refusal(NO_MEETUP, Remedy(Mend.PLAN))
    return meetup


async def _begin(
    interaction: discord.Interaction[Any],
    server: servers.Server,
    programme: Programme,
    planned: Meetup | None = None,
    folder: Path | None = None,
) -> None:
    assert interaction.guild is not None
    assert isinstance(interaction.user, discord.Member)
    await interaction.response.defer(ephemeral=True, thinking=True)
    bot = bot_of(interaction)
    run = await dry_run.begin(bot, interaction.guild, server, programme, interaction.user, planned, folder)
    venue = await places.venue(bot.db.read, run.id)
    plenary, moderators = venue.one(PlaceKind.PLENARY).channel, venue.one(PlaceKind.MODERATORS).channel
    if plenary is None or moderators is None:
        raise Refusal(
            _(
                "Discord does not let me make the channels of the dry run now. I try a few minutes more, and then "
                "remove what I made. `/meetup check` tells whether it is gone."
            )
        )
    await answer(
        interaction,
        _(
            "The dry run goes, in {plenary} and the channels around it; only moderators see them. It takes about "
            "{length}. Then I tell in {report} what came of it, and remove the channels.",
            plenary=f"<#{plenary}>",
            length=dry_run.takes(programme),
            report=f"<#{run.report_to or moderators}>",
        ),
    )


class DryRunButton(LastingButton, template=DRY_RUN):
    """Button that starts a dry run of a planned meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Start the dry run; its report also comes in the meetup's own moderators' channel."""
        server = await moderator(interaction)
        meetup = await _meetup(interaction, id)
        await _begin(interaction, server, meetup.programme, meetup)


class DryRunOfProgrammeButton(LastingButton, template=check_views.DRY_RUN_OF):
    """Button that starts a dry run of a programme without a planned meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], name: str) -> None:
        """Start the dry run."""
        server = await moderator(interaction)
        bot = bot_of(interaction)
        programme, folder = await own.find(bot, server.id, name), await own.folder(bot, server.id, name)
        await _begin(interaction, server, programme, folder=folder)


class ClearAwayButton(LastingButton, template=check_views.CLEAR_AWAY):
    """Button that removes the channels of a dry run that is over."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Have the channels removed now instead of some minutes later. Raises Refusal while it goes on."""
        bot = bot_of(interaction)
        async with bot.db.transaction() as db:
            run = await of_server(db, id, interaction.guild_id)
            if run is None or not run.is_dry_run:
                raise Refusal(_("That dry run has been cleared away already."))
            if run.state is not State.CLOSED:
                raise Refusal(
                    _("The dry run is still going on. `/meetup stop` in its channels ends it early."),
                    Remedy(Mend.STOP, id),
                )
            before = await timelines.of_meetup(db, id)
            await timelines.save(db, id, rules.taken_down_now(before, bot.clock()), before)
        await answer(interaction, _("I am removing the channels of the dry run."))


class ReachButton(LastingButton, template=check_views.REACH):
    """Button that sends test messages to those who run the meetup."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Send the test messages, and answer who could not be reached."""
        meetup = await _meetup(interaction, id)
        await interaction.response.defer(ephemeral=True, thinking=True)
        await command(interaction, meetup.id, Action.REACH, lambda same, timeline, _deeds, _now: (same, timeline))
        reached = await reaching.reach(bot_of(interaction), meetup)
        await answer(interaction, reaching.told(reached))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(DryRunButton, DryRunOfProgrammeButton, ClearAwayButton, ReachButton)
