"""Being asked later how it went: when one wants it, by day, at most twice; and who gets no direct messages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import discord
import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.people import follow_ups as rules
from bot.core.words.text import Refusal
from bot.features.follow_ups import asking
from bot.storage import contributions, follow_ups, meetups, timelines
from tests.evening import Evening, answer

ZONE = ZoneInfo("Europe/Amsterdam")


async def pledge(evening: Evening, who: simcord.MemberActor, words: str) -> simcord.InteractionResult:
    """Somebody pledges, and lets others read it without a name."""
    saved = await who.slash(await evening.plenary, "morgen", tekst=words)
    assert saved.response is not None
    if "Mogen anderen dit lezen?" not in saved.response.content:
        return saved
    (role,) = (await who.click(saved.response, label="Zonder naam")).followups
    return await who.click(role, label="Zeg ik liever niet")  # one question at a time


def question(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The question whether they want to be asked, which comes after the answer. Raises StopIteration without."""
    return next(message for message in result.followups if "Zal ik je vragen hoe het ging?" in message.content)


def inbox(who: simcord.MemberActor) -> list[discord.Message]:
    """What the bot asked somebody in direct messages, oldest first."""
    return [message for message in who.user.dm_channel.history() if "Hoe ging het?" in message.content]


async def until_asked(evening: Evening, who: simcord.MemberActor) -> datetime:
    """Let days pass until somebody is asked once more; return when that is, where the meetup is."""
    before = len(inbox(who))
    for _hour in range(24 * 70):
        await evening.pass_time(hours=1)
        if len(inbox(who)) > before:
            message = inbox(who)[-1]
            return message.created_at.astimezone(ZONE)
    raise AssertionError("nobody was asked")


@pytest.fixture
async def pledged(evening: Evening) -> simcord.ResponseMessage:
    """Noor pledged, and reads the question whether she wants to be asked."""
    await evening.begin_harvest()
    return question(await pledge(evening, evening.noor, "bel ik de moeder van Fatma"))


async def test_who_wants_it_is_asked_after_a_week_by_day_also_after_a_restart(
    evening: Evening, pledged: simcord.ResponseMessage
) -> None:
    noted = answer(await evening.noor.click(pledged, label="Over een week"))
    assert "vraag ik het je in een privébericht" in noted
    assert "bel ik de moeder van Fatma" in noted
    begun = evening.now
    await evening.command("meetup stop")
    await evening.restart(after=timedelta(days=3))
    assert not inbox(evening.noor)
    at = await until_asked(evening, evening.noor)
    assert timedelta(days=6) < at - begun <= timedelta(days=9)
    assert 9 <= at.hour < 20
    assert at.weekday() != 6
    (message,) = inbox(evening.noor)
    assert "bel ik de moeder van Fatma" in message.content
    assert "Proefavond" in message.content
    told = await evening.noor.user.click(message, label="Gelukt")
    assert "Genoteerd: **Gelukt**." in answer(told)
    await evening.pass_time(days=40)
    assert len(inbox(evening.noor)) == 1


async def test_not_yet_offers_one_more_moment_and_no_third(evening: Evening, pledged: simcord.ResponseMessage) -> None:
    await evening.noor.click(pledged, label="Over een week")
    await evening.command("meetup stop")
    await until_asked(evening, evening.noor)
    told = await evening.noor.user.click(inbox(evening.noor)[-1], label="Nog niet")
    assert "nog één keer vragen" in answer(told)
    assert told.response is not None
    await evening.noor.user.click(told.response, label="Over een maand")
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    stale = (await evening.noor.click(listed.response, label="Hoe gaat het 1")).response
    assert stale is not None
    await until_asked(evening, evening.noor)
    again = await evening.noor.user.click(inbox(evening.noor)[-1], label="Nog niet")
    assert "nog één keer vragen" not in answer(again)
    refused = await evening.noor.click(stale, label="Over een week")  # a button of before
    assert "al twee keer gevraagd" in answer(refused)
    await evening.pass_time(days=60)
    assert len(inbox(evening.noor)) == 2


async def test_the_second_question_waits_too_where_there_are_no_direct_messages_any_more(
    evening: Evening, pledged: simcord.ResponseMessage
) -> None:
    await evening.noor.click(pledged, label="Over een week")
    await evening.command("meetup stop")
    await until_asked(evening, evening.noor)
    told = (await evening.noor.user.click(inbox(evening.noor)[-1], label="Nog niet")).response
    assert told is not None
    await evening.noor.user.click(told, label="Over een week")
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert "Hoe het ging: Nog niet." in answer(listed)
    assert "vraag ik je hoe het ging" in answer(listed)
    dm = f"/channels/{evening.noor.user.dm_channel.id}/messages"
    evening.env.inject_error("POST", dm, status=403, code=50007, times=None)
    await evening.pass_time(days=12)
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    (waiting,) = [message for message in listed.followups if "Je vroeg of ik het wilde vragen" in message.content]
    await evening.noor.click(waiting, label="Nog niet")
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert not [message for message in listed.followups if "Je vroeg of ik" in message.content]


async def test_a_day_of_ones_own_is_read_and_what_is_none_is_refused(
    evening: Evening, pledged: simcord.ResponseMessage
) -> None:

    async def said(day: str) -> str:
        form = await evening.noor.click(pledged, label="Een andere dag")
        return answer(await evening.noor.submit_modal(form, {"dag": day}))

    for wrong in ("ooit", "vandaag", "31 februari", "gisteren"):
        assert "niet lezen als een dag vanaf morgen" in await said(wrong)
    assert "al gewist" in await said("over 800 dagen")
    assert not await follow_ups.of_person(evening.bot.db.read, evening.noor.id)
    assert "vraag ik het je" in await said("over drie weken")
    begun = evening.now
    await evening.command("meetup stop")
    at = await until_asked(evening, evening.noor)
    assert timedelta(days=19) < at - begun < timedelta(days=23)


