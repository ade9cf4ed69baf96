"""Going on after the database was restored from a copy: what Discord still shows of what came after it."""

import logging
import re
from datetime import UTC, datetime

import discord

from bot.core.evening import commands, events
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.words.text import Refusal
from bot.features.contributions.reading_back import REFUSED, read_back
from bot.features.meetups import briefings
from bot.features.meetups.commanding import store
from bot.platform import lookup
from bot.platform.app import App
from bot.platform.text import speaking
from bot.storage import deeds, meetups, memory, places, timelines

log = logging.getLogger(__name__)

LOOK_BACK = 500  # messages of the moderators' channel among which their welcome is looked for
_DATE = re.compile(r"<t:(\d+):F>")


async def recover(app: App) -> None:
    """Go on with the meetups that began after the copy was made, and tell moderators what is lost.

    Does nothing unless the database was restored. A meetup that can't be seen now has its turn at the next call.
    """
    restored = await memory.restored(app.db.read)
    for id in restored.meetups if restored else ():
        meetup = await meetups.get(app.db.read, id)
        guild = app.get_guild(meetup.server) if meetup else None
        if meetup is None or guild is None or guild.unavailable:
            continue
        try:
            began = meetup.started_at or await _began(app, meetup, guild)
            await _go_on(app, meetup, began)
            if began:
                await read_back(app, {meetup.server})
        except REFUSED as error:
            log.warning("meetup %s: could not look what came after the copy: %s", id, type(error).__name__)
        except Refusal:
            raise
        except Exception:
            log.exception("meetup %s: what came after the copy is not known; the others go on", id)


async def _began(app: App, meetup: Meetup, guild: discord.Guild) -> datetime | None:
    """Return when a meetup began by the moderators' welcome in their channel; None where that says no such thing."""
    venue = await places.venue(app.db.read, meetup.id)
    channel = lookup.text(guild, venue.one(PlaceKind.MODERATORS).channel)
    say = speaking(meetup.language)
    if channel is None:
        return None
    async for message in channel.history(limit=LOOK_BACK):
        for seconds in _DATE.findall(message.content) if message.author.id == guild.me.id else ():
            start = datetime.fromtimestamp(int(seconds), UTC)
            if say(briefings.began(start)) in message.content:
                return start
    return None


async def _go_on(app: App, meetup: Meetup, began: datetime | None) -> None:
    """Store that a meetup began, as if its moderators had said so then, with a notice to them."""
    now = app.clock()
    async with app.db.transaction() as db:
        restored = await memory.restored(db)
        before = await timelines.of_meetup(db, meetup.id)
        changed, after = meetup, before
        if began and meetup.state is State.PLANNED:
            done = await deeds.of_meetup(db, meetup.id)
            changed, after = commands.start(app.settings.zone)(meetup, before, done, began)
        if began and restored:
            await store(db, meetup, before, changed, events.restored(after, restored.copied, now), now)
        await memory.recovered(db, meetup.id)
        await memory.note_seen(db, now)  # else it tells that it was away since the last meetup before the copy
