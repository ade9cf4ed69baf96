"""Putting a contribution under another: the button and form under it, and the list behind a new one."""

from typing import Any

import discord

from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people import contributions as rules
from bot.core.words.text import Refusal, _
from bot.features.contributions import parents, visits
from bot.features.contributions import views as contribution_views
from bot.platform.answers import bot_of, voice_of
from bot.platform.app import App
from bot.platform.doors import For
from bot.platform.given_back import handing_back
from bot.platform.lasting import LastingButton, LastingForm, LastingMenu
from bot.storage import contributions, meetups
from bot.storage import parents as stored


class UnderButton(LastingButton, template=parents.UNDER, open_to=For.EVERYBODY):
    """Button under a contribution that opens the form of a kind that may stand there."""

    async def pressed(self, interaction: discord.Interaction[Any], kind: ContributionKind, id: int) -> None:
        """Show the form. Raises Refusal where the contribution is gone, or not shared any more."""
        visit = await visits.visit_of(interaction, kind)
        if await parents.found(bot_of(interaction), visit.meetup, kind, id, interaction.user.id) is None:
            raise Refusal(_("This is no longer shown, so you can't go on from it. Your own thought is welcome."))
        form = contribution_views.empty_form(parents.UNDER_FORM(kind=kind, id=id), kind, visit.say)
        await interaction.response.send_modal(form)


class UnderForm(LastingForm, template=parents.UNDER_FORM, open_to=For.EVERYBODY):
    """Form of something that stands under another contribution."""

    async def submitted(self, interaction: discord.Interaction[Any], kind: ContributionKind, id: int) -> None:
        """Store it there; by itself where the other is gone meanwhile."""
        text, *details = (self.typed(name) for name in ("tekst", *(field.key for field in KINDS[kind].fields)))
        with handing_back(text, *details):
            visit = await visits.visit_of(interaction, kind)
        await visits.keep_and_show(interaction, visit, kind, text, Source.FORM, details, id)


class PlaceMenu(LastingMenu, template=parents.PLACE, open_to=For.OWN):
    """List of what a new contribution may stand under."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Put the person's own contribution under what they chose, and show it so."""
        bot, person = bot_of(interaction), interaction.user.id
        item = rules.own(await contributions.get(bot.db.read, id), person)
        meetup = await meetups.get(bot.db.read, item.meetup)
        assert meetup is not None
        number = next((int(value) for value in self.chosen(interaction) if value.isdecimal()), 0)
        if KINDS[item.kind].place is None or (
            number and not await parents.found(bot, meetup, item.kind, number, person)
        ):
            raise Refusal(_("This is no longer there. Choose another, or leave it as it is."))
        async with bot.db.transaction() as db:
            item = rules.own(await contributions.get(db, id), person)
            await stored.put_under(db, id, number or None)
            item = rules.own(await contributions.get(db, id), person)
        await visits.show_saved(interaction, item, meetup, await voice_of(interaction))


async def setup(bot: App) -> None:
    """Add the button and the list to the bot; called by discord.py."""
    bot.add_dynamic_items(UnderButton, PlaceMenu)
