"""The context of an act: its cue and meetup, and the methods with which it posts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import discord

from bot.content.texts import Say
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.slots import Cue, Slot, Timeline
from bot.core.programme.models import Block, Room
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown
from bot.platform import lookup
from bot.platform.app import App
from bot.platform.posting import Message, Poster
from bot.platform.text import speaking
from bot.storage.posts import Post


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
    # The cue as it was read; an act may change ``cue``.
    loaded: Cue = field(init=False)
    _without: list[Place] = field(default_factory=list, init=False)

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
        return [(place, self.block.rooms[place.number]) for place in self.venue.tables(self.cue.block)]

    def to(
        self,
        place: Place,
        part: str,
        content: Text | None,
        view: discord.ui.View | discord.ui.LayoutView | None = None,
        calls: int | None = None,
    ) -> list[Message]:
        """Return a list with a message for a place; empty where its channel is missing, which ``post`` then reports.

        ``calls`` is a role that it may notify. In a dry run the text says so first.
        """
        channel = lookup.chat(self.guild, place.channel)
        if channel is None:
            self._without.append(place)
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

    async def post(self, messages: Sequence[Message]) -> list[Post]:
        """Post these messages, each once; return the posts that stood already, after a try nobody knew the end of.

        Raises ExceptionGroup of what failed, or LookupError where channels are missing, after the rest was posted.
        """
        found = await self.poster.post(messages)
        if self._without:
            raise LookupError(f"{len(self._without)} channels are missing")
        return found

    async def deliver(self, place: Place, part: str, content: Text) -> Exception | None:
        """Post one message at a place; return the error where that failed, else None."""
        channel = lookup.chat(self.guild, place.channel)
        if channel is None:
            return LookupError("the channel is missing")
        try:
            await self.poster.post([Message(channel, part, self.say(content))])
        except ExceptionGroup as group:
            return group.exceptions[0]
        return None

    @property
    def poster(self) -> Poster:
        """Poster of the messages of this cue."""
        return Poster(self.bot.db, self.cue, self.now)
