"""The rooms of a break-out: people choose their own, the bot counts who is where, moderators command them."""

from datetime import timedelta
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice
from discord.ext import commands

from bot import control, outcomes, panels
from bot.at_tables import open_tables
from bot.client import MeetupBot
from bot.commanding import UNFINISHED, command, meetup_here, moderator
from bot.core import steps
from bot.core import timeline as rules
from bot.core.broadcasts import chosen, completed
from bot.core.meetup import Action, State
from bot.core.places import PlaceKind
from bot.core.words import Refusal, _
from bot.names import described, named
from bot.replies import Interaction, LastingButton, answer, bot_of, voice_of
from bot.storage import meetups, places, timelines
from bot.table_status import overview, tables_of
from cogs.broadcast import say_at_tables

# Discord lets a message be edited about five times in five seconds; twice in ten is calm to look at.
PANEL_EVERY = timedelta(seconds=5)


class RoomButton(LastingButton, template=panels.ROOM):
    """A person chooses a room."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Show the way in: one tap from here. Nobody is moved."""
        db = bot_of(interaction).db.read
        place = await places.get(db, self.id_in("id"))
        meetup = await meetups.get(db, place.meetup) if place else None
        here = meetup is not None and meetup.server == interaction.guild_id
        if place is None or meetup is None or not here or place.kind is not PlaceKind.ROOM or place.block is None:
            raise Refusal(_("This table is no longer there. Look in the plenary for what is going on now."))
        timeline = await timelines.of_meetup(db, meetup.id)
        if not meetup.is_running or not rules.rooms_are_open(timeline, place.block):
            raise Refusal(_("The tables are closed now. Look in the plenary for what is going on."))
        user = interaction.user
        voice = user.voice if isinstance(user, discord.Member) else None
        if voice and voice.channel and voice.channel.id == place.channel:
            raise Refusal(_("You are at this table already. Enjoy the talk!"))
        url = f"https://discord.com/channels/{meetup.server}/{place.channel}"
        await answer(
            interaction,
            _("Your table: {room}. Tap it to go in.", room=f"<#{place.channel}>"),
            panels.jump(place.title, url),
        )


class RoomsCog(
    commands.GroupCog,
    group_name=named("ruimtes", "rooms"),
    group_description=described("Command the tables of a break-out"),
):
    """Calls everybody back, and keeps who was where."""

    def __init__(self, bot: MeetupBot) -> None:
        self.bot = bot

    @app_commands.command(
        name=named("terug", "back"), description=described("Call everybody back from the tables, now")
    )
    async def back(self, interaction: Interaction) -> None:
        """The break-out ends, with its usual time to return; the next block follows by itself."""
        await moderator(interaction)
        meetup = await meetup_here(interaction, *UNFINISHED)
        after = await command(interaction, meetup.id, Action.CALL_BACK, steps.call_back)
        await answer(interaction, outcomes.said(Action.CALL_BACK, meetup, after))

    @app_commands.command(
        name=named("bericht", "message"), description=described("Say something at all tables, or at some")
    )
    @app_commands.rename(text=named("tekst", "text"), tables=named("tafels", "tables"))
    @app_commands.describe(
        text=described("What do you want to say?"),
        tables=described("Only at these tables, with a comma in between (leave it empty for all)"),
    )
    async def message(self, interaction: Interaction, text: str, tables: str = "") -> None:
        """A moderator's words at the tables, with a receipt."""
        await moderator(interaction)
        meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
        await say_at_tables(interaction, meetup, text, lambda rooms: chosen(rooms, tables))

    @message.autocomplete("tables")
    async def _tables(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        try:
            await moderator(interaction)
            meetup = await meetup_here(interaction, State.LIVE, State.PAUSED)
        except Refusal:
            return []  # there is no other way to say no while somebody types
        _timeline, rooms = await open_tables(self.bot.db.read, meetup)
        return [Choice(name=text, value=text) for text in completed(rooms, typed) if len(text) <= 100][:25]

    @app_commands.command(
        name=named("status", "status"),
        description=described("How are the tables: people, who is ready, who asked for help?"),
    )
    async def status(self, interaction: Interaction) -> None:
        """Each open table in a line."""
        await moderator(interaction)
        meetup = await meetup_here(interaction, *UNFINISHED)
        tables = await tables_of(self.bot, meetup)
        if not tables:
            raise Refusal(_("No tables are open now. `/meetup status` tells where we are."))
        await answer(interaction, overview(await voice_of(interaction), tables))

    @commands.Cog.listener()
    async def on_voice_state_update(
        self, member: discord.Member, before: discord.VoiceState, after: discord.VoiceState
    ) -> None:
        """Somebody went in or out: note the attendance, and the numbers on the panel want a fresh look."""
        if member.bot or before.channel == after.channel:
            return
        here = await places.at(self.bot.db.read, after.channel.id) if after.channel else None
        left = await places.at(self.bot.db.read, before.channel.id) if before.channel else None
        either = here or left
        if either is None:
            return
        meetup = await meetups.get(self.bot.db.read, either.meetup)
        if meetup is None or not meetup.is_running:
            return
        async with self.bot.db.transaction() as db:
            if here is not None:
                await places.attend(db, here.id, member.id)
            for place in (here, left):
                if place is not None and place.kind is PlaceKind.ROOM and place.block is not None:
                    now = self.bot.clock()
                    await timelines.wake_panel(db, place.meetup, place.block, now, PANEL_EVERY)
                    await timelines.wake_control(db, place.meetup, now, control.EVERY)
        self.bot.runner.wake()


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(RoomButton)
    await bot.add_cog(RoomsCog(bot))
