"""The channels of a meetup on Discord: made, mended when somebody deleted one, opened and closed."""

import asyncio
import logging
from collections import defaultdict
from typing import TYPE_CHECKING

import discord

from bot import rights
from bot.core.meetup import Meetup
from bot.core.places import Place, PlaceKind, Venue
from bot.core.timeline import Timeline
from bot.core.words import Refusal, _
from bot.replies import shortened
from bot.storage import meetups, places, servers, timelines
from bot.texts import say

if TYPE_CHECKING:
    from bot.client import MeetupBot

log = logging.getLogger(__name__)

CHANNEL_NAME = 100  # characters, Discord's limit
REASON = "Klassen meetup"


class Channels:
    """Knows how the places of a meetup stand on Discord. Everything here may be done twice without harm."""

    def __init__(self, bot: "MeetupBot") -> None:
        self._bot = bot
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def guild(self, meetup: Meetup) -> discord.Guild:
        """The server of a meetup. Raises Refusal when the bot is not there (any more)."""
        guild = self._bot.get_guild(meetup.server)
        if guild is None:
            raise Refusal(_("I am not on the server of this meetup. Invite me again, with `python -m bot check`."))
        return guild

    async def ensure(self, meetup: Meetup) -> tuple[Venue, list[Place]]:
        """Make every channel that is missing and still of use; returns the venue and what was made."""
        async with self._locks[meetup.id]:
            guild = self.guild(meetup)
            venue = await places.venue(self._bot.db.read, meetup.id)
            timeline = await timelines.of_meetup(self._bot.db.read, meetup.id)
            made: list[Place] = []
            for place in venue.places:
                if (place.channel is None or guild.get_channel(place.channel) is None) and _is_of_use(place, timeline):
                    channel = await self._make(guild, meetup, venue, place)
                    async with self._bot.db.transaction() as db:
                        await places.set_channel(db, place.id, channel.id)
                    venue = await places.venue(self._bot.db.read, meetup.id)
                    made.append(place)
            await self._gather_in_category(guild, venue, made)
            return venue, made

    async def _make(self, guild: discord.Guild, meetup: Meetup, venue: Venue, place: Place) -> discord.abc.GuildChannel:
        server = await servers.get(self._bot.db.read, guild.id)
        planner = await meetups.planned_by(self._bot.db.read, meetup.id)
        allowed = rights.overwrites(place.kind, guild, server, planner)
        if place.kind is PlaceKind.CATEGORY:
            name = shortened(place.title, CHANNEL_NAME)
            return await guild.create_category(name, overwrites=allowed, reason=REASON)
        home = venue.category_of(place.block if place.kind is PlaceKind.ROOM else None)
        category = _category(guild, home)
        if place.kind is PlaceKind.ROOM:
            if category:
                allowed = dict(category.overwrites)
            name = shortened(place.title, CHANNEL_NAME)
            return await guild.create_voice_channel(name, category=category, overwrites=allowed, reason=REASON)
        names = {
            PlaceKind.PLENARY: _("plenary"),
            PlaceKind.VOICE: _("Plenary"),
            PlaceKind.MODERATORS: _("moderators"),
        }
        name = say(names[place.kind], meetup.language)
        if place.kind is PlaceKind.VOICE:
            return await guild.create_voice_channel(name, category=category, overwrites=allowed, reason=REASON)
        return await guild.create_text_channel(name, category=category, overwrites=allowed, reason=REASON)

    async def _gather_in_category(self, guild: discord.Guild, venue: Venue, made: list[Place]) -> None:
        """The channels of a category that was made again move back into it."""
        if not any(place.kind is PlaceKind.CATEGORY for place in made):
            return
        for place in venue.places:
            home = venue.category_of(place.block if place.kind is PlaceKind.ROOM else None)
            channel = guild.get_channel(place.channel or 0)
            if isinstance(channel, discord.TextChannel | discord.VoiceChannel) and channel.category_id != home.channel:
                await channel.edit(category=_category(guild, home), reason=REASON)

    async def admit(self, meetup: Meetup, role: discord.Role) -> None:
        """Let a new moderator role into everything of a meetup that exists already."""
        guild = self.guild(meetup)
        for place in (await places.venue(self._bot.db.read, meetup.id)).places:
            channel = guild.get_channel(place.channel or 0)
            if channel is not None:
                await channel.set_permissions(role, overwrite=rights.for_moderators(), reason=REASON)

    async def set_open(self, meetup: Meetup, venue: Venue, block: int, *, rooms_open: bool) -> None:
        """Open or close the rooms of a block: one call for all of them, then mend each that did not follow."""
        guild = self.guild(meetup)
        wanted = rights.for_participants(rooms_open=rooms_open)
        everybody = guild.default_role
        category = _category(guild, venue.category_of(block))
        if category:
            await category.set_permissions(everybody, overwrite=wanted, reason=REASON)
        rooms = {room.channel for room in venue.rooms(block)}
        # Asked anew: what we remember may be older than the call above.
        for channel in await guild.fetch_channels():
            if channel.id in rooms and channel.overwrites_for(everybody) != wanted:
                await channel.set_permissions(everybody, overwrite=wanted, reason=REASON)


def _category(guild: discord.Guild, place: Place) -> discord.CategoryChannel | None:
    channel = guild.get_channel(place.channel or 0)
    return channel if isinstance(channel, discord.CategoryChannel) else None


def _is_of_use(place: Place, timeline: Timeline) -> bool:
    """A room, or the category of a later round, is of use until its block is over."""
    if place.block is None or (place.kind is PlaceKind.CATEGORY and place.number == 0):
        return True
    return not any(slot.block == place.block and slot.ended for slot in timeline.slots)
