"""A quick poll: asked in the plenary, counted as people choose, closed by itself, and nobody sees who chose what."""

import pytest

from bot.core.evening.places import PlaceKind
from bot.storage import polls
from tests.at_tables import forged
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def ask(evening: Evening, choices: str = "ja, nee, weet ik niet", **options: object) -> str:
    return await evening.command("meetup peiling", vraag="Nemen we nu pauze?", keuzes=choices, **options)


async def poll_post(evening: Evening) -> str:
    (post,) = [text for text in await evening.posts(await evening.plenary) if "📊" in text]
    return post


async def test_everybody_chooses_the_counts_follow_and_it_closes_by_itself(evening: Evening) -> None:
    await evening.begin()
    assert "Hij sluit om" in await ask(evening, minuten=2)
    message = evening.last_panel(await evening.plenary, "peiling:")
    assert "Nemen we nu pauze?" in message.content
    assert "Je koos: ja" in answer(await evening.noor.click(message, label="ja"))
    assert "Je koos: nee" in answer(await evening.sem.click(message, label="nee"))
    assert "Je koos: nee" in answer(await evening.noor.click(message, label="nee"))  # changed
    await evening.pass_time(seconds=5)
    assert "▰▰▰▰▰▰▰▰▰▰ 2 · nee" in await poll_post(evening)
    assert "▱ 0 · ja" in await poll_post(evening)
    assert "2 mensen kozen" in await poll_post(evening)
    await evening.restart()
    await evening.pass_time(minutes=2)
    assert "Hij is gesloten" in await poll_post(evening)
    assert "2 · nee" in await poll_post(evening)
    assert "is gesloten" in await forged(evening, evening.noor, "peiling:1:0")
    for person in (evening.noor, evening.sem):
        assert person.name not in await poll_post(evening)
    evening.env.errors.clear()


async def test_a_poll_that_somebody_deletes_stays_away_and_the_end_of_the_meetup_closes_it(evening: Evening) -> None:
    await evening.begin()
    await ask(evening, minuten=60)
    assert "peiling:" in str(evening.last_panel(await evening.plenary, "peiling:").components)
    await evening.pass_time(hours=2)
    assert "Hij is gesloten" in await poll_post(evening)
    plenary = await evening.plenary
    post = next(message for message in plenary.history() if "📊" in message.content)
    evening.env.backend.delete_message(plenary.id, post.id)
    await evening.env.settle()
    await evening.pass_time(minutes=2)
    assert not [text for text in await evening.posts(plenary) if "📊" in text]


@pytest.mark.parametrize("choices", ["ja", "a, b, c, d, e, f"])
async def test_what_is_not_right_is_refused_and_asks_nothing(evening: Evening, choices: str) -> None:
    await evening.begin()
    assert "2 tot 5 keuzes" in await ask(evening, choices)
    assert await polls.get(evening.bot.db.read, 1) is None
    own = await evening.place(PlaceKind.PLENARY)
    refused = await evening.noor.slash(own, "meetup peiling", vraag="Zullen we?", keuzes="ja, nee")
    assert "Dit is voor moderatoren" in answer(refused)
    evening.env.errors.clear()


async def test_hostile_words_are_shown_as_typed(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup peiling", vraag="**@everyone** [klik](https://x.nl)?", keuzes="*ja*, `nee`")
    post = await poll_post(evening)
    assert "\\[klik" in post
    assert "\\*ja\\*" in post
    evening.last_panel(await evening.plenary, "peiling:")


async def test_a_press_from_another_server_counts_nowhere(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup peiling", vraag="Gaan we door?", keuzes="ja, nee")
    other = evening.env.create_guild("Elders")
    stranger = other.add_member(evening.env.create_user("elders"))
    visitor = Visitor(evening, stranger, other.create_text_channel("elders"))
    assert "gesloten" in (await visitor.press("peiling:1:0")).heard
    poll = await polls.get(evening.bot.db.read, 1)
    assert poll is not None
    assert sum(poll.votes) == 0


async def test_nothing_is_asked_before_and_after_the_meetup(evening: Evening) -> None:
    await evening.plan()
    assert "nog niet begonnen" in await ask(evening)
    await evening.command("meetup start")
    await evening.pass_time(minutes=90)
    assert "afgelopen" in await ask(evening)
    assert await evening.bot.db.read.all("SELECT * FROM polls") == []
