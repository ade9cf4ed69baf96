"""Somebody who brings in far too much: kept up to a number, told once, and nobody else notices."""

import pytest

from bot.core.people.privacy import NOBODY
from tests.contributing import chat, marked, stored, texts
from tests.evening import Evening, answer

MOST = 5


@pytest.fixture(autouse=True)
def most(evening: Evening) -> None:
    """A low number, so that the test is short."""
    evening.bot.settings.contributions_per_person = MOST


async def told(evening: Evening) -> list[str]:
    """What people were told in the plenary."""
    await evening.run_due()
    return [text for text in await evening.posts(await evening.plenary) if "zoveel opschrijft" in text]


async def test_a_flood_is_kept_up_to_a_number_and_its_author_told_once(evening: Evening) -> None:
    await evening.begin_harvest()
    flood = [await chat(evening, f"#morgen bel ik ouder {number}") for number in range(MOST + 6)]
    other = await chat(evening, "#nodig tijd", evening.sem)
    assert [marked(evening, message) for message in flood] == [True] * MOST + [False] * 6
    assert marked(evening, other)
    assert len(await told(evening)) == 1
    assert f"{MOST} dingen" in (await told(evening))[0]
    assert len(await stored(evening)) == MOST + 1
    await evening.restart()
    await chat(evening, "#morgen bel ik nog een ouder")
    assert len(await told(evening)) == 1
    assert len(await stored(evening)) == MOST + 1


async def test_many_in_one_message_are_kept_up_to_the_number(evening: Evening) -> None:
    await evening.begin_harvest()
    message = await chat(evening, "\n".join(f"#morgen bel ik ouder {number}" for number in range(MOST + 3)))
    assert [item.split()[-1] for item in await texts(evening)] == [str(number) for number in range(MOST)]
    assert marked(evening, message)
    assert len(await told(evening)) == 1
    await evening.restart()
    assert len(await texts(evening)) == MOST


async def test_what_is_withdrawn_makes_room_and_commands_give_the_words_back(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    flood = [await chat(evening, f"#morgen bel ik ouder {number}") for number in range(MOST)]
    refused = answer(await evening.noor.slash(plenary, "nodig", tekst="meer rust"))
    assert "niet van één persoon" in refused
    assert "> meer rust" in refused
    evening.env.errors.clear()  # the refusal
    await evening.noor.delete(flood[0])
    assert "Bewaard" in answer(await evening.noor.slash(plenary, "nodig", tekst="meer rust"))


async def test_refused_words_do_not_come_back_after_everything_was_erased(evening: Evening) -> None:
    await evening.begin_harvest()
    for number in range(MOST + 2):
        await chat(evening, f"#morgen bel ik ouder {number}")
    asked = await evening.noor.slash(await evening.plenary, "mijn wissen")
    assert asked.response is not None
    await evening.noor.click(asked.response, label="Wis alles")
    await evening.restart()
    assert [item for item in await stored(evening) if item.author != NOBODY] == []
