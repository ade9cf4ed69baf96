"""A message is written, edited, deleted and read back in any order that events and slow saving can take.

The listeners get the very events that discord.py makes of Discord's; the test holds the database back between them.
"""

import asyncio
import itertools
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import discord
import pytest
from simcord.backend.serializers import message_payload

from bot.features.contributions import settling
from bot.features.contributions.listening import hear
from bot.storage.database import Database, Transaction
from tests.contributing import stored, texts
from tests.evening import Evening

Step = Callable[[], Awaitable[None]]


@asynccontextmanager
async def slow(monkeypatch: pytest.MonkeyPatch, dice: list[int]) -> AsyncIterator[None]:
    """Have every transaction begin only after as many turns of the loop as ``dice`` says, one number each."""
    begin, numbers = Database.transaction, itertools.cycle(dice)

    @asynccontextmanager
    async def later(self: Database, **options: Any) -> AsyncIterator[Transaction]:
        for _turn in range(next(numbers)):
            await asyncio.sleep(0)
        async with begin(self, **options) as db:
            yield db

    monkeypatch.setattr(Database, "transaction", later)
    yield
    monkeypatch.undo()


class Life:
    """One message of Noor: what happens to it on Discord, and the events of that."""

    def __init__(self, evening: Evening, channel: discord.TextChannel, cog: Any) -> None:
        self._evening, self._channel, self._cog = evening, channel, cog
        backend = evening.env.backend
        self._stored = backend.prepare_message(channel.id, evening.noor.id, "#morgen bel ik Roos")
        backend.messages[channel.id][self._stored.id] = self._stored
        self.last: list[str] = []
        self._edits = 0

    def _now(self) -> discord.Message:
        payload: Any = dict(message_payload(self._evening.env.backend, self._stored))
        return discord.Message(state=self._evening.bot._connection, channel=self._channel, data=payload)

    def written(self) -> Step:
        """Return the listener on the message as it is now."""
        message = self._now()
        self.last = ["bel ik Roos"]
        return lambda: self._cog.on_message(message)

    def edited(self) -> Step:
        """Edit it; return the listener on that."""
        self._edits += 1
        self._stored.content = f"#morgen bel ik Roos #nodig {self._edits} uur"
        self._stored.edited_timestamp = f"2026-12-31T20:00:{self._edits:02}+00:00"
        self.last = ["bel ik Roos", f"{self._edits} uur"]
        payload: Any = dict(message_payload(self._evening.env.backend, self._stored))
        event = discord.RawMessageUpdateEvent(data=payload, message=self._now())
        return lambda: self._cog.on_raw_message_edit(event)

    def deleted(self) -> Step:
        """Delete it; return the listener on that."""
        payload: Any = {"id": str(self._stored.id), "channel_id": str(self._channel.id)}
        self.last = []
        event = discord.RawMessageDeleteEvent(payload)
        return lambda: self._cog.on_raw_message_delete(event)

    def tidied(self) -> Step:
        """Delete it together with others; return the listener on that."""
        payload: Any = {"ids": [str(self._stored.id)], "channel_id": str(self._channel.id)}
        event = discord.RawBulkMessageDeleteEvent(payload)
        return lambda: self._cog.on_raw_bulk_message_delete(event)

    def read_back(self) -> Step:
        """Return what reading the history does with the message as it is now."""
        message = self._now()

        async def catch_up() -> None:
            meetup = await self._evening.meetup()
            await settling.catch_up(self._evening.bot, [await hear(self._evening.bot, message, meetup)])

        return catch_up


HAPPENS = [
    "written deleted",
    "written edited",
    "written edited deleted",
    "written edited edited",
    "written read_back deleted",
    "written read_back edited read_back edited",
    "written edited read_back deleted",
    "written tidied",
    "written edited tidied",
]


@pytest.mark.parametrize("happens", HAPPENS)
@pytest.mark.parametrize("dice", [[0], [5, 0, 3, 0], [0, 7, 1], [9, 4, 0, 0, 2], [1, 1, 12, 0]])
async def test_the_last_state_counts_however_slow_saving_is(
    evening: Evening, monkeypatch: pytest.MonkeyPatch, happens: str, dice: list[int]
) -> None:
    await evening.begin_harvest()
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    cog: Any = evening.bot.get_cog("ChatCog")  # its listeners, of the module that discord.py loaded
    life = Life(evening, channel, cog)
    steps = [getattr(life, what)() for what in happens.split()]
    async with slow(monkeypatch, dice):
        # As discord.py does: a task for each event, in the order in which they come.
        await asyncio.gather(*(asyncio.ensure_future(step()) for step in steps))
    assert await texts(evening) == life.last
    if "tidied" in happens:  # or it would be withdrawn, as one that its author deleted, when the chat is read back
        assert [item.origin for item in await stored(evening)] == [None] * len(life.last)
