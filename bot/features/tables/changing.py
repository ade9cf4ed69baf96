"""Changing the tables of the block that runs or comes next, as a moderator asks: one more, or another name."""

import logging
from collections.abc import Awaitable, Callable
from dataclasses import replace

import discord

from bot.core.evening.cues import PANEL_SOON, CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place
from bot.core.evening.slots import Timeline
from bot.core.tables import titles
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.seats import adding
from bot.features.tables.access import open_tables
from bot.platform import lookup
from bot.platform.answers import Interaction, answer
from bot.platform.app import App
from bot.platform.callers import UNFINISHED, meetup_here
from bot.platform.channels import REASON, channel_name
from bot.platform.logs import names_of
from bot.platform.seen import as_read
from bot.platform.troubles import FAILURES
from bot.storage import places, timelines
from bot.storage.database import Queries, Transaction

# Which tables a moderator chooses from, of a meetup as it stands.
Which = Callable[[Queries, Meetup, Timeline], Awaitable[list[Place]]]
log = logging.getLogger(__name__)


async def add(interaction: Interaction, like: Typed, name: Typed) -> None:
    """Open one more table, with the text and questions of another; without a name it gets that one's, with a number.

    Raises Refusal where none are open or to come, on a name of no table or of one that is there, and where no more fit.
    """
    bot, meetup = interaction.client, await meetup_here(interaction, *UNFINISHED)
    await interaction.response.defer(ephemeral=True, thinking=True)  # Discord makes a channel, which may take longer
    name = await as_read(bot, name, meetup)
    async with bot.db.transaction() as db:
        tables = await changeable(db, meetup)
        model = titles.meant(tables, like)
        venue, block = await places.venue(db, meetup.id), model.block
        assert block is not None  # every table has one
        title = titles.new(name, venue.every_table(block)) if name.line else None
        if not adding.has_room(bot.channels.guild(meetup), venue, block):
            raise Refusal(_("Discord has no room for one more table. Use the tables that are there."))
        table = await adding.add(db, meetup, venue, block, model.room, bot.clock(), title)
        await show(bot, db, table)
        is_open = (await timelines.of_meetup(db, meetup.id)).tables_are_open(block)
    made = await adding.standing(bot, meetup, table, model)
    await answer(interaction, _added(table, made, model, is_open=is_open))


def _added(table: Place, made: Place, model: Place, *, is_open: bool) -> Text:
    if made.id != table.id:
        return _("{table} is added, but Discord does not let me make its channel yet. I try again by myself.",
                 table=Text.bold(table.title))  # fmt: skip
    if not is_open:
        return _("{table} is added, with the questions of {model}. It opens with the others.",
                 table=f"<#{made.channel}>", model=Text.bold(model.title))  # fmt: skip
    return _("{table} is open, with the questions of {model}. It stands among the tables in the plenary, too.",
             table=f"<#{made.channel}>", model=Text.bold(model.title))  # fmt: skip


async def rename(interaction: Interaction, typed: Typed, name: Typed) -> None:
    """Give an open table another name, and its channel too where Discord lets the bot.

    Raises Refusal where none are open or to come, and on a name of no table or of another one.
    """
    bot, meetup = interaction.client, await meetup_here(interaction, *UNFINISHED)
    await interaction.response.defer(ephemeral=True, thinking=True)
    name = await as_read(bot, name, meetup)
    async with bot.db.transaction() as db:
        tables = await changeable(db, meetup)
        table = titles.meant(tables, typed)
        title = titles.new(name, [other for other in tables if other.id != table.id])
        await places.rename(db, table.id, title)
        await show(bot, db, table)
    is_shown = await _rename_channel(bot.channels.guild(meetup), meetup, replace(table, title=title))
    text = _("{old} is called {new} from now on.", old=Text.bold(table.title), new=Text.bold(title))
    if not is_shown:
        text = _(
            "{old} is called {new} from now on. Only its channel keeps the old name: Discord takes two changes in ten "
            "minutes. Give the command again later, or change it there yourself.",
            old=Text.bold(table.title),
            new=Text.bold(title),
        )
    await answer(interaction, text)


async def _rename_channel(guild: discord.Guild, meetup: Meetup, table: Place) -> bool:
    """Give a table's channel its name. False where Discord refuses, or would have the bot wait."""
    channel = lookup.voice(guild, table.channel)
    try:
        if channel is not None:  # one that is gone is made again by this name
            await channel.edit(name=channel_name(meetup, table), reason=REASON)
    except FAILURES as error:
        log.warning("meetup %s: a table's channel keeps its name: %s", meetup.id, names_of(error))
        return False
    return True


async def open_now(db: Queries, meetup: Meetup) -> list[Place]:
    """Return the tables that are open. Raises Refusal where none are."""
    tables = await open_tables(db, meetup, await timelines.of_meetup(db, meetup.id))
    if not tables:
        raise Refusal(_("No tables are open now. `/meetup status` tells where we are."), Remedy(Mend.STATUS, meetup.id))
    return tables


async def changeable(db: Queries, meetup: Meetup) -> list[Place]:
    """Return the tables that are open, else those of the next block with tables. Raises Refusal without any."""
    if meetup.state is State.CLOSED:
        meetup.must_run()
    found = await offered(db, meetup, await timelines.of_meetup(db, meetup.id))
    return found or await open_now(db, meetup)


async def offered(db: Queries, meetup: Meetup, timeline: Timeline) -> list[Place]:
    """Return the tables that are open, else those of the next block with tables; none without any."""
    if tables := await open_tables(db, meetup, timeline):
        return tables
    venue = await places.venue(db, meetup.id)
    return next((tables for slot in timeline.to_come if (tables := venue.tables(slot.block))), [])


async def show(bot: App, db: Transaction, table: Place) -> None:
    """Have the buttons in the plenary and the panel show the tables as they are now."""
    if table.block is not None and (await timelines.of_meetup(db, table.meetup)).tables_are_open(table.block):
        await timelines.wake(db, table.meetup, CueKind.TABLES, bot.clock(), block=table.block)
    await timelines.wake(db, table.meetup, CueKind.PANEL, bot.clock(), PANEL_SOON)
