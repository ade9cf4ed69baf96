"""Base class of the bot, used by everything below the client: database, settings, clock, content, channels."""

import asyncio
from collections import defaultdict
from collections.abc import Awaitable, Callable, Hashable
from datetime import datetime
from typing import Any
from uuid import uuid4

import discord
from discord.ext import commands

from bot.content.library import Library
from bot.core.evening.retries import Key
from bot.core.people.versions import Versions
from bot.platform.channels import Channels
from bot.platform.marking import Marks
from bot.platform.members import Speakers
from bot.platform.presses import Presses
from bot.platform.screens import Screens
from bot.platform.searches import Searches
from bot.platform.skew import Skew
from bot.settings import Settings
from bot.storage.database import Database


def intents() -> discord.Intents:
    """Return the gateway intents that the bot asks for.

    Message content is the only privileged one: without it the bot does not hear #morgen in the chat.
    """
    chosen = discord.Intents.none()
    chosen.guilds = True
    chosen.voice_states = True
    chosen.messages = True
    chosen.message_content = True
    return chosen


class App(commands.Bot):
    """A bot on one database. ``clock`` returns the current time as an aware UTC datetime."""

    def __init__(
        self, db: Database, settings: Settings, clock: Callable[[], datetime], library: Library, **options: Any
    ) -> None:
        self.skew = Skew(clock)
        if (trace := options.get("http_trace")) is not None:
            self.skew.watch(trace)
        super().__init__(command_prefix=commands.when_mentioned, intents=intents(), **options)
        self.db, self.settings, self.clock, self.library = db, settings, clock, library
        self.channels = Channels(db, clock, self.get_guild)
        self.alarm = asyncio.Event()  # the runner waits on it
        db.alarm = self.wake
        # Set once what a new connection means for the evenings is dealt with; None without one.
        self.connected_since: datetime | None = None
        self.marks = Marks(self, db, clock)
        self.speakers = Speakers(clock)
        self.presses = Presses()
        self.searches = Searches()
        self.versions = Versions()  # of chat messages, also of those that are being saved
        self.counted: dict[int, datetime] = {}  # by meetup: when a contribution last woke the moderators' panel
        self.cards: dict[int, datetime] = {}  # by meetup: when the card in its plenary was last planned
        self.reading_back = asyncio.Lock()  # held while missed chat messages are read
        self.behind: set[int] = set()  # meetups of which missed chat messages are still to be read
        # What single channels keep waiting: errands by cue and key; notices; and whose turn it is, by channel.
        self.removing: set[int] = set()  # messages that the bot deletes itself, until Discord tells that they are gone
        self.untold: set[int] = set()  # servers that may have notices which the moderators' channel refused
        self.bundled: dict[int, datetime] = {}  # by server that was left: when its last bundle was tried
        self.going: dict[int, int] = {}  # by person: the table they chose last
        self.chosen: dict[int, tuple[int, datetime]] = {}  # by person: the table they were sent to, and when
        self.alone: dict[int, datetime] = {}  # by table: since when one person is seen there alone
        # By meetup: people in the plenary for whom a change of who may speak still has to count.
        self.voices: dict[int, list[int]] = {}
        self.quiet: dict[int, bool] = {}  # by meetup: whether Discord was told last that only some may speak
        self.below: dict[int, int] = {}  # by channel with a panel: messages and private answers since it was posted
        self.lines: dict[int, int] = {}  # by channel: what was said there since its card was posted
        self.looks: dict[int, str] = {}  # by message: how the card was last shown
        self.underway: dict[tuple[int, Key], asyncio.Task[Any]] = {}
        self.asides: set[asyncio.Task[Any]] = set()
        self.turns: defaultdict[Hashable, asyncio.Lock] = defaultdict(asyncio.Lock)
        self.new_uid: Callable[[], str] = lambda: uuid4().hex  # of a meetup, when it is planned
        self.screens: Screens | None = None  # where walls are served for a big screen
        self.after_trouble: list[Callable[[], Awaitable[None]]] = []  # called when the database can be written again

    @property
    def is_connected(self) -> bool:
        """True while there is a connection, and what it means for the evenings is dealt with."""
        return self.connected_since is not None

    def wake(self) -> None:
        """Let the runner look at once what is due. A transaction that wrote a cue does so by itself."""
        self.alarm.set()
