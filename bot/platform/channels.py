"""The channels of a meetup on Discord: make them, make deleted ones again, open and close them."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product

import discord

from bot.content.texts import Say, bare
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.slots import Timeline
from bot.core.words.escaping import shortened
from bot.core.words.text import Refusal, _
from bot.platform import limits, lookup, rights
from bot.platform.posting import SKEW
from bot.platform.text import speaking
from bot.storage import meetups, places, servers, timelines
from bot.storage.database import Database
from bot.storage.servers import Server

log = logging.getLogger(__name__)


def place_name(place: Place, say: Say) -> str:
    """Return the name of a place's channel, in the language of ``say``; tables and categories have their title."""
    match place.kind:
        case PlaceKind.PLENARY:
            return say(_("plenary"))
        case PlaceKind.VOICE:
            return say(_("Plenary"))
        case PlaceKind.MODERATORS:
            return say(_("moderators"))
    return bare(place.title)


REASON = "Klassen meetup"  # in the server's audit log


@dataclass(frozen=True, slots=True)
class Standing:
    """Result of ``Channels.ensure``: the venue, the places whose channel was made now, and how many could not be made.

    ``mended`` is True where a channel made now replaces one that had been there before.
    """

    venue: Venue
    made: tuple[Place, ...]
    failed: int
    mended: bool


