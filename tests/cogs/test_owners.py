"""Whose the actions of a plan are: each takes theirs privately, and is asked of them in eight weeks."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import simcord

from bot.core.people import owners
from bot.core.words.typed import Typed
from bot.storage import contributions, follow_ups
from tests.evening import Evening, answer
from tests.planning import begin_asking, fill_in

GROWING = ("vraagt:", "toon: {van: deze, soort: [actie], groeit: ja, aantal: 20}\n    vraagt:")


@pytest.fixture
async def planning(evening: Evening, tmp_path: Path) -> Evening:
    """Noor wrote two actions down: one for Sem, one without an owner."""
    await begin_asking(evening, tmp_path, "ambitie", "actie", instead=GROWING)
    await fill_in(evening, evening.noor, "actie", tekst="ouders bellen", owner="sem en Fatma", due="1 maart 2027")
    await fill_in(evening, evening.noor, "actie", tekst="koffie zetten")
    await evening.pass_time(seconds=30)
    return evening


async def mine(evening: Evening, who: simcord.MemberActor) -> simcord.ResponseMessage:
    message = evening.last_panel(await evening.plenary, "actie:mijn:")
    shown = (await who.click(message, label="Welke zijn van mij?")).response
    assert shown is not None
    return shown


async def test_who_is_named_finds_theirs_chosen_and_is_asked_in_eight_weeks(planning: Evening) -> None:
    shown = await mine(planning, planning.sem)
    (menu,) = [item for row in shown.components for item in row["components"]]
    options = [(option["label"], option["default"]) for option in menu["options"]]
    assert options == [("ouders bellen", True), ("koffie zetten", False)]
    taken = answer(await planning.sem.select(shown, values=[menu["options"][0]["value"]]))
    assert "Deze is van jou" in taken
    assert "ouders bellen" in taken
    assert "1 maart 2027" in taken or "<t:" in taken
    begun = planning.now
    await planning.command("meetup stop")
    await planning.pass_time(days=60)
    (message,) = planning.sem.user.dm_channel.history()
    assert timedelta(days=55) < message.created_at - begun < timedelta(days=59)
    assert "ouders" not in message.content  # the words are Noor's
    one = (await planning.sem.user.click(message, label="Hoe gaat het 1")).response
    assert one is not None
    assert "ouders bellen" in one.content
    await planning.sem.user.click(one, label="Gelukt")
    told = await follow_ups.of_person(planning.bot.db.read, planning.sem.id)
    assert [item.answer for item in told.values()] == ["gelukt"]
    assert not planning.noor.user.dm_channel.history()


async def test_what_is_let_go_is_not_asked_of(planning: Evening) -> None:
    shown = await mine(planning, planning.sem)
    items = await contributions.of_author(planning.bot.db.read, planning.noor.id)
    await planning.sem.select(shown, values=[str(item.id) for item in items])
    assert len(await follow_ups.of_person(planning.bot.db.read, planning.sem.id)) == 2
    again = await mine(planning, planning.sem)
    assert "niet van jou" in answer(await planning.sem.select(again, values=[]))
    assert not await follow_ups.of_person(planning.bot.db.read, planning.sem.id)


async def test_without_actions_there_is_no_button(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "ambitie", "actie", instead=GROWING)
    await evening.pass_time(seconds=30)
    with pytest.raises(AssertionError, match="no button"):
        evening.last_panel(await evening.plenary, "actie:mijn:")


@pytest.mark.parametrize(
    ("owner", "name", "named"),
    [("Noor", "Noor de Wit", True), ("noor, Sem", "Sem", True), ("Nóor", "Noor", True), ("Noortje", "Noor", False),
     ("wij allemaal", "Noor", False), ("", "Noor", False), ("Noor", "🦊", False)],
)  # fmt: skip
async def test_an_owner_is_known_by_their_first_name(planning: Evening, owner: str, name: str, named: bool) -> None:
    (item, *_rest) = await contributions.of_author(planning.bot.db.read, planning.noor.id)
    changed = replace(item, details=(("owner", Typed(owner)),) if owner else ())
    assert owners.is_named(changed, Typed(name)) is named


async def test_an_older_list_lets_nothing_go_that_it_did_not_show(planning: Evening) -> None:
    older = await mine(planning, planning.sem)
    await fill_in(planning, planning.noor, "actie", tekst="boek lezen", owner="Sem")
    newer = await mine(planning, planning.sem)
    items = {item.text.raw: item.id for item in await contributions.of_author(planning.bot.db.read, planning.noor.id)}
    await planning.sem.select(newer, values=[str(items["boek lezen"])])
    await planning.sem.select(older, values=[str(items["ouders bellen"])])
    told = await follow_ups.of_person(planning.bot.db.read, planning.sem.id)
    assert sorted(told) == sorted([items["boek lezen"], items["ouders bellen"]])


async def test_what_was_withdrawn_meanwhile_is_nobodys(planning: Evening) -> None:
    shown = await mine(planning, planning.sem)
    items = await contributions.of_author(planning.bot.db.read, planning.noor.id)
    async with planning.bot.db.transaction() as db:
        for item in items:
            await contributions.withdraw(db, item.id)
    assert "niet van jou" in answer(await planning.sem.select(shown, values=[str(items[0].id)]))
    assert not await follow_ups.of_person(planning.bot.db.read, planning.sem.id)
