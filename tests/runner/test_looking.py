"""Messages with buttons that somebody deletes while the bot is away stand again within a minute of its return."""

import re
from datetime import timedelta

import pytest
import simcord

from bot.storage import posts
from tests.at_tables import press
from tests.evening import Evening

AWAY = timedelta(minutes=3)


async def buttons(evening: Evening) -> dict[tuple[int, str], int]:
    """What stands with buttons, by channel and part."""
    found = await posts.with_buttons(evening.bot.db.read, evening.meetup_id)
    return {(post.channel, re.split(r" after | \d", post.part)[0]): post.message for post in found}


def ids_in(evening: Evening, channel: int) -> list[int]:
    """The messages that stand in a channel."""
    return [message.id for message in evening.channel(channel).history()]


def with_components(channel: simcord.ChannelHandle) -> int:
    """How many messages there have buttons."""
    return len([message for message in channel.history() if message.components])


async def everything_deleted(evening: Evening) -> set[tuple[int, str]]:
    """Delete every message with buttons while the bot is away; returns where they stood."""
    before = await buttons(evening)
    await evening.bot.db.close()
    backend = evening.env.backend
    emit, backend.emit = backend.emit, lambda *_: None  # type: ignore[method-assign]
    for (channel, _part), message in before.items():
        backend.delete_message(channel, message)
    backend.emit = emit  # type: ignore[method-assign]
    await evening.start_again(AWAY)
    return set(before)


@pytest.mark.parametrize("moment", ["planned", "plenary", "tables", "harvest"])
async def test_they_come_back_once(evening: Evening, moment: str) -> None:
    await evening.plan()
    if moment != "planned":
        await evening.command("meetup start")
        await evening.pass_time(minutes={"plenary": 1, "tables": 12, "harvest": 41}[moment])
    if moment == "tables":
        await press(evening, evening.noor, "Vrije tafel", "hulp")
    await evening.run_due()
    plenary = await evening.plenary
    before = with_components(plenary)
    stood = await everything_deleted(evening)
    await evening.pass_time(minutes=1)
    after = await buttons(evening)
    there = {key for key, message in after.items() if message in ids_in(evening, key[0])}
    assert {key for key in stood if moment != "harvest" or key[1] != "card"} <= there  # of tables that are closed
    assert with_components(plenary) == before


async def test_what_still_stands_is_left_as_it_is(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=1)
    before = await buttons(evening)
    await evening.restart(AWAY)
    await evening.pass_time(minutes=1)
    assert await buttons(evening) == before
