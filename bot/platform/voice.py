"""People in voice channels: who is there, and moving them to another one."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from enum import Enum

import discord

from bot.core.evening.places import Place
from bot.platform import lookup
from bot.platform.channels import REASON
from bot.platform.logs import names_of
from bot.platform.scene import Scene
from bot.storage import notices
from bot.storage.notices import Notice

log = logging.getLogger(__name__)

NAMED_WITHIN = 4.0  # seconds; moderators hear within five whom they have to go and get
NAMED_AGAIN = timedelta(minutes=10)  # after that somebody who is stuck is named once more: it is another block
NOT_IN_VOICE = 40032  # Discord's code for moving somebody who just left


def people_before(sizes: Mapping[int, int], guild: discord.Guild, place: Place) -> int:
    """Return how many people are in a place's voice channel; ``sizes`` are those before one screen, by account."""
    return sum(sizes.get(id, 1) for id in people_in(guild, place))


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
    return Moved.NO if goal is None else await move_to(scene.guild, person, goal)


async def move_to(guild: discord.Guild, person: int, goal: discord.VoiceChannel) -> Moved:
    """Move one person to a voice channel. NO where Discord refuses, which is logged."""
    try:
        member = guild.get_member(person) or await guild.fetch_member(person)
        await member.move_to(goal, reason=REASON)
    except discord.NotFound:
        return Moved.GONE
    except Exception as error:  # of any kind: others may be moved at the same time
        if isinstance(error, discord.HTTPException) and error.code == NOT_IN_VOICE:
            return Moved.GONE
        log.warning("server %s: somebody could not be moved to channel %s: %s", guild.id, goal.id, names_of(error))
        return Moved.NO
    return Moved.YES


async def move_each(
    scene: Scene, goals: Mapping[int, Place], stuck: Callable[[list[int]], Awaitable[object]] | None = None
) -> dict[int, Moved]:
    """Move these people at once, each on their own; return what became of each.

    ``stuck`` is called with those who could not be moved, or are not after ``NAMED_WITHIN`` seconds; each once in
    ``NAMED_AGAIN``, also over a restart. Without it nobody hears of them, and a later move can still name them.
    """
    work = {person: asyncio.create_task(move(scene, person, to)) for person, to in goals.items()}
    if work:
        await asyncio.wait(work.values(), timeout=NAMED_WITHIN)
    if stuck is not None:
        await _name_once(scene, work, stuck)
    return {person: await task for person, task in work.items()}


async def _name_once(
    scene: Scene, work: Mapping[int, asyncio.Task[Moved]], stuck: Callable[[list[int]], Awaitable[object]]
) -> None:
    db, now = scene.bot.db, scene.bot.clock()
    waiting = [person for person, task in work.items() if not task.done() or task.result() is Moved.NO]
    named = await notices.told_since(db.read, scene.meetup.id, Notice.STUCK, now - NAMED_AGAIN) if waiting else set()
    if new := [person for person in waiting if person not in named]:
        await stuck(new)
        async with db.transaction() as transaction:
            for person in new:
                await notices.note(transaction, scene.meetup.id, person, Notice.STUCK, now)