class Channels:
    """The channels of all meetups, as they stand on Discord. Every method may be repeated safely."""

    def __init__(self, db: Database, find: Callable[[int], discord.Guild | None]) -> None:
        self._db, self._find = db, find
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def guild(self, meetup: Meetup) -> discord.Guild:
        """Return the server of a meetup. Raises Refusal where the bot is not on it or can't see it now."""
        guild = self._find(meetup.server)
        # After a lost connection a server may be known for a moment without its channels.
        if guild is not None and (guild.unavailable or not isinstance(guild.me, discord.Member)):
            raise Refusal(_("Discord does not give me this server right now. I go on as soon as it does."))
        if guild is None:
            raise Refusal(_("I am not on the server of this meetup. Invite me again, with `python -m bot check`."))
        return guild

    async def ensure(self, meetup: Meetup) -> Standing:
        """Make every missing channel that is still needed. What Discord refuses is left for the next call."""
        async with self._locks[meetup.id]:
            guild = self.guild(meetup)
            venue = await places.venue(self._db.read, meetup.id)
            timeline = await timelines.of_meetup(self._db.read, meetup.id)
            missing = [
                place
                for place in venue.places
                if lookup.channel(guild, place.channel) is None and _is_of_use(place, timeline)
            ]
            made: list[Place] = []
            for place in missing:
                try:
                    channel = await self._find_or_make(guild, meetup, venue, place, timeline)
                except discord.HTTPException as error:
                    log.warning("meetup %s: no channel for place %s: %s", meetup.id, place.id, error.status)
                    continue
                async with self._db.transaction() as db:
                    await places.set_channel(db, place.id, channel.id)
                venue = await places.venue(self._db.read, meetup.id)
                made.append(place)
            await self._gather_in_category(guild, venue, made)
            # The first time all of them are new; after that somebody deleted them.
            anew = [place for place in made if place.channel is not None]
            return Standing(venue, tuple(made), len(missing) - len(made), mended=bool(anew))

    async def _find_or_make(
        self, guild: discord.Guild, meetup: Meetup, venue: Venue, place: Place, timeline: Timeline
    ) -> discord.abc.GuildChannel:
        """Return the channel of a place: one made just before a crash but not stored, else a new one."""
        server = await servers.get(self._db.read, guild.id)
        tables_open = place.block is not None and timeline.tables_are_open(place.block)
        allowed = rights.overwrites(place.kind, guild, server, tables_open=tables_open, hidden=meetup.is_dry_run)
        name = place_name(place, speaking(meetup.language))
        if meetup.is_dry_run and place.kind is not PlaceKind.CATEGORY:
            name = f"🧪-{name}"  # in the title of the category it stands already
        name = shortened(name, limits.CHANNEL_NAME)
        category = None
        if place.kind is not PlaceKind.CATEGORY:
            home = venue.category_of(place.block if place.kind is PlaceKind.TABLE else None)
            category = lookup.category(guild, home.channel)
        planned = timeline.cues_of(0, CueKind.WELCOME)[0].due - SKEW
        for channel in guild.channels:
            ours = channel.created_at > planned and _is_same(channel, place, name, category)
            # A channel that somebody made by hand may admit other people than this place does.
            alike = channel.overwrites == allowed
            if ours and alike and await places.at(self._db.read, channel.id) is None:
                return channel
        if place.kind is PlaceKind.CATEGORY:
            return await guild.create_category(name, overwrites=allowed, reason=REASON)
        if place.kind in (PlaceKind.TABLE, PlaceKind.VOICE):
            return await guild.create_voice_channel(name, category=category, overwrites=allowed, reason=REASON)
        return await guild.create_text_channel(name, category=category, overwrites=allowed, reason=REASON)

    async def _gather_in_category(self, guild: discord.Guild, venue: Venue, made: list[Place]) -> None:
        """Move the channels of a category back into it, where the category was made again."""
        if not any(place.kind is PlaceKind.CATEGORY for place in made):
            return
        for place in venue.places:
            home = venue.category_of(place.block if place.kind is PlaceKind.TABLE else None)
            channel = lookup.chat(guild, place.channel)
            if channel and not isinstance(channel, discord.Thread) and channel.category_id != home.channel:
                await channel.edit(category=lookup.category(guild, home.channel), reason=REASON)

    async def follow_roles(self, server: Server, *roles: discord.Role) -> None:
        """Give these roles access to the channels of all meetups of a server if they may command, else take it away.

        Includes meetups that are over, because their harvest stands in the moderators' channel. Raises Refusal where
        Discord refused a change, after trying all channels.
        """
        failed = False
        read = self._db.read
        for meetup in [*await meetups.of_server(read, server.id, *State), *await meetups.dry_runs(read, server.id)]:
            guild, venue = self.guild(meetup), await places.venue(self._db.read, meetup.id)
            found = (lookup.channel(guild, place.channel) for place in venue.places)
            for channel, role in product(filter(None, found), roles):
                allowed = rights.for_moderators() if rights.may_command(role, server) else None
                if channel.overwrites.get(role) == allowed:
                    continue
                try:
                    await channel.set_permissions(role, overwrite=allowed, reason=REASON)
                except discord.HTTPException as error:
                    log.warning("meetup %s: could not change who may see a channel: %s", meetup.id, error.status)
                    failed = True
        if failed:
            raise Refusal(
                _(
                    "Discord did not let me change every channel. Look at the settings of the channels: "
                    "who may see them?"
                )
            )

    async def set_open(self, meetup: Meetup, venue: Venue, block: int, *, tables_open: bool) -> None:
        """Open or close the tables of a block: one call for the category, then one for each table that did not follow.

        Raises ExceptionGroup of what Discord refused, after trying all of them.
        """
        guild = self.guild(meetup)
        wanted = rights.for_participants(tables_open=tables_open, hidden=meetup.is_dry_run)
        failures: list[Exception] = []

        async def change(channel: discord.abc.GuildChannel) -> None:
            try:
                await channel.set_permissions(guild.default_role, overwrite=wanted, reason=REASON)
            except discord.HTTPException as error:
                failures.append(error)

        if category := lookup.category(guild, venue.category_of(block).channel):
            await change(category)
        tables = {table.channel for table in venue.tables(block)}
        # Fetched from Discord: the cache may be older than the call above.
        for channel in await guild.fetch_channels():
            if channel.id in tables and channel.overwrites_for(guild.default_role) != wanted:
                await change(channel)
        if failures:
            raise ExceptionGroup("not every table could be opened or closed", failures)


def _is_same(
    channel: discord.abc.GuildChannel, place: Place, name: str, category: discord.CategoryChannel | None
) -> bool:
    if place.kind is PlaceKind.CATEGORY:
        return isinstance(channel, discord.CategoryChannel) and channel.name == name
    kind = discord.VoiceChannel if place.kind in (PlaceKind.TABLE, PlaceKind.VOICE) else discord.TextChannel
    return isinstance(channel, kind) and channel.name == name and channel.category == category


def _is_of_use(place: Place, timeline: Timeline) -> bool:
    """Return whether a place is still needed: tables, and categories of later rounds, until their block ends."""
    if place.block is None or (place.kind is PlaceKind.CATEGORY and place.number == 0):
        return True
    return not any(slot.block == place.block and slot.ended for slot in timeline.slots)
