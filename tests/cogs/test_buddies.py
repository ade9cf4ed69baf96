"""Doing a plan together: somebody is asked directly, accepts with one press, and both are asked how it went."""

import discord
import pytest
import simcord

from bot.storage import buddies, contributions
from tests.evening import Evening, answer


def inbox(who: simcord.MemberActor, words: str) -> list[discord.Message]:
    return [message for message in who.user.dm_channel.history() if words in message.content]


async def plan_of(evening: Evening, who: simcord.MemberActor) -> simcord.ResponseMessage:
    """What somebody reads of their newest plan, with the buttons under it."""
    listed = (await who.slash(await evening.plenary, "mijn bijdragen")).response
    assert listed is not None
    shown = (await who.click(listed, label="Hoe gaat het 1")).response
    assert shown is not None
    return shown


async def choose(evening: Evening, who: simcord.MemberActor, other: object) -> str:
    shown = await plan_of(evening, who)
    asked = (await who.click(shown, label="Wie doet het met je?")).response
    assert asked is not None
    said = answer(await who.select(asked, values=[other]))
    await evening.run_due()
    return said


@pytest.fixture
async def pledged(evening: Evening) -> int:
    """Noor's plan."""
    await evening.begin_harvest()
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik de moeder van Fatma")
    (item,) = await contributions.of_author(evening.bot.db.read, evening.noor.id)
    return item.id


async def accept(evening: Evening) -> None:
    (asked,) = inbox(evening.sem, "vraagt of jullie dat samen doen")
    assert "Fatma" not in asked.content
    shown = await evening.sem.user.click(asked, label="Lees wat het is")
    assert "bel ik de moeder van Fatma" in answer(shown)
    assert shown.response is not None
    assert "jullie doen het samen" in answer(await evening.sem.user.click(shown.response, label="Ja, ik doe mee"))
    await evening.run_due()


async def test_both_are_asked_how_it_went_and_read_what_the_other_said(evening: Evening, pledged: int) -> None:
    assert "Gevraagd: " in await choose(evening, evening.noor, evening.sem)
    await accept(evening)
    assert len(inbox(evening.noor, "doet met je mee")) == 1
    await evening.noor.click(await plan_of(evening, evening.noor), label="Over een week")
    await evening.command("meetup stop")
    await evening.pass_time(days=10)
    (mine,) = inbox(evening.noor, "Hoe ging het?")
    (his,) = inbox(evening.sem, "Hoe ging het?")
    assert "leest je antwoord ook" in mine.content
    assert "Fatma" not in his.content
    told = await evening.noor.user.click(mine, label="Deels")
    assert "Genoteerd: **Deels**." in answer(told)
    shown = (await evening.sem.user.click(his, label="Hoe gaat het 1")).response
    assert shown is not None
    assert "bel ik de moeder van Fatma" in shown.content
    assert "zei: Deels" in shown.content
    assert "zei: Deels" in answer(await evening.sem.user.click(shown, label="Gelukt"))
    counted = await evening.bot.db.read.all("SELECT person, answer FROM follow_ups ORDER BY answer")
    assert [(row["person"], row["answer"]) for row in counted] == [
        (evening.noor.id, "deels"), (evening.sem.id, "gelukt"),
    ]  # fmt: skip


async def test_who_says_no_is_told_kindly_and_not_asked_again(evening: Evening, pledged: int) -> None:
    await choose(evening, evening.noor, evening.sem)
    (asked,) = inbox(evening.sem, "vraagt of jullie dat samen doen")
    shown = (await evening.sem.user.click(asked, label="Lees wat het is")).response
    assert shown is not None
    await evening.sem.user.click(shown, label="Liever niet")
    await evening.run_due()
    assert len(inbox(evening.noor, "doet deze keer niet met je mee. Vraag gerust iemand anders")) == 1
    assert "deze keer liever niet" in await choose(evening, evening.noor, evening.sem)
    assert "Gevraagd: " in await choose(evening, evening.noor, evening.moderator)
    assert "wordt je niet meer gevraagd" in answer(await evening.sem.user.click(asked, label="Lees wat het is"))


async def test_oneself_a_bot_and_a_second_one_are_refused(evening: Evening, pledged: int) -> None:
    assert "Dat ben jij zelf" in await choose(evening, evening.noor, evening.noor)
    shown = (await evening.noor.click(await plan_of(evening, evening.noor), label="Wie doet het met je?")).response
    assert shown is not None
    await choose(evening, evening.noor, evening.sem)
    assert "al iemand gevraagd" in answer(await evening.noor.select(shown, values=[evening.moderator]))


async def test_without_direct_messages_the_question_waits(evening: Evening, pledged: int) -> None:
    dm = f"/channels/{evening.sem.user.dm_channel.id}/messages"
    evening.env.inject_error("POST", dm, status=403, code=50007, times=None)
    await choose(evening, evening.noor, evening.sem)
    assert not inbox(evening.sem, "")
    listed = await evening.sem.slash(await evening.plenary, "mijn bijdragen")
    (waiting,) = [message for message in listed.followups if "vraagt of jullie dit samen doen" in message.content]
    await evening.sem.click(waiting, label="Ja, ik doe mee")
    listed = await evening.sem.slash(await evening.plenary, "mijn bijdragen")
    (does,) = [message for message in listed.followups if "Dit doe je samen met" in message.content]
    assert "hoort het van mij" in answer(await evening.sem.click(does, label="Ik stop ermee"))
    listed = await evening.sem.slash(await evening.plenary, "mijn bijdragen")
    assert not [message for message in listed.followups if "samen" in message.content]


async def test_what_was_withdrawn_is_asked_of_nobody_and_who_is_erased_is_no_buddy(
    evening: Evening, pledged: int
) -> None:
    await choose(evening, evening.noor, evening.sem)
    await accept(evening)
    asked = (await evening.sem.slash(evening.lobby, "mijn wissen")).response
    assert asked is not None
    await evening.sem.click(asked, label="Wis alles")
    assert await buddies.get(evening.bot.db.read, pledged) is None
    await choose(evening, evening.noor, evening.moderator)
    listed = (await evening.noor.slash(await evening.plenary, "mijn bijdragen")).response
    assert listed is not None
    await evening.noor.click(listed, custom_id=f"bijdrage:trekin:{pledged}")
    (message,) = inbox(evening.moderator, "vraagt of jullie dat samen doen")
    assert "Je hoeft niets te doen" in answer(await evening.moderator.user.click(message, label="Lees wat het is"))
