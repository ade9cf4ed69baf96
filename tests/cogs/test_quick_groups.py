"""Groups at once on a server where no meetup runs: around the voice channel that people are in."""

import discord
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.storage import meetups
from tests.evening import Evening, answer, shown


async def gather(evening: Evening, people: int) -> tuple[simcord.ChannelHandle, list[simcord.MemberActor]]:
    """A voice channel of the server with the moderator and so many people in it."""
    hall = evening.guild.create_voice_channel("Algemeen")
    crowd = [evening.person(f"Mens {n}") for n in range(1, people + 1)]
    for person in (evening.moderator, *crowd):
        await person.join_voice(hall)
    return hall, crowd


async def ask(evening: Evening, **options: int) -> str:
    """The moderator asks for groups, in the lobby; their meetup is the evening's from now on."""
    told = answer(await evening.moderator.slash(evening.lobby, "ruimtes nu", **options))
    if known := await meetups.newest(evening.bot.db.read, 1):
        evening.meetup_id = known[0].id
    await evening.run_due()
    return told


def together(evening: Evening, crowd: list[simcord.MemberActor]) -> list[int]:
    """How many of these people are in each voice channel, sorted."""
    rooms = [evening.voice_of(person) for person in crowd]
    return sorted(rooms.count(room) for room in set(rooms))


async def test_people_go_into_groups_and_come_back_to_their_own_channel(evening: Evening) -> None:
    hall, crowd = await gather(evening, 7)
    assert "7 mensen gaan in 2 groepjes" in await ask(evening, grootte=4, minuten=5)
    await evening.pass_time(seconds=15)
    assert together(evening, crowd) == [3, 4]
    assert evening.voice_of(evening.moderator) == hall.id
    told = await evening.posts(await evening.table("Groepje 1"))
    assert any("Deze tafel is open" in text for text in told)
    await evening.pass_time(minutes=4)
    assert any("⏳" in text for text in await evening.posts(await evening.table("Groepje 1")))
    assert "op schema" in shown(await evening.panel_message())
    assert "voor op schema" not in shown(await evening.panel_message())
    await evening.pass_time(minutes=1, seconds=15)
    assert {evening.voice_of(person) for person in crowd} == {hall.id}


async def test_another_round_is_in_the_same_meetup_with_other_partners(evening: Evening) -> None:
    hall, crowd = await gather(evening, 4)
    await ask(evening, grootte=2, minuten=5)
    await evening.pass_time(seconds=15)
    first = {frozenset(who.name for who in crowd if evening.voice_of(who) == room) for room in rooms(evening, crowd)}
    await evening.pass_time(minutes=6)
    await ask(evening, grootte=2, minuten=5)
    await evening.pass_time(seconds=15)
    second = {frozenset(who.name for who in crowd if evening.voice_of(who) == room) for room in rooms(evening, crowd)}
    assert not first & second
    assert len(await meetups.of_server(evening.bot.db.read, evening.guild.id, *State)) == 1
    await evening.pass_time(minutes=6)
    assert {evening.voice_of(person) for person in crowd} == {hall.id}


def rooms(evening: Evening, crowd: list[simcord.MemberActor]) -> set[int | None]:
    return {evening.voice_of(person) for person in crowd}


async def test_the_channel_that_was_there_is_left_as_it_was_and_belongs_to_nobody_afterwards(evening: Evening) -> None:
    hall, crowd = await gather(evening, 4)
    channel = evening.bot.get_channel(hall.id)
    assert isinstance(channel, discord.VoiceChannel)
    before = (channel.name, channel.category_id, dict(channel.overwrites))
    await ask(evening, grootte=2, minuten=5)
    await evening.pass_time(hours=2)
    assert (await evening.meetup()).state is State.CLOSED
    assert not any("telt mee tot" in text for text in await evening.posts(await evening.plenary))  # it is over
    assert (channel.name, channel.category_id, dict(channel.overwrites)) == before
    assert await meetups.of_channel(evening.bot.db.read, hall.id) is None
    assert "4 mensen gaan in 1 groepje" in await ask(evening, grootte=4, minuten=5)
    await evening.pass_time(minutes=6)
    assert {evening.voice_of(person) for person in crowd} == {hall.id}


