"""Channels that organisers rename or move are followed by their id, and none is made twice."""

import discord
import pytest

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.evening import Evening


@pytest.mark.parametrize("where", ["plenary", "moderators", "table"])
async def test_a_renamed_and_moved_channel_is_followed(evening: Evening, where: str) -> None:
    await evening.begin_tables()
    place = {"plenary": PlaceKind.PLENARY, "moderators": PlaceKind.MODERATORS}.get(where)
    channel = await (evening.place(place) if place else evening.table("Taal"))
    before, posted = len(evening.guild.channels), len(await evening.posts(channel))
    found = evening.bot.get_channel(channel.id)
    assert isinstance(found, discord.TextChannel | discord.VoiceChannel)
    await found.edit(name="anders", category=None)
    await evening.env.settle()
    await evening.command("ruimtes bericht", tekst="Nog even door")
    await evening.pass_time(minutes=6)
    assert len(evening.guild.channels) == before
    now = await (evening.place(place) if place else evening.table("Taal"))
    assert now.id == channel.id
    if where == "table":
        assert len(await evening.posts(channel)) > posted
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED
    assert len(await evening.posts(channel)) > posted
