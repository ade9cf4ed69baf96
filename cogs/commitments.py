"""Commitments that a moderator writes down for somebody, and that person's answer."""

from typing import Any

import discord

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people import commitments as rules
from bot.core.people.contributions import Contribution
from bot.core.words.text import _
from bot.features.contributions import commitments, visits
from bot.features.contributions import views as contribution_views
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.given_back import handing_back
from bot.platform.lasting import LastingButton, LastingForm
from bot.platform.members import member_of
from bot.storage import contributions, meetups, timelines


class RecordForm(LastingForm, template=commitments.RECORD_FORM):
    """Form of what a moderator writes down for somebody."""

    async def submitted(self, interaction: discord.Interaction[Any], kind: ContributionKind, person: int) -> None:
        """Store it as that person's, to be confirmed; as the moderator's own where they are not on the server."""
        text, *details = (self.typed(name) for name in ("tekst", *(field.key for field in KINDS[kind].fields)))
        with handing_back(text, *details):
            visit = await visits.visit_of(interaction, kind)
        author = await member_of(interaction.guild, None, person) or interaction.user
        await visits.keep_and_show(interaction, visit, kind, text, Source.FORM, details, person=author)


async def _answered(interaction: discord.Interaction[Any], id: int, *, yes: bool) -> Contribution:
    """Store a person's answer and have the question taken away. Raises Refusal for anybody else."""
    bot, now = bot_of(interaction), bot_of(interaction).clock()
    async with bot.db.transaction() as db:
        before = await contributions.get(db, id)
        item = rules.answered(before, interaction.user.id, yes=yes)
        if item != before:
            await contributions.change(db, item)
            if item.sharing is not None:
                await contributions.choose_sharing(db, id, item.sharing)
            await commitments.look_again(db, item, now)
            await timelines.wake(db, item.meetup, CueKind.WALL, now)
            await timelines.wake(db, item.meetup, CueKind.PANEL, now, PANEL_CALM)
    return item


class ConfirmButton(LastingButton, template=commitments.CONFIRM, open_to=For.OWN):
    """Button with which a person says that a commitment is theirs."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Confirm it, and show it to them with its buttons."""
        item = await _answered(interaction, id, yes=True)
        meetup = await meetups.get(bot_of(interaction).db.read, item.meetup)
        assert meetup is not None
        await visits.show_saved(interaction, item, meetup, await voice_of(interaction))


class DeclineButton(LastingButton, template=commitments.DECLINE, open_to=For.OWN):
    """Button with which a person says that they did not make a commitment."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Keep it from everybody's eyes, and tell what more they can do; the moderators hear of it by its cue."""
        await _answered(interaction, id, yes=False)
        told = _(
            "Thank you for telling. It is shown nowhere, and the moderators hear of it. With “Change” you make it "
            "right, with “Withdraw” it is gone altogether."
        )
        await answer(interaction, told, contribution_views.own(id, await voice_of(interaction)))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(ConfirmButton, DeclineButton)
