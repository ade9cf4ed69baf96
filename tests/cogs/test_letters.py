"""Asking the author of a text: passed on only if they want it, answered without their name, and gone with the text."""

import discord
import pytest
import simcord

from bot.storage import contributions, letters
from tests.evening import Evening, answer


def inbox(who: simcord.MemberActor) -> list[discord.Message]:
    return [message for message in who.user.dm_channel.history() if "✉️" in message.content]


@pytest.fixture
async def shared(evening: Evening) -> int:
    """Noor's text, which everybody may read without her name."""
    await evening.begin_harvest()
    saved = await evening.noor.slash(await evening.plenary, "werkt", tekst="samen ontbijten met ouders")
    assert saved.response is not None
    await evening.noor.click(saved.response, label="Zonder naam")
    (item,) = await contributions.of_author(evening.bot.db.read, evening.noor.id)
    return item.id


async def ask(evening: Evening, who: simcord.MemberActor, words: str) -> str:
    found = (await who.slash(await evening.plenary, "zoek", woorden="ontbijten")).response
    assert found is not None
    form = await who.click(found, label="Vraag het aan de schrijver · 1")
    said = answer(await who.submit_modal(form, {"tekst": words}))
    await evening.run_due()
    return said


async def test_a_question_goes_to_the_author_and_the_answer_back_without_their_name(
    evening: Evening, shared: int
) -> None:
    assert "Ik geef je vraag door als de schrijver hem wil lezen" in await ask(evening, evening.sem, "hoe *begin* je?")
    (message,) = inbox(evening.noor)
    assert "begin" not in message.content
    read = (await evening.noor.user.click(message, label="Lees de vraag")).response
    assert read is not None
    assert "hoe \\*begin\\* je?" in read.content
    assert "Sem" in read.content
    form = await evening.noor.user.click(read, label="Antwoord")
    assert "zonder je naam" in answer(await evening.noor.user.submit_modal(form, {"tekst": "klein: één klas"}))
    await evening.run_due()
    (back,) = inbox(evening.sem)
    assert "klein" not in back.content
    heard = answer(await evening.sem.user.click(back, label="Lees het antwoord"))
    assert "klein: één klas" in heard
    assert "Noor" not in heard
    assert "al afgehandeld" in answer(await evening.noor.user.click(message, label="Liever niet"))
    assert "Eén vraag is genoeg" in await ask(evening, evening.sem, "en nog iets?")


async def test_who_says_no_is_not_told_on_and_nobody_asks_oneself(evening: Evening, shared: int) -> None:
    await ask(evening, evening.sem, "mag ik bellen?")
    (message,) = inbox(evening.noor)
    assert "hoort niet of je het las" in answer(await evening.noor.user.click(message, label="Liever niet"))
    await evening.pass_time(minutes=5)
    assert not inbox(evening.sem)
    found = (await evening.noor.slash(await evening.plenary, "zoek", woorden="ontbijten")).response
    assert found is not None
    assert "Vraag het aan de schrijver" not in str(found.components)


async def test_closed_direct_messages_get_the_same_sentence_and_the_question_waits(
    evening: Evening, shared: int
) -> None:
    dm = f"/channels/{evening.noor.user.dm_channel.id}/messages"
    evening.env.inject_error("POST", dm, status=403, code=50007, times=None)
    assert "Ik geef je vraag door" in await ask(evening, evening.sem, "hoe begin je?")
    listed = await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    (waiting,) = [message for message in listed.followups if "✉️" in message.content]
    assert "hoe begin je?" in answer(await evening.noor.click(waiting, label="Lees de vraag"))


async def test_it_goes_with_the_text_and_with_who_asked(evening: Evening, shared: int) -> None:
    await ask(evening, evening.sem, "hoe begin je?")
    (message,) = inbox(evening.noor)
    asked = (await evening.sem.slash(evening.lobby, "mijn wissen")).response
    assert asked is not None
    await evening.sem.click(asked, label="Wis alles")
    assert "Deze vraag is er niet meer" in answer(await evening.noor.user.click(message, label="Lees de vraag"))
    await ask(evening, evening.moderator, "mag ik komen kijken?")
    listed = (await evening.noor.slash(await evening.plenary, "mijn bijdragen")).response
    assert listed is not None
    await evening.noor.click(listed, custom_id=f"bijdrage:trekin:{shared}")
    assert await letters.of_asker(evening.bot.db.read, evening.moderator.id) == []
