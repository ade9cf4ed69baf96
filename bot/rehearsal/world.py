"""The simulated server with the bot on it, with shortcuts to what the database holds of the meetup."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Any

import discord
import simcord

from bot.client import MeetupBot
from bot.content.library import Library
from bot.core.evening.meetup import Meetup
from bot.core.evening.places import Place, PlaceKind, Venue
from bot.core.evening.slots import Timeline
from bot.settings import Settings
from bot.storage import meetups, places, timelines, waiting
from bot.storage.database import Database

SETTLE = 120.0  # seconds of real time in which the events of 910 people must be handled


class SimulatedDiscord(simcord.Env):
    """simcord's Discord, which looks each millisecond whether the bot has come to rest, and whose people read Dutch.

    By itself it sleeps 50 ms of real time wherever a callback is still to run, which takes one turn of the loop; and
    everybody's Discord is in American English. ``locales`` are other languages, by person.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.locales: dict[int, str] = {}
        emit = self.backend.emit

        def in_language(event: str, payload: Mapping[str, Any]) -> None:
            if event == "INTERACTION_CREATE":
                who = int(payload.get("member", payload)["user"]["id"])
                payload = {**payload, "locale": self.locales.get(who, "nl")}
            emit(event, payload)

        self.backend.emit = in_language  # type: ignore[method-assign]  # SimCord has no languages of people

    async def _settle_internal(self, **options: Any) -> None:
        await super()._settle_internal(**{**options, "idle": 0.001})


class World:
    """One simulated server with the bot. Its time moves only on request."""

    def __init__(self, bot: MeetupBot, env: SimulatedDiscord) -> None:
        self.bot, self.env = bot, env
        self.guild = env.create_guild("Repetitie")
        self.lobby = self.guild.create_text_channel("algemeen")
        role = self.guild.create_role("Moderator", permissions=discord.Permissions(manage_events=True))
        self.moderator = self.guild.add_member(env.create_user("moderator"), roles=[role], nick="Moderator")
        self.meetup_id = 0

    @classmethod
    @asynccontextmanager
    async def open(cls, db: Database, out: Path, zone: tzinfo, library: Library) -> AsyncIterator["World"]:
        """Log the bot in on a new simulated Discord. Errors inside it are raised at the end."""
        clock: list[Callable[[], datetime]] = []
        # A chat file may have all its lines under one name.
        settings = Settings(harvest_dir=out, timezone=str(zone), contributions_per_person=100_000)
        bot = MeetupBot(db, settings, lambda: clock[0](), library, runs_by_itself=False)
        env = SimulatedDiscord(bot, settle_timeout=SETTLE)
        clock.append(env.now)
        await env.start()
        try:
            with env.time_context():
                yield cls(bot, env)
                env.raise_errors()
        finally:
            await env.shutdown()

    @property
    def now(self) -> datetime:
        """Current moment of the simulation, UTC."""
        return self.env.now()

    async def wait_until(self, moment: datetime) -> None:
        """Let time pass until a moment; at once if it has passed."""
        seconds = (moment - self.now).total_seconds()
        if seconds > 0:
            await self.env.advance_time(seconds)

    async def run_due(self) -> None:
        """Let the bot carry out the cues that are due now."""
        await self.bot.runner.run_due()
        await self.env.settle()

    async def next_due(self) -> datetime | None:
        """Return the moment of the next cue, or None."""
        return await waiting.next_due(self.bot.db.read)

    def channel(self, channel: int | None) -> simcord.ChannelHandle:
        """Return the handle of a channel, by its Discord id."""
        return simcord.ChannelHandle(self.env, self.guild, self.env.backend.get_channel(channel or 0))

    def people(self) -> dict[str, str]:
        """Return the nicknames on the server, by Discord id as in a mention; "" for a member without."""
        members = self.env.backend.get_guild(self.guild.id).members
        return {str(id): member.nick or "" for id, member in members.items()}

    async def place(self, kind: PlaceKind) -> simcord.ChannelHandle:
        """Return the channel of a kind of place that the meetup has one of."""
        return self.channel((await self.venue()).one(kind).channel)

    def posts_in(self, place: Place) -> int:
        """Return how many messages of the bot stand in a channel of the meetup now."""
        bot = self.env.backend.bot_user.id
        return sum(message.author.id == bot for message in self.channel(place.channel).history())

    async def meetup(self) -> Meetup:
        """Return the rehearsed meetup as it is stored now."""
        meetup = await meetups.get(self.bot.db.read, self.meetup_id)
        assert meetup is not None
        return meetup

    async def venue(self) -> Venue:
        """Return the places of the rehearsed meetup."""
        return await places.venue(self.bot.db.read, self.meetup_id)

    async def timeline(self) -> Timeline:
        """Return the timeline of the rehearsed meetup."""
        return await timelines.of_meetup(self.bot.db.read, self.meetup_id)
