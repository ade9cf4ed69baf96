"""/meetup intake: a school leader tells beforehand, in two steps that are kept, and the plan is made from it."""

from datetime import timedelta

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.storage import intakes, meetups
from tests.evening import Evening, answer
from tests.intaking import SCHOOL, TALK, step, whole
from tests.safety.doors import Visitor


async def test_the_plan_is_made_from_what_was_filled_in(evening: Evening) -> None:
    shown = await whole(evening)
    for part in ("De Esdoorn", "24 collega's", "Taal, Armoede", "ouders komen niet", "basisschool"):
        assert part in shown.content
    assert "⚠️" not in shown.content
    form = await evening.moderator.click(shown, label="Maak het plan")
    told = answer(await evening.moderator.submit_modal(form, {"begin": "27-11-2026 13:00"}))
    assert "De Scholen In: De Esdoorn" in told
    (meetup,) = await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED)
    assert meetup.programme.length == timedelta(hours=3)
    (tables,) = [block for block in meetup.programme.blocks if block.rooms]
    assert [room.theme for room in tables.rooms] == ["taal", "armoede"]
    assert all(room.prompts and room.title for room in tables.rooms)
    (figures,) = [block for block in meetup.programme.blocks if "cijfers" in block.title.raw]
    assert figures.text is not None
    assert "- woordenschat: onder het \\*gemiddelde\\*" in figures.text.raw
    evening.meetup_id = meetup.id
    moderators = "\n".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))
    assert "ouders komen niet" in moderators
    assert "een plan dat iedereen kent" in moderators
    assert "ouders komen niet" not in "\n".join(await evening.posts(await evening.plenary))
    await evening.command("meetup start")
    await evening.pass_time(hours=4)
    assert (await evening.meetup()).state is State.CLOSED


async def test_it_can_be_left_half_way_and_gone_on_with_after_a_restart(evening: Evening) -> None:
    shown = (await evening.moderator.slash(evening.lobby, "meetup intake")).response
    shown = await step(evening.moderator, shown, "1 · De school", SCHOOL)
    assert "Voor een plan heb ik nog nodig: Welke twee of drie thema's?" in shown.content
    await evening.restart()
    again = (await evening.moderator.slash(evening.lobby, "meetup intake")).response
    assert again is not None
    assert "De Esdoorn" in again.content
    done = await step(evening.moderator, again, "2 · Wat er speelt", TALK)
    assert "De Esdoorn" in done.content
    assert "Maak het plan" in str(done.components)


async def test_a_school_leader_fills_it_in_with_a_button_and_only_a_moderator_plans(evening: Evening) -> None:
    asked = await evening.moderator.slash(evening.lobby, "meetup intake", wie=evening.noor)
    assert asked.response is not None
    assert not asked.response.flags.ephemeral
    shown = await evening.noor.click(asked.response, label="Vul de intake in")
    first = await step(evening.noor, shown.response, "1 · De school", SCHOOL)
    second = await step(evening.noor, first, "2 · Wat er speelt", TALK)
    assert "Maak het plan" not in str(second.components)
    assert "voor moderatoren" in (await Visitor(evening, evening.noor, evening.lobby).press("intake:plan:1")).said
    assert "doorgegeven" in answer(await evening.noor.click(second, label="Klaar: geef het door"))
    passed_on = evening.lobby.history()[-1]
    assert "De intake van **De Esdoorn** is ingevuld" in passed_on.content
    form = await evening.moderator.click(passed_on, label="Maak het plan")
    assert "De Scholen In: De Esdoorn" in answer(
        await evening.moderator.submit_modal(form, {"begin": "27-11-2026 13:00"})
    )
    assert "voor moderatoren" in answer(await evening.sem.click(asked.response, label="Vul de intake in"))
    read = await evening.moderator.click(passed_on, label="Lees de intake")
    assert "ouders komen niet" in answer(read)
    assert "Het plan is gemaakt: **De Scholen In: De Esdoorn**" in answer(read)


async def test_two_at_once_each_keep_their_step(evening: Evening) -> None:
    shown = (await evening.moderator.slash(evening.lobby, "meetup intake")).response
    assert shown is not None
    one = await evening.moderator.click(shown, label="1 · De school")
    two = await evening.moderator.click(shown, label="2 · Wat er speelt")
    await evening.moderator.submit_modal(two, TALK)
    await evening.moderator.submit_modal(one, SCHOOL)
    (kept,) = await intakes.newest(evening.bot.db.read, evening.guild.id)
    assert kept.words("school").raw == "De Esdoorn"
    assert kept.chosen("themes") == ("taal", "armoede")


async def test_one_that_is_gone_says_so(evening: Evening) -> None:
    shown = await whole(evening)
    async with evening.bot.db.transaction() as db:
        await intakes.forget_person(db, evening.moderator.id)
    assert "Deze intake is er niet meer" in answer(await evening.moderator.click(shown, label="Maak het plan"))
