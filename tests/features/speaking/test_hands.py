"""Raised hands: in reach in the plenary, in order, seen by moderators only, and the word given to the first."""

import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.storage import hands
from tests.at_tables import forged
from tests.evening import Evening, answer, shown
from tests.features.speaking.halls import Moves, in_hall, speaks
from tests.safety.doors import Visitor


async def put_up(evening: Evening, who: simcord.MemberActor, topic: str = "") -> str:
    """Raise a hand by the button and the form; return what is answered."""
    card = evening.last_panel(await evening.plenary, f"hand:{evening.meetup_id}")
    pressed = await who.click(card, custom_id=f"hand:{evening.meetup_id}")
    assert pressed.modal is not None
    done = answer(await who.submit_modal(pressed, {"tekst": topic}))
    await evening.pass_time(seconds=3)
    return done


async def panel(evening: Evening) -> str:
    return shown(await evening.panel_message())


async def waiting(evening: Evening) -> list[int]:
    return [hand.person for hand in await hands.of_meetup(evening.bot.db.read, evening.meetup_id) if hand.turn is None]


async def test_the_first_gets_the_word_and_only_they_may_speak(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor, evening.sem)
    await evening.command("meetup spreken", wie="quiet")
    assert "je bent de eerste" in await put_up(evening, evening.noor, "over taal")
    assert "één iemand voor je" in await put_up(evening, evening.sem)
    told = await panel(evening)
    assert f"✋ <@{evening.noor.id}> wil iets zeggen: over taal · Er wacht er nog 1." in told
    await evening.restart()
    moves = Moves(evening)
    assert "heeft het woord, over: over taal" in await evening.press("Volgende spreker")
    assert moves.people == [evening.noor.id]  # that Discord lets them speak counts at once
    assert await speaks(evening, evening.noor, evening.sem) == [True, False]
    await evening.pass_time(seconds=3)
    assert f"🗣️ <@{evening.noor.id}> heeft het woord" in await panel(evening)
    await evening.press("Volgende spreker")
    await evening.pass_time(seconds=3)
    assert await speaks(evening, evening.noor, evening.sem) == [False, True]
    assert "Klaar" in await evening.press("Uitgesproken")
    assert await speaks(evening, evening.noor, evening.sem) == [False, False]
    await evening.pass_time(seconds=20)
    assert moves.people[-1] == evening.sem.id
    await evening.pass_time(seconds=3)
    assert "heeft het woord" not in await panel(evening)
    assert await waiting(evening) == []
    posts = "\n".join(await evening.posts(await evening.plenary))
    assert str(evening.noor.id) not in posts
    assert "over taal" not in posts


async def test_who_gets_the_word_hears_it_privately(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor)
    card = evening.last_panel(await evening.plenary, f"hand:{evening.meetup_id}")
    pressed = await evening.noor.click(card, custom_id=f"hand:{evening.meetup_id}")
    assert pressed.modal is not None
    sent = await evening.noor.submit_modal(pressed, {"tekst": ""})
    await evening.pass_time(seconds=3)
    await evening.press("Volgende spreker")
    assert "Jij hebt het woord" in sent.followups[-1].content
    assert sent.followups[-1].ephemeral


async def test_one_hand_a_person_which_they_take_down_themselves(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor, evening.sem)
    await put_up(evening, evening.noor)
    await put_up(evening, evening.sem)
    card = evening.last_panel(await evening.plenary, f"hand:{evening.meetup_id}")
    again = (await evening.noor.click(card, custom_id=f"hand:{evening.meetup_id}")).response
    assert again is not None
    assert "je bent de eerste" in again.content
    assert await waiting(evening) == [evening.noor.id, evening.sem.id]
    assert "Je hand is omlaag" in answer(await evening.noor.click(again, label="Hand omlaag"))
    assert "al omlaag" in answer(await evening.noor.click(again, label="Hand omlaag"))
    assert await waiting(evening) == [evening.sem.id]
    evening.env.errors.clear()


