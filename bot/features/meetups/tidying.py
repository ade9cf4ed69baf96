"""Acts that remove channels of a meetup that is over, each once nobody is in it: the tables, or more of them."""

import logging
from datetime import datetime, timedelta
from functools import partial

import discord

from bot.core.evening import archiving as rules
from bot.core.evening.archiving import How
from bot.core.evening.meetup import Action
from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.words.text import _
from bot.harvest import earlier
from bot.platform import lookup, mending
from bot.platform.channels import REASON
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.voice import people_in
from bot.storage import deeds, meetups, places, written

log = logging.getLogger(__name__)

LOOK_AGAIN = timedelta(seconds=30)  # whether the people are out of voice


async def tidy(scene: Scene) -> datetime | None:
    """Remove the channels of the tables that nobody is in, then their categories, and tell the moderators.

    Returns when to look again while somebody is still at a table. One that Discord refuses is tried again by itself.
    """
    tables = [place for place in scene.venue.removable if place.kind is PlaceKind.TABLE]
    occupied = [place for place in tables if people_in(scene.guild, place)]
    await _remove(scene, [place for place in tables if place not in occupied])
    if occupied:
        return scene.now + LOOK_AGAIN
    if not scene.left and await _remove(scene, (await places.venue(scene.bot.db.read, scene.meetup.id)).removable):
        await scene.post(scene.to_moderators("tidied", _("🧹 The channels of the tables are gone.")))
    return None


async def put_away(scene: Scene) -> datetime | None:
    """Remove the next channels of a meetup that is put away, a few at a time; a test is erased when all are gone.

    Returns when to go on. One that people are in waits for them; one that Discord refuses is tried again by itself,
    and the channel in which moderators hear of it waits for that.
    """
    how = How(scene.cue.note)
    kept = {place.id for place in scene.venue.own if _is_kept(scene, place, how)}
    plenary = scene.venue.one(PlaceKind.PLENARY)
    if how is How.READ or plenary.id in kept:
        await scene.run([Errand(Step.READ_ONLY, plenary, partial(_to_read, scene, plenary))])
    going = rules.to_go(scene.venue, how, kept)
    free = [place for place in going if not people_in(scene.guild, place)]
    done = await _remove(scene, free[: rules.AT_A_TIME])
    if len(free) > rules.AT_A_TIME:
        return scene.now + rules.PAUSE
    if len(free) < len(going):
        return scene.now + LOOK_AGAIN
    if going:
        return scene.now + rules.PAUSE if done else None
    if how is How.TEST:
        await _erase(scene)
    elif not scene.left:
        await scene.post(scene.to_moderators("put away", _("🧹 Cleared away. The plenary stays, to be read.")))
    return None


def _is_kept(scene: Scene, place: Place, how: How) -> bool:
    """Return whether a channel stays: a plenary with open conversations, and a category with something else in it."""
    if place.kind is PlaceKind.CATEGORY:
        category = lookup.category(scene.guild, place.channel)
        ours = {one.channel for one in scene.venue.own}
        own_plenary = scene.venue.one(PlaceKind.PLENARY)
        holds_plenary = place.number == 0 and how is not How.TEST and _is_kept(scene, own_plenary, how)
        return holds_plenary or (category is not None and any(one.id not in ours for one in category.channels))
    channel = lookup.text(scene.guild, place.channel)
    is_plenary = place.kind is PlaceKind.PLENARY and how is not How.TEST
    return is_plenary and channel is not None and any(not thread.archived for thread in channel.threads)


async def _to_read(scene: Scene, plenary: Place) -> None:
    """Let nobody write in the plenary any more, but moderators; everybody may read it."""
    channel = lookup.text(scene.guild, plenary.channel)
    if channel is None:
        return
    everybody = scene.guild.default_role
    allowed = channel.overwrites_for(everybody)
    if allowed.send_messages is not False:
        allowed.update(send_messages=False)
        await channel.set_permissions(everybody, overwrite=allowed, reason=REASON)


async def _erase(scene: Scene) -> None:
    """Erase a test and its files; where somebody else wrote something down meanwhile, tell the moderators instead."""
    db, meetup, settings = scene.bot.db, scene.meetup, scene.bot.settings
    asked = [deed for deed in await deeds.of_meetup(db.read, meetup.id) if deed.action is Action.ARCHIVE]
    by = asked[-1].person if asked else 0
    if not await written.by_others(db.read, meetup.id, by):
        await earlier.remove(await earlier.written_for(meetup, settings.harvest_dir, settings.zone))
        async with db.transaction() as transaction:
            if not await written.by_others(transaction, meetup.id, by):
                await meetups.erase(transaction, meetup.id)
                log.info("meetup %s: it was a test, and is erased", meetup.id)
                return
    text = _("Somebody wrote something down in “{title}” meanwhile, so I keep that.", title=meetup.title)
    await mending.tell_moderators(scene.bot, meetup, scene.venue, text)


async def _remove(scene: Scene, some: list[Place]) -> bool:
    async def act(place: Place) -> None:
        channel = lookup.channel(scene.guild, place.channel)
        if channel is not None and not people_in(scene.guild, place):
            await _delete(channel)
        elif channel is not None:
            return  # somebody has just come in
        async with scene.bot.db.transaction() as db:
            await places.set_channel(db, place.id, None)

    return await scene.run([Errand(Step.REMOVE, place, partial(act, place)) for place in some])


async def _delete(channel: discord.abc.GuildChannel) -> None:
    try:
        await channel.delete(reason=REASON)
    except discord.NotFound:
        return  # somebody did it by hand
