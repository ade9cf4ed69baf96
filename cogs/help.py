"""Buttons at a table (ask for help, say ready, show again) and under a call for help, for moderators."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.events import with_notice
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.slots import Cue, Timeline
from bot.core.people.privacy import NOBODY
from bot.core.tables import calls as rules
from bot.core.tables import cards
from bot.core.tables.calls import Call
from bot.core.words.text import Refusal, Text, _
from bot.features.tables import card
from bot.features.tables import views as table_views
from bot.features.tables import words as table_words
from bot.features.tables.access import open_tables, table_here
from bot.platform import limits
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import moderator, of_server
from bot.platform.lasting import LastingButton
from bot.platform.views import ways
from bot.platform.voice import people_in
from bot.storage import calls, places, posts, signals, timelines
from bot.storage.database import Transaction


class HelpButton(LastingButton, template=table_views.HELP):
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


class ReadyButton(LastingButton, template=table_views.READY):
    """Button with which a table says that it is ready."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it, for the card to tell; when it was the last one, tell the moderators, once a block."""
        bot = bot_of(interaction)
        meetup, place = await _own_table(interaction, id)
        now = bot.clock()
        async with bot.db.transaction() as db:
            since = (await signals.ready(db, meetup.id)).get(place.id)
            if since is None:
                await signals.set_ready(db, place.id, now)
                await card.wake(db, meetup.id, place.block or 0, now)
                await timelines.wake(db, meetup.id, CueKind.PANEL, now, PANEL_CALM)
                await _tell_when_all_are(bot, db, meetup, now)
        if since is not None:
            say = await voice_of(interaction)
            text = _("Your table is ready already, {since}.", since=stamp(since, "R"))
            await answer(interaction, say(text), table_views.after_all(place.id, say))
            return
        await answer(interaction, table_words.ready())


async def _tell_when_all_are(bot: App, db: Transaction, meetup: Meetup, now: datetime) -> None:
    timeline = await timelines.of_meetup(db, meetup.id)
    tables = await open_tables(db, meetup, timeline)
    guild = bot.channels.guild(meetup)
    people = {table.id: len(people_in(guild, table)) for table in tables}
    if not rules.not_ready(people, await signals.ready(db, meetup.id)) and not _was_told(timeline):
        await timelines.save(db, meetup.id, with_notice(timeline, "ready", now), timeline)


def _was_told(timeline: Timeline) -> bool:
    block = timeline.current.block if timeline.current else 0
    return any(cue.note == "ready" for cue in timeline.cues_of(block, CueKind.NOTICE))


class NotReadyButton(LastingButton, template=table_views.NOT_READY):
    """Button with which a table takes back that it is ready."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Store it, for the card to tell."""
        bot = bot_of(interaction)
        meetup, place = await _own_table(interaction, id)
        async with bot.db.transaction() as db:
            if place.id not in await signals.ready(db, meetup.id):
                raise Refusal(_("Your table does not count as ready. Talk on as long as there is time."))
            await signals.set_ready(db, place.id, None)
            await card.wake(db, meetup.id, place.block or 0, bot.clock())
            await timelines.wake(db, meetup.id, CueKind.PANEL, bot.clock(), PANEL_CALM)
        await answer(interaction, _("💬 This table is still talking."))


async def _own_table(interaction: discord.Interaction[Any], id: int) -> tuple[Meetup, Place]:
    """Return the table a person may speak for. Raises Refusal unless they are in its voice, or nobody is."""
    meetup, place = await table_here(interaction, id)
    inside = people_in(bot_of(interaction).channels.guild(meetup), place)
    if not rules.may_speak_for(interaction.user.id, inside):
        raise Refusal(_("Only who sits at this table can say that. Do you belong here? Go in first, and press again."))
    return meetup, place


class AgainButton(LastingButton, template=table_views.AGAIN):
    """Button that shows a person what their table was given so far; the card shows the current question only."""

    async def pressed(self, interaction: discord.Interaction[Any], id: int) -> None:
        """Answer with the fragment and the questions so far."""
        bot = bot_of(interaction)
        meetup, place = await table_here(interaction, id)
        assert place.block is not None
        room = meetup.programme.blocks[place.block].rooms[place.room]
        timeline = await timelines.of_meetup(bot.db.read, meetup.id)
        texts = table_words.so_far(room, cards.moment(timeline, place.block, room, bot.clock()).asked)
        if not texts:
            raise Refusal(_("Nothing was asked here yet. The first question comes by itself."))
        say = await voice_of(interaction)
        whole = Text.join("\n\n", texts)
        for text in [whole] if len(say(whole)) <= limits.MESSAGE else texts:
            await answer(interaction, Text.cut(text, limits.MESSAGE))


async def setup(bot: App) -> None:
    """Add the buttons to the bot; called by discord.py."""
    bot.add_dynamic_items(HelpButton, ClaimButton, DoneButton, ReadyButton, NotReadyButton, AgainButton)
