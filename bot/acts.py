"""What each kind of cue does on Discord. Every act may be done twice without harm."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot import announcements as words
from bot import panels
from bot.core import timeline as rules
from bot.core.meetup import Meetup
from bot.core.places import Place, PlaceKind, Venue
from bot.core.programme import Block, BlockKind, ContributionKind, Room
from bot.core.timeline import RETURN_EVERY, Cue, CueKind, Timeline
from bot.delivery import harvest_message
from bot.posting import Channel, Message, Poster
from bot.storage import meetups, posts, timelines
from bot.texts import Say, voice

if TYPE_CHECKING:
    from bot.client import MeetupBot

log = logging.getLogger(__name__)

BUTTONS_IN_MESSAGE = 25  # Discord's limit
MOVES_AT_ONCE = 10  # per RETURN_EVERY; see there
MOVE_ROUNDS_IN_VAIN = 3
NOT_IN_VOICE = 40032  # Discord's code for moving somebody who just left


@dataclass
class Scene:
    """Everything an act needs to know of its meetup."""

    bot: "MeetupBot"
    meetup: Meetup
    timeline: Timeline
    venue: Venue
    guild: discord.Guild
    cue: Cue
    now: datetime

    @property
    def say(self) -> Say:
        """In the meetup's language."""
        return voice(self.meetup.language)

    @property
    def block(self) -> Block:
        """The block of the cue, from the snapshot the meetup runs on."""
        return self.meetup.programme.blocks[self.cue.block]

    @property
    def slot(self) -> rules.Slot:
        """The time of that block."""
        return self.timeline.slots[self.cue.block]

    @property
    def rooms(self) -> list[tuple[Place, Room]]:
        """The rooms of that block, with their content."""
        return [(place, self.block.rooms[place.number]) for place in self.venue.rooms(self.cue.block)]

    def channel(self, place: Place) -> Channel:
        """The channel of a place; ``Channels.ensure`` has just seen to it that it is there."""
        channel = self.guild.get_channel(place.channel or 0)
        if not isinstance(channel, discord.TextChannel | discord.VoiceChannel):
            raise LookupError(f"place {place.id} has no channel")
        return channel

    @property
    def plenary(self) -> Channel:
        """Where everybody reads."""
        return self.channel(self.venue.one(PlaceKind.PLENARY))

    @property
    def moderators(self) -> Channel:
        """Where only moderators read."""
        return self.channel(self.venue.one(PlaceKind.MODERATORS))

    async def post(self, *messages: Message) -> None:
        """Post these, each once."""
        await Poster(self.bot.db, self.cue, self.slot.started or self.slot.starts, self.now).post(messages)


# An act returns the moment at which it wants to be done again, or None when it is done.
Act = Callable[[Scene], Awaitable[datetime | None]]


async def welcome(scene: Scene) -> None:
    """Greet people in the plenary, and the moderators in their own channel."""
    buttons = panels.contribute(_kinds_asked(scene), scene.say)
    await scene.post(
        Message(scene.plenary, "welcome", words.welcome(scene.say, scene.meetup, scene.venue), buttons),
        Message(scene.moderators, "moderators", words.moderators_welcome(scene.say, scene.meetup)),
    )


def _kinds_asked(scene: Scene) -> list[ContributionKind]:
    """The kinds that the programme asks for anywhere, the pledge always."""
    asked = {kind for block in scene.meetup.programme.blocks for kind in block.asks}
    return [kind for kind in ContributionKind if kind in asked | {ContributionKind.PLEDGE}]


async def remind(scene: Scene) -> None:
    """Tell the moderators that it begins soon."""
    await scene.post(Message(scene.moderators, "reminder", words.reminder(scene.say, scene.meetup)))


async def open_block(scene: Scene) -> None:
    """Begin a block: its text and fragment in the plenary, or its rooms."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = rules.started(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
    told = words.for_moderators(scene.say, scene.meetup, scene.timeline, scene.cue.block)
    messages = [Message(scene.moderators, "moderators", told)]
    if scene.block.kind is BlockKind.BREAKOUT:
        await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, rooms_open=True)
        for place, room in scene.rooms:
            channel = scene.channel(place)
            messages.append(Message(channel, "opening", words.room_opening(scene.say, room, scene.block, scene.slot)))
            if room.fragment:
                messages.append(Message(channel, "fragment", words.fragment(scene.say, room.fragment)))
        messages += [
            Message(scene.plenary, f"panel{number}", text, view)
            for number, (text, view) in enumerate(_room_panel(scene))
        ]
    else:
        buttons = panels.contribute(scene.block.asks, scene.say) if scene.block.asks else None
        text = words.opening(scene.say, scene.block, scene.slot)
        messages.append(Message(scene.plenary, "opening", text, buttons))
        if scene.block.fragment:
            messages.append(Message(scene.plenary, "fragment", words.fragment(scene.say, scene.block.fragment)))
    await scene.post(*messages)


def _room_panel(scene: Scene) -> list[tuple[str, discord.ui.View]]:
    """The messages with a button for each room."""
    rooms = scene.venue.rooms(scene.cue.block)
    pages = []
    for at in range(0, len(rooms), BUTTONS_IN_MESSAGE):
        text = words.more_rooms(scene.say) if at else words.panel(scene.say, scene.block, scene.slot)
        buttons = (
            panels.room(place.id, place.title, len(_people_in(scene, place)))
            for place in rooms[at : at + BUTTONS_IN_MESSAGE]
        )
        pages.append((text, panels.lasting(*buttons)))
    return pages


def _people_in(scene: Scene, place: Place) -> list[int]:
    """The people in a room's voice, without bots."""
    channel = scene.guild.get_channel(place.channel or 0)
    if not isinstance(channel, discord.VoiceChannel):
        return []
    inside = ((id, scene.guild.get_member(id)) for id in channel.voice_states)
    return [id for id, member in inside if not (member and member.bot)]


