"""Acts for the tables of a break-out: open them, update their panel, warn, recall, close, bring people back."""

import asyncio
import logging
from datetime import datetime

import discord

from bot.core.evening import events
from bot.core.evening.cues import RETURN_EVERY, CueKind
from bot.core.evening.due import tried_in_vain
from bot.core.evening.places import PlaceKind
from bot.core.tables.seating import MOVES_AT_ONCE
from bot.core.words.text import Text
from bot.features.programmes import words as programme_words
from bot.features.seats import words as seat_words
from bot.features.tables import views as table_views
from bot.features.tables import words as table_words
from bot.platform import limits, standing
from bot.platform.posting import Message
from bot.platform.scene import Scene
from bot.platform.views import lasting
from bot.platform.voice import Moved, move, people_in
from bot.storage import calls, posts, seats, timelines

log = logging.getLogger(__name__)

MOVE_ROUNDS_IN_VAIN = 3


async def recall(scene: Scene) -> None:
    """Ask everybody back; also a late recall gives people the whole time to return."""
    if scene.cue.attempts == 0:  # a second attempt must not keep the tables open longer
        async with scene.bot.db.transaction() as db:
            before = await timelines.of_meetup(db, scene.meetup.id)
            scene.timeline = events.after_recall(before, scene.cue.block, scene.now)
            await timelines.save(db, scene.meetup.id, scene.timeline, before)
    await scene.post(recalls(scene))


def recalls(scene: Scene) -> list[Message]:
    """Return the recall at every table, with the moment at which it closes."""
    closes = scene.timeline.cues_of(scene.cue.block, CueKind.CLOSE)[-1].due
    text = table_words.recall(closes, scene.venue.one(PlaceKind.VOICE).channel)
    return [message for place, _content in scene.tables for message in scene.to(place, "recall", text)]


async def close_tables(scene: Scene) -> None:
    """Close the tables of a block. People inside stay there until ``bring_back`` moves them."""
    await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, tables_open=False)
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        after = events.tables_closed(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, after, before)
        for call in await calls.end_of_block(db, scene.meetup.id, scene.cue.block, scene.now):
            await timelines.wake(db, scene.meetup.id, CueKind.HELP, scene.now, note=str(call))
    for post in await _panel_posts(scene):
        try:
            await standing.edit(scene.guild, post, content=scene.say(table_words.tables_closed()), view=None)
        except discord.DiscordException as error:
            # An old panel does no harm: its buttons say that the tables are closed. People waiting would.
            log.warning("meetup %s: a panel stays as it was: %s", scene.meetup.id, type(error).__name__)


async def refresh_panel(scene: Scene) -> None:
    """Update the numbers of people on the table panel, while the tables are open."""
    if scene.timeline.tables_are_open(scene.cue.block):
        pages = await table_buttons(scene)
        for post in await _panel_posts(scene):
            text, view = pages[int(post.part.removeprefix("panel"))]
            await standing.edit(scene.guild, post, content=scene.say(text), view=view)


async def table_buttons(scene: Scene) -> list[tuple[Text, discord.ui.View]]:
    """Return the messages of the table panel, each a text and a view with up to 25 tables."""
    divisions = await seats.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block)
    ways_in = seat_words.ways_in(scene.block, divisions)
    tables = scene.venue.tables(scene.cue.block)
    pages = []
    for at in range(0, len(tables), limits.BUTTONS):
        text = table_words.more_tables() if at else table_words.panel(scene.block, scene.slot, ways_in)
        buttons = (
            table_views.table(place.id, place.title, len(people_in(scene.guild, place)))
            for place in tables[at : at + limits.BUTTONS]
        )
        pages.append((text, lasting(*buttons)))
    return pages


async def _panel_posts(scene: Scene) -> list[posts.Post]:
    """Return the posts of the table panel that stand in the present plenary."""
    pages = range((len(scene.venue.tables(scene.cue.block)) - 1) // limits.BUTTONS + 1)
    plenary = scene.venue.one(PlaceKind.PLENARY).channel
    found = [
        post
        for page in pages
        for post in await posts.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block, f"panel{page}")
    ]
    return [post for post in found if post.channel == plenary]


async def bring_back(scene: Scene) -> datetime | None:
    """Move people from closed tables to the plenary, ten at a time; return when to go on, or None.

    After three rounds in vain, name to the moderators those who can't be moved.
    """
    people = [id for place, _content in scene.tables for id in people_in(scene.guild, place)]
    if not people:
        return None
    if scene.cue.attempts >= MOVE_ROUNDS_IN_VAIN:
        names = [f"<@{id}>" for id in people[:40]]
        await scene.post(scene.to_moderators("still there", table_words.still_there(names)))
        return None
    # After a round in vain, begin with others: the first ten may be just those who can't be moved.
    start = scene.cue.attempts * MOVES_AT_ONCE % len(people)
    chosen = [*people[start:], *people[:start]][:MOVES_AT_ONCE]
    plenary = scene.venue.one(PlaceKind.VOICE)
    moved = await asyncio.gather(*(move(scene, id, plenary) for id in chosen))
    if Moved.YES not in moved:
        scene.cue = tried_in_vain(scene.cue)
    return scene.now + RETURN_EVERY if len(people) > MOVES_AT_ONCE or Moved.NO in moved else None


async def open_tables(scene: Scene) -> list[Message]:
    """Open the tables of a block; return the messages to post at each, and the table panel for the plenary."""
    await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, tables_open=True)
    messages = openings(scene)
    for place, table in scene.tables:
        if table.fragment:
            messages += scene.to(place, "fragment", programme_words.fragment(table.fragment))
    for number, (text, view) in enumerate(await table_buttons(scene)):
        messages += scene.to_plenary(f"panel{number}", text, view)
    return messages


def openings(scene: Scene) -> list[Message]:
    """Return the text of every table, with until when it is open, and its buttons."""
    asked = scene.meetup.programme.asked
    return [
        message
        for place, table in scene.tables
        for message in scene.to(
            place,
            "opening",
            table_words.table_opening(table, scene.block, scene.slot),
            table_views.at_table(place.id, asked, scene.say),
        )
    ]


async def warn(scene: Scene) -> None:
    """Post at every table how much time is left: the true time, also when the warning is late."""
    await scene.post(warnings(scene))


def warnings(scene: Scene) -> list[Message]:
    """Return the warning at every table, with the time that is left now."""
    text = table_words.warning(scene.slot, scene.now)
    return [message for place, _content in scene.tables for message in scene.to(place, "warning", text)]
