"""Attendance: who is in which voice channel of a running meetup, and what changes by that."""

from datetime import datetime, timedelta

import discord
from discord.ext import commands

from bot.core.evening.cues import PANEL_CALM, CueKind
from bot.core.evening.places import Place, PlaceKind
from bot.features.seats import hosting
from bot.features.speaking import hands
from bot.features.tables import helping
from bot.platform.app import App
from bot.platform.voice import people_in
from bot.storage import attendance, meetups, places, seats, timelines
from bot.storage.database import Transaction

# Discord lets a message be edited about five times in five seconds; twice in ten is calm to look at.
PANEL_EVERY = timedelta(seconds=5)


class AttendanceCog(commands.Cog):
    """The listener on voice channels."""

    def __init__(self, bot: App) -> None:
        self.bot = bot

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Store attendance when a person changes voice channel, and update the panels' numbers."""
        if member.bot or before.channel == after.channel:
            return
        if before.channel is None:  # of who is in voice already discord.py gives the member that it knew
            self.bot.speakers.note(member)
        here = await places.at(self.bot.db.read, after.channel.id) if after.channel else None
        left = await places.at(self.bot.db.read, before.channel.id) if before.channel else None
        either = here or left
        if either is None:
            return
        meetup = await meetups.get(self.bot.db.read, either.meetup)
        if meetup is None or not meetup.is_running:
            return
        now = self.bot.clock()
        async with self.bot.db.transaction() as db:
            if here is None:
                await attendance.leave(db, meetup.id, member.id, now)
            else:
                await attendance.arrive(db, meetup.id, here.id, member.id, now)
                # Only from outside, perhaps after a lost connection: who walks back from a table is not moved again.
                if here.kind is PlaceKind.VOICE and (left is None or left.meetup != here.meetup):
                    await seats.came(db, here.meetup, member.id)
                    await timelines.wake(db, here.meetup, CueKind.MOVE, now)
            await hands.came_or_went(db, meetup.id, member.id, now, is_inside=here is not None)
            await self._note_empty(db, here, left, now)
            for place in (here, left):
                if place is not None and place.kind is PlaceKind.TABLE and place.block is not None:
                    await timelines.wake(db, place.meetup, CueKind.TABLES, now, PANEL_EVERY, block=place.block)
                    await timelines.wake(db, place.meetup, CueKind.ALONE, now, PANEL_EVERY, block=place.block)
                    await timelines.wake(db, place.meetup, CueKind.TABLE_CARD, now, PANEL_EVERY, block=place.block)
            await timelines.wake(db, meetup.id, CueKind.PANEL, now, PANEL_CALM)  # it shows who is there
        if here is not None and here.kind is PlaceKind.TABLE:
            await hosting.tell_who_sits(self.bot, meetup, here, member.id)

    async def _note_empty(self, db: Transaction, here: Place | None, left: Place | None, now: datetime) -> None:
        """Note since when a table is empty, and have its call for help looked at after a while."""
        if here is not None:
            await helping.note_full(db, here.id)
        if left is None or left.kind is not PlaceKind.TABLE:
            return
        meetup = await meetups.get(db, left.meetup)
        if meetup is None or people_in(self.bot.channels.guild(meetup), left):
            return
        await helping.note_empty(db, left.meetup, left.id, now)


async def setup(bot: App) -> None:
    """Add the cog to the bot; called by discord.py."""
    await bot.add_cog(AttendanceCog(bot))
