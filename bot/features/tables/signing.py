"""What people at a table say to its card: ready or not after all, and what they do with the talking stick."""

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place
from bot.core.tables.talk import Sign, StickAct, next_holder
from bot.core.words.text import Refusal, _
from bot.features.tables import card, talking
from bot.features.tables import words as table_words
from bot.features.tables.talking import AtTable
from bot.platform.app import App
from bot.storage import signals, talks, timelines


async def say_ready(app: App, meetup: Meetup, place: Place, person: int, question: int | None) -> AtTable | None:
    """Store that somebody is ready with the question of their table; return the table, or None where it was known.

    ``question`` is the one on the card that they saw. Raises Refusal where the table has another one by now.
    """
    now = app.clock()
    async with app.db.transaction() as db:
        table = await talking.at(app, db, meetup, place, now)
        if question not in (None, table.at.asked):
            raise Refusal(_("Your table has the next question already; the card shows it. Nothing changed now."))
        if table.is_ready or person in table.ready:
            return None
        await talks.note(db, place.id, person, Sign.READY, table.at.asked)
        await card.wake(db, meetup.id, place.block or 0, now)
        return await talking.at(app, db, meetup, place, now)


async def take_back(app: App, meetup: Meetup, place: Place, person: int) -> None:
    """Store that somebody is not ready after all, or that their table as a whole is not.

    Raises Refusal where neither counted as ready.
    """
    now = app.clock()
    async with app.db.transaction() as db:
        table = await talking.at(app, db, meetup, place, now)
        if not table.is_ready and person not in table.ready:
            raise Refusal(_("You do not count as ready. Talk on as long as there is time."))
        await talks.drop(db, place.id, Sign.READY, None if table.is_ready else person)
        await signals.set_ready(db, place.id, None)
        await card.wake(db, meetup.id, place.block or 0, now)
        await timelines.wake(db, meetup.id, CueKind.PANEL, now, PANEL_CALM)


async def move_stick(app: App, meetup: Meetup, place: Place, person: int, act: StickAct, turn: int) -> int | None:
    """Do something with the talking stick; return who has it now, or None where it lies on the table again.

    ``turn`` is how many had it on the card that this person saw. Raises Refusal where it went on since.
    """
    now = app.clock()
    async with app.db.transaction() as db:
        table = await talking.at(app, db, meetup, place, now)
        turns = table.talk.turns
        if len(turns) != turn:
            raise Refusal(table_words.stick_is_at(table.talk.holder))
        to = next_holder(act, person, turns, table.there, f"{place.id} {now}")
        if to is None:
            await talks.drop(db, place.id, Sign.STICK)
        else:
            await talks.note(db, place.id, to, Sign.STICK, turn + 1)
        await card.wake(db, meetup.id, place.block or 0, now)
    return to
