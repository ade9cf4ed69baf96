"""Dividing people over tables: who is there, what is wished for them, and decisions on a division."""

import asyncio
from dataclasses import dataclass

import discord

from bot.core.evening import events
from bot.core.evening.cues import PANEL_SOON, CueKind
from bot.core.evening.meetup import Action, Deed, Meetup
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.tables import seating as rules
from bot.core.tables.divisions import OVER, Division, How, SeatState, Stage, noted, refuse_decided
from bot.core.tables.seating import Guest, Wishes
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _
from bot.platform import callers, lookup, mending, rights
from bot.platform.app import App
from bot.platform.text import name_of
from bot.platform.voice import people_in
from bot.storage import deeds, people, places, seats, servers, timelines, wishes
from bot.storage.database import Queries, Transaction


@dataclass(frozen=True, slots=True)
class Company:
    """People in voice at a meetup, and what counts when they are seated at the tables of a block."""

    guests: tuple[Guest, ...]
    moderators: tuple[int, ...]  # those who stay in the plenary
    tables: tuple[int, ...]  # places that stand on Discord
    wishes: Wishes


async def company(bot: App, db: Queries, meetup: Meetup, venue: Venue, block: int) -> Company:
    """Return who is in voice now, with the tables of a block and all wishes.

    Moderators are seated only where they are a host or stay together with somebody.
    """
    guild = bot.channels.guild(meetup)
    server = await servers.get(db, meetup.server)
    tables = tuple(place.id for place in venue.tables(block) if lookup.channel(guild, place.channel))
    hosts = {
        person: place
        for place, them in (await wishes.hosts(db, meetup.id)).items()
        if place in tables
        for person in them
    }
    parties = await wishes.parties(db, meetup.id)
    asked = {*hosts, *(person for party in parties for person in party)}
    there = _in_voice(guild, venue)
    moderators = bot.speakers.moderators(guild, there - asked, server)
    sizes, roles = await wishes.screens(db, meetup.id), await people.roles_of(db, there)
    guests = tuple(Guest(id, sizes.get(id, 1), roles.get(id, "")) for id in sorted(there - moderators))
    earlier = await seats.earlier_tables(db, meetup.id, block)
    programmed = meetup.programme.blocks[block]
    wishes_here = Wishes(earlier, parties, hosts, programmed.table_size, programmed.most)
    return Company(guests, tuple(sorted(moderators)), tables, wishes_here)


async def look_anew(bot: App, meetup: Meetup) -> None:
    """Ask Discord for the roles that people in voice have now; ``company`` goes by them. Not within a transaction."""
    guild = bot.channels.guild(meetup)
    await bot.speakers.ask(guild, _in_voice(guild, await places.venue(bot.db.read, meetup.id)))


async def awaited(bot: App, meetup: Meetup, venue: Venue, block: int) -> set[int]:
    """Return the tables of a divided block to which people in voice are still to be brought."""
    division = await seats.standing(bot.db.read, meetup.id, block)
    if division is None:
        return set()
    guild, tables = bot.channels.guild(meetup), {table.id: table for table in venue.tables(block)}
    there = _in_voice(guild, venue)
    return {
        seat.place
        for seat in await seats.seats(bot.db.read, division.id)
        if seat.state is SeatState.WAITING and seat.person in there and seat.place in tables
        if seat.person not in people_in(guild, tables[seat.place])
    }


def _in_voice(guild: discord.Guild, venue: Venue) -> set[int]:
    return {id for place in venue.places if place.kind is not PlaceKind.CATEGORY for id in people_in(guild, place)}


def refuse_nobody(here: Company) -> None:
    """Raise Refusal where there is nobody to seat, or no table on Discord."""
    if not here.guests:
        raise Refusal(
            _(
                "Nobody is in voice yet, so there is nobody to divide. Ask people to come into the plenary voice "
                "channel, and do this again. Moderators stay in the plenary."
            )
        )
    if not here.tables:
        raise Refusal(
            _("The tables don't stand on Discord yet. `/meetup status` makes what is missing."), Remedy(Mend.TRY_AGAIN)
        )


