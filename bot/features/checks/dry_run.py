"""A dry run: the real programme in about a minute, in channels that only moderators see, removed afterwards.

It is a meetup like any other, run by the same runner with the same acts; its times stand in
``bot.core.evening.dry_run``.
"""

import logging
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import discord

from bot.content.texts import say
from bot.content.times import length, stamp
from bot.core.evening import dry_run as rules
from bot.core.evening import timeline as timelines_rules
from bot.core.evening.meetup import Action, Deed, Meetup, State
from bot.core.evening.places import PlaceKind, places_of
from bot.core.programme.models import Programme
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.features.meetups.planning import shows_names
from bot.features.programmes import attaching
from bot.platform import mending, rights
from bot.platform.app import App
from bot.platform.text import name_of
from bot.storage import attachments, deeds, meetups, places, timelines
from bot.storage.servers import Server

log = logging.getLogger(__name__)

# The first block waits at most this long for the channels; once they are made, it begins at once.
PREPARES = timedelta(minutes=2)


async def begin(
    bot: App,
    guild: discord.Guild,
    server: Server,
    programme: Programme,
    who: discord.Member,
    planned: Meetup | None = None,
    folder: Path | None = None,
) -> Meetup:
    """Store and start a dry run of a programme or of a planned meetup, and make its channels; return its meetup.

    ``folder`` is where the attachments of a programme stand; those of a planned meetup are its own.
    Raises Refusal where a meetup or another dry run is going on, or where rights or room for channels are missing.
    """
    rights.refuse_missing(guild)
    language = planned.language if planned else programme.language or server.language
    named = _("🧪 Dry run: {title}", title=planned.title if planned else programme.title)
    title = Typed(say(named, language))  # as it stands in a channel's name
    wanted = list(places_of(programme, title))
    rights.refuse_full(guild, len(wanted))
    for running in await meetups.of_server(bot.db.read, server.id, State.LIVE, State.PAUSED):
        raise Refusal(_("{title} is going on now. Do a dry run before or after it, so that nothing gets in its way.",
                        title=Text.bold(running.title)))  # fmt: skip
    now = bot.clock()
    meetup = Meetup(
        id=0,
        server=server.id,
        title=title,
        place=planned.place if planned else Typed(""),
        kind=programme.kind,
        language=language,
        shows_names=planned.shows_names if planned else shows_names(programme, server),
        state=State.PLANNED,
        planned_start=now,
        programme=programme,
        keep_days=programme.keep_days or server.keep_days,
        is_dry_run=True,
        report_to=await _moderators_of(bot, planned),
    ).start(now)
    async with bot.db.transaction() as db:
        for other in await meetups.dry_runs(db, server.id):
            timeline = await timelines.of_meetup(db, other.id)
            if other.state is not State.CLOSED:
                done = await deeds.of_meetup(db, other.id)
                name = next((deed.name for deed in done if deed.action is Action.START), None)
                raise Refusal(
                    _(
                        "{name} has begun a dry run here already; it is over {countdown}. Wait for that one, or end it "
                        "with `/meetup stop` in its channels.",
                        name=name or _("Somebody else"),
                        countdown=stamp(timeline.ends, "R"),
                    ),
                    Remedy(Mend.STOP, other.id),
                )
            await timelines.save(db, other.id, rules.taken_down_now(timeline, now), timeline)
        id = await meetups.add(db, meetup, who.id)
        meetup = replace(meetup, id=id)
        await meetups.save_life(db, meetup)
        await places.add(db, id, wanted)
        await timelines.save(db, id, timelines_rules.shift(rules.plan(programme, now), PREPARES))
        await deeds.note(db, id, Deed(Action.START, name_of(who), now), who.id)
        kept = await attachments.of_meetup(db, planned.id) if planned else {}
        for block, attachment in kept.items():
            await attachments.put(db, id, block, attachment)
    if folder is not None:
        await attaching.take_in(bot, meetup, folder)
    await mending.ensure(bot, meetup)
    async with bot.db.transaction() as db:
        before = await timelines.of_meetup(db, id)
        if before.slots[0].started is None:
            after = timelines_rules.shift(before, min(bot.clock() - before.slots[0].starts, timedelta()))
            await timelines.save(db, id, after, before)
    return meetup


async def _moderators_of(bot: App, planned: Meetup | None) -> int | None:
    if planned is None:
        return None
    return (await places.venue(bot.db.read, planned.id)).one(PlaceKind.MODERATORS).channel


def takes(programme: Programme) -> Text:
    """Return how long a dry run of a programme takes, in words."""
    return length(rules.length(programme))
