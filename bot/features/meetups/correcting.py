"""``/meetup wijzig``: correct a block of a planned or running meetup in a form; what is posted already follows."""

import sys
from datetime import timedelta
from typing import Any

import discord

from bot.content.block_form import filled_in, room_filled_in
from bot.content.times import written
from bot.core.evening import commands as rules
from bot.core.evening import correcting
from bot.core.evening.attaching import open_blocks
from bot.core.evening.commands import Command
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Meetup, State
from bot.core.evening.slots import Slot, Timeline
from bot.core.programme.models import Block
from bot.core.tables import titles
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import choosing, fitting
from bot.features.meetups.commanding import command
from bot.features.programmes import block_forms
from bot.platform.answers import Interaction, bot_of, voice_of
from bot.platform.callers import UNFINISHED, meetup_here
from bot.platform.custom_id import CustomId
from bot.platform.seen import giving_back
from bot.storage import deeds, places, timelines

SENT = CustomId("meetup:wijzig:{id}:{block}:{seen}[:{was}]", block=3, was=10)
TABLE_SENT = CustomId("meetup:wijzig:tafel:{id}:{block}:{room}:{seen}[:{was}]", block=3, room=3, was=10)
_ALL = sys.maxsize  # every action before was seen: the form knows by itself what it changes


async def show_form(interaction: Interaction, which: Typed) -> None:
    """Show the form of a block: the one that is typed, else the first that can be changed. Raises Refusal."""
    db, meetup = interaction.client.db.read, await meetup_here(interaction, *UNFINISHED)
    if meetup.state is State.CLOSED:
        raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."), Remedy(Mend.PLAN))
    timeline = await timelines.of_meetup(db, meetup.id)
    number = correcting.meant(which, meetup, timeline)
    done = await deeds.of_meetup(db, meetup.id)
    say, block = await voice_of(interaction), meetup.programme.blocks[number]
    seen = done[-1].id if done else 0
    values = block_forms.values_of(block, _length(correcting.open_slot(meetup, timeline, number)))
    custom_id = SENT(id=meetup.id, block=number, seen=seen, was=correcting.number_of(block))
    await interaction.response.send_modal(block_forms.form(custom_id, values, say))


def _length(slot: Slot) -> timedelta:
    return slot.ends - slot.starts


async def show_table_form(interaction: Interaction, which: Typed, table: Typed) -> None:
    """Show the form with what a table of a block has; without a block, of the next one with tables. Raises Refusal."""
    db, meetup = interaction.client.db.read, await meetup_here(interaction, *UNFINISHED)
    timeline, venue = await timelines.of_meetup(db, meetup.id), await places.venue(db, meetup.id)
    blocks = [correcting.meant(which, meetup, timeline)] if which.line else open_blocks(timeline)
    tables = next((found for number in blocks if (found := venue.tables(number))), [])
    place, done = titles.meant(tables, table), await deeds.of_meetup(db, meetup.id)
    assert place.block is not None  # every table has one
    seen, room = done[-1].id if done else 0, meetup.programme.blocks[place.block].rooms[place.room]
    was = correcting.number_of(room)
    custom_id = TABLE_SENT(id=meetup.id, block=place.block, room=place.room, seen=seen, was=was)
    values = block_forms.values_of_room(room)
    await interaction.response.send_modal(block_forms.form(custom_id, values, await voice_of(interaction)))


async def correct_table(
    interaction: discord.Interaction[Any], id: int, number: int, opened: correcting.Opened, values: dict[str, Typed]
) -> None:
    """Put what a table has corrected in its place. Raises Refusal, with the words given back."""
    room = opened.room or 0

    def corrected(old: Block, _slot: Slot) -> Block:
        return correcting.with_room(old, room, room_filled_in(old.rooms[room], values))

    changed, after = await _command(interaction, id, correcting.correct(number, corrected, opened), values)
    title = Text.bold(changed.programme.blocks[number].rooms[room].name)
    await fitting.tell(interaction, changed, after, _("{block} is changed. What I posted of it follows.", block=title))


async def _command(
    interaction: discord.Interaction[Any], id: int, step: Command, values: dict[str, Typed]
) -> tuple[Meetup, Timeline]:
    try:
        return await command(interaction, id, Action.CORRECT, step, seen=_ALL)
    except Refusal as refusal:
        raise giving_back(refusal, block_forms.together(values)) from refusal


async def drop(interaction: Interaction, which: Typed) -> None:
    """Leave out the block that is typed. Raises Refusal for one that has begun, is fixed, or the only one."""
    meetup = await meetup_here(interaction, *UNFINISHED)
    number = correcting.meant(which, meetup, await timelines.of_meetup(interaction.client.db.read, meetup.id))
    changed, after = await command(interaction, meetup.id, Action.DROP, rules.drop(number))
    title = Text.bold(changed.programme.blocks[number].title)
    await fitting.tell(interaction, changed, after, _("{block} is left out. The rest comes sooner.", block=title))


async def correct(
    interaction: discord.Interaction[Any], id: int, number: int, opened: correcting.Opened, values: dict[str, Typed]
) -> None:
    """Put the corrected block in the place of the old one. Raises Refusal, with the words given back."""

    def corrected(old: Block, slot: Slot) -> Block:
        block = filled_in(old, values)
        as_before = values.get("duur", Typed("")).trimmed == Typed(written(_length(slot)))
        return block.model_copy(update={"length": _length(slot)}) if as_before else block

    changed, after = await _command(interaction, id, correcting.correct(number, corrected, opened), values)
    bot = bot_of(interaction)
    async with bot.db.transaction() as db:
        await timelines.ensure(db, id, CueKind.RENAME, bot.clock())  # a category may have its title
    title = Text.bold(changed.programme.blocks[number].title)
    said = _("{block} is changed. What I posted of it follows.", block=title)
    buttons = (choosing.change_button,) if changed.state is State.PLANNED else ()
    await fitting.tell(interaction, changed, after, said, *buttons)
