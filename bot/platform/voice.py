"""People in voice channels: who is there, and moving them to another one."""

import logging
from enum import Enum

import discord

from bot.core.evening.places import Place
from bot.platform import lookup, troubles
from bot.platform.channels import REASON
from bot.platform.logs import names_of
from bot.platform.scene import Scene

log = logging.getLogger(__name__)

NOT_IN_VOICE = 40032  # Discord's code for moving somebody who just left


def people_in(guild: discord.Guild, place: Place) -> list[int]:
    """Return the ids of the people in a place's voice channel, bots left out; empty without such a channel."""
    channel = lookup.voice(guild, place.channel)
    if channel is None:
        return []
    inside = ((id, guild.get_member(id)) for id in channel.voice_states)
    return [id for id, member in inside if not (member and member.bot)]


class Moved(Enum):
    """Result of moving one person; GONE is somebody who has left."""

    YES, NO, GONE = range(3)


async def move(scene: Scene, person: int, to: Place) -> Moved:
    """Move one person to the voice channel of a place. NO where Discord refuses or the channel is missing."""
    goal = lookup.voice(scene.guild, to.channel)
    if goal is None:
        return Moved.NO
    try:
        member = scene.guild.get_member(person) or await scene.guild.fetch_member(person)
        await member.move_to(goal, reason=REASON)
    except discord.NotFound:
        return Moved.GONE
    except troubles.FAILURES as error:
        if isinstance(error, discord.HTTPException) and error.code == NOT_IN_VOICE:
            return Moved.GONE
        log.warning("meetup %s: somebody could not be moved: %s", scene.meetup.id, names_of(error))
        return Moved.NO
    return Moved.YES
