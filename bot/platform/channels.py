"""The channels of a meetup on Discord: make them, make deleted ones again, open and close them."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import discord

from bot.content.texts import Say, bare
from bot.core.evening.cues import CueKind
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.retries import Key, Reason, Retry, Step
from bot.core.evening.slots import Cue, Timeline
from bot.core.words.escaping import shortened
from bot.core.words.text import Refusal, _
from bot.platform import limits, lookup, rights, troubles
from bot.platform.logs import names_of
from bot.platform.posting import SKEW
from bot.platform.text import speaking
from bot.storage import meetups, places, retries, servers, timelines
from bot.storage.damage import Damaged
from bot.storage.database import Database
from bot.storage.file.trouble import Unavailable
from bot.storage.servers import Server

log = logging.getLogger(__name__)


def place_name(place: Place, say: Say) -> str:
    """Return the name of a place's channel, in the language of ``say``; tables and categories have their title."""
    match place.kind:
        case PlaceKind.PLENARY:
            return say(_("plenary"))
        case PlaceKind.VOICE:
            return say(_("Talking hall"))
        case PlaceKind.MODERATORS:
            return say(_("moderators"))
    return bare(place.title)


def channel_name(meetup: Meetup, place: Place) -> str:
    """Return the whole name of a place's channel in a meetup, at most as long as Discord takes."""
    name = place_name(place, speaking(meetup.language))
    if meetup.is_dry_run and place.kind is not PlaceKind.CATEGORY:
        name = f"🧪-{name}"  # in the title of the category it stands already
    return shortened(name, limits.CHANNEL_NAME)


REASON = "Klassen meetup"  # in the server's audit log


@dataclass(frozen=True, slots=True)
class Standing:
    """Result of ``Channels.ensure``: the venue, and what could not be made."""

    venue: Venue
    failed: tuple[tuple[Place, Retry], ...]


