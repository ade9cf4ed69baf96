"""Moderators who look after a table: taking one, giving it back, and hearing first when it asks for help."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.people.privacy import NOBODY
from bot.core.words.text import Refusal, Text, _
from bot.features.tables import views as table_views
from bot.features.tables.access import open_table
from bot.platform import limits, privately, rights
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.custom_id import CustomId
from bot.platform.text import name_of
from bot.platform.views import Button, label, lasting
from bot.platform.voice import people_in
from bot.storage import deeds, servers, timelines, watchers
from bot.storage.database import Queries, Transaction

# With the last action that the panel showed: of a menu that stays the same, Discord lets nobody choose the same again.
CHOOSE = CustomId("kijken:{id}[:{seen}]")
GIVE_BACK = CustomId("kijken:terug:{id}")
TAKE_OVER = CustomId("kijken:over:{id}")
_VOICES = (PlaceKind.VOICE, PlaceKind.TABLE)
BEFORE = timedelta(hours=1)  # a moderator who commanded something so long before the start is there (our choice)


def menu(
    meetup: int, seen: int, tables: Sequence[Place], watched: Mapping[int, int], say: Say
) -> discord.ui.Select[Any]:
    """Return the menu of the panel with which a moderator takes a table or gives it back; free ones come first."""
    options = [
        discord.SelectOption(label=label(table.title, limits.OPTION), value=str(table.id))
        for table in sorted(tables, key=lambda table: table.id in watched)
    ]
    custom_id, placeholder = CHOOSE(id=meetup, seen=seen), say(_("I look after table …"))
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options[: limits.OPTIONS])


async def choose(interaction: discord.Interaction[Any], id: int, table: int) -> None:
    """Take a table, or give back one's own; where somebody else has it, offer to take it over.

    Raises Refusal where it is not open.
    """
    bot, me = bot_of(interaction), interaction.user.id
    meetup, place = await open_table(interaction, table)
    if meetup.id != id:
        raise Refusal(_("That table is closed now. Choose one that is open."))
    async with bot.db.transaction() as db:
        before = await watchers.of_table(db, place.id)
        if before is None:
            await watchers.take(db, place.id, me)
        elif before == me:
            await watchers.give_back(db, place.id)
        if before in (None, me):
            await _note(interaction, db, id)
    channel, say = f"<#{place.channel}>", await voice_of(interaction)
    if before is None:
        await answer(interaction, say(taken(channel)), _back(place, say))
    elif before == me:
        await answer(interaction, given_back(channel))
    else:
        text = say(_("{who} looks after {table} already.", who=f"<@{before}>", table=channel))
        over = Button(label=say(_("I take it over")), emoji="👀", custom_id=TAKE_OVER(id=place.id))
        await answer(interaction, text, lasting(over))


async def take_over(interaction: discord.Interaction[Any], table: int) -> None:
    """Look after a table in place of somebody else. Raises Refusal where it is not open, or one's own already."""
    bot, me = bot_of(interaction), interaction.user.id
    meetup, place = await open_table(interaction, table)
    channel = f"<#{place.channel}>"
    async with bot.db.transaction() as db:
        if await watchers.of_table(db, place.id) == me:
            raise Refusal(_("You look after {table} already.", table=channel))
        await watchers.take(db, place.id, me)
        await _note(interaction, db, meetup.id)
    say = await voice_of(interaction)
    await answer(interaction, say(taken(channel)), _back(place, say))


async def give_back(interaction: discord.Interaction[Any], table: int) -> None:
    """Look after one's own table no more. Raises Refusal where it is not open, or somebody else's."""
    bot, me = bot_of(interaction), interaction.user.id
    meetup, place = await open_table(interaction, table)
    channel = f"<#{place.channel}>"
    async with bot.db.transaction() as db:
        if await watchers.of_table(db, place.id) != me:
            raise Refusal(_("You don't look after {table}. Nothing changed now.", table=channel))
        await watchers.give_back(db, place.id)
        await _note(interaction, db, meetup.id)
    await answer(interaction, given_back(channel))


def _back(place: Place, say: Say) -> discord.ui.View:
    return lasting(Button(label=say(_("Give the table back")), custom_id=GIVE_BACK(id=place.id)))


def given_back(channel: str) -> Text:
    """Return what a moderator reads who looks after a table no more."""
    return _("You gave {table} back. Choose it again to look after it.", table=channel)


def taken(channel: str) -> Text:
    """Return what a moderator reads who looks after a table from now on."""
    return _("👀 You look after {table}. When it asks for help, you hear it first.", table=channel)


async def _note(interaction: discord.Interaction[Any], db: Transaction, id: int) -> None:
    person, now = interaction.user, bot_of(interaction).clock()
    await deeds.note(db, id, Deed(Action.WATCH, name_of(person), now), person.id)
    await timelines.wake(db, id, CueKind.PANEL, now)


async def tell_first(bot: App, place: Place, call: int) -> None:
    """Tell who looks after a table privately that it asks for help."""
    text = _("🙋 Your table {table} asks for help.", table=f"<#{place.channel}>")
    watcher = await watchers.of_table(bot.db.read, place.id)
    await privately.tell(bot, watcher, text, lambda say: table_views.call(call, say, claimed=False))


async def moderators_here(
    bot: App, db: Queries, meetup: Meetup, venue: Venue, commanded: Mapping[int, datetime]
) -> list[int]:
    """Return the moderators who are in voice at a meetup, or commanded something this evening.

    ``commanded`` is when each person last did.
    """
    guild, server = bot.channels.guild(meetup), await servers.get(db, meetup.server)
    voices = [place for place in venue.places if place.kind in _VOICES]
    members = (guild.get_member(id) for place in voices for id in people_in(guild, place))
    inside = [member.id for member in members if member is not None and rights.is_moderator(member, server)]
    active = [id for id, at in commanded.items() if id > NOBODY and at >= meetup.begins - BEFORE]
    return list(dict.fromkeys([*active, *inside]))
