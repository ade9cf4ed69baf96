"""Giving people who have a seat at a table that closes another one."""

from collections.abc import Collection

from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind
from bot.core.tables import seating as rules
from bot.core.tables.divisions import SeatState
from bot.core.tables.seating import Guest
from bot.features.seats.dividing import company
from bot.platform.app import App
from bot.storage import places, seats, timelines
from bot.storage.database import Transaction


async def reseat(bot: App, db: Transaction, meetup: Meetup, table: Place, goal: Place, inside: Collection[int]) -> None:
    """Give a seat at ``goal`` to everybody who has one at a closed table, or is ``inside`` it; only in a divided block.

    Where ``goal`` is no table, they get one at a table with place. Who is inside now stays where they are taken;
    nobody is brought to their new seat before they come in anew. Who was still on the way is brought there.
    """
    assert table.block is not None  # every table has one
    division = await seats.standing(db, meetup.id, table.block)
    if division is None:
        return
    here = await company(bot, db, meetup, await places.venue(db, meetup.id), table.block)
    guests = {guest.id: guest for guest in here.guests}
    known = {seat.person: seat for seat in await seats.seats(db, division.id)}
    at = {person: seat.place for person, seat in known.items() if seat.place != table.id}
    leaving = [person for person, seat in known.items() if seat.place == table.id]
    leaving += [person for person in inside if person in guests and person not in known]
    for person in leaving if here.tables else ():
        guest = guests.get(person, Guest(person))
        is_table = goal.kind is PlaceKind.TABLE
        at[person] = goal.id if is_table else rules.late(guest, here.guests, at, here.tables, here.wishes)
    await seats.seat(db, division.id, {person: at[person] for person in leaving if person in at})
    coming = {person for person in leaving if person in known and known[person].state is SeatState.WAITING}
    stay = {person for person in leaving if person in inside or person not in coming}
    ids = [seat.id for seat in await seats.seats(db, division.id) if seat.person in stay]
    await seats.mark(db, ids, SeatState.SEATED)
    if coming - stay:
        await timelines.wake(db, meetup.id, CueKind.MOVE, bot.clock(), block=table.block)
