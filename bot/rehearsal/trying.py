"""An evening that one person walks through in a browser, as moderator and as participant, without Discord.

SimCord's preview shows one channel as one person sees it; ``page`` lists the channels and opens it. Time goes on by
itself, at a speed that is chosen on the page.
"""

import asyncio
import logging
import random
import signal
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any

import discord
import simcord
from simcord.preview import Preview

from bot.core.evening.places import Place, PlaceKind
from bot.core.evening.starting import read_start
from bot.core.words.typed import Typed
from bot.platform.pacing import pause
from bot.rehearsal.company import Company
from bot.rehearsal.crowd import Crowd
from bot.rehearsal.evening import library_of
from bot.rehearsal.world import World
from bot.storage import meetups
from bot.storage.database import Database

log = logging.getLogger(__name__)

TICK = 0.5  # seconds between two steps of the clock
SPEEDS = (0, 1, 10, 60)  # virtual seconds in a second
SEED, BEGINS = 1, "19:25"
SIGNS = {0: "#", 2: "🔊"}  # by Discord's number of the type of channel: text, voice


@dataclass(frozen=True, slots=True)
class Options:
    """Options of ``python -m bot try``."""

    programme: str
    people: int
    zone: tzinfo


class Trial:
    """A planned meetup on a simulated Discord, whose time goes on by itself; ``speed`` is one of ``SPEEDS``."""

    def __init__(self, world: World, crowd: Crowd, locale: str) -> None:
        self.world, self.speed = world, 10
        self._company, self._locale = Company(world, crowd, SEED), locale
        self._crowd = crowd
        self.roles: dict[str, simcord.MemberActor] = {
            "moderator": world.moderator,
            "deelnemer": world.guild.add_member(world.env.create_user("jij"), nick="Jij"),
        }
        self._preview: Preview | None = None
        self._busy = asyncio.Lock()  # SimCord does one thing at a time
        self._shown = 0
        self._is_in = False

    async def open(self, channel: int, role: str) -> str:
        """Show a channel as one of ``roles`` sees it, in place of what was shown; return the address to go to.

        Raises LookupError where there is no such channel or role.
        """
        person = self.roles[role]
        if channel not in {id for id, _name in self.channels(role)}:
            raise LookupError(channel)
        async with self._busy:
            if self._preview is not None:
                await self._preview.close()
            zone = str(self.world.bot.settings.timezone)
            preview = self.world.env.preview(
                self.world.channel(channel), viewers=[person], layout="channel", locale=self._locale, timezone=zone
            )
            await preview.__aenter__()
            self._preview = preview
            self._one_at_a_time(preview)
        return preview.url

    def _one_at_a_time(self, preview: Any) -> None:
        """Have what is pressed in the preview wait for the clock: SimCord refuses two things at once."""
        act = preview._action

        async def waiting(*args: Any, **options: Any) -> Any:
            async with self._busy:
                return await act(*args, **options)

        preview._action = waiting

    def channels(self, role: str) -> list[tuple[int, str]]:
        """Return the channels that one of ``roles`` can see: id and name with its sign, in the order of the server."""
        backend, guild, person = self.world.env.backend, self.world.guild.id, self.roles[role]
        found: list[tuple[int, str]] = []
        for channel in sorted(backend.channels.values(), key=lambda one: (one.parent_id or 0, one.position, one.id)):
            rights = discord.Permissions(backend.compute_permissions(guild, person.id, channel.id))
            if channel.type in SIGNS and rights.view_channel:
                found.append((channel.id, f"{SIGNS[channel.type]} {channel.name}"))
        return found

    async def enter(self, channel: int, role: str) -> None:
        """Join a voice channel. Raises LookupError where that can't be seen."""
        if channel not in {id for id, _name in self.channels(role)}:
            raise LookupError(channel)
        async with self._busy:
            self.world.env.backend.set_voice_state(self.world.guild.id, self.roles[role].id, channel)
            await self._settle()

    def sits_at(self, place: Place) -> bool:
        """Return whether somebody of the simulated people sits at a table."""
        return bool(self._crowd.inside(place.channel))

    async def skip(self) -> None:
        """Go on to the next moment at which something happens."""
        async with self._busy:
            if (due := await self._next()) is not None:
                await self._until(due)

    async def run(self) -> None:
        """Let time go on until cancelled."""
        while True:
            await pause(TICK)
            async with self._busy:
                if self.speed:
                    await self._until(self.world.now + timedelta(seconds=TICK * self.speed))

    async def close(self) -> None:
        """Close what is shown."""
        if self._preview is not None:
            await self._preview.close()
        self.world.env.errors.clear()  # refusals are part of trying

    async def _next(self) -> datetime | None:
        moments = (await self.world.next_due(), self._company.next_moment())
        return min((moment for moment in moments if moment), default=None)

    async def _until(self, moment: datetime) -> None:
        """Let time pass until a moment, and do what is due meanwhile."""
        while (due := await self._next()) is not None and due <= moment:
            await self.world.wait_until(due)
            await self.world.run_due()
            await self._company.play()
            await self._all_in()
        await self.world.wait_until(moment)
        await self._company.play()
        await self._settle()

    async def _all_in(self) -> None:
        """Have the simulated people enter the plenary once the meetup has begun."""
        if not self._is_in and (await self.world.meetup()).has_begun:
            self._is_in = True
            await self._crowd.into_voice(self._crowd.people, (await self.world.venue()).one(PlaceKind.VOICE).channel)

    async def _settle(self) -> None:
        """Show what changed, where something did."""
        await self.world.env.settle()
        calls = len(self.world.env.backend.http_requests)
        if self._preview is not None and calls != self._shown:
            self._shown = calls
            with suppress(simcord.SetupError):  # its tab was ended
                await self._preview.refresh()


@asynccontextmanager
async def trial(options: Options) -> AsyncIterator[Trial]:
    """Open a simulated Discord with a planned meetup on it. Raises Refusal for a wrong programme."""
    library, name = library_of(options.programme)
    programme = library.programme(name)
    logging.getLogger("discord").setLevel(logging.ERROR)
    with tempfile.TemporaryDirectory() as folder:
        db = await Database.open(Path(folder) / "trial.sqlite3")
        try:
            async with World.open(db, Path(folder) / "oogst", options.zone, library) as world:
                crowd = Crowd(world, random.Random(SEED))
                crowd.gather(options.people, programme.kind)
                await world.wait_until(read_start(Typed(BEGINS), world.now, options.zone).at)
                await world.moderator.slash(
                    world.lobby, "meetup plan", programma=name, titel=programme.title.raw[:80], start="nu"
                )
                world.meetup_id = (await meetups.newest(db.read, 1))[0].id
                await world.run_due()
                evening = Trial(world, crowd, programme.language or "nl")
                try:
                    yield evening
                finally:
                    await evening.close()
        finally:
            await db.close()


def require_preview() -> None:
    """Raise ModuleNotFoundError for the first package of SimCord's preview that is not installed."""
    for package in ("av", "PIL", "regex", "linkify_it", "markdown_it"):
        import_module(package)


async def run_until_interrupted(trial: Trial) -> None:
    """Let time go on until Ctrl-C or SIGTERM, which are an orderly end here."""
    ended = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):  # Windows has no such handlers
            asyncio.get_running_loop().add_signal_handler(name, ended.set)
    clock = asyncio.create_task(trial.run())
    clock.add_done_callback(lambda _clock: ended.set())
    await ended.wait()
    if clock.done():
        clock.result()
    clock.cancel()
