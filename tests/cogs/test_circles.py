"""Going on together: who joins a pledge with their name comes into a private channel with its author, who closes it."""

import discord
import simcord

from bot.storage import circles
from tests.at_wall import begin_with_a_pledge, mine
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def join(evening: Evening, board: discord.Message, who: simcord.MemberActor, choice: str) -> None:
    asked = (await who.click(board, label="Ik doe mee")).response
    assert asked is not None
    await who.click(asked, label=choice)
    await evening.run_due()


async def go_on(evening: Evening) -> str:
    """Noor agrees to be known, and goes on together with those who join."""
    listed = await mine(evening, evening.noor)
    if "Maak kennis 1" in str(listed.components):
        known = (await evening.noor.click(listed, label="Maak kennis 1")).response
        assert known is not None
        said = answer(await evening.noor.click(known, label="Samen verder"))
    else:
        said = answer(await evening.noor.click(listed, label="Samen verder 1"))
    await evening.run_due()
    return said


def channels(evening: Evening) -> list[discord.TextChannel]:
    guild = evening.bot.get_guild(evening.guild.id)
    assert guild is not None
    return [one for one in guild.text_channels if one.name.lower().startswith("samen")]


def inside(channel: discord.TextChannel) -> set[int]:
    return {target.id for target, right in channel.overwrites.items() if right.view_channel} - {channel.guild.me.id}


async def test_those_who_joined_with_their_name_are_together_once(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Ja, met mijn naam")
    await join(evening, board, evening.moderator, "Nee, zonder mijn naam")
    assert "besloten kanaal" in await go_on(evening)
    (channel,) = channels(evening)
    assert inside(channel) == {evening.noor.id, evening.sem.id}
    assert channel.overwrites_for(channel.guild.default_role).view_channel is False
    said = [message.content async for message in channel.history(oldest_first=True)]
    assert len(said) == 2
    assert "drie ouders" not in "".join(said)  # the words are Noor's, and are not copied
    assert "al een kanaal samen" in await go_on(evening)
    await evening.restart()
    assert len(channels(evening)) == 1
    await evening.command("meetup stop")
    await evening.pass_time(days=3)
    assert len(channels(evening)) == 1


async def test_who_tells_their_name_later_comes_in_and_who_goes_is_let_out(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Ja, met mijn naam")
    await go_on(evening)
    other = evening.person("Fatma")
    await join(evening, board, other, "Ja, met mijn naam")
    (channel,) = channels(evening)
    assert inside(channel) == {evening.noor.id, evening.sem.id, other.id}
    opening = evening.last_panel(evening.channel(channel.id), "kring:uit:")
    assert "je gaat uit dit kanaal" in answer(await evening.sem.click(opening, label="Ik ga eruit"))
    await evening.run_due()
    (channel,) = channels(evening)
    assert inside(channel) == {evening.noor.id, other.id}
    assert "Jij schreef het plan" in answer(await evening.noor.click(opening, label="Ik ga eruit"))


async def test_its_author_closes_it_after_one_question_and_nobody_else(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Ja, met mijn naam")
    await go_on(evening)
    (channel,) = channels(evening)
    opening = evening.last_panel(evening.channel(channel.id), "kring:sluit:")
    assert "Alleen wie het plan schreef" in answer(await evening.sem.click(opening, label="Sluit dit kanaal"))
    asked = (await evening.noor.click(opening, label="Sluit dit kanaal")).response
    assert asked is not None
    assert "komt niet terug" in asked.content
    await evening.noor.click(asked, label="Ja, sluit het")  # the answer goes with the channel
    assert not channels(evening)
    assert await circles.get(evening.bot.db.read, 1) is None
    await evening.run_due()
    assert not channels(evening)


async def test_nobody_with_a_name_is_nobody_to_go_on_with(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Nee, zonder mijn naam")
    assert "Samen verder" not in str((await mine(evening, evening.noor)).components)


async def test_a_refusal_of_discord_is_tried_again(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Ja, met mijn naam")
    evening.env.inject_error("POST", f"/guilds/{evening.guild.id}/channels", status=503, times=6)
    await go_on(evening)
    await evening.pass_time(minutes=5)
    assert len(channels(evening)) == 1


async def test_when_the_pledge_is_withdrawn_those_together_stay_and_may_close_it(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Ja, met mijn naam")
    await go_on(evening)
    listed = await mine(evening, evening.noor)
    await evening.noor.click(listed, label="Intrekken 1")
    await evening.run_due()
    (channel,) = channels(evening)
    opening = evening.last_panel(evening.channel(channel.id), "kring:sluit:")
    asked = (await evening.sem.click(opening, label="Sluit dit kanaal")).response
    assert asked is not None
    await evening.sem.click(asked, label="Ja, sluit het")
    assert not channels(evening)


async def test_who_is_not_in_a_circle_goes_out_of_none(evening: Evening) -> None:
    board = await begin_with_a_pledge(evening)
    await join(evening, board, evening.sem, "Ja, met mijn naam")
    await go_on(evening)
    stranger = Visitor(evening, evening.moderator, await evening.plenary)
    assert "Je doet hier niet" in (await stranger.press("kring:uit:1")).heard
    (channel,) = channels(evening)
    assert inside(channel) == {evening.noor.id, evening.sem.id}
