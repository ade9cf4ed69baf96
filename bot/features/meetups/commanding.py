"""A moderator's command on a meetup, checked and stored in one transaction."""

from datetime import datetime

from bot.core.evening import events
from bot.core.evening.commands import Command
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, State, refuse_second_press
from bot.core.evening.slots import Timeline
from bot.core.evening.undoing import STEPS
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, _
from bot.platform.answers import Interaction
from bot.platform.callers import meetup_of
from bot.platform.text import name_of
from bot.storage import deeds, meetups, steps, timelines
from bot.storage.database import Transaction


async def command(
    interaction: Interaction, id: int, action: Action, step: Command, seen: int = 0
) -> tuple[Meetup, Timeline]:
    """Take one step in the life of a meetup, checked and stored as one, so that two moderators are safe.

    ``seen`` is the id of the last action that the moderator's panel showed. Returns the meetup and its timeline as
    they are from now on. Raises Refusal.
    """
    bot, who = interaction.client, interaction.user
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        if meetup.is_dry_run and action is not Action.STOP:
            raise Refusal(
                _("This is a dry run: it runs by itself. `/meetup stop` ends it early."), Remedy(Mend.STOP, meetup.id)
            )
        done = await deeds.of_meetup(db, id)
        refuse_second_press(action, done, now, who.id, seen)
        before = await timelines.of_meetup(db, id)
        changed, after = step(meetup, before, done, now)
        after = await store(db, meetup, before, changed, after, now)
        deed = await deeds.note(db, id, Deed(action, name_of(who), now), who.id)
        if action in STEPS:
            await steps.keep(db, deed, meetup, before)
    return changed, after


async def store(
    db: Transaction, meetup: Meetup, before: Timeline, changed: Meetup, after: Timeline, now: datetime
) -> Timeline:
    """Store a step in the life of a meetup, and wake what shows it. Returns the timeline with that in it."""
    if changed != meetup:
        await meetups.save_life(db, changed)
    if changed.programme is not meetup.programme:
        await meetups.save_programme(db, changed)
    after = events.woken(after, CueKind.PANEL, now)
    if changed.state is not meetup.state or changed.begins != meetup.begins or after.slots != before.slots:
        after = events.woken(after, CueKind.TIMES, now)
    if changed.state is not meetup.state or changed.begins != meetup.begins or after.ends != before.ends:
        after = events.woken(after, CueKind.EVENT, now)
    if changed.state is State.CLOSED:
        after = events.woken(after, CueKind.FLOOR, now)
    await timelines.save(db, meetup.id, after, before)
    return after
