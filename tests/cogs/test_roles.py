"""Who are you in education? Asked once, told with one tap, changed and taken back whenever one likes."""

import pytest

from bot.core.people import Role
from bot.storage import people
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def test_a_role_is_told_with_one_tap_and_changed_with_another(evening: Evening) -> None:
    await evening.begin()
    asked = await evening.noor.slash(await evening.plenary, "mijn functie")
    assert "Wie ben jij in het onderwijs?" in answer(asked)
    assert asked.response is not None
    assert asked.response.flags.ephemeral
    assert "leerkracht" in answer(await evening.noor.click(asked.response, label="Leerkracht"))
    ids = [evening.noor.id, evening.sem.id]
    assert await people.roles_of(evening.bot.db.read, ids) == {evening.noor.id: Role.TEACHER}
    await evening.noor.click(asked.response, label="Wethouder")
    assert await people.roles_of(evening.bot.db.read, ids) == {evening.noor.id: Role.ALDERMAN}


async def test_rather_not_is_an_answer_and_takes_back_what_was_told(evening: Evening) -> None:
    asked = await evening.noor.user.slash("mijn functie")
    assert asked.response is not None
    await evening.noor.user.click(asked.response, label="Ouder")
    assert "jouw functie: ouder" in answer(await evening.noor.user.slash("mijn gegevens"))
    assert "Prima" in answer(await evening.noor.user.click(asked.response, label="Zeg ik liever niet"))
    assert await people.roles_of(evening.bot.db.read, [evening.noor.id]) == {}
    assert await people.was_asked_role(evening.bot.db.read, evening.noor.id)
    assert "dat zeg je liever niet" in answer(await evening.noor.user.slash("mijn gegevens"))


async def test_a_language_and_a_role_do_not_stand_in_each_others_way(evening: Evening) -> None:
    asked = await evening.noor.user.slash("mijn functie")
    assert asked.response is not None
    await evening.noor.user.click(asked.response, label="Jongere")
    await evening.noor.user.slash("mijn taal", taal="en")
    assert await people.role_of(evening.bot.db.read, evening.noor.id) is Role.YOUTH
    assert "Who are you" in answer(await evening.noor.user.slash("mijn functie"))


async def test_nobody_is_asked_by_a_role_that_is_none(evening: Evening) -> None:
    await evening.begin()
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    await visitor.press("functie:koning")
    assert not await people.was_asked_role(evening.bot.db.read, evening.noor.id)


@pytest.mark.parametrize("count", [0, 1, 1000])
async def test_the_roles_of_any_number_of_people(evening: Evening, count: int) -> None:
    async with evening.bot.db.transaction() as db:
        for person in range(1, count + 1):
            await people.choose_role(db, person, Role.PARENT if person % 2 else None, evening.now)
    found = await people.roles_of(evening.bot.db.read, range(1, count + 1))
    assert len(found) == (count + 1) // 2
