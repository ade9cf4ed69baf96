"""Acts that let only moderators and guests speak in the plenary, and everybody again.

Discord computes what somebody may do in voice when they come in or are moved, so a change counts at once for who comes
in from then on, and for the others once they are moved (discord-api-docs#4032). Moving somebody to the channel they
are in already does that without anybody leaving it (Red-DiscordBot#4064).
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

import discord

from bot.core.evening.cues import RETURN_EVERY, CueKind
from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.evening.retries import Step
from bot.core.people.floor import Floor
from bot.core.tables.seating import MOVES_AT_ONCE
from bot.core.words.text import Part, Text, _
from bot.features.speaking.listeners import listeners_in, member_of
from bot.platform import lookup, rights
from bot.platform.channels import REASON
from bot.platform.errands import Errand
from bot.platform.scene import Scene
from bot.platform.troubles import Missing
from bot.platform.voice import Moved, move_each, people_in
from bot.storage import floors, hands, servers, timelines
from bot.storage.database import Transaction

NAMED = 10  # people in one notice


async def apply(scene: Scene) -> datetime | None:
    """Set who may speak on Discord; return when a floor that is closed for a while opens, or None."""
    hall = scene.venue.one(PlaceKind.VOICE)
    if scene.meetup.state is State.CLOSED and hall.channel is None:
        return None  # it was put away
    await scene.run([Errand(Step.SPEAK, hall, partial(_change, scene))])
    return scene.floor.until


async def _change(scene: Scene) -> None:
    """Bring the overwrites of the voice channel up to date, and let in again whom that is about.

    They are fetched from Discord: the cache may be older than a change just before.
    """
    hall = lookup.voice(scene.guild, scene.venue.one(PlaceKind.VOICE).channel)
    fresh = await scene.guild.fetch_channel(hall.id) if hall else None
    if hall is None or not isinstance(fresh, discord.VoiceChannel):
        raise Missing
    everybody = scene.guild.default_role
    everyone = fresh.overwrites_for(everybody)
    everyone.update(speak=False if scene.floor.closed else None)
    now = {target.id: overwrite for target, overwrite in fresh.overwrites.items()}
    server = await servers.get(scene.bot.db.read, scene.guild.id)
    wanted = rights.in_hall(scene.guild, server, everyone, now, scene.floor.speakers)
    # Before the first call: where a later one fails, the next try only sees what is left to change.
    _remember(scene, await listeners(scene) if everybody.id in wanted else wanted)
    if wanted:
        await _wake_voices(scene)
    for id, overwrite in wanted.items():
        target = scene.guild.get_role(id) or await member_of(scene.guild, id)
        if target is not None:
            await fresh.set_permissions(target, overwrite=overwrite, reason=REASON)
    scene.bot.quiet[scene.meetup.id] = scene.floor.closed
    if wanted:
        await _wake_voices(scene)  # it may have looked meanwhile, in vain


async def _wake_voices(scene: Scene) -> None:
    """Have the change count for who is there already, once this is done; also after a crash in between."""
    meetup, now = scene.meetup.id, scene.now
    async with scene.bot.db.transaction() as db:
        if await timelines.waits(db, meetup, CueKind.VOICES):
            return
        await timelines.ensure(db, meetup, CueKind.VOICES, now)


def _remember(scene: Scene, people: Iterable[int]) -> None:
    """Remember for whom a change still has to count; who is not in the plenary is left out then."""
    waiting = scene.bot.voices.get(scene.meetup.id, [])
    if new := [person for person in people if person not in waiting]:
        scene.bot.voices[scene.meetup.id] = [*waiting, *new]


async def let_in_again(scene: Scene) -> datetime | None:
    """Have a change count for people who are in the plenary already, ten at a time; return when to go on, or None.

    Where nobody remembers for whom, after a restart, it is done for all of them: it does no harm twice.
    """
    hall = scene.venue.one(PlaceKind.VOICE)
    channel = lookup.voice(scene.guild, hall.channel)
    if channel is None or _is_quiet(scene, channel) != scene.floor.closed:
        return None  # once Discord takes the change, this comes again
    waiting = scene.bot.voices.pop(scene.meetup.id, None)
    inside = set(people_in(scene.guild, hall))
    people = [id for id in (await listeners(scene) if waiting is None else waiting) if id in inside]
    now, later = people[:MOVES_AT_ONCE], people[MOVES_AT_ONCE:]
    scene.bot.voices[scene.meetup.id] = later  # before the others are moved: more may be added meanwhile
    moved = await move_each(scene, dict.fromkeys(now, hall))
    refused = [id for id, what in moved.items() if what is Moved.NO]
    if refused and len(refused) == len(now):  # it will not take the others either
        refused += scene.bot.voices.pop(scene.meetup.id, [])
    if refused:
        await scene.post(scene.to_moderators(f"voices {int(scene.now.timestamp())}", _not_yet(refused, channel)))
    if scene.bot.voices.get(scene.meetup.id):
        return scene.now + RETURN_EVERY
    scene.bot.voices.pop(scene.meetup.id, None)
    return None


def _is_quiet(scene: Scene, channel: discord.VoiceChannel) -> bool:
    """Return what Discord was told last; after a restart, what it tells itself."""
    known = channel.overwrites_for(scene.guild.default_role).speak is False
    return scene.bot.quiet.get(scene.meetup.id, known)


def _not_yet(people: Sequence[int], channel: discord.VoiceChannel) -> Text:
    """Tell moderators for whom it does not count who may speak."""
    names: list[Part] = [f"<@{id}>" for id in people[:NAMED]]
    if (more := len(people) - NAMED) > 0:
        names.append(_("… and {n} more.", n=more))
    return _(
        "🎙️ For some people it does not count yet who may speak, because Discord did not let me: {names} Ask them to "
        "leave {channel} and come in again.",
        names=Text.join(" ", names),
        channel=channel.mention,
    )


async def listeners(scene: Scene) -> list[int]:
    """Return the people in the plenary who may speak or not as the floor is: all but moderators and guests."""
    server = await servers.get(scene.bot.db.read, scene.guild.id)
    return listeners_in(scene.bot, scene.guild, scene.venue, server, scene.floor)


async def give_back(db: Transaction, meetup: int, now: datetime) -> None:
    """Let everybody speak again once a meetup is over, and forget its guests and raised hands."""
    await floors.save(db, meetup, Floor())
    await floors.forget_meetup(db, meetup)
    await hands.forget_meetup(db, meetup)
    await timelines.wake(db, meetup, CueKind.FLOOR, now)
