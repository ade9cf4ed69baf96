"""The ✅ under messages: by turns, newest first, and put after a restart or a refusal."""

import discord
import pytest

from bot.platform.marking import GIVE_UP, WITHIN
from bot.storage import marks
from tests.contributing import chat, marked, stored, texts
from tests.evening import Evening

REACTION = "/channels/*/messages/*/reactions/*"


async def waiting(evening: Evening) -> list[int]:
    """The messages that wait for their ✅, as stored; what is put by now is stored first."""
    await evening.run_due()
    return [mark.message for mark in await marks.waiting(evening.bot.db.read)]


def hold(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have nothing put, as where the bot is stopped before it comes to it."""
    monkeypatch.setattr(evening.bot.marks, "put", lambda _mark: None)


def record(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the messages in the order in which they get their ✅ from now on."""
    order: list[int] = []
    add = discord.PartialMessage.add_reaction

    async def noted(self: discord.PartialMessage, emoji: str) -> None:
        order.append(self.id)
        await add(self, emoji)

    monkeypatch.setattr(discord.PartialMessage, "add_reaction", noted)
    return order


async def test_marks_that_waited_when_the_bot_stopped_are_put_newest_first(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin_harvest()
    hold(evening, monkeypatch)
    messages = [
        await chat(evening, f"#morgen bel ik ouder {number}", evening.person(f"Mens{number}")) for number in range(9)
    ]
    assert not any(marked(evening, message) for message in messages)
    order = record(evening, monkeypatch)
    await evening.restart()
    assert all(marked(evening, message) for message in messages)
    assert order == [message.id for message in reversed(messages)]
    assert await waiting(evening) == []
    await evening.restart()
    assert len(order) == 9  # none is put again


async def test_who_says_much_waits_for_who_says_little(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    await evening.begin_harvest()
    hold(evening, monkeypatch)
    first = await chat(evening, "#nodig tijd", evening.sem)
    flood = [await chat(evening, f"#morgen bel ik ouder {number}") for number in range(8)]
    order = record(evening, monkeypatch)
    await evening.restart()
    assert set(order[:2]) == {flood[-1].id, first.id}


async def test_a_refused_mark_is_tried_again_later_and_one_without_a_right_never(evening: Evening) -> None:
    await evening.begin_harvest()
    evening.env.inject_error("PUT", REACTION, status=500)
    later = await chat(evening, "#morgen ga ik bellen")
    assert not marked(evening, later)
    assert await waiting(evening) == [later.id]
    evening.env.inject_error("PUT", REACTION, status=403, code=50013)
    never = await chat(evening, "#morgen ga ik mailen")
    assert await waiting(evening) == [later.id]
    await evening.pass_time(seconds=WITHIN.total_seconds() + 1)
    assert marked(evening, later)
    assert not marked(evening, never)
    assert await waiting(evening) == []


async def test_a_mark_is_given_up_after_a_day(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    await evening.begin_harvest()
    hold(evening, monkeypatch)
    message = await chat(evening, "#morgen ga ik bellen")
    assert await waiting(evening) == [message.id]
    await evening.pass_time(seconds=GIVE_UP.total_seconds() + 60)
    assert await waiting(evening) == []


async def test_no_mark_is_put_on_what_was_withdrawn_meanwhile(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin_harvest()
    hold(evening, monkeypatch)
    message = await chat(evening, "#morgen ga ik bellen")
    await evening.pass_time(seconds=1)
    await evening.noor.edit(message, "laat maar")
    await evening.restart()
    assert not marked(evening, message)
    assert await texts(evening) == []


async def test_saying_it_again_doubles_nothing_and_is_marked_too(
    evening: Evening, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin_harvest()
    hold(evening, monkeypatch)
    first = await chat(evening, "#morgen ga ik bellen #nodig tijd")
    again = await chat(evening, "#morgen ga ik bellen")
    await chat(evening, "#morgen ga ik bellen", evening.sem)  # somebody else's own
    await evening.restart()
    assert marked(evening, first)
    assert marked(evening, again)
    assert await texts(evening) == ["ga ik bellen", "tijd", "ga ik bellen"]
    before = (await stored(evening))[0].id
    await evening.noor.delete(first)
    kept = [(item.id, item.text.raw) for item in await stored(evening) if item.author == evening.noor.id]
    assert kept == [(before, "ga ik bellen")]
    await evening.restart()
    await evening.noor.delete(again)
    assert await texts(evening) == ["ga ik bellen"]


async def test_an_edit_of_one_of_two_that_say_the_same_leaves_the_other(evening: Evening) -> None:
    await evening.begin_harvest()
    first = await chat(evening, "#morgen ga ik bellen")
    await chat(evening, "#morgen ga ik bellen")
    await evening.pass_time(seconds=1)
    await evening.noor.edit(first, "#morgen ga ik Roos bellen")
    assert await texts(evening) == ["ga ik bellen", "ga ik Roos bellen"]


async def test_who_was_told_in_words_stands_in_nobodys_way(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    """Marks of what was saved by menu, and answered there, go one by one; those of the chat wait for nothing."""
    await evening.begin_harvest()
    order = record(evening, monkeypatch)
    monkeypatch.setattr("bot.platform.marking.CALMLY", 3600.0)  # so that none passes by itself
    messages = [await chat(evening, f"wij lezen boek {number} samen") for number in range(4)]
    for message in messages:
        await evening.save_as(evening.noor, "werkt", message)
    first, deleted, third, last = messages
    said = await chat(evening, "#morgen ga ik bellen", evening.sem)
    await evening.noor.delete(deleted)
    assert order == [first.id, said.id]
    await evening.env.advance_time(3601.0)
    assert order == [first.id, said.id, last.id]
    await evening.env.advance_time(3601.0)
    assert order == [first.id, said.id, last.id, third.id]
