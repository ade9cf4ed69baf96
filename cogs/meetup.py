"""/meetup: plan a meetup and command it live. For moderators."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any

import discord
from discord import app_commands
from discord.app_commands import Choice, Range
from discord.ext import commands

from bot import announcements, panels, rights
from bot.client import MeetupBot
from bot.core import timeline as rules
from bot.core.meetup import Action, Deed, Meetup, State, read_start, refuse_second_press
from bot.core.places import PlaceKind, places_of
from bot.core.timeline import Timeline
from bot.core.words import Refusal, Text, _
from bot.names import described, named
from bot.replies import LastingButton, answer, voice_of
from bot.storage import contributions, meetups, places, servers, timelines
from bot.texts import LANGUAGES, stamp

Interaction = discord.Interaction[MeetupBot]
UNFINISHED = (State.PLANNED, State.LIVE, State.PAUSED)
Step = Callable[[Meetup, Timeline, Sequence[Deed], datetime], tuple[Meetup, Timeline]]


async def moderator(interaction: Interaction) -> servers.Server:
    """The server, for somebody who may command there. Raises Refusal otherwise."""
    if interaction.guild is None or interaction.guild_id is None:
        raise Refusal(_("This works on the server of the meetup only, not in a direct message."))
    server = await servers.get(interaction.client.db.read, interaction.guild_id)
    rights.refuse_others(interaction.user, server)
    return server


async def meetup_here(interaction: Interaction, *states: State) -> Meetup:
    """The meetup of this channel, or else the only one of the server in these states. Raises Refusal."""
    db = interaction.client.db.read
    here = await meetups.of_channel(db, interaction.channel_id or 0)
    if here:
        return here
    found = await meetups.of_server(db, interaction.guild_id or 0, *states)
    if len(found) == 1:
        return found[0]
    if not found:
        raise Refusal(_("There is no meetup here yet. Plan one with `/meetup plan`."))
    names = ", ".join(f"“{announcements.plain(meetup.title)}”" for meetup in found)
    raise Refusal(_("There are several meetups: {names}. Do this in a channel of the meetup you mean.", names=names))


class MeetupCog(
    commands.GroupCog,
    group_name=named("meetup", "meetup"),
    group_description=described("Plan a meetup and command it live"),
):
    """Plan, start, pause, go on, next, extend, stop, status, set up."""

    def __init__(self, bot: MeetupBot) -> None:
        self.bot = bot

    @app_commands.command(name=named("plan", "plan"), description=described("Plan a meetup and make its channels"))
    @app_commands.rename(
        programme=named("programma", "programme"),
        title=named("titel", "title"),
        start=named("start", "start"),
        place=named("plaats", "place"),
    )
    @app_commands.describe(
        programme=described("Which programme (run of show)?"),
        title=described("The name that people see"),
        start=described("When? For example 19:30, morgen 19:30 or 25-11-2026 19:30"),
        place=described("The town or region that hosts"),
    )
    async def plan(
        self,
        interaction: Interaction,
        programme: str,
        title: Range[str, 1, 80],
        start: str,
        place: Range[str, 0, 80] = "",
    ) -> None:
        """Make the category, the channels and the rooms, and the timeline."""
        server = await moderator(interaction)
        assert interaction.guild is not None
        rights.refuse_missing(interaction.guild)
        now = self.bot.clock()
        chosen = self.bot.library.programme(programme)
        begins = read_start(start, now, self.bot.settings.zone)
        rights.refuse_full(interaction.guild, sum(1 for _place in places_of(chosen, title)))
        await interaction.response.defer(ephemeral=True, thinking=True)
        meetup = Meetup(
            id=0,
            server=server.id,
            title=title.strip() or chosen.title,
            place=place.strip(),
            kind=chosen.kind,
            language=chosen.language or server.language,
            shows_names=chosen.shows_names,
            state=State.PLANNED,
            planned_start=begins,
            programme=chosen,
        )
        async with self.bot.db.transaction() as db:
            id = await meetups.add(db, meetup, interaction.user.id)
            await places.add(db, id, places_of(chosen, meetup.title))
            await timelines.save(db, id, rules.plan(chosen, begins, now))
        stored = await meetups.get(self.bot.db.read, id)
        assert stored is not None
        venue, _made = await self.bot.channels.ensure(stored)
        self.bot.runner.wake()
        await answer(
            interaction,
            _(
                "**{title}** is planned for {start}. The plenary is {plenary}; you command it from {moderators}, "
                "which only moderators see. Begin with `/meetup start`.",
                title=announcements.plain(meetup.title),
                start=stamp(begins, "F"),
                plenary=f"<#{venue.one(PlaceKind.PLENARY).channel}>",
                moderators=f"<#{venue.one(PlaceKind.MODERATORS).channel}>",
            ),
        )

    @plan.autocomplete("programme")
    async def _programmes(self, interaction: Interaction, typed: str) -> list[Choice[str]]:
        names = self.bot.library.names()
        fitting = ((name, title) for name, title in names.items() if typed.lower() in f"{name} {title}".lower())
        return [Choice(name=title[:100], value=name) for name, title in fitting][:25]

    @app_commands.command(name=named("start", "start"), description=described("Begin the meetup now"))
    async def start(self, interaction: Interaction) -> None:
        """Live from now on."""
        said = _("The meetup has begun. From here on everything runs by itself; `/meetup status` tells where we are.")
        await self._do(interaction, Action.START, start, said)

    @app_commands.command(name=named("pauze", "pause"), description=described("Stand still for a moment"))
    async def pause(self, interaction: Interaction) -> None:
        """Hold what is still to come."""
        said = _("Paused. Rooms stay open, people stay where they are. Go on with `/meetup verder`.")
        await self._do(interaction, Action.PAUSE, pause, said)

    @app_commands.command(name=named("verder", "resume"), description=described("Go on after a pause"))
    async def resume(self, interaction: Interaction) -> None:
        """Shift what is still to come by the length of the pause."""
        said = _("We go on. Everything that is still to come has moved along.")
        await self._do(interaction, Action.RESUME, resume, said)

    @app_commands.command(name=named("volgende", "next"), description=described("Go on to the next block"))
    async def next(self, interaction: Interaction) -> None:
        """End the current block."""
        await self._do(interaction, Action.NEXT, live(rules.skip))

    @app_commands.command(name=named("verleng", "extend"), description=described("Give this block more time"))
    @app_commands.rename(minutes=named("minuten", "minutes"))
    @app_commands.describe(minutes=described("How many minutes more?"))
    async def extend(self, interaction: Interaction, minutes: Range[int, 1, 60] = 5) -> None:
        """The current block ends later."""
        by = timedelta(minutes=minutes)
        await self._do(interaction, Action.EXTEND, live(lambda timeline, now: rules.extend(timeline, by, now)))

    @app_commands.command(name=named("stop", "stop"), description=described("End the meetup"))
    async def stop(self, interaction: Interaction) -> None:
        """Ask once more, then end it."""
        await moderator(interaction)
        meetup = await meetup_here(interaction, *UNFINISHED)
        title = announcements.plain(meetup.title)
        if meetup.state is State.CLOSED:
            raise Refusal(_("**{title}** is over already.", title=title))
        question = _(
            "Do you want to end **{title}** now? Who is at a table gets the usual time to return.",
            title=title,
        )
        if meetup.state is State.PLANNED:
            question = _("**{title}** has not begun yet. Do you want to cancel it?", title=title)
        await answer(interaction, question, panels.stop(meetup.id, await voice_of(interaction)))

    @app_commands.command(name=named("status", "status"), description=described("Where are we? What comes next?"))
    async def status(self, interaction: Interaction) -> None:
        """Now, next, time left, people per room, contributions; and mend what was deleted by hand."""
        await moderator(interaction)
        meetup = await meetup_here(interaction, *UNFINISHED)
        db = self.bot.db.read
        await self.bot.runner.mend(meetup.id)
        venue = await places.venue(db, meetup.id)
        guild = self.bot.channels.guild(meetup)
        inside = {
            room.channel: len(channel.voice_states)
            for room in venue.rooms()
            if room.channel and isinstance(channel := guild.get_channel(room.channel), discord.VoiceChannel)
        }
        text = announcements.status(
            await voice_of(interaction),
            meetup,
            await timelines.of_meetup(db, meetup.id),
            inside,
            venue,
            await contributions.per_kind(db, meetup.id),
            self.bot.clock(),
        )
        await answer(interaction, text)

    @app_commands.command(
        name=named("instellen", "setup"), description=described("Choose the moderator role and the language")
    )
    @app_commands.rename(role=named("rol", "role"), language=named("taal", "language"))
    @app_commands.describe(
        role=described("Who has this role may command meetups"),
        language=described("The language of the bot on this server"),
    )
    @app_commands.choices(language=[Choice(name=name, value=code) for code, name in LANGUAGES.items()])
    async def setup(
        self, interaction: Interaction, role: discord.Role | None = None, language: Choice[str] | None = None
    ) -> None:
        """Keep the choices of the server; without any, show them."""
        if not isinstance(interaction.user, discord.Member) or not interaction.user.guild_permissions.manage_guild:
            raise Refusal(_("Only people with the right Manage Server can do this, on the server itself."))
        server = await servers.get(self.bot.db.read, interaction.user.guild.id)
        if role is not None and role.is_default():
            raise Refusal(_("With @everyone, everybody could command the meetup. Choose a role for moderators."))
        server = servers.Server(
            server.id,
            language.value if language else server.language,
            role.id if role else server.moderator_role,
        )
        async with self.bot.db.transaction() as db:
            await servers.save(db, server)
        if role is not None:
            await interaction.response.defer(ephemeral=True, thinking=True)
            for meetup in await meetups.of_server(self.bot.db.read, server.id, *UNFINISHED):
                await self.bot.channels.admit(meetup, role)
        shown: Text | str = f"<@&{server.moderator_role}>" if server.moderator_role else _("none: Manage Events")
        await answer(
            interaction,
            _(
                "On this server: language {language}, moderators {role}.",
                language=LANGUAGES[server.language],
                role=shown,
            ),
        )

    async def _do(self, interaction: Interaction, action: Action, step: Step, said: Text | None = None) -> None:
        await moderator(interaction)
        meetup = await meetup_here(interaction, *UNFINISHED)
        after = await command(interaction, meetup.id, action, step)
        await answer(interaction, said or _moved(meetup, after))


async def command(interaction: Interaction, id: int, action: Action, step: Step) -> Timeline:
    """One step in the life of a meetup: checked and stored as one, so that two moderators are safe."""
    bot = interaction.client
    now = bot.clock()
    async with bot.db.transaction() as db:
        meetup = await meetups.get(db, id)
        if meetup is None:
            raise Refusal(_("There is no meetup here yet. Plan one with `/meetup plan`."))
        deeds = await meetups.deeds(db, id)
        refuse_second_press(action, deeds, now)
        before = await timelines.of_meetup(db, id)
        meetup, after = step(meetup, before, deeds, now)
        await meetups.save_life(db, meetup)
        await timelines.save(db, id, after, before)
        await meetups.note_deed(db, id, Deed(action, interaction.user.display_name, now), interaction.user.id)
    bot.runner.wake()
    return after


def start(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Begin."""
    return meetup.start(now, deeds), rules.begin(timeline, now)


