"""Raising a hand in the plenary, and giving the word to who is first."""

from datetime import datetime
from typing import Any

import discord

from bot.core.evening.cues import PANEL_SOON, CueKind
from bot.core.evening.meetup import Action, Deed, Meetup, last_by
from bot.core.evening.places import PlaceKind, Venue
from bot.core.people import hands as rules
from bot.core.people.hands import Hand, Queue
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.speaking import views
from bot.features.speaking.commanding import wake
from bot.platform import privately
from bot.platform.answers import answer, bot_of, voice_of
from bot.platform.app import App
from bot.platform.callers import meetup_of
from bot.platform.seen import as_read, giving_back
from bot.platform.text import name_of
from bot.platform.voice import people_in
from bot.storage import deeds, floors, hands, places, timelines
from bot.storage.database import Queries, Transaction


async def queue_of(bot: App, db: Queries, meetup: Meetup) -> Queue:
    """Return the raised hands of a meetup, of people who are in voice there or left it a moment ago."""
    known = await hands.of_meetup(db, meetup.id)
    inside = _inside(bot, meetup, await places.venue(db, meetup.id)) if known else set()
    return rules.queue_of(known, inside, bot.clock())


def _inside(bot: App, meetup: Meetup, venue: Venue) -> set[int]:
    guild = bot.channels.guild(meetup)
    voices = (place for place in venue.places if place.kind in (PlaceKind.VOICE, PlaceKind.TABLE))
    return {person for place in voices for person in people_in(guild, place)}


async def ask(interaction: discord.Interaction[Any], id: int) -> None:
    """Show the form in which somebody may say what it is about; or where their hand is up, how many are before them."""
    meetup, queue = await _visit(interaction, id, bot_of(interaction).db.read)
    say = await voice_of(interaction)
    if queue.of(interaction.user.id):
        await answer(interaction, say(up(queue, interaction.user.id)), views.down(meetup.id, say))
        return
    await interaction.response.send_modal(views.form(meetup.id, say))


async def raise_hand(interaction: discord.Interaction[Any], id: int, typed: Typed) -> None:
    """Store somebody's hand at the end of the queue. One that is up keeps its place, and its topic may change.

    Raises Refusal with their words where no hand can be raised any more.
    """
    try:
        await _put_up(interaction, id, typed)
    except Refusal as refusal:
        raise giving_back(refusal, typed) from refusal


async def _put_up(interaction: discord.Interaction[Any], id: int, typed: Typed) -> None:
    bot, person = bot_of(interaction), interaction.user.id
    meetup, _queue = await _visit(interaction, id, bot.db.read)
    topic = rules.topic_of(await as_read(bot, typed, meetup))
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup, queue = await _visit(interaction, id, db)
        before = queue.of(person)
        await hands.put_up(db, id, Hand(person, topic, before.raised if before else now))
        await timelines.wake(db, id, CueKind.PANEL, now, PANEL_SOON)
        queue = await queue_of(bot, db, meetup)
    say = await voice_of(interaction)
    await answer(interaction, say(up(queue, person)), views.down(id, say))


async def _visit(interaction: discord.Interaction[Any], id: int, db: Queries) -> tuple[Meetup, Queue]:
    """Return the meetup and its queue. Raises Refusal unless a hand can be raised there, by this person, now."""
    bot = bot_of(interaction)
    meetup = await meetup_of(interaction, id, db)
    rules.must_be_possible(meetup, await timelines.of_meetup(db, id))
    venue, queue = await places.venue(db, id), await queue_of(bot, db, meetup)
    if interaction.user.id not in _inside(bot, meetup, venue):
        hall = f"<#{venue.one(PlaceKind.VOICE).channel}>"
        raise Refusal(_("Tap {channel} first: there everybody hears you. Then raise your hand.", channel=hall))
    if queue.speaker is not None and queue.speaker.person == interaction.user.id:
        raise Refusal(_("You have the word now. Go ahead!"))
    return meetup, queue


def up(queue: Queue, person: int) -> Text:
    """Return what somebody reads whose hand is up."""
    before = queue.place_of(person)
    if not before:
        return _("✋ Your hand is up, and you are the first. You get the word when there is room for it.")
    return ngettext(
        "✋ Your hand is up. One person is before you.", "✋ Your hand is up. {n} people are before you.", before
    )


async def lower(interaction: discord.Interaction[Any], id: int) -> None:
    """Take down a person's own hand. Raises Refusal where it is not up."""
    bot, now = bot_of(interaction), bot_of(interaction).clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        if not (await queue_of(bot, db, meetup)).of(interaction.user.id):
            raise Refusal(_("Your hand is down already."))
        await hands.lower(db, id, interaction.user.id)
        await timelines.wake(db, id, CueKind.PANEL, now, PANEL_SOON)
    await answer(interaction, _("Your hand is down."))


async def give(interaction: discord.Interaction[Any], id: int, person: int) -> None:
    """Give the word to the person whom the panel showed first, and take down their hand.

    Where only guests and moderators speak, that person may speak too, until the next one gets the word. Raises Refusal
    where they wait no more.
    """
    bot, now = bot_of(interaction), bot_of(interaction).clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        queue = await queue_of(bot, db, meetup)
        hand = rules.given(queue, person, last_by(Action.TURN, await deeds.of_meetup(db, id)))
        await hands.give_turn(db, id, person, now)
        await _note(interaction, db, id, now)
    text = _("🗣️ {who} has the word.", who=f"<@{person}>")
    if hand.topic:
        text = _("🗣️ {who} has the word, about: {topic}", who=f"<@{person}>", topic=hand.topic)
    await answer(interaction, text)
    await privately.tell(bot, person, _("🗣️ You have the word! Switch on your microphone and tell."))


async def end(interaction: discord.Interaction[Any], id: int) -> None:
    """Take the word back from who has it. Raises Refusal where nobody has."""
    bot, now = bot_of(interaction), bot_of(interaction).clock()
    async with bot.db.transaction() as db:
        meetup = await meetup_of(interaction, id, db)
        if (await queue_of(bot, db, meetup)).speaker is None:
            raise Refusal(_("Nobody from the queue has the word now."))
        await hands.end_turn(db, id)
        await _note(interaction, db, id, now)
    await answer(interaction, _("Done. The word is back with you and the guests."))


async def _note(interaction: discord.Interaction[Any], db: Transaction, id: int, now: datetime) -> None:
    person = interaction.user
    await deeds.note(db, id, Deed(Action.TURN, name_of(person), now), person.id)
    if (await floors.get(db, id)).at(now).closed:
        await wake(db, id, now)
    await timelines.wake(db, id, CueKind.PANEL, now)


async def came_or_went(db: Transaction, meetup: int, person: int, now: datetime, *, is_inside: bool) -> None:
    """Keep the place of who leaves voice for a moment; the panel, which shows who is there, comes by itself."""
    if is_inside:
        if await hands.came(db, meetup, person, now):
            await timelines.wake(db, meetup, CueKind.FLOOR, now)
    else:
        await hands.went(db, meetup, person, now)
