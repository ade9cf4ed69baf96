"""The button under a refusal or a notice that mends what it is about."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import discord

from bot.core.evening import commands as rules
from bot.core.evening.commands import Command
from bot.core.evening.meetup import Action
from bot.core.words.remedies import Mend
from bot.core.words.text import Text, _, ngettext
from bot.features.checks import meetup as meetup_check
from bot.features.groups.beginning import begin_here
from bot.features.meetups import clearing, fitting, looking, outcomes, planning, setting_up, stopping
from bot.features.meetups.commanding import command
from bot.features.seats.deciding import divide
from bot.platform import mending, remedies, troubles
from bot.platform.answers import Interaction, answer, bot_of
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_here, meetup_of, moderator
from bot.platform.channels import Standing
from bot.platform.doors import For
from bot.platform.lasting import LastingButton

Act = Callable[[Interaction, int, int | None], Awaitable[object]]  # takes the ids of the meetup, or 0, and the block


class RemedyButton(LastingButton, template=remedies.REMEDY):
    """Button that mends something."""

    @classmethod
    def for_whom(cls, **values: Any) -> For:
        """Return that the settings are for organisers, and all else for moderators."""
        return For.ORGANISERS if values["mend"] is Mend.SETTINGS else For.MODERATORS

    async def pressed(
        self, interaction: discord.Interaction[Any], mend: Mend, meetup: int, block: int | None = None
    ) -> None:
        """Do it, and answer as the command does that it stands for."""
        await ACTS[mend](interaction, meetup, block)


def _command(action: Action, step: Callable[[App], Command]) -> Act:
    """Return the act that gives a moderator's command, for the block that was going on."""

    async def act(interaction: Interaction, meetup: int, block: int | None) -> None:
        id = await _meetup(interaction, meetup)
        wanted = step(bot_of(interaction))
        wanted = wanted if block is None else rules.of_block(block, wanted)
        changed, timeline = await command(interaction, id, action, wanted)
        await fitting.tell(interaction, changed, timeline, outcomes.said(action, changed, timeline))

    return act


async def _meetup(interaction: Interaction, id: int) -> int:
    """Return the id of the meetup that is meant. Raises Refusal."""
    return (await (meetup_of(interaction, id) if id else meetup_here(interaction, *UNFINISHED))).id


async def _stop(interaction: Interaction, id: int, _block: int | None) -> None:
    meetup = await meetup_of(interaction, await _meetup(interaction, id))
    await stopping.ask(interaction, meetup)


async def _plan(interaction: Interaction, _meetup: int, _block: int | None) -> None:
    await planning.show_form(interaction)


async def _settings(interaction: Interaction, _meetup: int, _block: int | None) -> None:
    await setting_up.show_form(interaction)


async def _divide(interaction: Interaction, _meetup: int, _block: int | None) -> None:
    await divide(interaction, None, None, None)


async def _groups(interaction: Interaction, _meetup: int, _block: int | None) -> None:
    await begin_here(interaction, None, None)


async def _status(interaction: Interaction, id: int, _block: int | None) -> None:
    await looking.show(interaction, await meetup_of(interaction, await _meetup(interaction, id)))


async def _check(interaction: Interaction, id: int, _block: int | None) -> None:
    server = await moderator(interaction)
    meetup = await meetup_of(interaction, await _meetup(interaction, id))
    await interaction.response.defer(ephemeral=True, thinking=True)
    await meetup_check.show(interaction, server, await meetup_check.of_meetup(interaction.client, meetup))


async def _put_away(interaction: Interaction, _meetup: int, _block: int | None) -> None:
    await clearing.ask(interaction)


async def _try_again(interaction: Interaction, id: int, _block: int | None) -> None:
    meetup = await meetup_of(interaction, await _meetup(interaction, id))
    await interaction.response.defer(ephemeral=True, thinking=True)
    await answer(interaction, _tried(await mending.try_again(interaction.client, meetup)))


def _tried(standing: Standing) -> Text:
    """Return what became of a new try."""
    if standing.failed:
        names = tuple(troubles.name(place) for place, _retry in standing.failed)
        return _("It still does not work for {names}. In a moment I tell here what stands against it.", names=names)
    n = len(standing.venue.own)
    return ngettext(
        "The channel of this meetup is there. What could not be done in it I try again now.",
        "All {n} channels of this meetup are there. What could not be done in them I try again now.",
        n,
    )


ACTS: Mapping[Mend, Act] = {
    Mend.BEGIN: _command(Action.START, lambda bot: rules.start(bot.settings.zone)),
    Mend.RESUME: _command(Action.RESUME, lambda _bot: rules.resume),
    Mend.NEXT: _command(Action.NEXT, lambda _bot: rules.skip),
    Mend.CALL_BACK: _command(Action.CALL_BACK, lambda _bot: rules.call_back),
    Mend.STOP: _stop,
    Mend.PLAN: _plan,
    Mend.SETTINGS: _settings,
    Mend.DIVIDE: _divide,
    Mend.GROUPS: _groups,
    Mend.STATUS: _status,
    Mend.CHECK: _check,
    Mend.PUT_AWAY: _put_away,
    Mend.TRY_AGAIN: _try_again,
}


async def setup(bot: App) -> None:
    """Add the button to the bot; called by discord.py."""
    bot.add_dynamic_items(RemedyButton)