async def test_they_outlast_restarts_and_end_when_stopped(evening: Evening) -> None:
    hall, crowd = await gather(evening, 12)
    evening.env.inject_error("POST", f"/guilds/{evening.guild.id}/channels", status=403, code=50013, times=2)
    await ask(evening, grootte=4, minuten=10)
    await evening.restart()
    await evening.pass_time(minutes=2)
    assert together(evening, crowd) == [4, 4, 4]
    await evening.restart()
    asked = await evening.moderator.slash(await evening.place(PlaceKind.MODERATORS), "meetup stop")
    assert asked.response is not None
    await evening.moderator.click(asked.response, custom_id=f"meetup:stop:{evening.meetup_id}")
    assert (await evening.meetup()).state is State.LIVE  # they have the usual time to return
    await evening.pass_time(minutes=2)
    assert {evening.voice_of(person) for person in crowd} == {hall.id}
    assert (await evening.meetup()).state is State.CLOSED


async def test_what_is_pledged_in_a_group_is_kept(evening: Evening) -> None:
    _hall, crowd = await gather(evening, 4)
    await ask(evening, grootte=2, minuten=5)
    await evening.pass_time(seconds=15)
    await crowd[0].send(await evening.table("Groepje 1"), "#morgen bel ik de ouders van Sam")
    assert "bel ik de ouders van Sam" in answer(await crowd[0].slash(evening.lobby, "mijn bijdragen"))


async def test_refusals_say_what_to_do(evening: Evening) -> None:
    told = answer(await evening.moderator.slash(evening.lobby, "ruimtes nu", grootte=2, minuten=5))
    assert "Ga naar het spraakkanaal" in told
    hall, _crowd = await gather(evening, 1)
    assert "minstens twee mensen" in await ask(evening, grootte=2, minuten=5)
    await evening.person("Mens 2").join_voice(hall)
    channel = evening.bot.get_channel(hall.id)
    assert isinstance(channel, discord.VoiceChannel)
    await channel.set_permissions(channel.guild.me, connect=False)
    assert "mis ik" in await ask(evening, grootte=2, minuten=5)
    assert await meetups.newest(evening.bot.db.read, 1) == []
    await evening.plan()
    await evening.moderator.join_voice(await evening.place(PlaceKind.VOICE))
    told = answer(await evening.moderator.slash(evening.lobby, "ruimtes nu", grootte=2, minuten=5))
    assert "/meetup start" in told
    told = answer(await evening.noor.slash(evening.lobby, "ruimtes nu", grootte=2, minuten=5))
    assert "moderatoren" in told


async def test_without_numbers_it_asks_for_them(evening: Evening) -> None:
    _hall, crowd = await gather(evening, 5)
    asked = await evening.moderator.slash(evening.lobby, "ruimtes nu")
    assert "Er zijn nu 5 mensen" in answer(asked)
    assert asked.response is not None
    then = await evening.moderator.click(asked.response, label="2")
    assert then.response is not None
    assert "5 mensen gaan in 2 groepjes" in answer(await evening.moderator.click(then.response, label="10 minuten"))
    evening.meetup_id = (await meetups.newest(evening.bot.db.read, 1))[0].id
    await evening.pass_time(seconds=15)
    assert together(evening, crowd) == [2, 3]
    told = answer(await evening.moderator.click(then.response, label="10 minuten"))
    assert "Roep eerst iedereen terug" in told  # also from the question of before
    await evening.pass_time(minutes=11)
    assert "in 2 groepjes" in answer(await evening.moderator.click(then.response, label="5 minuten"))
    assert len(await meetups.of_server(evening.bot.db.read, evening.guild.id, *State)) == 1
