"""A simulated evening for the tests: people act, the test moves the time, and asserts what people see."""

import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import app_commands

from bot.client import MeetupBot
from bot.content.library import Library
from bot.core.evening.places import PlaceKind
from bot.core.words.text import Refusal
from bot.features.contributions.views import SAVE
from bot.rehearsal.world import SimulatedDiscord, World
from bot.settings import Settings
from bot.storage import meetups
from bot.storage.database import Database

PROGRAMME = Path(__file__).parent / "data" / "proef.yaml"


class Evening(World):
    """A simulated server with a moderator and two participants, Noor and Sem."""

    def __init__(self, bot: MeetupBot, env: SimulatedDiscord, make: Callable[[], Awaitable[MeetupBot]]) -> None:
        super().__init__(bot, env)
        self._make = make
        everybody_sees_commands(env)
        self.noor = self.person("Noor")
        self.sem = self.person("Sem")

    def person(self, name: str, **options: object) -> simcord.MemberActor:
        """Add a person to the server. Returns their actor."""
        return self.guild.add_member(self.env.create_user(name.lower()), nick=name, **options)  # type: ignore[arg-type]

    # -------------------------------------------------------------- time

    async def pass_time(self, **time: float) -> None:
        """Let time pass, in units of timedelta; the bot carries out each cue at its moment."""
        until = self.now + timedelta(**time)
        while (due := await self.next_due()) is not None and due <= until:
            await self.wait_until(due)
            await self.run_due()
        await self.wait_until(until)
        await self.run_due()

    async def restart(self, after: timedelta = timedelta(0)) -> None:
        """Close the database, let time pass, and start a new bot on the same file."""
        await self.bot.db.close()
        await self.start_again(after)

    async def start_again(self, after: timedelta = timedelta(0)) -> None:
        """Let time pass and start a new bot on the same file; its database must be closed."""
        if after:
            await self.env.advance_time(after.total_seconds())
        self.bot = await self._make()
        await self.env.restart_bot(self.bot)
        await self.run_due()

    # -------------------------------------------------------------- doing

    async def plan(self, start: str = "20:00", **options: object) -> simcord.InteractionResult:
        """Plan the short evening of tests/data/proef.yaml as the moderator. Options replace those given here."""
        options = {"programma": "proef", "titel": "Proefavond", "plaats": "Lelystad", "start": start} | options
        result = await self.moderator.slash(self.lobby, "meetup plan", **options)
        known = await meetups.newest(self.bot.db.read, 1)
        if known:
            self.meetup_id = known[0].id
            await self.run_due()
        return result

    async def command(self, name: str, **options: object) -> str:
        """Give a command as the moderator in their channel. Returns the bot's answer."""
        result = await self.moderator.slash(await self.place(PlaceKind.MODERATORS), name, **options)
        await self.run_due()
        return answer(result)

    async def begin(self) -> None:
        """Plan the evening and start it."""
        await self.plan()
        await self.command("meetup start")

    async def begin_tables(self) -> None:
        """Plan and start the evening, and go on to the beginning of the break-out (10 minutes)."""
        await self.begin()
        await self.pass_time(minutes=10)

    async def begin_harvest(self) -> None:
        """Plan and start the evening, and go on to one minute into the harvest block (41 minutes)."""
        await self.begin()
        await self.pass_time(minutes=41)

    # -------------------------------------------------------------- seeing

    @property
    async def plenary(self) -> simcord.ChannelHandle:
        """Plenary text channel."""
        return await self.place(PlaceKind.PLENARY)

    async def table(self, title: str) -> simcord.ChannelHandle:
        """Return the channel of the table with this title."""
        return self.channel(next(place.channel for place in (await self.venue()).tables() if place.title == title))

    async def posts(self, where: simcord.ChannelHandle) -> list[str]:
        """Return the texts of the bot's public messages in a channel, without those laid out in Components V2."""
        return [
            m.content
            for m in where.history()
            if m.author.id == self.env.backend.bot_user.id and not m.flags.ephemeral and not m.flags.components_v2
        ]

    async def everything_posted(self) -> dict[str, list[str]]:
        """Return the bot's public messages in every channel of the meetup, by kind and title of place."""
        return {
            f"{place.kind} {place.title.raw}": await self.posts(self.channel(place.channel))
            for place in (await self.venue()).places
            if place.channel and place.kind is not PlaceKind.CATEGORY
        }

    def can_enter(self, who: simcord.MemberActor, channel: simcord.ChannelHandle) -> bool:
        """Return True if Discord lets this person see and enter a channel."""
        rights = discord.Permissions(self.env.backend.compute_permissions(self.guild.id, who.id, channel.id))
        return rights.view_channel and rights.connect

    def voice_of(self, who: simcord.MemberActor) -> int | None:
        """Return the id of the voice channel a person is in, or None."""
        state = self.env.backend.get_guild(self.guild.id).voice_states.get(who.id)
        return state.channel_id if state else None

    async def panel_messages(self) -> list[discord.Message]:
        """Return the panel messages in the moderators' channel; there should be one."""
        history = (await self.place(PlaceKind.MODERATORS)).history()
        return [m for m in history if m.flags.components_v2 and shown(m).startswith("## 🎛️")]

    async def panel_message(self) -> discord.Message:
        """Return the one panel message. Raises ValueError if there is not exactly one."""
        (panel,) = await self.panel_messages()
        return panel

    async def press(
        self, button: str, who: simcord.MemberActor | None = None, panel: discord.Message | None = None
    ) -> str:
        """Press a button of the panel by its label, as the moderator or as ``who``. Returns the bot's answer.

        The bot then carries out the cues that are due.
        """
        panel = panel or await self.panel_message()
        result = await (who or self.moderator).click(panel, label=button)
        await self.run_due()
        return answer(result)

    async def save_as(self, who: simcord.MemberActor, kind: str, message: discord.Message) -> simcord.InteractionResult:
        """Somebody saves a message by its menu; returns the last answer: the menu's own where it offers no kinds."""
        channel = self.channel(message.channel.id)
        asked = await who.context_menu(channel, "Bewaar als …", message)
        assert asked.response is not None
        custom_id = SAVE(channel=channel.id, message=message.id)
        if custom_id not in str(asked.response.components):
            return asked
        return await who.select(asked.response, [kind], custom_id=custom_id)

    def last_panel(self, channel: simcord.ChannelHandle, custom_id: str) -> discord.Message:
        """Return the newest message with a button whose custom_id begins so. Raises AssertionError."""
        for message in reversed(channel.history()):
            for row in message.components:
                for item in getattr(row, "children", ()):
                    if (getattr(item, "custom_id", None) or "").startswith(custom_id):
                        return message
        raise AssertionError(f"no button {custom_id} in #{channel.name}")


