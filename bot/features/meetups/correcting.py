"""``/meetup wijzig``: correct a block of a planned or running meetup in a form; what is posted already follows."""

from datetime import timedelta
from typing import Any

import discord

from bot.content.block_form import filled_in, room_filled_in
from bot.content.times import written
from bot.core.evening import commands as rules
from bot.core.evening import correcting
from bot.core.evening.attaching import open_blocks
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, State
from bot.core.evening.slots import Slot
from bot.core.tables import titles
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups import choosing, fitting
from bot.features.meetups.commanding import command
from bot.features.programmes import block_forms
from bot.platform.answers import Interaction, bot_of, voice_of
from bot.platform.callers import UNFINISHED, meetup_here, meetup_of
from bot.platform.custom_id import CustomId
from bot.platform.seen import giving_back
from bot.storage import deeds, places, timelines

SENT = CustomId("meetup:wijzig:{id}:{block}:{seen}", block=3)
TABLE_SENT = CustomId("meetup:wijzig:tafel:{id}:{block}:{room}:{seen}", block=3, room=3)


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
    custom_id = SENT(id=meetup.id, block=number, seen=seen)
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
    custom_id = TABLE_SENT(id=meetup.id, block=place.block, room=place.room, seen=seen)
    values = block_forms.values_of_room(room)
    await interaction.response.send_modal(block_forms.form(custom_id, values, await voice_of(interaction)))


async def correct_table(
    interaction: discord.Interaction[Any], id: int, number: int, room: int, seen: int, values: dict[str, Typed]
) -> None:
    """Put what a table has corrected in its place. Raises Refusal, with the words given back."""
    meetup = await meetup_of(interaction, id)
    try:
        correcting.open_slot(meetup, await timelines.of_meetup(bot_of(interaction).db.read, id), number)
        old = meetup.programme.blocks[number]
        if room >= len(old.rooms):
            raise Refusal(_("There is no such table in “{block}”.", block=old.title))
        new = correcting.with_room(old, room, room_filled_in(old.rooms[room], values))
        step = correcting.correct(number, new, seen, keeps_length=True)
        changed, after = await command(interaction, id, Action.CORRECT, step, seen=seen)
    except Refusal as refusal:
        raise giving_back(refusal, block_forms.together(values)) from refusal
    title = Text.bold(changed.programme.blocks[number].rooms[room].name)
    await fitting.tell(interaction, changed, after, _("{block} is changed. What I posted of it follows.", block=title))


async def drop(interaction: Interaction, which: Typed) -> None:
    """Leave out the block that is typed. Raises Refusal for one that has begun, is fixed, or the only one."""
    meetup = await meetup_here(interaction, *UNFINISHED)
    number = correcting.meant(which, meetup, await timelines.of_meetup(interaction.client.db.read, meetup.id))
    changed, after = await command(interaction, meetup.id, Action.DROP, rules.drop(number))
    title = Text.bold(changed.programme.blocks[number].title)
    await fitting.tell(interaction, changed, after, _("{block} is left out. The rest comes sooner.", block=title))


async def correct(
    interaction: discord.Interaction[Any], id: int, number: int, seen: int, values: dict[str, Typed]
) -> None:
    """Put the corrected block in the place of the old one. Raises Refusal, with the words given back."""
    bot, meetup = bot_of(interaction), await meetup_of(interaction, id)
    try:
        timeline = await timelines.of_meetup(bot.db.read, id)
        slot = correcting.open_slot(meetup, timeline, number)
        block = filled_in(meetup.programme.blocks[number], values)
        if values.get("duur", Typed("")).trimmed == Typed(written(_length(slot))):
            block = block.model_copy(update={"length": _length(slot)})
        changed, after = await command(
            interaction, id, Action.CORRECT, correcting.correct(number, block, seen), seen=seen
        )
    except Refusal as refusal:
        raise giving_back(refusal, block_forms.together(values)) from refusal
    async with bot.db.transaction() as db:
        await timelines.ensure(db, id, CueKind.RENAME, bot.clock())  # a category may have its title
    title = Text.bold(changed.programme.blocks[number].title)
    said = _("{block} is changed. What I posted of it follows.", block=title)
    buttons = (choosing.change_button,) if changed.state is State.PLANNED else ()
    await fitting.tell(interaction, changed, after, said, *buttons)
