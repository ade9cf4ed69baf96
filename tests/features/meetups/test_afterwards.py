"""After the end: the harvest comes with what a moderator does next as buttons."""

from datetime import timedelta
from typing import Any

import discord
import simcord

from bot.core.evening.places import PlaceKind
from bot.core.people.thanks import LONGEST
from bot.features.meetups.afterwards import FILES, THANKS, THANKS_FORM, TIDY, TIDY_NOW
from tests.evening import Evening, answer
from tests.safety.doors import Visitor

WORDS = "Wat een avond! **Dank** aan @iedereen."


async def over(evening: Evening) -> discord.Message:
    """Run an evening with one plan for tomorrow to its end; return the message with the harvest."""
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen bel ik een ouder")
    await evening.pass_time(minutes=25)
    return evening.last_panel(await evening.place(PlaceKind.MODERATORS), "meetup:bedank")


async def press(evening: Evening, label: str, message: Any) -> simcord.InteractionResult:
    result = await evening.moderator.click(message, label=label)
    await evening.run_due()
    return result


async def submit(evening: Evening, words: str) -> str:
    """Fill in a form of thanks that was opened a while ago; returns what is answered."""
    visitor = Visitor(evening, evening.moderator, await evening.place(PlaceKind.MODERATORS))
    return (await visitor.submit(THANKS_FORM(id=evening.meetup_id, plans=1), tekst=words)).heard


async def thanks(evening: Evening) -> list[str]:
    return [text for text in await evening.posts(await evening.plenary) if "💛" in text]


async def test_the_harvest_comes_with_what_to_do_next(evening: Evening) -> None:
    message = await over(evening)
    assert "🌾 De oogst van **Proefavond**" in message.content
    assert message.attachments
    said = answer(await press(evening, "Maak de bestanden opnieuw", message))
    assert "De oogst staat hier" in said
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert sum(bool(m.attachments) for m in moderators.history()) == 2


async def test_thanks_are_offered_changed_and_posted_once(evening: Evening) -> None:
    message = await over(evening)
    form = await press(evening, "Bedank iedereen", message)
    assert form.modal is not None
    assert "Dank je wel dat je bij Proefavond was! Samen schreven jullie één plan voor morgen op." in str(form.modal)
    said = answer(await evening.moderator.submit_modal(form, {"tekst": WORDS}))
    assert "Je bedankje staat in" in said
    (posted,) = await thanks(evening)
    assert posted == "💛 **Van de moderatoren**\n> Wat een avond! \\*\\*Dank\\*\\* aan @iedereen."
    assert "heeft iedereen al bedankt" in answer(await press(evening, "Bedank iedereen", message))
    late = await submit(evening, "Nog een keer")
    assert "heeft iedereen al bedankt" in late
    assert "> Nog een keer" in late  # nobody loses their words
    assert len(await thanks(evening)) == 1


async def test_thanks_that_do_not_fit_or_arrive_are_given_back(evening: Evening) -> None:
    await over(evening)
    assert "Er staat nog niets" in await submit(evening, " ")
    assert "Maak het korter" in await submit(evening, "a" * (LONGEST + 1))
    plenary = await evening.plenary
    evening.env.inject_error("POST", f"/channels/{plenary.id}/messages", status=403, code=50013)
    told = await submit(evening, WORDS)
    assert "Discord laat me nu niet" in told
    assert "Wat een avond" in told
    assert "Je bedankje staat in" in await submit(evening, WORDS)
    assert len(await thanks(evening)) == 1


async def test_the_tables_are_removed_and_nobody_is_thrown_out(evening: Evening) -> None:
    message = await over(evening)
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    await evening.moderator.join_voice(taal)
    asked = await press(evening, "Haal de tafels weg", message)
    assert "de kanalen van de 2 tafels" in answer(asked)
    assert channels(evening) >= {taal.id, free.id}  # nothing goes without a yes
    assert asked.response is not None
    said = answer(await press(evening, "Ja, haal ze weg", asked.response))
    assert "zodra die leeg is" in said
    assert free.id not in channels(evening)
    assert taal.id in channels(evening)
    assert evening.voice_of(evening.moderator) == taal.id
    await evening.restart(timedelta(minutes=1))
    assert taal.id in channels(evening)
    await evening.moderator.leave_voice()
    await evening.pass_time(seconds=30)
    assert taal.id not in channels(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert (await evening.posts(moderators)).count("🧹 De kanalen van de tafels zijn weg.") == 1
    assert {(await evening.plenary).id, moderators.id, (await evening.place(PlaceKind.VOICE)).id} <= channels(evening)
    assert "niets weg te halen" in answer(await press(evening, "Haal de tafels weg", message))
    await evening.pass_time(minutes=5)
    assert free.id not in channels(evening)  # nothing makes them again
    assert "Tafels" not in await evening.command("oogst export")


async def test_a_table_that_may_not_be_removed_is_told_once_and_the_others_go(evening: Evening) -> None:
    message = await over(evening)
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    evening.env.inject_error("DELETE", f"/channels/{taal.id}", status=403, code=50013, times=3)
    asked = await press(evening, "Haal de tafels weg", message)
    assert asked.response is not None
    await press(evening, "Ja, haal ze weg", asked.response)
    assert free.id not in channels(evening)
    assert taal.id in channels(evening)
    await evening.pass_time(minutes=5)
    assert taal.id not in channels(evening)
    moderators = await evening.place(PlaceKind.MODERATORS)
    told = [text for text in await evening.posts(moderators) if "niet weghalen" in text]
    assert len(told) == 1
    assert "Taal" in told[0]


async def test_these_buttons_are_for_moderators_and_for_afterwards(evening: Evening) -> None:
    await evening.begin_tables()
    id, moderators = evening.meetup_id, await evening.place(PlaceKind.MODERATORS)
    taal = await evening.table("Taal")
    await Visitor(evening, evening.moderator, moderators).press(TIDY_NOW(id=id))
    await evening.run_due()
    assert taal.id in channels(evening)
    for custom_id in (FILES(id=id), THANKS(id=id), TIDY(id=id), TIDY_NOW(id=id)):
        heard = (await Visitor(evening, evening.sem, await evening.plenary).press(custom_id)).heard
        assert "Dit is voor moderatoren" in heard


def channels(evening: Evening) -> set[int]:
    return set(evening.env.backend.get_guild(evening.guild.id).channel_ids)