async def test_who_said_no_is_not_asked_about_each_plan(evening: Evening, pledged: simcord.ResponseMessage) -> None:
    assert "ik vraag het niet" in answer(await evening.noor.click(pledged, label="Nee"))
    more = await pledge(evening, evening.noor, "lees ik voor")
    assert not [message for message in more.followups if "Zal ik je vragen" in message.content]
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    one = await evening.noor.click(listed.response, label="Hoe gaat het 1")
    assert "Zal ik je vragen" in answer(one)  # there it is always open
    assert "lees ik voor" in answer(one)


async def test_several_plans_come_in_one_message(evening: Evening, pledged: simcord.ResponseMessage) -> None:
    second = question(await pledge(evening, evening.noor, "lees ik voor"))
    assert "je andere plan" in answer(await evening.noor.click(second, label="Over een week"))
    await evening.command("meetup stop")
    await until_asked(evening, evening.noor)
    await evening.pass_time(days=3)
    (message,) = inbox(evening.noor)
    assert "bel ik de moeder van Fatma" in message.content
    assert "lees ik voor" in message.content
    assert "Nog niet" in answer(await evening.noor.user.click(message, label="Nog niet · 2"))


async def test_who_gets_no_direct_messages_reads_it_with_their_own_contributions(
    evening: Evening, pledged: simcord.ResponseMessage, caplog: pytest.LogCaptureFixture
) -> None:
    await evening.noor.click(pledged, label="Over een week")
    await evening.command("meetup stop")
    dm = f"/channels/{evening.noor.user.dm_channel.id}/messages"
    evening.env.inject_error("POST", dm, status=403, code=50007, times=None)
    await evening.pass_time(days=10)
    assert not inbox(evening.noor)
    assert not [record for record in caplog.records if record.levelname in ("ERROR", "CRITICAL")]
    assert "Fatma" not in caplog.text
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    waiting = [message for message in listed.followups if "Je vroeg of ik het wilde vragen" in message.content]
    assert waiting
    assert "Gelukt" in answer(await evening.noor.click(waiting[0], label="Gelukt"))
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert "Hoe het ging: Gelukt" in answer(listed)
    assert not [message for message in listed.followups if "Je vroeg of ik" in message.content]


async def test_a_failure_of_discord_is_tried_again(evening: Evening, pledged: simcord.ResponseMessage) -> None:
    await evening.noor.click(pledged, label="Over een week")
    await evening.command("meetup stop")
    dm = f"/channels/{evening.noor.user.dm_channel.id}/messages"
    evening.env.inject_error("POST", dm, status=503, times=7)
    await evening.pass_time(days=10)
    assert len(inbox(evening.noor)) == 1


async def test_of_what_was_withdrawn_or_erased_nobody_is_asked(
    evening: Evening, pledged: simcord.ResponseMessage
) -> None:
    await evening.noor.click(pledged, label="Over een week")
    sems = question(await pledge(evening, evening.sem, "drink ik koffie"))
    await evening.sem.click(sems, label="Over een week")
    (own,) = await contributions.of_author(evening.bot.db.read, evening.noor.id)
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    assert listed.response is not None
    await evening.noor.click(listed.response, custom_id=f"bijdrage:trekin:{own.id}")
    asked = (await evening.sem.slash(evening.lobby, "mijn wissen")).response
    assert asked is not None
    await evening.sem.click(asked, label="Wis alles")
    await evening.command("meetup stop")
    await evening.pass_time(days=10)
    assert not inbox(evening.noor)
    assert not inbox(evening.sem)
    timeline = await timelines.of_meetup(evening.bot.db.read, evening.meetup_id)
    assert not [cue for cue in timeline.cues if cue.kind is CueKind.FOLLOW_UP and cue.is_todo]


async def test_only_whose_plan_it_is_plans_a_question(evening: Evening, pledged: simcord.ResponseMessage) -> None:
    item = (await contributions.of_author(evening.bot.db.read, evening.noor.id))[0]
    meetup = await meetups.get(evening.bot.db.read, item.meetup)
    assert meetup is not None
    assert await asking.newest(evening.bot.db.read, meetup, evening.noor.id) == item
    assert await asking.newest(evening.bot.db.read, meetup, evening.sem.id) is None
    with pytest.raises(Refusal):
        rules.own(item, evening.sem.id)


async def test_a_plan_that_is_mended_into_another_keeps_what_was_promised_of_it(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    first = await evening.noor.send(plenary, "#morgen bel ik de moeder van Fatma")
    second = await evening.noor.send(plenary, "#morgen bel ik de moeder van Fatma op")
    await evening.pass_time(seconds=11)
    one, other = await contributions.of_meetup(evening.bot.db.read, evening.meetup_id)
    async with evening.bot.db.transaction() as db:
        await follow_ups.plan(db, one.id, evening.noor.id, None)
        await asking.plan(db, other, evening.noor.id, evening.now + timedelta(days=7), evening.now)
    await evening.noor.edit(second, first.content)
    await evening.pass_time(seconds=11)
    assert [item.id for item in await contributions.of_author(evening.bot.db.read, evening.noor.id)] == [one.id]
    await evening.command("meetup stop")
    await until_asked(evening, evening.noor)
    (message,) = inbox(evening.noor)
    assert "bel ik de moeder van Fatma" in message.content
