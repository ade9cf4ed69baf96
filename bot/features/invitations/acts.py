"""Keeping the scheduled event of a meetup: made when it is planned, moved, begun and ended along with it."""

from datetime import timedelta
from zlib import crc32

import discord

from bot.content.texts import bare
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import PlaceKind
from bot.core.words.escaping import shortened
from bot.features.invitations import words as invitation_words
from bot.platform import limits, rights
from bot.platform.channels import REASON
from bot.platform.scene import Scene
from bot.platform.views import address
from bot.storage import events
from bot.storage.events import Event

SOON = timedelta(minutes=5)  # what begins sooner is announced by itself, and Discord takes no event in the past
_OVER = (discord.EventStatus.completed, discord.EventStatus.canceled)


async def refresh(scene: Scene) -> None:
    """Make the event of a planned meetup, or bring the one that was made up to date. A dry run has none."""
    if scene.meetup.is_dry_run:
        return
    known = await events.of_meetup(scene.bot.db.read, scene.meetup.id)
    if known is None:
        await _announce(scene)
    elif known.id != events.DELETED and known.shown != _shown(scene):
        await _follow(scene, known.id)


async def _announce(scene: Scene) -> None:
    if scene.meetup.state is not State.PLANNED or scene.meetup.planned_start < scene.now + SOON:
        return
    if not rights.may_announce(scene.guild):
        await scene.post(scene.to_moderators("no event", invitation_words.may_not_announce()))
        return
    link = _link(scene)
    made = await _made_before(scene, link) or await scene.guild.create_scheduled_event(
        entity_type=discord.EntityType.external,
        privacy_level=discord.PrivacyLevel.guild_only,
        location=link,
        reason=REASON,
        **_look(scene),
    )
    await _store(scene, made.id)


async def _made_before(scene: Scene, link: str) -> discord.ScheduledEvent | None:
    """Return the event that was made just before a crash and never stored: its location is this plenary."""
    known = await scene.guild.fetch_scheduled_events(with_counts=False)
    return next((event for event in known if event.location == link and event.status not in _OVER), None)


async def _follow(scene: Scene, id: int) -> None:
    """Bring an event up to date; one that is over stays as it is."""
    try:
        event = await scene.guild.fetch_scheduled_event(id, with_counts=False)
    except discord.NotFound:
        await _store(scene, events.DELETED)
        return
    if event.status not in _OVER:
        await _bring(scene, event)
    await _store(scene, id)


async def _bring(scene: Scene, event: discord.ScheduledEvent) -> None:
    is_scheduled = event.status is discord.EventStatus.scheduled
    if scene.meetup.state is State.CLOSED:
        await (event.cancel(reason=REASON) if is_scheduled else event.end(reason=REASON))
    elif scene.meetup.state is State.PLANNED:
        await event.edit(location=_link(scene), reason=REASON, **_look(scene))
    else:
        if is_scheduled:
            event = await event.start(reason=REASON)
        await event.edit(name=_name(scene), location=_link(scene), end_time=scene.timeline.ends, reason=REASON)


async def _store(scene: Scene, id: int) -> None:
    async with scene.bot.db.transaction() as db:
        await events.save(db, scene.meetup.id, Event(id, _shown(scene)))


def _look(scene: Scene) -> invitation_words.Look:
    meetup = scene.meetup
    return {
        "name": _name(scene),
        "description": shortened(scene.say(invitation_words.about(meetup, _link(scene))), limits.EVENT),
        "start_time": meetup.planned_start,
        "end_time": scene.timeline.ends,
    }


def _name(scene: Scene) -> str:
    return shortened(bare(scene.meetup.title), limits.CHANNEL_NAME)


def _link(scene: Scene) -> str:
    return address(scene.guild.id, scene.venue.one(PlaceKind.PLENARY).channel)


def _shown(scene: Scene) -> str:
    """What the event shows once it is up to date, in short."""
    times = (scene.meetup.planned_start, scene.timeline.ends)
    name = crc32(_name(scene).encode())
    return " ".join((_phase(scene.meetup), *(str(round(time.timestamp())) for time in times), _link(scene), str(name)))


def _phase(meetup: Meetup) -> str:
    return "live" if meetup.is_running else str(meetup.state)
