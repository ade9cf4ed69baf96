"""Messages with buttons that somebody deletes by hand come back."""

import re

import discord
import pytest
import simcord

from bot.core.evening.places import PlaceKind
from tests.at_tables import press
from tests.evening import Evening


def owner(evening: Evening) -> simcord.MemberActor:
    """Somebody who may delete messages of others."""
    role = evening.guild.create_role("Baas", permissions=discord.Permissions.all())
    return evening.person("Baas", roles=[role])


@pytest.mark.parametrize(
    ("where", "button"), [("plenary", "tafel:"), ("plenary", "bijdrage:morgen"), ("table", "tafel:hulp")]
)
async def test_a_deleted_message_with_buttons_comes_back(evening: Evening, where: str, button: str) -> None:
    await evening.begin_tables()
    channel = await (evening.plenary if where == "plenary" else evening.table("Taal"))
    admin = owner(evening)
    for _time in range(2):
        old = evening.last_panel(channel, button)
        await admin.delete(old)
        await evening.pass_time(minutes=1)
        new = evening.last_panel(channel, button)
        assert new.id != old.id
        assert new.content.split("\n")[0] == old.content.split("\n")[0]
    texts = await evening.posts(channel)
    assert len(texts) == len(set(texts))


async def test_the_panel_and_the_card_of_a_call_come_back(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Taal", "hulp")
    admin = owner(evening)
    await admin.delete(await evening.panel_message())
    moderators = await evening.place(PlaceKind.MODERATORS)
    await admin.delete(evening.last_panel(moderators, "hulp:ga"))
    await evening.pass_time(minutes=1)
    assert await evening.panel_message()
    assert evening.last_panel(moderators, "hulp:ga")


async def buttoned(evening: Evening, *, tables: bool) -> dict[int, list[discord.Message]]:
    """The messages with buttons or menus that the bot posted, by channel; of the tables where they are open.

    Without the notice on what is kept, which is told once.
    """
    closed = set() if tables else {place.channel for place in (await evening.venue()).tables()}
    found = {
        channel.id: [
            message
            for message in channel.history()
            if message.author.bot and message.components and not message.content.startswith("-# Ik bewaar")
        ]
        for channel in evening.guild.channels.values()
        if channel.id not in closed
    }
    return {channel: messages for channel, messages in found.items() if messages}


def buttons(messages: list[discord.Message]) -> list[list[str]]:
    """The labels of the buttons and menus in each message, in any order."""
    return sorted(sorted(re.findall(r"label='([^']*)'|placeholder='([^']*)'", str(m.components))) for m in messages)


STAGES = ("before", "opened", "preview", "tables", "help", "harvest", "question")


@pytest.mark.parametrize("stage", STAGES)
async def test_every_message_with_buttons_comes_back(evening: Evening, stage: str) -> None:
    """All that stand at a moment of the evening, in whatever channel, deleted at once."""
    admin = owner(evening)
    if stage == "before":
        await evening.plan()
        await evening.run_due()
    elif stage in ("harvest", "question"):
        await evening.begin_harvest()
        text = "#morgen bel ik Roos" if stage == "harvest" else "#morge bel ik Roos"
        await evening.noor.send(await evening.plenary, text)
        await evening.pass_time(minutes=2)
    elif stage in ("tables", "help"):
        await evening.begin_tables()
        if stage == "help":
            await press(evening, evening.noor, "Taal", "hulp")
    else:
        await evening.begin()
        if stage == "preview":
            for person in (evening.noor, evening.sem):
                await person.join_voice(await evening.place(PlaceKind.VOICE))
            await evening.command("ruimtes verdeel")
            await evening.run_due()
    await evening.pass_time(seconds=20)  # the panel is up to date
    tables = stage in ("tables", "help")
    before = await buttoned(evening, tables=tables)
    assert before
    for messages in before.values():
        for message in messages:
            await admin.delete(message)
    await evening.pass_time(minutes=1)
    after = await buttoned(evening, tables=tables)
    assert {channel: buttons(found) for channel, found in after.items()} == {
        channel: buttons(found) for channel, found in before.items()
    }
