"""What changed unseen while the bot was away: who is in voice where, and all that follows from it."""

from datetime import datetime

from bot.core.evening.cue_rules import Scope
from bot.core.evening.cues import CUES
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Refusal
from bot.features.tables import helping
from bot.platform.app import App
from bot.platform.voice import people_in
from bot.storage import attendance, places, timelines
from bot.storage.database import Transaction


async def look_again(app: App, meetup: Meetup, now: datetime) -> None:
    """Note who is in voice where now, and have done again what follows people.

    Does nothing while Discord does not give the server: call it again when it does.
    """
    try:
        guild = app.channels.guild(meetup)
    except Refusal:
        return
    venue = await places.venue(app.db.read, meetup.id)
    inside = [(place.id, person) for place in venue.places for person in people_in(guild, place)]
    async with app.db.transaction() as db:
        left = await attendance.correct(db, meetup.id, inside, now)
        full = {place for place, _person in inside}
        for place in left - full:
            await helping.note_empty(db, meetup.id, place, now)
        for place in full:
            await helping.note_full(db, place)
        await _wake(db, meetup.id, now)


async def _wake(db: Transaction, meetup: int, now: datetime) -> None:
    current = (await timelines.of_meetup(db, meetup)).current
    for kind, rule in CUES.items():
        if rule.follows_people and rule.scope is Scope.MEETUP:
            await timelines.wake(db, meetup, kind, now)
        elif rule.follows_people and current is not None:
            await timelines.wake(db, meetup, kind, now, block=current.block)
