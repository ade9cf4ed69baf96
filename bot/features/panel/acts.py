"""Keeping the moderators' panel: one message, edited in place, posted anew when it was deleted or scrolled away."""

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import discord

from bot.content.times import stamp
from bot.core.evening.cues import PANEL_SOON, CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.evening.slots import Timeline
from bot.core.people.hands import Queue
from bot.core.words.text import Text, _
from bot.features.contributions import turnout
from bot.features.panel import views as panel_views
from bot.features.speaking.hands import queue_of
from bot.features.tables.status import tables_of
from bot.features.tables.watching import moderators_here
from bot.platform import standing, troubles
from bot.platform.answers import bot_of
from bot.platform.app import App
from bot.platform.errands import Errand
from bot.platform.logs import names_of
from bot.platform.scene import Scene
from bot.platform.standing import When
from bot.platform.text import speaking
from bot.platform.views import address
from bot.storage import contributions, deeds, floors, meetups, places, posts, seats, timelines

FROZEN = timedelta(minutes=1)  # moderators are told of a panel that could not be refreshed for so long

log = logging.getLogger(__name__)


async def refresh(scene: Scene) -> datetime | None:
    """Edit the panel, or post it where it is missing. One that is missing after the end is not posted again.

    Returns when what it shows changes by itself, or None.
    """
    db, id = scene.bot.db.read, scene.meetup.id
    meetup = await meetups.get(db, id)
    if meetup is None or scene.bot.get_guild(meetup.server) is None:
        return None
    if meetup.state is not State.PLANNED:
        await _take_question_away(scene)
    facts = await _facts(scene.bot, meetup, await timelines.of_meetup(db, id), scene.now)
    panel = scene.to_moderators("control", None, panel_views.layout(scene.say, facts))
    is_over = scene.meetup.state is State.CLOSED
    if is_over:
        for message in panel:
            scene.bot.below.pop(message.channel.id, None)
    when = When.NEVER if is_over else When.IN_SIGHT
    await standing.keep(scene, panel, when, tell_after=FROZEN, works_again=_("✅ The panel works again."))
    return facts.queue.changes_at


async def ask_to_begin(scene: Scene) -> None:
    """Tell the moderators that the meetup should have begun, with the button that begins it."""
    text = _(
        "▶️ {title} was to begin at {time}, and waits for one of you. Begin as soon as you are ready.",
        title=Text.bold(scene.meetup.title),
        time=stamp(scene.meetup.planned_start),
    )
    await scene.post(scene.to_moderators("not begun", text, panel_views.begin(scene.meetup, scene.say)))


async def _take_question_away(scene: Scene) -> None:
    """Remove the question whether to begin: the meetup has begun, or was cancelled."""
    for post in await posts.of_kind(scene.bot.db.read, scene.meetup.id, CueKind.NOT_BEGUN):
        if posts.GONE not in post.part:
            errand = Errand(
                Step.CLEAR,
                scene.venue.one(PlaceKind.MODERATORS),
                partial(standing.take_off, scene.bot, post),
                tells=False,
            )
            await scene.run([errand])


async def came_under(bot: App, channel: int | None) -> None:
    """Count a message or private answer in a channel, and have a panel there that has scrolled away moved down."""
    if channel not in bot.below:
        return
    bot.below[channel] += 1
    if bot.below[channel] % standing.SCROLLED == 0 and (place := await places.at(bot.db.read, channel)):
        async with bot.db.transaction() as db:
            await timelines.wake(db, place.meetup, CueKind.PANEL, bot.clock(), PANEL_SOON)


async def _facts(bot: App, meetup: Meetup, timeline: Timeline, now: datetime) -> panel_views.Facts:
    db, id = bot.db.read, meetup.id
    venue = await places.venue(db, id)
    commands = await deeds.newest_of_each(db, id)
    commanded = {person: at for person, (_id, at) in commands.items()}
    tables = await tables_of(bot, meetup, timeline)
    return panel_views.Facts(
        meetup,
        timeline,
        tables,
        await contributions.per_kind(db, id),
        now,
        max((id for id, _at in commands.values()), default=0),
        floor=(await floors.get(db, id)).at(now),
        moderators=await moderators_here(bot, db, meetup, venue, commanded) if meetup.is_running else [],
        queue=Queue() if tables else await queue_of(bot, db, meetup),  # it waits while people are at the tables
        turnout=await turnout.in_words(bot, meetup, timeline, venue),
        previews=[
            (block, address(meetup.server, channel, message))
            for block, channel, message in await seats.undecided(db, id)
            if timeline.takes_seats(block)
        ],
    )


async def show(interaction: discord.Interaction[Any], meetup: Meetup, timeline: Timeline) -> None:
    """Show on the panel that was pressed what came of it, at once; the runner brings it up to date once more."""
    bot = bot_of(interaction)
    message = interaction.message
    if message is None or not message.flags.components_v2:
        return
    facts = await _facts(bot, meetup, timeline, bot.clock())
    try:
        await interaction.response.edit_message(view=panel_views.layout(speaking(meetup.language), facts))
    except troubles.FAILURES as error:
        log.warning("meetup %s: the panel could not be shown at once: %s", meetup.id, names_of(error))
