"""Splitting a table that is too big: half of its people go to a new one of the same theme, taken by the runner."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import discord

from bot.core.evening.cues import RETURN_EVERY, CueKind
from bot.core.evening.due import tried_in_vain
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.places import Place
from bot.core.evening.retries import GIVE_UP_AFTER
from bot.core.evening.slots import Cue
from bot.core.tables import splitting as rules
from bot.core.tables import titles
from bot.core.tables.divisions import OVER, SeatState
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.seats import adding, dividing
from bot.features.tables import words as table_words
from bot.features.tables.access import open_table
from bot.features.tables.changing import open_now, show
from bot.features.tables.returning import take
from bot.platform import lookup
from bot.platform.answers import Interaction, answer, bot_of
from bot.platform.app import App
from bot.platform.callers import meetup_here
from bot.platform.scene import Scene
from bot.platform.text import name_of
from bot.platform.voice import people_in
from bot.storage import attendance, deeds, places, seats, signals, timelines, transfers
from bot.storage.database import Transaction


async def named(interaction: Interaction, typed: Typed) -> None:
    """Split the table that a moderator named. Raises Refusal on a name of no open table, and as ``split`` does."""
    meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
    meetup.must_run()
    table = titles.meant(await open_now(interaction.client.db.read, meetup), typed)
    await split(interaction, table.id)


async def split(interaction: discord.Interaction[Any], id: int) -> None:
    """Split a table, by id.

    Raises Refusal where it is closed, being split already, or too small, where people are called back, and where
    Discord has no room for another table.
    """
    bot = bot_of(interaction)
    meetup, table = await open_table(interaction, id)
    await interaction.response.defer(ephemeral=True, thinking=True)  # Discord makes a channel, which may take longer
    await dividing.look_anew(bot, meetup)
    async with bot.db.transaction() as db:
        _meetup, table = await open_table(interaction, id)
        new, going = await _split(bot, db, meetup, table)
        deed = Deed(Action.SPLIT, name_of(interaction.user), bot.clock())
        await deeds.note(db, meetup.id, deed, interaction.user.id)
    made = await adding.standing(bot, meetup, new, table)
    await answer(interaction, _told(table, new, made, len(going)))


async def _split(bot: App, db: Transaction, meetup: Meetup, table: Place) -> tuple[Place, list[int]]:
    """Store the new table, and who goes there; return both."""
    now, block = bot.clock(), table.block
    assert block is not None  # every table has one
    timeline = await timelines.of_meetup(db, meetup.id)
    if not timeline.takes_seats(block):
        raise Refusal(OVER)
    if rules.is_under_way(timeline, table.id):
        raise Refusal(_("{table} is being split already.", table=Text.bold(table.title)))
    venue = await places.venue(db, meetup.id)
    here = await dividing.company(bot, db, meetup, venue, block)
    inside = people_in(bot.channels.guild(meetup), table)
    came = await attendance.in_order(db, table.id)
    guests = [guest for guest in here.guests if guest.id in inside]
    guests.sort(key=lambda guest: came.index(guest.id) if guest.id in came else len(came))
    going = rules.going(guests, here.wishes.hosts, here.wishes.together)
    if not adding.has_room(bot.channels.guild(meetup), venue, block):
        raise Refusal(_("Discord has no room for one more table. Use the tables that are there."))
    new = await adding.add(db, meetup, venue, block, table.room, now)
    if asked := (await signals.asked(db, meetup.id)).get(table.id):
        await signals.ask(db, new.id, asked)  # they go on with the question that they have
    await transfers.add(db, new.id, going)
    await _seat(db, meetup, block, dict.fromkeys(going, new.id))
    bot.chosen.update((person, (new.id, now)) for person in going)
    await timelines.add_cue(db, meetup.id, Cue(CueKind.SPLIT, block, now, note=rules.noted(table.id, new.id, now)))
    await show(bot, db, new)
    return new, going


async def _seat(db: Transaction, meetup: Meetup, block: int, at: dict[int, int]) -> None:
    """Give people who go a seat at the new table in a divided block; they are taken there by the splitting itself."""
    division = await seats.standing(db, meetup.id, block)
    if division is None:
        return
    await seats.seat(db, division.id, at)
    ids = [seat.id for seat in await seats.seats(db, division.id) if seat.person in at]
    await seats.mark(db, ids, SeatState.SEATED)


async def bring_over(scene: Scene) -> datetime | None:
    """Tell the people at a table that is split who goes where, and take these along; return when to go on, or None.

    Who went to another place by themselves stays there.
    """
    old_id, new_id, asked = rules.read(scene.cue)
    tables = {table.id: table for table in scene.venue.tables(scene.cue.block)}
    old, new = tables.get(old_id), tables.get(new_id)
    going = await transfers.to(scene.bot.db.read, new_id)
    if old is None or new is None or not scene.timeline.takes_seats(scene.cue.block):
        await _over(scene, new_id)
        return None
    if lookup.voice(scene.guild, new.channel) is None:
        scene.cue = tried_in_vain(scene.cue)
        if scene.cue.attempts < GIVE_UP_AFTER:
            return scene.now + RETURN_EVERY
        await _over(scene, new_id)
        return None
    people = sorted(going.intersection(people_in(scene.guild, old)))
    if people:
        text = table_words.split(people, new.channel)
        await scene.post([replace(it, mentions=tuple(people)) for it in scene.to(old, "split", text)])
    if scene.now < asked + rules.GRACE:
        return asked + rules.GRACE
    async with scene.bot.db.transaction() as db:
        await transfers.arrived(db, new_id, going.difference(people))
    again = await take(scene, dict.fromkeys(people, old), new, table_words.not_over)
    if again is None:
        await _over(scene, new_id)
    return again


async def _over(scene: Scene, new: int) -> None:
    async with scene.bot.db.transaction() as db:
        await transfers.clear(db, new)


def _told(table: Place, new: Place, made: Place, people: int) -> Text:
    if made.id != new.id:
        return _("{table} is added, but Discord does not let me make its channel yet. I try again by myself.",
                 table=Text.bold(new.title))  # fmt: skip
    return ngettext(
        "{n} person goes from {table} to {new} in a moment, with the same question.",
        "{n} people go from {table} to {new} in a moment, with the same question.",
        people,
        table=Text.bold(table.title),
        new=f"<#{made.channel}>",
    )
