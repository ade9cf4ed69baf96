"""What the moderators' channel refuses reaches a moderator all the same, once, also over a restart."""

import discord
import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.words.text import Text
from bot.platform import mending, untold
from bot.platform.mending import tell_moderators
from bot.storage import personal, places
from bot.storage import untold as stored
from tests.evening import Evening, answer
from tests.refusing import FAILURES, Refusing


async def delete(evening: Evening, channel: int) -> None:
    found = evening.bot.get_channel(channel)
    assert isinstance(found, discord.abc.GuildChannel)
    await found.delete()
    await evening.env.settle()


async def refuse(evening: Evening, *channels: simcord.ChannelHandle) -> None:
    for channel in channels:
        evening.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013, times=None)


async def _die(*_args: object) -> None:
    raise ConnectionResetError("the process ends here")


async def test_what_the_moderators_channel_refuses_is_told_to_the_next_moderator_privately(evening: Evening) -> None:
    await evening.begin()
    plenary, own = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    for channel in (plenary, own):
        evening.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013, times=None)
    await evening.pass_time(minutes=4)
    assert "Waar kom je vandaan" not in answer(await evening.noor.slash(plenary, "idee", tekst="samen koken"))
    result = await evening.moderator.slash(own, "meetup status")
    told = [message.content for message in result.followups]
    assert len(told) == 2
    assert "lees je het hier" in told[0]
    assert "niets plaatsen in de chat van de grote zaal" in told[1]
    assert "Waar kom je vandaan?" in told[1]
    again = await evening.moderator.slash(own, "meetup status")
    assert not again.followups
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    assert any("Waar kom je vandaan?" in text for text in await evening.posts(plenary))


async def test_what_the_moderators_channel_refused_stands_there_when_it_works_again(evening: Evening) -> None:
    await evening.begin()
    plenary, own = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    for channel in (plenary, own):
        evening.env.inject_error("POST", f"/channels/{channel.id}/messages", status=403, code=50013, times=None)
    await evening.pass_time(minutes=4)
    evening.env.backend.faults.clear()
    await delete(evening, (await evening.table("Taal")).id)  # the next thing that there is to tell
    await evening.run_due()
    told = await evening.posts(own)
    assert any("opnieuw gemaakt" in text for text in told)
    assert len([text for text in told if "niets plaatsen in de chat van de grote zaal" in text]) == 1


async def test_of_what_is_told_later_nothing_is_lost_or_said_twice_where_that_fails_half_way(evening: Evening) -> None:
    await evening.begin()
    own = await evening.place(PlaceKind.MODERATORS)
    meetup, venue = await evening.meetup(), await places.venue(evening.bot.db.read, evening.meetup_id)
    notices = [f"Bericht {number}" for number in (1, 2, 3)]
    for notice in notices:
        assert await untold.keep(evening.bot, meetup, notice)
    calls = iter([False, False, True])
    refusing = Refusing(evening, FAILURES["stumbles"])
    refusing.at = lambda route: route.method == "POST" and str(own.id) in route.url and next(calls, False)
    assert await tell_moderators(evening.bot, meetup, venue, Text.of("Nu"))
    assert [one.text for one in await stored.of_meetup(evening.bot.db.read, meetup.id)] == notices[1:]
    await tell_moderators(evening.bot, meetup, venue, Text.of("Straks"))
    await evening.pass_time(minutes=2)
    posted = await evening.posts(own)
    assert [text for text in posted if text in (*notices, "Nu", "Straks")] == [
        "Nu",
        "Bericht 1",
        "Straks",
        *notices[1:],
    ]
    assert await stored.of_meetup(evening.bot.db.read, meetup.id) == []


async def test_what_the_moderators_channel_refused_is_told_once_after_a_restart_as_soon_as_it_works(
    evening: Evening,
) -> None:
    await evening.begin()
    plenary, own = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    await refuse(evening, plenary, own)
    await evening.pass_time(minutes=4)
    await evening.restart()
    await evening.pass_time(minutes=4)
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    told = [text for text in await evening.posts(own) if "niets plaatsen in de chat van de grote zaal" in text]
    assert len(told) == 1
    assert not (await evening.moderator.slash(own, "meetup status")).followups
    await evening.pass_time(minutes=30)
    assert [text for text in await evening.posts(own) if text in told] == told


async def test_after_a_restart_a_moderator_still_reads_privately_what_their_channel_refused(evening: Evening) -> None:
    await evening.begin()
    plenary, own = await evening.plenary, await evening.place(PlaceKind.MODERATORS)
    await refuse(evening, own)
    await delete(evening, (await evening.table("Taal")).id)
    await evening.run_due()
    await evening.restart()
    assert not (await evening.noor.slash(plenary, "idee", tekst="samen koken")).followups[1:]
    told = [message.content for message in (await evening.moderator.slash(own, "meetup status")).followups]
    assert ["opnieuw gemaakt" in text for text in told] == [False, True]
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=5)
    assert not any("opnieuw gemaakt" in text for text in await evening.posts(own))
    assert not (await evening.moderator.slash(own, "meetup status")).followups


async def test_a_channel_made_again_just_before_a_kill_gets_its_posts_and_is_told(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin_tables()
    with monkeypatch.context() as killed:
        killed.setattr(mending, "say_again", _die)
        await delete(evening, (await evening.table("Taal")).id)
        await evening.run_due()
    assert await evening.posts(await evening.table("Taal")) == []
    await evening.restart()
    await evening.pass_time(minutes=1)
    assert "## Taal" in "".join(await evening.posts(await evening.table("Taal")))
    own = await evening.place(PlaceKind.MODERATORS)
    assert len([text for text in await evening.posts(own) if "opnieuw gemaakt" in text]) == 1


async def test_who_erases_themselves_goes_from_what_moderators_still_have_to_read(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik Fatma")
    meetup = await evening.meetup()
    await untold.keep(evening.bot, meetup, f"<@{evening.noor.id}> vroeg iets. Zeg dit zelf:\n> bel ik Fatma")
    async with evening.bot.db.transaction() as db:
        await personal.erase(db, evening.noor.id)
    assert [one.text for one in await stored.of_meetup(evening.bot.db.read, meetup.id)] == [
        "… vroeg iets. Zeg dit zelf:"
    ]


async def test_of_many_the_newest_are_kept_and_one_that_differs_in_its_times_once(evening: Evening) -> None:
    await evening.begin()
    meetup = await evening.meetup()
    for number in range(untold.MOST + 5):
        await untold.keep(evening.bot, meetup, f"Bericht {number}")
        await untold.keep(evening.bot, meetup, f"Ik probeer het <t:{number}:R> weer.")
    texts = [one.text for one in await stored.of_meetup(evening.bot.db.read, meetup.id)]
    assert len(texts) == untold.MOST
    assert texts[-2:] == [f"Bericht {untold.MOST + 4}", f"Ik probeer het <t:{untold.MOST + 4}:R> weer."]
    assert len([text for text in texts if "probeer" in text]) == 1