async def draw(here: Company, how: How, seed: int) -> rules.Seats:
    """Return a table for each guest; computed in a thread, because the evening goes on meanwhile."""
    return await asyncio.to_thread(
        rules.seat_all, here.guests, here.tables, here.wishes, by_role=how is How.BY_ROLE, seed=seed
    )


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Outcome of a confirmed division: people whose seat changed since the preview, and people now absent."""

    division: Division
    changed: int
    left: int
    tables_open: bool


async def ask_preview(
    bot: App, meetup: Meetup, block: int, how: How, seed: int | None, person: discord.abc.User
) -> list[Division]:
    """Plan a preview in the moderators' channel; return the undecided ones that it replaces.

    Raises Refusal where the block is over or people are called back already.
    """
    async with bot.db.transaction() as db:
        return await _ask_preview(bot, db, meetup, block, how, seed, person)


async def _ask_preview(
    bot: App,
    db: Transaction,
    meetup: Meetup,
    block: int,
    how: How,
    seed: int | None,
    person: discord.abc.User,
) -> list[Division]:
    before, now = await timelines.of_meetup(db, meetup.id), bot.clock()
    if not before.takes_seats(block):
        raise Refusal(OVER)
    known = await seats.of_block(db, meetup.id, block)
    drafts = [division for division in known if division.stage is Stage.DRAFT]
    for division in drafts:
        await seats.decide(db, division.id, Stage.REPLACED, now)
    note = noted(how, seed or 1 + max((division.seed for division in known), default=0))
    await timelines.save(db, meetup.id, events.with_preview(before, block, note, now), before)
    await deeds.note(db, meetup.id, Deed(Action.MIX, name_of(person), now), person.id)
    return drafts


async def mix_again(bot: App, id: int, person: discord.abc.User, server: int | None) -> list[Division]:
    """Replace a preview by a newly mixed one; return those replaced. Raises Refusal if it was decided on."""
    async with bot.db.transaction() as db:
        division, meetup = await _undecided(db, id, server)
        return await _ask_preview(bot, db, meetup, division.block, division.how, None, person)


async def confirm(bot: App, id: int, person: discord.abc.User, server: int | None) -> Confirmed:
    """Confirm a division for the people who are there now, and return what changed.

    Raises Refusal where it is too late, somebody decided on it before, or nobody is there.
    """
    _known, meetup = await of_server(bot.db.read, id, server)
    await mending.mend(bot, meetup.id)  # a table that was deleted by hand is there again, if it can be
    await look_anew(bot, meetup)
    async with bot.db.transaction() as db:
        division, meetup = await _undecided(db, id, server)
        before = await timelines.of_meetup(db, meetup.id)
        if not before.takes_seats(division.block):
            raise Refusal(OVER)
        here = await company(bot, db, meetup, await places.venue(db, meetup.id), division.block)
        refuse_nobody(here)
        known = await seats.seats(db, division.id)
        drawn = {seat.person: seat.place for seat in known}
        stay = [seat.id for seat in known if seat.person in here.moderators]  # moderators since the preview
        await seats.mark(db, stay, SeatState.SEATED)
        now = bot.clock()
        after = rules.renewed(here.guests, drawn, here.tables, here.wishes)
        await seats.replace_older(db, division, now, Stage.STANDING)
        await seats.decide(db, division.id, Stage.STANDING, now)
        await seats.seat(db, division.id, {who: table for who, table in after.items() if drawn.get(who) != table})
        await timelines.save(db, meetup.id, events.with_seats(before, division.block, now), before)
        await timelines.wake(db, meetup.id, CueKind.PANEL, now, PANEL_SOON)
        await deeds.note(db, meetup.id, Deed(Action.SEAT, name_of(person), now), person.id)
    there = {guest.id for guest in here.guests}
    changed = sum(drawn.get(guest) != after[guest] for guest in there)
    return Confirmed(division, changed, len(drawn.keys() - there), before.tables_are_open(division.block))


async def put_away(bot: App, id: int, person: discord.abc.User, server: int | None) -> Division:
    """Put a division away, so that nobody is seated by it, and return it. Raises Refusal if it was decided on."""
    async with bot.db.transaction() as db:
        division, meetup = await _undecided(db, id, server)
        now = bot.clock()
        await seats.decide(db, division.id, Stage.DROPPED, now)
        await timelines.wake(db, meetup.id, CueKind.TABLES, now, block=division.block)  # its words have changed
        await timelines.wake(db, meetup.id, CueKind.PANEL, now, PANEL_SOON)
        await deeds.note(db, meetup.id, Deed(Action.PUT_AWAY, name_of(person), now), person.id)
    return division


async def place_of(bot: App, meetup: Meetup, block: int, person: discord.User | discord.Member) -> Place | None:
    """Return a participant's table in a divided block, assigning one if needed.

    None where no division is confirmed, no table is there, or for a moderator who is neither a host nor kept
    together with others.
    """
    if await seats.standing(bot.db.read, meetup.id, block) is None:
        return None
    async with bot.db.transaction() as db:
        division = await seats.standing(db, meetup.id, block)
        seat = await seats.seat_of(db, meetup.id, block, person.id)
        if division is None or seat is not None:
            return await places.get(db, seat.place) if seat else None
        venue = await places.venue(db, meetup.id)
        here = await company(bot, db, meetup, venue, block)
        server = await servers.get(db, meetup.server)
        asked = {*here.wishes.hosts, *(id for party in here.wishes.together for id in party)}
        moderates = isinstance(person, discord.Member) and rights.is_moderator(person, server)
        if not here.tables or (moderates and person.id not in asked):
            return None
        known = {seat.person: seat.place for seat in await seats.seats(db, division.id)}
        guest = next((guest for guest in here.guests if guest.id == person.id), Guest(person.id))
        table = rules.late(guest, here.guests, known, here.tables, here.wishes)
        await seats.seat(db, division.id, {person.id: table})
        return await places.get(db, table)


async def of_server(db: Queries, id: int, server: int | None) -> tuple[Division, Meetup]:
    """Return a division and its meetup. Raises Refusal unless both are of this server."""
    division = await seats.get(db, id)
    meetup = await callers.of_server(db, division.meetup if division else None, server)
    if division is None or meetup is None:
        raise Refusal(_("This preview is no longer there. `/ruimtes verdeel` makes a new one."), Remedy(Mend.DIVIDE))
    return division, meetup


async def _undecided(db: Queries, id: int, server: int | None) -> tuple[Division, Meetup]:
    division, meetup = await of_server(db, id, server)
    refuse_decided(division, await deeds.of_meetup(db, meetup.id))
    meetup.must_run()
    return division, meetup