class Channels:
    """The channels of all meetups, as they stand on Discord. Every method may be repeated safely."""

    def __init__(
        self, db: Database, clock: Callable[[], datetime], find: Callable[[int], discord.Guild | None]
    ) -> None:
        self._db, self._clock, self._find = db, clock, find
        self._locks: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)
        # By server, from finding a channel until it is stored: else of two meetups of one name each takes the other's.
        self._making: defaultdict[int, asyncio.Lock] = defaultdict(asyncio.Lock)

    def guild(self, meetup: Meetup) -> discord.Guild:
        """Return the server of a meetup. Raises Refusal where the bot is not on it or can't see it now."""
        guild = self._find(meetup.server)
        # After a lost connection a server may be known for a moment without its channels.
        if guild is not None and (guild.unavailable or not isinstance(guild.me, discord.Member)):
            raise Refusal(_("Discord does not give me this server right now. I go on as soon as it does."))
        if guild is None:
            raise Refusal(_("I am not on the server of this meetup. Invite me again, with `python -m bot check`."))
        return guild

    async def ensure(self, meetup: Meetup, *, at_once: bool = False) -> Standing:
        """Make every missing channel that is still needed, each on its own.

        What failed is kept as a retry of the welcome, and left alone until its moment comes, or with ``at_once``
        tried now.
        """
        async with self._locks[meetup.id]:
            guild = self.guild(meetup)
            venue = await places.venue(self._db.read, meetup.id)
            timeline = await timelines.of_meetup(self._db.read, meetup.id)
            known = await retries.of_cue(self._db.read, _welcome(timeline).id)
            missing = [
                place
                for place in venue.places
                if lookup.channel(guild, place.channel) is None and _is_of_use(place, timeline)
            ]
            async with self._db.transaction() as db:
                for old in known.values():
                    if old.step is Step.MAKE and old.target not in {place.id for place in missing}:
                        await retries.drop(db, old)
            made: list[Place] = []
            failed: list[tuple[Place, Retry]] = []
            for place in missing:
                retry = known.get((Step.MAKE, place.id, ""))
                if retry and retry.due > self._clock() and not at_once:
                    failed.append((place, retry))
                    continue
                async with self._making[guild.id]:
                    try:
                        channel = await self._find_or_make(guild, meetup, venue, place, timeline)
                    except Unavailable:
                        raise
                    except Exception as error:
                        before = retry or self._new(timeline, Step.MAKE, place)
                        failed.append((place, await self._failed(meetup, place, before, error)))
                        continue
                    async with self._db.transaction() as db:
                        await places.set_channel(db, place.id, channel.id)
                        if place.channel is not None:
                            await places.note_remade(db, place.id, place.channel)
                        if retry:
                            await retries.drop(db, retry)
                        await retries.wake(db, meetup.id, place.id, self._clock())
                venue = await places.venue(self._db.read, meetup.id)
                made.append(place)
            await self._gather_in_category(guild, meetup, venue, made)
            failed += await self._admit_again(guild, meetup, venue, known, at_once=at_once)
            return Standing(venue, tuple(failed))

    async def _admit_again(
        self, guild: discord.Guild, meetup: Meetup, venue: Venue, known: dict[Key, Retry], *, at_once: bool
    ) -> list[tuple[Place, Retry]]:
        """Try again which moderators see a channel, where that failed; return where it still does."""
        failed: list[tuple[Place, Retry]] = []
        server = await servers.get(self._db.read, guild.id)
        for place in venue.places:
            retry, channel = known.get((Step.ADMIT, place.id, "")), lookup.channel(guild, place.channel)
            if retry is None or channel is None:
                continue
            if retry.due > self._clock() and not at_once:
                failed.append((place, retry))
                continue
            try:
                for role in guild.roles:
                    await _admit(channel, role, server)
            except Unavailable:
                raise
            except Exception as error:
                failed.append((place, await self._failed(meetup, place, retry, error)))
            else:
                async with self._db.transaction() as db:
                    await retries.drop(db, retry)
        return failed

    def _new(self, timeline: Timeline, step: Step, place: Place) -> Retry:
        now = self._clock()
        return Retry(_welcome(timeline).id, step, place.id, since=now, due=now)

    async def _failed(self, meetup: Meetup, place: Place, before: Retry, error: Exception) -> Retry:
        """Keep that something failed for a channel."""
        reason, wait = troubles.reason_of(error)
        failed = before.failed(reason, self._clock(), wait)
        log.warning(
            "meetup %s: %s failed for place %s: %s",
            meetup.id,
            before.step,
            place.id,
            names_of(error),
            exc_info=error if reason is Reason.BUG else None,
        )
        async with self._db.transaction() as db:
            await retries.put(db, failed)
        return failed

    async def _find_or_make(
        self, guild: discord.Guild, meetup: Meetup, venue: Venue, place: Place, timeline: Timeline
    ) -> discord.abc.GuildChannel:
        """Return the channel of a place: one made just before a crash but not stored, else a new one."""
        server = await servers.get(self._db.read, guild.id)
        tables_open = place.block is not None and timeline.tables_are_open(place.block)
        allowed = rights.overwrites(place.kind, guild, server, tables_open=tables_open, hidden=meetup.is_dry_run)
        name = channel_name(meetup, place)
        category = None
        if place.kind is not PlaceKind.CATEGORY:
            home = venue.category_of(place.block if place.kind is PlaceKind.TABLE else None)
            category = lookup.category(guild, home.channel)
        planned = _welcome(timeline).due - SKEW
        for channel in guild.channels:
            ours = channel.created_at > planned and _is_same(channel, place, name, category)
            # A channel that somebody made by hand may admit other people than this place does.
            alike = channel.overwrites == allowed
            if ours and alike and await places.at(self._db.read, channel.id) is None:
                return channel
        if place.kind is PlaceKind.CATEGORY:
            return await guild.create_category(name, overwrites=allowed, reason=REASON)
        if place.kind in (PlaceKind.TABLE, PlaceKind.VOICE):
            most = meetup.programme.blocks[place.block].most if place.block is not None else None
            return await guild.create_voice_channel(
                name, category=category, overwrites=allowed, user_limit=most or 0, reason=REASON
            )
        return await guild.create_text_channel(name, category=category, overwrites=allowed, reason=REASON)

    async def _gather_in_category(self, guild: discord.Guild, meetup: Meetup, venue: Venue, made: list[Place]) -> None:
        """Move the channels of a category back into it, where the category was made again. Failures are only logged."""
        if not any(place.kind is PlaceKind.CATEGORY for place in made):
            return
        for place in venue.own:
            home = venue.category_of(place.block if place.kind is PlaceKind.TABLE else None)
            channel = lookup.chat(guild, place.channel)
            if channel and not isinstance(channel, discord.Thread) and channel.category_id != home.channel:
                try:
                    await channel.edit(category=lookup.category(guild, home.channel), reason=REASON)
                except troubles.FAILURES as error:  # it works as well outside of its category
                    log.warning("meetup %s: a channel stays outside its category: %s", meetup.id, names_of(error))

    async def follow_roles(self, server: Server, *roles: discord.Role) -> None:
        """Give these roles access to the channels of all meetups of a server if they may command, else take it away.

        Includes meetups that are over, because their harvest stands in the moderators' channel. Raises Refusal where
        Discord refused a change, after trying all channels; those are tried again until their meetup is over.
        """
        failed = False
        read = self._db.read
        for meetup in [*await meetups.of_server(read, server.id, *State), *await meetups.dry_runs(read, server.id)]:
            try:
                guild, venue = self.guild(meetup), await places.venue(read, meetup.id)
            except Damaged:
                continue
            async with self._db.transaction() as db:
                await timelines.wake(db, meetup.id, CueKind.FLOOR, self._clock())
            for place in venue.own:
                if (channel := lookup.channel(guild, place.channel)) is None:
                    continue
                try:
                    for role in roles:
                        await _admit(channel, role, server)
                except troubles.FAILURES as error:
                    failed = True
                    log.warning("meetup %s: could not change who may see a channel: %s", meetup.id, names_of(error))
                    if meetup.state is not State.CLOSED:
                        retry = self._new(await timelines.of_meetup(read, meetup.id), Step.ADMIT, place)
                        await self._failed(meetup, place, retry, error)
        if failed:
            raise Refusal(
                _(
                    "Discord did not let me change every channel. I try it again, and say in the moderators' channel "
                    "where it does not work out."
                )
            )


