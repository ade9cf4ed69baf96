"""A refusal or a notice that says what to do has the button that does it, for who may press it."""

from datetime import timedelta
from typing import Any

import discord
import pytest
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.words.remedies import Mend, Remedy
from bot.platform.remedies import LABELS, REMEDY
from bot.storage import meetups
from cogs.remedies import ACTS
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def refused(evening: Evening, name: str, **options: object) -> simcord.InteractionResult:
    """Give a command as the moderator in their channel, else in the lobby."""
    place = await evening.place(PlaceKind.MODERATORS) if evening.meetup_id else evening.lobby
    return await evening.moderator.slash(place, name, **options)


def buttons(result: simcord.InteractionResult) -> list[str]:
    """Return the labels of the buttons under an answer."""
    found: list[Any] = [message for message in (result.response, *result.followups) if message is not None]
    return [item["label"] for message in found for row in message.components for item in row["components"]]


async def press(evening: Evening, result: simcord.InteractionResult, label: str) -> simcord.InteractionResult:
    """Press a button under an answer."""
    found: list[Any] = [message for message in (result.response, *result.followups) if message is not None]
    pressed = await evening.moderator.click(next(message for message in found if message.components), label=label)
    await evening.run_due()
    return pressed


def test_every_remedy_has_its_act_and_its_label() -> None:
    assert set(ACTS) == set(LABELS) == set(Mend)


async def test_without_a_meetup_one_is_planned_with_a_press(evening: Evening) -> None:
    result = await evening.moderator.slash(evening.lobby, "meetup status")
    assert "nog geen meetup" in answer(result)
    form = await press(evening, result, "Plan een meetup")
    filled = {"programma": ["proef"], "begin": "20:00", "titel": "Proefavond", "plaats": "", "eind": ""}
    assert "staat gepland" in answer(await evening.moderator.submit_modal(form, filled))
    assert [meetup.state for meetup in await meetups.newest(evening.bot.db.read, 1)] == [State.PLANNED]


async def test_what_has_not_begun_begins_and_what_is_paused_goes_on(evening: Evening) -> None:
    await evening.plan()
    begun = await press(evening, await refused(evening, "meetup volgende"), "Begin nu")
    assert "De meetup is begonnen" in answer(begun)
    assert (await evening.meetup()).state is State.LIVE
    await evening.command("meetup pauze")
    paused = await refused(evening, "meetup volgende")
    assert "Ga eerst verder" in answer(paused)
    assert buttons(paused) == ["Verder"]
    assert "We gaan verder" in answer(await press(evening, paused, "Verder"))
    assert (await evening.meetup()).state is State.LIVE


async def test_people_are_called_back_in_the_block_that_was_meant_only(evening: Evening) -> None:
    await evening.begin_tables()
    voice = await evening.place(PlaceKind.VOICE)
    for person in (evening.noor, evening.sem):
        await person.join_voice(voice)
    result = await refused(evening, "ruimtes nu", grootte=2, minuten=5)
    assert "Roep eerst iedereen terug" in answer(result)
    assert "teruggeroepen" in answer(await press(evening, result, "Roep iedereen terug"))
    await evening.pass_time(minutes=6)
    stale = await press(evening, result, "Roep iedereen terug")
    assert "al begonnen" in answer(stale)
    current = (await evening.timeline()).current
    assert current is not None
    assert current.block == 3


async def test_a_participant_sees_no_button_and_can_press_none(evening: Evening) -> None:
    await evening.plan()
    refused_to = await evening.noor.slash(await evening.plenary, "meetup volgende")
    assert "Dit is voor moderatoren" in answer(refused_to)
    assert buttons(refused_to) == []
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    for mend in Mend:
        heard = (await visitor.press(REMEDY(mend=mend, meetup=evening.meetup_id))).heard
        assert "Dit is voor moderatoren" in heard or "recht Server beheren" in heard
    assert (await evening.meetup()).state is State.PLANNED


async def test_who_manages_the_server_opens_the_settings_from_the_refusal(evening: Evening) -> None:
    boss = evening.person("Baas", roles=[evening.guild.create_role("Baas", permissions=MANAGES)])
    evening.moderator = boss
    result = await boss.slash(evening.lobby, "meetup start")
    assert "Dit is voor moderatoren" in answer(result)
    form = await press(evening, result, "Open de instellingen")
    assert form.modal is not None


async def test_what_fails_in_a_channel_is_tried_again_with_a_press(evening: Evening) -> None:
    await evening.begin()
    taal = await evening.table("Taal")
    evening.env.inject_error("POST", f"/channels/{taal.id}/messages", status=403, code=50013, times=2)
    await evening.pass_time(minutes=10)
    moderators = await evening.place(PlaceKind.MODERATORS)
    told = evening.last_panel(moderators, "herstel:opnieuw")
    assert "⚠️" in told.content
    before = evening.now
    for _try in range(3):
        said = answer(await evening.moderator.click(told, label="Probeer het nu opnieuw"))
        await evening.run_due()
    assert "probeer ik nu opnieuw" in said
    assert "Taal" in "".join(await evening.posts(taal))
    assert evening.now - before < timedelta(seconds=5)


async def test_where_no_tables_are_open_a_press_tells_where_we_are(evening: Evening) -> None:
    await evening.begin()
    result = await refused(evening, "ruimtes status")
    assert "geen tafels open" in answer(result)
    assert "Welkom" in answer(await press(evening, result, "Waar zijn we?"))


async def test_a_check_mends_what_it_finds(evening: Evening) -> None:
    await evening.plan()
    begins = (await evening.meetup()).planned_start
    await evening.pass_time(seconds=(begins - evening.now).total_seconds() + 120)
    result = await refused(evening, "meetup check")
    assert {"Begin nu", "Open de instellingen"} <= set(buttons(result))


@pytest.mark.parametrize("remedy", [Remedy(Mend.NEXT, 1, 2), Remedy(Mend.PLAN), Remedy(Mend.BEGIN, 10**17)])
def test_a_remedy_stands_in_its_button(remedy: Remedy) -> None:
    fields: dict[str, object] = {"mend": remedy.mend, "meetup": remedy.meetup}
    fields |= {} if remedy.block is None else {"block": remedy.block}
    assert REMEDY.read(REMEDY(**fields)) == {"block": None} | fields


MANAGES = discord.Permissions(manage_guild=True)
