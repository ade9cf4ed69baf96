"""Act that removes the channels of the tables of a meetup that is over, each once nobody is in it."""

from datetime import datetime, timedelta
from functools import partial

import discord

from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.retries import Step
from bot.core.words.text import _
from bot.platform import lookup
from bot.platform.channels import REASON
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.voice import people_in
from bot.storage import places

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
