"""Closing one table while the others go on: a moderator chooses where its people go, and the runner takes them."""

from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.slots import Cue
from bot.core.tables import closing as rules
from bot.core.tables import titles
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.seats.reseating import reseat
from bot.features.tables import card
from bot.features.tables.access import open_tables
from bot.features.tables.changing import open_now, show
from bot.features.tables.views import CLOSE_TO_HALL, CLOSE_TO_TABLE
from bot.platform import limits
from bot.platform.answers import Interaction, answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_here, of_server
from bot.platform.text import name_of
from bot.platform.views import Button, label, lasting
from bot.platform.voice import people_in
from bot.storage import calls, deeds, places, timelines
from bot.storage.database import Transaction


async def ask(interaction: Interaction, typed: Typed) -> None:
    """Ask where the people of a table go; close it at once where nobody is there.

    Raises Refusal on a name of no open table, and for the only one that is open.
    """
    bot, meetup = interaction.client, await meetup_here(interaction, State.LIVE, State.PAUSED)
    meetup.must_run()
    tables = await open_now(bot.db.read, meetup)
    table = titles.meant(tables, typed)
    rules.refuse_last(tables)
    people = len(people_in(bot.channels.guild(meetup), table))
    if people == 0:
        await close(interaction, table.id)
        return
    say = await voice_of(interaction)
    others = [other for other in tables if other.id != table.id]
    question = ngettext(
        "One person is at {table}. Where do they go when it closes?",
        "{n} people are at {table}. Where do they go when it closes?",
        people,
        table=Text.bold(table.title),
    )
    await answer(interaction, say(question), _ways(bot, meetup, table, others, say))


def _ways(bot: App, meetup: Meetup, table: Place, others: list[Place], say: Say) -> discord.ui.View:
    """Return the button to the plenary, and the menu of the other tables that have place."""
    assert table.block is not None  # every table has one
    guild = bot.channels.guild(meetup)
    there = {place.id: len(people_in(guild, place)) for place in (table, *others)}
    goals = rules.goals(table, others, there, meetup.programme.blocks[table.block].most)[: limits.OPTIONS]
    hall = Button(label=say(_("To the plenary")), emoji="🔔", custom_id=CLOSE_TO_HALL(id=table.id))
    if not goals:
        return lasting(hall)
    menu: discord.ui.Select[discord.ui.View] = discord.ui.Select(
        custom_id=CLOSE_TO_TABLE(id=table.id), placeholder=say(_("To another table …"))
    )
    for goal in goals:
        people = ngettext("one person", "{n} people", there[goal.id])
        menu.add_option(label=label(goal.title, limits.OPTION), value=str(goal.id), description=say(people))
    return lasting(hall, menu)


async def close(interaction: discord.Interaction[Any], id: int, goal: int | None = None) -> None:
    """Close a table, by id, and have its people taken to another one, or without ``goal`` to the plenary.

    Raises Refusal where it is closed already, the only one that is open, or its goal is.
    """
    bot = bot_of(interaction)
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup, table, to = await _checked(interaction, db, id, goal)
        inside = people_in(bot.channels.guild(meetup), table)
        await _close(bot, db, meetup, table, to)
        await reseat(bot, db, meetup, table, to, inside)
        await deeds.note(db, meetup.id, Deed(Action.CLOSE_TABLE, name_of(interaction.user), now), interaction.user.id)
    await answer(interaction, _told(table, to, len(inside)))


async def _checked(
    interaction: discord.Interaction[Any], db: Transaction, id: int, goal: int | None
) -> tuple[Meetup, Place, Place]:
    """Return the meetup, the table to close, and where its people go. Raises Refusal where that can't be."""
    place = await places.get(db, id)
    meetup = await of_server(db, place.meetup if place else None, interaction.guild_id)
    if place is None or meetup is None or place.kind is not PlaceKind.TABLE:
        raise Refusal(_("This table is no longer there. Look in the plenary for what is going on now."))
    rules.refuse_closed(place, await deeds.of_meetup(db, meetup.id))
    tables = await open_tables(db, meetup, await timelines.of_meetup(db, meetup.id))
    if place not in tables:
        raise Refusal(_("The tables are closed now. Look in the plenary for what is going on."))
    rules.refuse_last(tables)
    if goal is None:
        return meetup, place, (await places.venue(db, meetup.id)).one(PlaceKind.VOICE)
    to = next((table for table in tables if table.id == goal and goal != id), None)
    if to is None:
        raise Refusal(_("That table is closed now. Choose one that is open."))
    return meetup, place, to


async def _close(bot: App, db: Transaction, meetup: Meetup, table: Place, to: Place) -> None:
    """Mark a table as closed, and plan what follows: its people, its card, its call for help, and what shows tables."""
    now, block = bot.clock(), table.block
    assert block is not None  # every table has one
    await places.close(db, table.id, to.id, now)
    for call in await calls.end_at(db, table.id, now):
        await timelines.wake(db, meetup.id, CueKind.HELP, now, note=str(call))
    await timelines.add_cue(db, meetup.id, Cue(CueKind.CLOSE_TABLE, block, now, note=str(table.id)))
    await card.wake(db, meetup.id, block, now)
    await show(bot, db, table)


def _told(table: Place, to: Place, people: int) -> Text:
    title = Text.bold(table.title)
    if not people:
        return _("{table} is closed. Nobody was there.", table=title)
    return ngettext(
        "{table} is closed. I take one person to {place} in a moment.",
        "{table} is closed. I take {n} people to {place} in a moment.",
        people,
        table=title,
        place=f"<#{to.channel}>",
    )
