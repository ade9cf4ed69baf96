"""More tables for a block that gives a table size: one more as people choose, or as many as a division needs."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime

import discord

from bot.core.evening import events
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, Venue, alike, another_table
from bot.core.programme.checks import TABLES_IN_CATEGORY
from bot.core.tables import closing
from bot.core.tables import sizes as rules
from bot.core.words.typed import Typed
from bot.platform import limits, lookup, mending
from bot.platform.app import App
from bot.platform.voice import people_in
from bot.storage import places, timelines
from bot.storage.database import Transaction


def sitting(bot: App, guild: discord.Guild, tables: Sequence[Place], now: datetime) -> dict[int, int]:
    """Return how many people are at each of these tables, or on their way there: table → people."""
    inside = {table.id: set(people_in(guild, table)) for table in tables}
    seen = {person for people in inside.values() for person in people}
    for person, (table, at) in bot.chosen.items():
        if table in inside and person not in seen and now - at < rules.ON_THE_WAY:
            inside[table].add(person)
    return {table: len(people) for table, people in inside.items()}


async def table_for(bot: App, meetup: Meetup, pressed: Place, person: int) -> Place:
    """Return the table for a person who chose this one, or one that is about the same where the block gives a size.

    Stores one more when all are full; ``standing`` makes its channel. A person who was sent to one of them a moment
    ago gets that one again.
    """
    assert pressed.block is not None  # every table has one
    block = meetup.programme.blocks[pressed.block]
    if block.table_size is None:
        return pressed
    now, guild = bot.clock(), bot.channels.guild(meetup)
    async with bot.db.transaction() as db:  # one person after the other, so that two don't get the same last place
        venue = await places.venue(db, meetup.id)
        tables = venue.tables(pressed.block)
        closing.refuse_closed(next(table for table in venue.every_table(pressed.block) if table.id == pressed.id))
        group = next(group for group in alike(block, tables) if pressed.id in {table.id for table in group})
        own = _own(bot, guild, group, person, now)
        free = own or rules.table_for_one_more(sitting(bot, guild, group, now), block.table_size)
        if free is None and has_room(guild, venue, pressed.block):
            group.append(await add(db, meetup, venue, pressed.block, group[0].room, now))
            free = group[-1].id
        here = sitting(bot, guild, group, now)
        table = next((table for table in group if table.id == free), None) or min(group, key=lambda it: here[it.id])
        bot.chosen[person] = table.id, now
    return table


def _own(bot: App, guild: discord.Guild, group: Sequence[Place], person: int, now: datetime) -> int | None:
    """Return the table in this group that a person is at, or was sent to a moment ago; None without."""
    at = next((table.id for table in group if person in people_in(guild, table)), None)
    sent, since = bot.chosen.get(person, (0, now))
    is_fresh = any(table.id == sent for table in group) and now - since < rules.ON_THE_WAY
    return at or (sent if is_fresh else None)


async def standing(bot: App, meetup: Meetup, table: Place, pressed: Place) -> Place:
    """Return a table with its channel made on Discord, or where that fails, the one that was pressed."""
    await mending.mend(bot, meetup.id)
    made = await places.get(bot.db.read, table.id)
    return made if made and made.channel else pressed


async def add_enough(bot: App, meetup: Meetup, block: int, sizes: Collection[int]) -> Venue:
    """Make as many tables as these people need, where the block gives a table size; return the venue.

    ``sizes`` is for how many people each counts. People who share a screen are one talk, so they count as one table
    at the most.
    """
    size = meetup.programme.blocks[block].table_size
    if size is None:
        return await places.venue(bot.db.read, meetup.id)
    now, guild = bot.clock(), bot.channels.guild(meetup)
    async with bot.db.transaction() as db:
        venue = await places.venue(db, meetup.id)
        people = sum(min(heads, size) for heads in sizes)
        wanted = rules.tables_wanted(people, size, len(venue.tables(block)), TABLES_IN_CATEGORY)
        while len(tables := venue.tables(block)) < wanted and has_room(guild, venue, block):
            fewest = min(alike(meetup.programme.blocks[block], tables), key=len)
            await add(db, meetup, venue, block, fewest[0].room, now)
            venue = await places.venue(db, meetup.id)
    await mending.mend(bot, meetup.id)
    return await places.venue(bot.db.read, meetup.id)


def has_room(guild: discord.Guild, venue: Venue, block: int) -> bool:
    """Return whether Discord takes the channel of one more table in a block; those of closed ones are still there."""
    tables = venue.every_table(block)
    unmade = sum(lookup.channel(guild, table.channel) is None for table in tables if table.closed_at is None)
    return len(tables) < TABLES_IN_CATEGORY and len(guild.channels) + unmade < limits.CHANNELS


async def add(
    db: Transaction, meetup: Meetup, venue: Venue, block: int, room: int, now: datetime, title: Typed | None = None
) -> Place:
    """Store one more table; where tables are open, its opening and what was asked so far are posted there too.

    Without a ``title`` it has the name of its room, with a number.
    """
    new = another_table(meetup.programme.blocks[block], venue.every_table(block), room)
    new = replace(new, title=title or new.title)
    await places.add(db, meetup.id, [new])
    before = await timelines.of_meetup(db, meetup.id)
    if before.tables_are_open(block):
        await timelines.save(db, meetup.id, events.said_again(before, {block}, now), before)
    return (await places.venue(db, meetup.id)).tables(block)[-1]
