"""What fails for one of many, whatever it is, stops none of the others."""

from datetime import timedelta

import discord
import pytest

from bot.core.evening.meetup import Meetup
from bot.core.evening.places import PlaceKind
from bot.features.contributions import reading_back, rereading
from bot.features.contributions.listening import Heard, hear
from bot.platform.app import App
from bot.storage import retention
from bot.storage.database import Transaction
from tests.contributing import texts
from tests.evening import Evening, bugs
from tests.refusing import FAILURES, Refusing


async def in_plenary(evening: Evening, words: str) -> list[discord.Message]:
    return [message for message in (await evening.plenary).history() if words in message.content]


async def test_a_past_post_that_can_not_be_removed_leaves_the_others_to_go(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(minutes=4)
    (opening,), (question,) = await in_plenary(evening, "## Welkom"), await in_plenary(evening, "Waar kom je vandaan?")
    assert opening.id < question.id
    refusing = Refusing(evening, FAILURES["invalid"])
    refusing.at = lambda route: route.method == "DELETE" and str(opening.id) in route.url
    await evening.pass_time(minutes=7)
    assert await in_plenary(evening, "Waar kom je vandaan?") == []
    assert len(await in_plenary(evening, "## Welkom")) == 1
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert await in_plenary(evening, "## Welkom") == []


async def test_a_post_that_can_not_be_edited_leaves_the_others_their_new_times(evening: Evening) -> None:
    await evening.begin()
    (card,) = await in_plenary(evening, "# Proefavond")
    ends = (await evening.timeline()).slots[0].ends
    refusing = Refusing(evening, FAILURES["invalid"])
    refusing.at = lambda route: route.method == "PATCH" and str(card.id) in route.url
    await evening.command("meetup verleng", minuten=5)
    (opening,) = await in_plenary(evening, "## Welkom")
    assert f"<t:{int((ends + timedelta(minutes=5)).timestamp())}:" in opening.content


async def test_a_mistake_while_words_are_reread_leaves_the_evening_its_return(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fails(_app: App) -> None:
        raise KeyError("test")

    await evening.begin()
    monkeypatch.setattr(rereading, "make_readable", fails)
    await evening.restart(timedelta(minutes=3))
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert any("Ik was weg" in text for text in told)
    assert evening.bot.is_connected


async def test_a_message_that_can_not_be_read_leaves_the_others_of_the_chat(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def some(app: App, message: discord.Message, meetup: Meetup) -> Heard:
        if "gek" in message.content:
            raise KeyError("test")
        return await hear(app, message, meetup)

    await evening.begin_harvest()
    plenary, backend = await evening.plenary, evening.env.backend
    for words in ("#morgen bel ik Roos", "#morgen doe ik gek", "#nodig meer boeken"):  # nobody is listening
        message = backend.prepare_message(plenary.id, evening.noor.id, words)
        backend.messages[plenary.id][message.id] = message
    monkeypatch.setattr(reading_back, "hear", some)
    await evening.restart(timedelta(seconds=30))
    assert sorted(await texts(evening)) == ["bel ik Roos", "meer boeken"]
    assert not evening.bot.behind


async def test_a_meetup_that_can_not_be_erased_leaves_the_others_to_go(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    for words in ("#morgen bel ik Roos", "#morgen lees ik voor"):
        await evening.begin_harvest()
        await evening.noor.send(await evening.plenary, words)
        await evening.pass_time(hours=3)
    first, empty = evening.meetup_id - 1, retention.empty

    async def some(db: Transaction, meetup: int, now: object) -> None:
        if meetup == first:
            raise KeyError("test")
        await empty(db, meetup, now)  # type: ignore[arg-type]

    monkeypatch.setattr(retention, "empty", some)
    await evening.pass_time(days=370)
    rows = await evening.bot.db.read.all("SELECT text FROM contributions ORDER BY id")
    assert [row["text"] for row in rows] == ["bel ik Roos", ""]
    assert bugs(evening.env) == []
