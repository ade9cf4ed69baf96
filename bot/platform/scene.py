"""The context of an act: its cue and meetup, and the methods with which it posts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.retries import Retry, Step
from bot.core.evening.slots import Cue, Slot, Timeline
from bot.core.people.floor import Floor
from bot.core.programme.models import Block, Room
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown
from bot.platform import lookup
from bot.platform.app import App
from bot.platform.errands import Errand, Errands, failing
from bot.platform.posting import Message, Poster
from bot.platform.text import speaking
from bot.platform.troubles import Missing


@dataclass
class Scene:
    """Context of an act: the cue, its meetup and server, and the methods with which it posts."""

    bot: App
    meetup: Meetup
    timeline: Timeline
    venue: Venue
    guild: discord.Guild
    cue: Cue
    now: datetime
    again: bool = False  # its cue is done but for channels in which it failed, which are tried again now
    floor: Floor = field(default_factory=Floor)  # who may speak in the plenary
    doing: int = 0  # the cue that is being done; 0 for ``cue`` itself
    # The cue as it was read; an act may change ``cue``.
    loaded: Cue = field(init=False)
    # What is left over, to be tried again; see ``run``.
    left: list[Retry] = field(default_factory=list, init=False)
    _without: dict[Place, str] = field(default_factory=dict, init=False)

    def __post_init__(self) -> None:
        self.loaded = self.cue

    @property
    def say(self) -> Say:
        """Function that puts a Text into the meetup's language."""
        return speaking(self.meetup.language)

    @property
    def block(self) -> Block:
        """Block of the cue, from the copy of the programme that the meetup runs on."""
        return self.meetup.programme.blocks[self.cue.block]

    @property
    def slot(self) -> Slot:
        """Slot of the cue's block: its times."""
        return self.timeline.slots[self.cue.block]

    @property
    def tables(self) -> list[tuple[Place, Room]]:
        """Tables of the cue's block, each with its Room: what the programme has for it."""
        return [(place, self.block.rooms[place.room]) for place in self.venue.tables(self.cue.block)]

    def to(
        self,
        place: Place,
        part: str,
        content: Text | None,
        view: discord.ui.View | discord.ui.LayoutView | None = None,
        calls: int | None = None,
    ) -> list[Message]:
        """Return a list with a message for a place; empty where its channel is missing, which ``post`` then reports.

        Not for one that was put away after the meetup.
        ``calls`` is a role that it may notify. In a dry run the text says so first.
        """
        channel = lookup.chat(self.guild, place.channel)
        if channel is None and self.meetup.state is State.CLOSED and place.channel is None:
            return []
        if channel is None:
            self._without[place] = self.say(content) if content else ""
            return []
        if self.meetup.is_dry_run and content:
            content = Text.lines("-# " + _("🧪 Dry run: this is not the real evening."), content)
        return [Message(channel, part, self.say(content) if content else Shown(""), view, calls=calls)]

    def to_plenary(self, part: str, content: Text | None, view: discord.ui.View | None = None) -> list[Message]:
        """Return a message for everybody, in the plenary; see ``to``."""
        return self.to(self.venue.one(PlaceKind.PLENARY), part, content, view)

    def to_moderators(
        self,
        part: str,
        content: Text | None,
        view: discord.ui.View | discord.ui.LayoutView | None = None,
        calls: int | None = None,
    ) -> list[Message]:
        """Return a message for the moderators' channel; ``calls`` is a role that it may notify."""
        return self.to(self.venue.one(PlaceKind.MODERATORS), part, content, view, calls)

    async def post(self, messages: Sequence[Message]) -> bool:
        """Post these messages, each once; return True when all stand.

        Each channel is an errand of its own, in the order of its messages; a missing channel is one that fails.
        """
        by_channel: dict[lookup.Chat, list[Message]] = {}
        for message in messages:
            by_channel.setdefault(message.channel, []).append(message)
        poster = self.poster
        await poster.note(messages)
        errands = [self._posting(poster, self.target(channel), those) for channel, those in by_channel.items()]
        return await self.run([*errands, *self.missing()])

    async def post_at(
        self, places: Iterable[Place], words: Callable[[Place], Sequence[Message]], *, tells: bool = True
    ) -> bool:
        """Post at each of these places what ``words`` returns for it, each once; return True when all stand.

        A mistake in the words of one place is about that place only.
        """
        errands: list[Errand] = []
        noted: list[Message] = []
        poster = self.poster
        for place in places:
            try:
                messages = words(place)
            except Exception as error:
                errands.append(failing(Step.POST, place, error, tells=tells))
            else:
                noted += messages
                errands += [self._posting(poster, place, messages, tells=tells)] if messages else []
        await poster.note(noted)
        return await self.run([*errands, *self.missing(tells=tells)])

    def missing(self, **options: Any) -> list[Errand]:
        """Return an errand that fails for each channel that ``to`` missed; ``options`` are those of ``Errand``."""
        without, self._without = self._without, {}
        return [
            failing(Step.POST, place, Missing(), words=partial(str, words), **options)
            for place, words in without.items()
        ]

    def _posting(
        self, poster: Poster, target: Place | int, messages: Sequence[Message], *, tells: bool = True
    ) -> Errand:
        async def act() -> None:
            try:
                channel = messages[0].channel.id
                async with self.bot.turns[channel]:  # what was to be said there before comes first
                    await poster.post(messages)
                    self.bot.lines.pop(channel, None)  # a card that stands there comes below it
            finally:
                for file in (file for message in messages for file in message.files):
                    file.close()  # discord.py closes only what it has sent

        return Errand(Step.POST, target, act, partial(_said, messages), tells=tells)

    async def run(self, errands: Sequence[Errand]) -> bool:
        """Do errands, each on its own; return True when all are done. What is left is tried again by itself."""
        work = Errands(self.bot, self.meetup, self.venue, self.doing or self.cue.id, again=self.again)
        left = await work.run(errands)
        self.left += left
        return not left

    def target(self, channel: lookup.Chat) -> Place | int:
        """Return the place of a channel, or its id where it is none of the meetup's."""
        return next((place for place in self.venue.places if place.channel == channel.id), channel.id)

    @property
    def poster(self) -> Poster:
        """Poster of the messages of this cue."""
        return Poster(self.bot.db, self.cue, self.now)


def _said(messages: Sequence[Message]) -> str:
    return "\n\n".join(message.content for message in messages)
