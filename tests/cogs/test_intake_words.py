"""What people type in an intake, at Discord's limits and with markdown and mentions; two who type at once; English."""

import pytest
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.core.programme import intake as rules
from bot.platform import limits
from bot.storage import intakes, meetups
from tests.evening import Evening, answer
from tests.intaking import SCHOOL, TALK, WHEN, begun, step, whole
from tests.safety.doors import Visitor

MARKS = "**a** ||b|| <@1> [c](https://x.nl) `d` # e "


@pytest.mark.parametrize("sign", ["*", "x", "ë", "\n", "@everyone "])
async def test_texts_at_the_limits_are_shown_as_far_as_they_fit_and_read_whole_by_the_coach(
    evening: Evening, sign: str
) -> None:
    def long(name: str, end: str) -> str:
        most = rules.MOST_TYPED[name]
        return (sign * most)[: most - len(end)] + end

    school = SCHOOL | {name: long(name, "eind") for name in ("people", "time")} | {"school": "s" + "*" * 75}
    talk = {name: long(name, f" eind-{name}") for name in rules.LONG} | {"themes": [*evening.bot.library.themes()]}
    shown = await step(evening.moderator, await begun(evening), "1 · De school", school | {"functions": ["bestuur"]})
    shown = await step(evening.moderator, shown, "2 · Wat er speelt", talk)
    assert len(shown.content) <= limits.MESSAGE
    assert "⚠️ Nog niet aan tafel" in shown.content
    assert "Je kunt alles nog veranderen" in shown.content
    form = await evening.moderator.click(shown, label="Maak het plan")
    assert "staat gepland" in answer(await evening.moderator.submit_modal(form, WHEN))
    (meetup,) = await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED)
    assert meetup.is_readable
    evening.meetup_id = meetup.id
    posts = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    for name in rules.LONG:
        assert any(f"eind-{name}" in post for post in posts)


async def test_markdown_and_mentions_are_words(evening: Evening) -> None:
    """Mentions become the name that people saw, and are nobody's number any more."""
    talk = TALK | {"hurts": f"{MARKS} <@{evening.noor.id}> @here", "figures": f"{MARKS} <@{evening.noor.id}>"}
    shown = await step(evening.moderator, await begun(evening), "1 · De school", SCHOOL | {"school": f"De {MARKS}"})
    shown = await step(evening.moderator, shown, "2 · Wat er speelt", talk)
    assert "@Noor" in shown.content
    assert str(evening.noor.id) not in shown.content
    assert "**a**" not in shown.content
    assert "](https://" not in shown.content
    form = await evening.moderator.click(shown, label="Maak het plan")
    await evening.moderator.submit_modal(form, WHEN)
    (meetup,) = await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED)
    evening.meetup_id = meetup.id
    await evening.command("meetup start")
    await evening.pass_time(minutes=12)
    opening = next(post for post in await evening.posts(await evening.plenary) if "oordeel nog even niet" in post)
    assert "\\*\\*a\\*\\*" in opening
    assert "@Noor" in opening


async def test_what_a_changed_client_chooses_from_a_list_is_left_out(evening: Evening) -> None:
    await begun(evening)
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    said = (await visitor.submit("intake:invullen:1:0", school="De Esdoorn", sector=["**x**"], functions=["y"])).said
    assert "De Esdoorn" in said
    assert "x" not in said
    (kept,) = await intakes.newest(evening.bot.db.read, evening.guild.id)
    assert (kept.chosen("sector"), kept.chosen("functions")) == ((), ())


async def test_a_form_has_another_id_when_its_words_changed(evening: Evening) -> None:
    """A phone shows the first words that it saw of a form."""
    shown = await begun(evening)
    first = await evening.moderator.click(shown, label="1 · De school")
    await evening.moderator.submit_modal(first, SCHOOL)
    again = await evening.moderator.click(await begun(evening), label="1 · De school")
    assert first.modal is not None
    assert again.modal is not None
    assert first.modal["custom_id"] != again.modal["custom_id"]
    assert "De Esdoorn" in str(again.modal)


async def test_two_who_fill_in_the_same_step_at_once_lose_nothing_and_are_told(evening: Evening) -> None:
    asked = await evening.moderator.slash(evening.lobby, "meetup intake", wie=evening.noor)
    assert asked.response is not None
    shown = (await evening.noor.click(asked.response, label="Vul de intake in")).response
    assert shown is not None
    hers = await evening.noor.click(shown, label="2 · Wat er speelt")
    theirs = await evening.moderator.click(await begun(evening), label="2 · Wat er speelt")
    await evening.noor.submit_modal(hers, {"themes": ["taal"], "hurts": "ouders komen niet"})
    told = answer(await evening.moderator.submit_modal(theirs, {"themes": ["armoede"], "outcome": "een plan"}))
    assert "Iemand anders vulde dit tegelijk met jou in: Welke twee of drie thema's?" in told
    assert "Taal, Armoede" in told
    assert "ouders komen niet" in told
    assert "een plan" in told


async def test_a_form_from_before_this_version_is_still_kept(evening: Evening) -> None:
    await begun(evening)
    visitor = Visitor(evening, evening.moderator, evening.lobby)
    assert "De Esdoorn" in (await visitor.submit("intake:invullen:1:0", school="De Esdoorn")).said


async def test_it_speaks_english(evening: Evening) -> None:
    evening.env.locales[evening.moderator.id] = "en-GB"
    shown = await step(evening.moderator, await begun(evening), "1 · The school", SCHOOL | {"people": "31"})
    shown = await step(evening.moderator, shown, "2 · What is going on", TALK)
    for part in ("**Which school is it?** De Esdoorn", "31 people is more than 30", "and takes 3 hours", "primary"):
        assert part in shown.content
    form = await evening.moderator.click(shown, label="Make the plan")
    assert "is planned for" in answer(await evening.moderator.submit_modal(form, WHEN))


async def test_somebody_who_erases_everything_takes_the_intake_along(evening: Evening) -> None:
    shown: simcord.ResponseMessage = await whole(evening)
    async with evening.bot.db.transaction() as db:
        await intakes.forget_person(db, evening.moderator.id)
    assert "Deze intake is er niet meer" in answer(await evening.moderator.click(shown, label="1 · De school"))
