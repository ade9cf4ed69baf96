"""What a teacher reads before the class does: one tap lets it through, and nothing shows before."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import discord
import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.words.typed import Typed
from bot.storage import contributions
from tests.at_wall import wall
from tests.contributing import stored
from tests.evening import Evening, answer
from tests.planning import begin_asking, fill_in
from tests.refusing import FAILURES, Refusing

OPENS = "📬"


@pytest.fixture
async def lesson(evening: Evening, tmp_path: Path) -> Evening:
    """A lesson in which answers are asked for; a class never has its names shown."""
    await begin_asking(evening, tmp_path, "antwoord", instead=("soort: meetup", "soort: klas"))
    return evening


async def answers(evening: Evening, who: simcord.MemberActor, text: str, chooses: str = "") -> None:
    """A pupil answers, and presses who may read what they write."""
    sent = await fill_in(evening, who, "antwoord", tekst=text)
    if chooses:
        assert sent.response is not None
        await who.click(sent.response, label=chooses)


async def to_read(evening: Evening) -> list[discord.Message]:
    """What stands for the teacher to read, half a minute on."""
    await evening.pass_time(seconds=30)
    moderators = await evening.place(PlaceKind.MODERATORS)
    return [message for message in moderators.history() if message.content.startswith(OPENS)]


async def test_nothing_shows_before_the_teacher_lets_it_through_with_one_tap(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "een keuken met een lege tafel", "Zonder naam")
    (message,) = await to_read(lesson)
    assert "**1. Antwoord**" in message.content
    assert "> een keuken met een lege tafel" in message.content
    assert "Noor" not in message.content
    assert "keuken" not in await wall(lesson)
    assert not (await lesson.moderator.click(message, label="Laat 1 zien")).followups
    assert not await to_read(lesson)
    assert "een keuken met een lege tafel" in await wall(lesson)


async def test_each_has_its_own_tap_and_they_come_in_one_message(lesson: Evening) -> None:
    for n in range(7):
        await answers(lesson, lesson.noor, f"ik zag ding {n}", "Zonder naam" if n == 0 else "")
    two, one = sorted(await to_read(lesson), key=lambda message: message.id, reverse=True)
    assert "Lees deze 5 eerst" in one.content
    assert "Lees deze 2 eerst" in two.content
    await lesson.moderator.click(one, label="Laat 2 zien")
    await lesson.moderator.click(one, label="Niet 4")
    await lesson.moderator.click(two, label="Laat 7 zien")
    two, one = sorted(await to_read(lesson), key=lambda message: message.id, reverse=True)
    assert [f"**{n}. " in one.content for n in range(1, 6)] == [True, False, True, False, True]
    assert "**6. " in two.content
    shown = await wall(lesson)
    assert [f"ding {n}" in shown for n in range(7)] == [False, True, False, False, False, False, True]
    plenary = (await lesson.plenary).history()
    assert sum("muur:mijn:" in str(message.components) for message in plenary) == 1  # both on one board


async def test_what_its_author_did_not_choose_for_does_not_come_by(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "een stoel")
    await answers(lesson, lesson.sem, "een raam", "Liever niet")
    assert not await to_read(lesson)


@pytest.mark.parametrize("label", ["Laat 1 zien", "Niet 1"])
async def test_words_that_change_are_read_again(lesson: Evening, label: str) -> None:
    await answers(lesson, lesson.noor, "een stoel", "Zonder naam")
    (message,) = await to_read(lesson)
    listed = await lesson.noor.slash(await lesson.plenary, "mijn bijdragen")
    assert listed.response is not None
    (item,) = await stored(lesson)
    form = await lesson.noor.click(listed.response, custom_id=f"bijdrage:wijzig:{item.id}")
    await lesson.pass_time(seconds=5)
    await lesson.noor.submit_modal(form, {"tekst": "de moeder van Fatma el Idrissi"})
    said = await lesson.moderator.click(message, label=label)
    if label == "Laat 1 zien":
        assert "heeft de tekst net veranderd" in answer(said)
    assert "Fatma" not in await wall(lesson)


async def test_words_that_change_in_the_same_second_are_read_again_too(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "een stoel", "Zonder naam")
    (message,) = await to_read(lesson)
    (item,) = await stored(lesson)
    async with lesson.bot.db.transaction() as db:
        changed = replace(item, text=Typed("Fatma el Idrissi"), edited_at=item.said_at + timedelta(milliseconds=200))
        await contributions.change(db, changed)
    said = await lesson.moderator.click(message, label="Laat 1 zien")
    assert "heeft de tekst net veranderd" in answer(said)
    assert "Fatma" not in await wall(lesson)


async def test_a_full_name_is_pointed_at(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "ik zag Fatma el Idrissi naast haar moeder", "Zonder naam")
    (message,) = await to_read(lesson)
    assert "⚠️ Is dit de naam van iemand: Fatma el Idrissi?" in message.content


async def test_two_teachers_at_once(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "een stoel", "Zonder naam")
    (message,) = await to_read(lesson)
    await lesson.moderator.click(message, label="Laat 1 zien")
    assert "heeft dit al laten zien" in answer(await lesson.moderator.click(message, label="Laat 1 zien"))


async def test_what_is_withdrawn_is_gone(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "een stoel", "Zonder naam")
    (message,) = await to_read(lesson)
    (item,) = await stored(lesson)
    listed = await lesson.noor.slash(await lesson.plenary, "mijn bijdragen")
    assert listed.response is not None
    await lesson.noor.click(listed.response, custom_id=f"bijdrage:trekin:{item.id}")
    assert "is er niet meer" in answer(await lesson.moderator.click(message, label="Laat 1 zien"))
    assert not await to_read(lesson)


async def test_a_restart_and_a_deletion_bring_it_back_once(lesson: Evening) -> None:
    await answers(lesson, lesson.noor, "een stoel", "Zonder naam")
    (message,) = await to_read(lesson)
    await lesson.restart()
    (message,) = await to_read(lesson)
    await message.delete()
    (message,) = await to_read(lesson)
    await lesson.moderator.click(message, label="Laat 1 zien")
    assert not await to_read(lesson)
    assert "een stoel" in await wall(lesson)


@pytest.mark.parametrize("name", FAILURES)
async def test_what_discord_refuses_at_first_comes_later(
    lesson: Evening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusing = Refusing(lesson, FAILURES[name])
    refusing.first_of_every_cue(monkeypatch)
    await answers(lesson, lesson.noor, "een stoel", "Zonder naam")
    await lesson.pass_time(minutes=3)
    (message,) = await to_read(lesson)
    assert "een stoel" in message.content