def pause(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Stand still, and say so."""
    return meetup.pause(now, deeds), rules.with_notice(timeline, "paused", now)


def resume(meetup: Meetup, timeline: Timeline, deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """Go on."""
    return meetup.resume(now, deeds), rules.resume(timeline, meetup.paused_at or now, now)


def stop(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
    """End the current block and drop the rest, or cancel a meetup that has not begun."""
    if meetup.state is State.PLANNED:
        return meetup.close(now), rules.cancel(timeline)
    if meetup.paused_at is not None:
        timeline = rules.shift(timeline, now - meetup.paused_at)
        meetup = meetup.resume(now)
    meetup.must_be_live()
    return meetup, rules.stop(timeline, now)


def live(step: Callable[[Timeline, datetime], Timeline]) -> Step:
    """A step that needs a running meetup and changes its timeline only."""

    def checked(meetup: Meetup, timeline: Timeline, _deeds: Sequence[Deed], now: datetime) -> tuple[Meetup, Timeline]:
        meetup.must_be_live()
        return meetup, step(timeline, now)

    return checked


def _moved(meetup: Meetup, timeline: Timeline) -> Text:
    """When the current block ends now, and the whole."""
    slot = timeline.current
    assert slot is not None
    return _(
        "**{block}** now lasts until {time} ({countdown}); the meetup ends at {end}.",
        block=announcements.plain(meetup.programme.blocks[slot.block].title),
        time=stamp(slot.ends),
        countdown=stamp(slot.ends, "R"),
        end=stamp(timeline.ends),
    )


class StopButton(LastingButton, template=panels.STOP):
    """Yes, end it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """End the meetup that was asked about; the harvest follows by itself."""
        await moderator(interaction)
        await command(interaction, self.id_in("id"), Action.STOP, stop)
        await answer(interaction, _("The meetup ends. The harvest comes to the moderators' channel."))


class GoOnButton(LastingButton, template=panels.GO_ON):
    """No, do not end it."""

    async def pressed(self, interaction: discord.Interaction[Any]) -> None:
        """Change nothing."""
        await answer(interaction, _("Fine, we go on. Nothing changed."))


async def setup(bot: MeetupBot) -> None:
    """Called by discord.py."""
    bot.add_dynamic_items(StopButton, GoOnButton)
    await bot.add_cog(MeetupCog(bot))