async def _admit(channel: discord.abc.GuildChannel, role: discord.Role, server: Server) -> None:
    """Let a role into a channel if it makes moderators; else take away what let it in."""
    now = channel.overwrites.get(role)
    if rights.may_command(role, server):
        if now is None or not rights.is_for_moderators(now):
            await channel.set_permissions(role, overwrite=rights.for_moderators(), reason=REASON)
    elif now is not None and rights.is_for_moderators(now):
        await channel.set_permissions(role, overwrite=None, reason=REASON)


def _welcome(timeline: Timeline) -> Cue:
    """Return the cue of the welcome: every meetup has it, since it was planned."""
    return timeline.cues_of(0, CueKind.WELCOME)[0]


def _is_same(
    channel: discord.abc.GuildChannel, place: Place, name: str, category: discord.CategoryChannel | None
) -> bool:
    if place.kind is PlaceKind.CATEGORY:
        return isinstance(channel, discord.CategoryChannel) and channel.name == name
    kind = discord.VoiceChannel if place.kind in (PlaceKind.TABLE, PlaceKind.VOICE) else discord.TextChannel
    return isinstance(channel, kind) and channel.name == name and channel.category == category


def _is_of_use(place: Place, timeline: Timeline) -> bool:
    """Return whether a place is still needed: open tables, and categories of later rounds, until their block ends."""
    if place.closed_at is not None:
        return False
    if place.block is None or (place.kind is PlaceKind.CATEGORY and place.number == 0):
        return True
    return not any(slot.block == place.block and slot.ended for slot in timeline.slots)
