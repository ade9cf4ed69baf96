"""What each kind of cue does on Discord. Every act may be done twice without harm."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

import discord

from bot import announcements as words
from bot import panels
from bot.core import timeline as rules
from bot.core.meetup import Meetup
from bot.core.places import Place, PlaceKind, Venue
from bot.core.programme import Block, BlockKind, ContributionKind, Prompt, Room
from bot.core.timeline import RETURN_EVERY, Cue, CueKind, Timeline
from bot.delivery import harvest_message
from bot.posting import Message, Poster
from bot.storage import meetups, places, posts, timelines
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
    # The cue as it was read; an act may change ``cue``.
    loaded: Cue = field(init=False)
    _without: list[Place] = field(default_factory=list, init=False)

    def __post_init__(self) -> None:
        self.loaded = self.cue

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

    def to(self, place: Place, part: str, content: str, view: discord.ui.View | None = None) -> list[Message]:
        """A message for a place; none when its channel is missing, which ``post`` will not forget."""
        channel = self.guild.get_channel(place.channel or 0)
        if not isinstance(channel, discord.TextChannel | discord.VoiceChannel):
            self._without.append(place)
            return []
        return [Message(channel, part, content, view)]

    def to_plenary(self, part: str, content: str, view: discord.ui.View | None = None) -> list[Message]:
        """A message for everybody."""
        return self.to(self.venue.one(PlaceKind.PLENARY), part, content, view)

    def to_moderators(self, part: str, content: str) -> list[Message]:
        """A message for the moderators."""
        return self.to(self.venue.one(PlaceKind.MODERATORS), part, content)

    async def post(self, messages: Sequence[Message]) -> None:
        """Post these, each once. Raises when something could not be posted, after the rest was."""
        since = min(self.slot.started or self.slot.starts, self.cue.due)
        await Poster(self.bot.db, self.cue, since, self.now).post(messages)
        if self._without:
            raise LookupError(f"{len(self._without)} channels are missing")


# An act returns the moment at which it wants to be done again, or None when it is done.
Act = Callable[[Scene], Awaitable[datetime | None]]


async def welcome(scene: Scene) -> None:
    """Greet people in the plenary, and the moderators in their own channel."""
    asked = {kind for block in scene.meetup.programme.blocks for kind in block.asks} | {ContributionKind.PLEDGE}
    buttons = panels.contribute([kind for kind in ContributionKind if kind in asked], scene.say)
    await scene.post(
        [
            *scene.to_plenary("welcome", words.welcome(scene.say, scene.meetup, scene.venue), buttons),
            *scene.to_moderators("moderators", words.moderators_welcome(scene.say, scene.meetup)),
        ]
    )


async def remind(scene: Scene) -> None:
    """Tell the moderators that it begins soon."""
    await scene.post(scene.to_moderators("reminder", words.reminder(scene.say, scene.meetup)))


async def open_block(scene: Scene) -> None:
    """Begin a block: its text and fragment in the plenary, or its rooms."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        scene.timeline = rules.started(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, scene.timeline, before)
        # Who was there before we looked: before the start, or while the bot was away.
        for place in scene.venue.places:
            for person in people_in(scene.guild, place):
                await places.attend(db, place.id, person)
    told = words.for_moderators(scene.say, scene.meetup, scene.timeline, scene.cue.block)
    messages = scene.to_moderators("moderators", told)
    if scene.block.kind is BlockKind.BREAKOUT:
        await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, rooms_open=True)
        for place, room in scene.rooms:
            messages += scene.to(place, "opening", words.room_opening(scene.say, room, scene.block, scene.slot))
            if room.fragment:
                messages += scene.to(place, "fragment", words.fragment(scene.say, room.fragment))
        for number, (text, view) in enumerate(room_panel(scene)):
            messages += scene.to_plenary(f"panel{number}", text, view)
    else:
        buttons = panels.contribute(scene.block.asks, scene.say) if scene.block.asks else None
        messages += scene.to_plenary("opening", words.opening(scene.say, scene.block, scene.slot), buttons)
        if scene.block.fragment:
            messages += scene.to_plenary("fragment", words.fragment(scene.say, scene.block.fragment))
    await scene.post(messages)


async def post_prompts(scene: Scene) -> None:
    """Post what the block, or each of its rooms, has at this moment."""
    messages = []
    moment = scene.cue.offset
    for place, room in scene.rooms:
        messages += _prompts(scene, place, room.prompts)
        if room.directions and room.directions_after == moment:
            messages += scene.to(place, "directions", words.directions(scene.say, room))
    if not scene.rooms:
        messages += _prompts(scene, scene.venue.one(PlaceKind.PLENARY), scene.block.prompts)
    await scene.post(messages)


def _prompts(scene: Scene, place: Place, prompts: Sequence[Prompt]) -> list[Message]:
    return [
        message
        for number, prompt in enumerate(prompts, start=1)
        if prompt.after == scene.cue.offset
        for message in scene.to(place, f"prompt{number}", words.prompt(scene.say, prompt, number, len(prompts)))
    ]


async def warn(scene: Scene) -> None:
    """Say in every room how much time is left: the true time, also when this is late."""
    text = words.warning(scene.say, scene.slot, scene.now)
    await scene.post([message for place, _room in scene.rooms for message in scene.to(place, "warning", text)])


