"""The card at a table: one message with the question, the time left and the buttons, where people see it."""

from datetime import timedelta

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.platform.standing import NEAR
from tests.at_tables import press
from tests.evening import Evening


async def card(evening: Evening, table: str = "Taal") -> discord.Message:
    """Return the one message with buttons at a table."""
    found = [message for message in (await evening.table(table)).history() if message.components]
    assert len(found) == 1
    return found[0]


async def last(evening: Evening, table: str = "Taal") -> int:
    """Return the id of the last message at a table."""
    return (await evening.table(table)).history()[-1].id


async def chat(evening: Evening, lines: int, table: str = "Taal") -> None:
    """Have people say so many lines at a table, and the bot do what is due soon after."""
    where = await evening.table(table)
    for number in range(lines):
        await evening.noor.send(where, f"dat zie ik ook {number}")
    await evening.pass_time(seconds=3)


async def test_it_shows_each_question_in_its_turn_and_stays_one_message(evening: Evening) -> None:
    await evening.begin_tables()
    first = await card(evening)
    assert "Vraag 1 van 4" in first.content
    assert "Deze tafel is open tot" in first.content
    await evening.pass_time(minutes=5)
    second = await card(evening)
    assert second.id == first.id
    assert "Vraag 2 van 4" in second.content
    assert "Vraag 1 van 4" not in second.content
    assert len(await evening.posts(await evening.table("Taal"))) == 2


async def test_it_comes_below_after_fifteen_lines_of_chat(evening: Evening) -> None:
    await evening.begin_tables()
    first = await card(evening)
    await chat(evening, NEAR - 1)
    assert (await card(evening)).id == first.id
    sent = len(evening.env.http_requests)
    await chat(evening, 1)
    moved = await card(evening)
    assert moved.id == await last(evening) != first.id
    assert moved.content == first.content
    requests = evening.env.http_requests[sent:]
    (post,) = [request for request in requests if request.method == "POST" and "Vraag 1" in str(request.json)]
    assert post.json is not None
    assert not any(post.json["allowed_mentions"].get(key) for key in ("parse", "users", "roles"))
    other = (await evening.table("Vrije tafel")).id
    assert not [request for request in requests if str(other) in request.path]  # nothing is said at other tables
    await chat(evening, NEAR)
    assert (await card(evening)).id == await last(evening) != moved.id


async def test_after_a_little_chat_a_new_question_is_still_the_last_message(evening: Evening) -> None:
    await evening.begin_tables()
    first = await card(evening)
    await chat(evening, 1)
    await evening.pass_time(minutes=5)
    assert (await card(evening)).id == await last(evening) != first.id


async def test_a_flood_does_not_make_it_jump_with_every_line(evening: Evening) -> None:
    await evening.begin_tables()
    sent = len(evening.env.http_requests)
    await chat(evening, 10 * NEAR)
    moved = [r for r in evening.env.http_requests[sent:] if r.method == "POST" and "Vraag 1 van 4" in str(r.json)]
    assert len(moved) == 1
    assert (await card(evening)).id == await last(evening)


async def test_warnings_and_the_recall_are_posted_anew_so_that_people_see_them(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.pass_time(minutes=19, seconds=59)
    before = await card(evening)
    await evening.pass_time(seconds=1)
    warned = await card(evening)
    assert warned.id != before.id
    assert "**Nog 5 minuten**" in warned.content
    await evening.pass_time(minutes=1)
    assert (await card(evening)).id == warned.id
    assert "**Nog 4 minuten**" in (await card(evening)).content
    await evening.pass_time(minutes=3, seconds=30)
    recalled = await card(evening)
    assert "🔔" in recalled.content
    assert f"<#{(await evening.place(PlaceKind.VOICE)).id}>" in recalled.content
    await evening.pass_time(minutes=1)
    posts = await evening.posts(await evening.table("Taal"))
    assert [text[:12] for text in posts] == ["## Taal\nVeel", "🧭 **Om mee t", "Deze tafel i"]
    assert not any(message.components for message in (await evening.table("Taal")).history())


async def test_more_time_and_a_pause_stand_on_it(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.command("meetup verleng", minuten=5)
    ends = int((await evening.timeline()).slots[1].ends.timestamp())
    await evening.run_due()
    assert f"Deze tafel is open tot <t:{ends}:t>" in (await card(evening)).content
    await evening.command("meetup pauze")
    await evening.run_due()
    assert "⏸️" in (await card(evening)).content
    await evening.pass_time(minutes=2)
    await evening.command("meetup verder")
    await evening.run_due()
    assert f"<t:{ends + 120}:t>" in (await card(evening)).content
    assert len(await evening.posts(await evening.table("Taal"))) == 2


async def test_one_that_is_deleted_by_hand_comes_back_once(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Taal")
    evening.env.backend.delete_message(table.id, (await card(evening)).id)
    await evening.env.settle()
    await evening.run_due()
    assert "Vraag 1 van 4" in (await card(evening)).content
    await chat(evening, NEAR)
    assert (await card(evening)).id == await last(evening)


@pytest.mark.parametrize("away", [timedelta(), timedelta(minutes=6)])
async def test_after_a_restart_it_goes_on_and_is_brought_below(evening: Evening, away: timedelta) -> None:
    await evening.begin_tables()
    await chat(evening, 5)
    await evening.restart(away)
    assert ("Vraag 2 van 4" if away else "Vraag 1 van 4") in (await card(evening)).content
    if not away:
        await chat(evening, 1)  # nobody knows any more how many there were
    assert (await card(evening)).id == await last(evening)


async def test_what_fails_at_one_table_leaves_the_others_their_questions(evening: Evening) -> None:
    await evening.begin_tables()
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    evening.env.inject_error("PATCH", f"/channels/{free.id}/messages/*", status=403, code=50013, times=None)
    await evening.pass_time(minutes=12)
    assert "Vraag 3 van 4" in (await evening.posts(taal))[-1]
    told = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "⚠️" in text]
    assert len(told) == 1
    assert free.mention in told[0]
    assert "Wat kun je morgen anders doen?" in told[0]
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=1)
    assert "Wat kun je morgen anders doen?" in (await card(evening, "Vrije tafel")).content


async def test_a_message_of_a_moderator_comes_above_it(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.command("ruimtes bericht", tekst="Pak er wat te drinken bij.")
    await evening.run_due()
    assert (await card(evening)).id == await last(evening)
    assert "Ik ben klaar" in str((await card(evening)).components)
    assert "gaan verder" in await press(evening, evening.noor, "Taal", "klaar")


async def test_one_that_could_not_be_taken_away_in_time_says_only_once_that_the_table_is_closed(
    evening: Evening,
) -> None:
    await evening.begin_tables()
    taal = await evening.table("Taal")
    await evening.pass_time(minutes=24)
    evening.env.inject_error("DELETE", f"/channels/{taal.id}/messages/*", status=403, code=50013, times=None)
    await evening.pass_time(seconds=45)  # the recall: posted below, and the one before can't be taken away
    assert len([message for message in taal.history() if message.components]) > 1
    await evening.pass_time(seconds=30)
    closed = [text for text in await evening.posts(taal) if "Deze tafel is gesloten" in text]
    assert len(closed) == 1
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=3)
    assert [text for text in await evening.posts(taal) if "Deze tafel is gesloten" in text] == closed
    assert [message for message in taal.history() if message.components] == []