async def post_prompts(scene: Scene) -> None:
    """Post what the block, or each of its rooms, has at this moment."""
    messages = []
    moment = scene.cue.offset
    for channel, prompts, room in [
        *((scene.channel(place), room.prompts, room) for place, room in scene.rooms),
        *([(scene.plenary, scene.block.prompts, None)] if not scene.rooms else []),
    ]:
        for number, prompt in enumerate(prompts, start=1):
            if prompt.after == moment:
                text = words.prompt(scene.say, prompt, number, len(prompts))
                messages.append(Message(channel, f"prompt{number}", text))
        if room and room.directions and room.directions_after == moment:
            messages.append(Message(channel, "directions", words.directions(scene.say, room)))
    await scene.post(*messages)


async def warn(scene: Scene) -> None:
    """Say in every room how much time is left: the true time, also when this is late."""
    text = words.warning(scene.say, scene.slot, scene.now)
    await scene.post(*(Message(scene.channel(place), "warning", text) for place, _room in scene.rooms))


async def recall(scene: Scene) -> None:
    """Ask everybody back; however late it is, people still get the whole time to return."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = rules.after_recall(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
    closes = scene.timeline.cues_of(scene.cue.block, CueKind.CLOSE)[-1].due
    text = words.recall(scene.say, closes, scene.venue.one(PlaceKind.VOICE).channel)
    await scene.post(*(Message(scene.channel(place), "recall", text) for place, _room in scene.rooms))


async def close_rooms(scene: Scene) -> None:
    """Close the rooms of a block. Who is inside stays inside, until ``bring_back``."""
    await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, rooms_open=False)
    for post in await _panel_posts(scene):
        await _edit(scene, post.message, words.rooms_closed(scene.say), None)


async def _panel_posts(scene: Scene) -> list[posts.Post]:
    found = []
    for number in range(len(scene.venue.rooms(scene.cue.block)) // BUTTONS_IN_MESSAGE + 1):
        found += await posts.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block, f"panel{number}")
    return found


async def _edit(scene: Scene, message: int, content: str, view: discord.ui.View | None) -> None:
    try:
        await scene.plenary.get_partial_message(message).edit(content=content, view=view)
    except discord.NotFound:
        log.info("meetup %s: a panel was deleted by hand", scene.meetup.id)


async def refresh_panel(scene: Scene) -> None:
    """Bring the numbers on the room panel up to date, while the rooms are open."""
    if not rules.rooms_are_open(scene.timeline, scene.cue.block):
        return
    for post, (text, view) in zip(await _panel_posts(scene), _room_panel(scene), strict=False):
        await _edit(scene, post.message, text, view)


async def bring_back(scene: Scene) -> datetime | None:
    """Move who is still in a closed room to the plenary, ten at a time; name whoever can't be moved."""
    people = [id for place, _room in scene.rooms for id in _people_in(scene, place)]
    if not people:
        return None
    if scene.cue.attempts >= MOVE_ROUNDS_IN_VAIN:
        names = [f"<@{id}>" for id in people[:40]]
        await scene.post(Message(scene.moderators, "still there", words.still_there(scene.say, names)))
        return None
    moved = await asyncio.gather(*(_move_back(scene, id) for id in people[:MOVES_AT_ONCE]))
    if not any(moved):
        scene.cue = rules.tried_in_vain(scene.cue)
    return scene.now + RETURN_EVERY if len(people) > MOVES_AT_ONCE or not all(moved) else None


async def _move_back(scene: Scene, person: int) -> bool:
    """Whether this person is no longer in a room: moved, or gone already."""
    goal = scene.channel(scene.venue.one(PlaceKind.VOICE))
    assert isinstance(goal, discord.VoiceChannel)
    try:
        member = scene.guild.get_member(person) or await scene.guild.fetch_member(person)
        await member.move_to(goal, reason="Klassen meetup")
    except discord.NotFound:
        return True
    except discord.HTTPException as error:
        return error.code == NOT_IN_VOICE
    return True


async def tell(scene: Scene) -> None:
    """Say what a moderator did, where the people are; or to the moderators that the bot is back."""
    current = scene.timeline.current
    if scene.cue.note == "back":
        text = words.back(scene.say, scene.timeline, scene.meetup, scene.now)
        await scene.post(Message(scene.moderators, "back", text))
        return
    text = words.notice(scene.say, scene.cue.note, current)
    rooms = scene.rooms if rules.rooms_are_open(scene.timeline, scene.cue.block) else []
    await scene.post(
        *(Message(channel, "notice", text) for channel in [scene.plenary, *(scene.channel(p) for p, _r in rooms)])
    )


async def finish(scene: Scene) -> None:
    """The meetup is over: close it, write the harvest, give it to the moderators."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        await timelines.save(db, scene.meetup.id, rules.finished(before, scene.now), before)
        scene.meetup = scene.meetup.close(scene.now)
        await meetups.save_life(db, scene.meetup)
    text, files = await harvest_message(scene.bot, scene.meetup, scene.say)
    await scene.post(Message(scene.moderators, "harvest", text, files=files))


ACTS: dict[CueKind, Act] = {
    CueKind.WELCOME: welcome,
    CueKind.REMIND: remind,
    CueKind.OPEN: open_block,
    CueKind.NOTICE: tell,
    CueKind.PROMPT: post_prompts,
    CueKind.WARN: warn,
    CueKind.RECALL: recall,
    CueKind.CLOSE: close_rooms,
    CueKind.RETURN: bring_back,
    CueKind.PANEL: refresh_panel,
    CueKind.FINISH: finish,
}
