"""Help for a table: the button with which it asks, and those under its call, for moderators."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.slots import Cue
from bot.core.people.privacy import NOBODY
from bot.core.tables import calls as rules
from bot.core.tables.calls import Call
from bot.core.words.text import Refusal, _
from bot.features.tables import views as table_views
from bot.features.tables import watching
from bot.features.tables.access import table_here
from bot.platform.answers import answer, bot_of
from bot.platform.app import App
from bot.platform.callers import moderator, of_server
from bot.platform.doors import For
from bot.platform.lasting import LastingButton
from bot.platform.views import ways
from bot.storage import calls, places, posts, timelines


class HelpButton(LastingButton, template=table_views.HELP, open_to=For.EVERYBODY):
    """Button with which a table asks for help."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store the call and plan the cue that posts its card. Raises Refusal where the table asked already."""
        bot = bot_of(interaction)
        meetup, place = await table_here(interaction, id)
        assert place.block is not None
        now = bot.clock()
        async with bot.db.transaction() as db:
            standing = (await calls.open_of_meetup(db, meetup.id)).get(place.id)
            if standing is None:
                asker = interaction.user.id if meetup.shows_names else NOBODY
                id = await calls.add(db, Call(0, place.id, asker, now))
                await timelines.add_cue(db, meetup.id, Cue(CueKind.HELP, place.block, now, note=str(id)))
        if standing is not None:
            raise Refusal(rules.answer_to_a_second(standing))
        await watching.tell_first(bot, place, id)
        await answer(interaction, _("🙋 I have passed it on. A moderator will come to your table; hold on a moment."))


class ClaimButton(LastingButton, template=table_views.CLAIM):
    """Button with which a moderator takes a call."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store who goes, and answer with the way to the table; a cue updates the card and tells the table."""
        place = await _deal_with(interaction, id, rules.claimed)
        assert interaction.guild_id is not None
        await answer(
            interaction,
            _("You go to {table}. They know that you are coming.", table=f"<#{place.channel}>"),
            ways(interaction.guild_id, place),
        )


class DoneButton(LastingButton, template=table_views.DONE):
    """Button that ends a call."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store that the table was helped."""
        place = await _deal_with(interaction, id, rules.done)
        await answer(interaction, _("Thank you! The call of {table} is done.", table=f"<#{place.channel}>"))


async def _deal_with(
    interaction: discord.Interaction[Any], id: int, step: Callable[[Call, int, datetime], Call]
) -> Place:
    """Apply a moderator's step to a call, checked and stored as one; return its table. Raises Refusal."""
    server = await moderator(interaction)
    bot = bot_of(interaction)
    now = bot.clock()
    async with bot.db.transaction() as db:
        call = await calls.get(db, id)
        place = await places.get(db, call.place) if call else None
        meetup = await of_server(db, place.meetup if place else None, server.id)
        if call is None or place is None or meetup is None:
            raise Refusal(_("This call for help is no longer there."))
        await calls.save(db, step(call, interaction.user.id, now))
        venue = await places.venue(db, meetup.id)
        if interaction.message and interaction.message.channel.id == venue.one(PlaceKind.MODERATORS).channel:
            # After a crash the card's message may not be stored: the press shows which one it is.
            where = interaction.message.channel.id
            await posts.recognise(db, meetup.id, CueKind.HELP, str(id), "card", where, interaction.message.id)
        await timelines.wake(db, meetup.id, CueKind.HELP, now, note=str(id))
    return place


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(HelpButton, ClaimButton, DoneButton)