def everybody_sees_commands(env: simcord.Env) -> None:
    """Have Discord hide no command from anybody, as an organiser can: so that our own refusals are heard."""
    asked = env.backend.get_command_permissions

    def allowed(guild: int, command: int) -> list[dict[str, Any]] | None:
        found = asked(guild, command)
        changed = found is not None or command == env.backend.application_id
        return found if changed else [{"id": str(guild), "type": 1, "permission": True}]

    env.backend.get_command_permissions = allowed  # type: ignore[method-assign, assignment]


def answer(result: simcord.InteractionResult) -> str:
    """Return what a person reads after a command or press: the response and its follow-ups, one a line."""
    messages = [result.response, *result.followups]
    return "\n".join(message.content for message in messages if message is not None)


def bugs(env: simcord.Env) -> list[BaseException]:
    """Return the errors in a simulation that are no Refusal. A person should never meet one."""
    found = []
    for error in env.errors:
        cause: BaseException = error
        while isinstance(cause, app_commands.CommandInvokeError):
            cause = cause.original
        if not isinstance(cause, Refusal):
            found.append(cause)
    return found


_templates: list[bytes] = []


async def copy_template(path: Path) -> None:
    """An empty database, migrated once in this process and copied from then on."""
    if not _templates:
        with tempfile.TemporaryDirectory() as folder:
            template = Path(folder) / "template.sqlite3"
            await (await Database.open(template)).close()
            _templates.append(template.read_bytes())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_templates[0])


@asynccontextmanager
async def open_evening(folder: Path) -> AsyncIterator[Evening]:
    """Open an evening on a new database in a folder. At its end no bug may have shown."""
    clock: list[Callable[[], datetime]] = []
    library = Library(extra={"proef": PROGRAMME})
    settings = Settings(_env_file=None, harvest_dir=folder / "oogst", database=folder / "meetups.sqlite3")  # type: ignore[call-arg]

    async def make() -> MeetupBot:
        db = await Database.open(settings.database)
        for connection in (db._writer, db.read._connection):
            await connection.execute_fetchall(
                "PRAGMA synchronous = OFF"
            )  # nobody pulls the plug of a simulated evening
        return MeetupBot(db, settings, lambda: clock[0](), library, runs_by_itself=False)

    await copy_template(settings.database)
    bot = await make()
    env = SimulatedDiscord(bot, check_errors=False, settle_timeout=60.0)  # no test fails on a slow machine
    clock.append(env.now)
    await env.start()
    evening = Evening(bot, env, make)
    try:
        yield evening
        assert bugs(env) == []
    finally:
        await env.shutdown()
        await evening.bot.db.close()


def shown(message: discord.Message) -> str:
    """Return every text in a message of Components V2, one a line; buttons as "[label]", "(off)" if disabled."""
    view = discord.ui.LayoutView.from_message(message, timeout=None)
    view.stop()
    lines = []
    for item in view.walk_children():
        if isinstance(item, discord.ui.TextDisplay):
            lines.append(item.content)
        elif isinstance(item, discord.ui.Button):
            lines.append(f"[{item.label}]" + "(off)" * item.disabled)
    return "\n".join(lines)
