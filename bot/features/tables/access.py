"""Which table a press or command is about, checked at that moment, because a custom_id can be forged."""

from typing import Any

import discord

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.slots import Timeline
from bot.core.tables import closing
from bot.core.words.text import Refusal, _
from bot.platform.answers import bot_of, place_of
from bot.platform.callers import of_server
from bot.storage import places, timelines
from bot.storage.database import Queries


async def open_table(interaction: discord.Interaction[Any], id: int) -> tuple[Meetup, Place]:
    """Return a table by id, with its meetup. Raises Refusal unless it is open and of this server."""
    db = bot_of(interaction).db.read
    place = await places.get(db, id)
    meetup = await of_server(db, place.meetup if place else None, interaction.guild_id)
    if place is None or meetup is None or place.kind is not PlaceKind.TABLE or place.block is None:
        raise Refusal(_("This table is no longer there. Look in the plenary for what is going on now."))
    timeline = await timelines.of_meetup(db, meetup.id)
    if not meetup.is_running or not timeline.tables_are_open(place.block):
        raise Refusal(_("The tables are closed now. Look in the plenary for what is going on."))
    closing.refuse_closed(place)
    return meetup, place


async def table_here(interaction: discord.Interaction[Any], id: int) -> tuple[Meetup, Place]:
    """Return an open table in whose own chat the button was pressed, with its meetup. Raises Refusal otherwise."""
    meetup, place = await open_table(interaction, id)
    if place_of(interaction) != place.channel:
        raise Refusal(_("This button belongs to another table. Use the one in the chat of your own table."))
    return meetup, place


async def open_tables(db: Queries, meetup: Meetup, timeline: Timeline) -> list[Place]:
    """The tables that people may go to now; none where it is not the time for it."""
    slot = timeline.current
    if not meetup.is_running or slot is None or not timeline.tables_are_open(slot.block):
        return []
    return (await places.venue(db, meetup.id)).tables(slot.block)