async def test_a_form_that_was_open_meanwhile_keeps_the_place(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor, evening.sem)
    await put_up(evening, evening.noor)
    await put_up(evening, evening.sem)
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    form = f"hand:formulier:{evening.meetup_id}"
    assert "de eerste" in (await visitor.submit(form, tekst="toch over *rekenen*")).heard
    await evening.pass_time(seconds=3)
    assert "toch over \\*rekenen\\*" in await panel(evening)


async def test_who_leaves_voice_goes_out_silently_and_is_kept_for_a_minute(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor, evening.sem)
    await put_up(evening, evening.noor)
    await put_up(evening, evening.sem)
    await evening.noor.leave_voice()
    await evening.pass_time(seconds=50)
    assert f"✋ <@{evening.noor.id}>" in await panel(evening)
    await in_hall(evening, evening.noor)
    await evening.pass_time(minutes=2)
    assert f"✋ <@{evening.noor.id}>" in await panel(evening)
    await evening.noor.leave_voice()
    await evening.pass_time(minutes=1, seconds=5)
    assert f"✋ <@{evening.sem.id}>" in await panel(evening)
    await in_hall(evening, evening.noor)
    await evening.pass_time(seconds=5)
    assert await waiting(evening) == [evening.sem.id]


async def test_a_stale_panel_gives_the_word_to_nobody_else(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor, evening.sem)
    await put_up(evening, evening.noor)
    await put_up(evening, evening.sem)
    await evening.press("Volgende spreker")
    old = f"hand:woord:{evening.meetup_id}:{evening.noor.id}"
    assert "heeft het woord al" in await forged(evening, evening.moderator, old)
    await evening.pass_time(seconds=3)
    await evening.press("Uitgesproken")
    assert "wacht niet meer" in await forged(evening, evening.moderator, old)
    assert "Niemand uit de rij" in await forged(evening, evening.moderator, f"hand:klaar:{evening.meetup_id}")
    assert await waiting(evening) == [evening.sem.id]
    evening.env.errors.clear()


async def test_only_who_is_in_voice_while_it_is_plenary(evening: Evening) -> None:
    await evening.plan()
    id = evening.meetup_id
    assert "nog niet begonnen" in await forged(evening, evening.noor, f"hand:{id}")
    await evening.command("meetup start")
    assert "Tik eerst op" in await forged(evening, evening.noor, f"hand:{id}")
    await in_hall(evening, evening.noor)
    await evening.pass_time(minutes=11)
    assert "aan tafel" in await forged(evening, evening.noor, f"hand:{id}")
    with pytest.raises(AssertionError):
        evening.last_panel(await evening.plenary, f"hand:{id}")
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    assert "Dit is voor moderatoren" in (await visitor.press(f"hand:woord:{id}:{evening.noor.id}")).heard
    await evening.pass_time(hours=3)
    assert "afgelopen" in await forged(evening, evening.noor, f"hand:{id}")
    evening.env.errors.clear()


async def test_words_that_come_too_late_are_given_back(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor)
    await evening.pass_time(minutes=11)
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    heard = (await visitor.submit(f"hand:formulier:{evening.meetup_id}", tekst="over rekenen")).heard
    assert "aan tafel" in heard
    assert "over rekenen" in heard
    evening.env.errors.clear()


async def test_the_end_clears_the_queue(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor)
    await put_up(evening, evening.noor, "over taal")
    await evening.pass_time(hours=3)
    assert await hands.of_meetup(evening.bot.db.read, evening.meetup_id) == []
    assert "wil iets zeggen" not in await panel(evening)


async def test_a_hand_stays_up_while_people_are_at_the_tables(evening: Evening) -> None:
    await evening.begin()
    await in_hall(evening, evening.noor)
    await put_up(evening, evening.noor)
    await evening.pass_time(minutes=11)
    tables = (await evening.venue()).tables()
    await evening.noor.join_voice(evening.channel(tables[0].channel))
    await evening.pass_time(minutes=3)
    assert await waiting(evening) == [evening.noor.id]
    assert PlaceKind.TABLE is tables[0].kind