async def recall(scene: Scene) -> None:
    """Ask everybody back; however late it is, people still get the whole time to return."""
    if scene.cue.attempts == 0:  # a second attempt must not keep the rooms open longer
        async with scene.bot.db.transaction() as db:
            before = await timelines.of_meetup(db, scene.meetup.id)
            scene.timeline = rules.after_recall(before, scene.cue.block, scene.now)
            await timelines.save(db, scene.meetup.id, scene.timeline, before)
    closes = scene.timeline.cues_of(scene.cue.block, CueKind.CLOSE)[-1].due
    text = words.recall(scene.say, closes, scene.venue.one(PlaceKind.VOICE).channel)
    await scene.post([message for place, _room in scene.rooms for message in scene.to(place, "recall", text)])


async def close_rooms(scene: Scene) -> None:
    """Close the rooms of a block. Who is inside stays inside, until ``bring_back``."""
    await scene.bot.channels.set_open(scene.meetup, scene.venue, scene.cue.block, rooms_open=False)
    for post in await _panel_posts(scene):
        await _edit(scene, post, words.rooms_closed(scene.say), None)
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        after = rules.rooms_closed(before, scene.cue.block, scene.now)
        await timelines.save(db, scene.meetup.id, after, before)


async def refresh_panel(scene: Scene) -> None:
    """Bring the numbers on the room panel up to date, while the rooms are open."""
    if rules.rooms_are_open(scene.timeline, scene.cue.block):
        pages = room_panel(scene)
        for post in await _panel_posts(scene):
            text, view = pages[int(post.part.removeprefix("panel"))]
            await _edit(scene, post, text, view)


def room_panel(scene: Scene) -> list[tuple[str, discord.ui.View]]:
    """The messages with a button for each room."""
    rooms = scene.venue.rooms(scene.cue.block)
    pages = []
    for at in range(0, len(rooms), BUTTONS_IN_MESSAGE):
        text = words.more_rooms(scene.say) if at else words.panel(scene.say, scene.block, scene.slot)
        buttons = (
            panels.room(place.id, place.title, len(people_in(scene.guild, place)))
            for place in rooms[at : at + BUTTONS_IN_MESSAGE]
        )
        pages.append((text, panels.lasting(*buttons)))
    return pages


async def _panel_posts(scene: Scene) -> list[posts.Post]:
    """The messages of the panel that stand in the plenary now."""
    pages = range((len(scene.venue.rooms(scene.cue.block)) - 1) // BUTTONS_IN_MESSAGE + 1)
    plenary = scene.venue.one(PlaceKind.PLENARY).channel
    found = [
        post
        for page in pages
        for post in await posts.of_block(scene.bot.db.read, scene.meetup.id, scene.cue.block, f"panel{page}")
    ]
    return [post for post in found if post.channel == plenary]


async def _edit(scene: Scene, post: posts.Post, content: str, view: discord.ui.View | None) -> None:
    channel = scene.guild.get_channel(post.channel)
    if not isinstance(channel, discord.TextChannel):
        return
    try:
        await channel.get_partial_message(post.message).edit(content=content, view=view)
    except discord.NotFound:
        log.info("meetup %s: a panel was deleted by hand", scene.meetup.id)


def people_in(guild: discord.Guild, place: Place) -> list[int]:
    """The people in the voice of a place, without bots."""
    channel = guild.get_channel(place.channel or 0)
    if not isinstance(channel, discord.VoiceChannel):
        return []
    inside = ((id, guild.get_member(id)) for id in channel.voice_states)
    return [id for id, member in inside if not (member and member.bot)]


async def bring_back(scene: Scene) -> datetime | None:
    """Move who is still in a closed room to the plenary, ten at a time; name whoever can't be moved."""
    people = [id for place, _room in scene.rooms for id in people_in(scene.guild, place)]
    if not people:
        return None
    if scene.cue.attempts >= MOVE_ROUNDS_IN_VAIN:
        names = [f"<@{id}>" for id in people[:40]]
        await scene.post(scene.to_moderators("still there", words.still_there(scene.say, names)))
        return None
    # After a round in vain, begin with others: the first ten may be just those who can't be moved.
    start = scene.cue.attempts * MOVES_AT_ONCE % len(people)
    chosen = [*people[start:], *people[:start]][:MOVES_AT_ONCE]
    moved = await asyncio.gather(*(_move_back(scene, id) for id in chosen))
    if not any(moved):
        scene.cue = rules.tried_in_vain(scene.cue)
    return scene.now + RETURN_EVERY if len(people) > MOVES_AT_ONCE or not all(moved) else None


async def _move_back(scene: Scene, person: int) -> bool:
    """Whether this person is no longer in a room: moved, or gone already."""
    goal = scene.guild.get_channel(scene.venue.one(PlaceKind.VOICE).channel or 0)
    if not isinstance(goal, discord.VoiceChannel):
        return False
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
    if scene.cue.note == "back":
        text = words.back(scene.say, scene.timeline, scene.meetup, scene.now)
        await scene.post(scene.to_moderators("back", text))
        return
    text = words.notice(scene.say, scene.cue.note, scene.timeline.current)
    messages = scene.to_plenary("notice", text)
    if rules.rooms_are_open(scene.timeline, scene.cue.block):
        messages += [message for place, _room in scene.rooms for message in scene.to(place, "notice", text)]
    await scene.post(messages)


async def finish(scene: Scene) -> None:
    """The meetup is over: close it, write the harvest, give it to the moderators."""
    async with scene.bot.db.transaction() as db:
        before = await timelines.of_meetup(db, scene.meetup.id)
        await timelines.save(db, scene.meetup.id, rules.finished(before, scene.now), before)
        scene.meetup = scene.meetup.close(scene.now)
        await meetups.save_life(db, scene.meetup)
    text, files = await harvest_message(scene.bot, scene.meetup, scene.say)
    await scene.post([replace(message, files=files) for message in scene.to_moderators("harvest", text)])


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
