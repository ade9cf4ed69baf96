"""What became of an idea of the youth council: told in its own channel, and under the idea to who asks."""

from collections.abc import AsyncIterator
from pathlib import Path

import discord
import pytest
import simcord

from bot.content.library import Library
from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer, open_evening
from tests.planning import fill_in

COUNCIL = """
titel: Jongerenraad
soort: jongerenraad
blokken:
  - {titel: Ideeën, soort: oogst, duur: 10 min, vraagt: [idee]}
"""
MEETUP = """
titel: Meetup
soort: meetup
blokken:
  - {titel: Van de jongeren, soort: plenair, duur: 10 min, toon: {van: jongerenraad, soort: [idee]}}
  - {titel: Toezeggingen, soort: oogst, duur: 10 min, vraagt: [idee, toezegging]}
"""
IDEA = "leerlingen geven de rondleiding op de open dag"


@pytest.fixture
async def council(tmp_path: Path) -> AsyncIterator[Evening]:
    """A youth council that is over; Noor's idea was let through. The next meetup shows it."""
    async with open_evening(tmp_path) as evening:
        programmes = {"raad": COUNCIL, "meetup": MEETUP}
        for name, text in programmes.items():
            (tmp_path / f"{name}.yaml").write_text(text, "utf-8")
        evening.bot.library = Library(extra={name: tmp_path / f"{name}.yaml" for name in programmes})
        await evening.plan(programma="raad", titel="Raad", start="20:00")
        await evening.command("meetup start")
        sent = await fill_in(evening, evening.noor, "idee", tekst=IDEA)
        assert sent.response is not None
        await evening.noor.click(sent.response, label="Zonder naam")
        await evening.pass_time(seconds=30)
        first = evening.last_panel(await evening.place(PlaceKind.MODERATORS), "muur:eerst:")
        await evening.moderator.click(first, label="Laat 1 zien")
        await evening.pass_time(minutes=20)
        yield evening


async def meet(evening: Evening, start: str = "27-11-2026 20:00") -> discord.Message:
    """Begin the meetup that shows the idea. Returns the message that does."""
    await evening.plan(programma="meetup", titel="Meetup in Sneek", plaats="Sneek", start=start)
    await evening.command("meetup start")
    await evening.pass_time(seconds=30)
    return evening.last_panel(await evening.plenary, "bijdrage:onder:idee:")


async def think_on(evening: Evening, shown: discord.Message, who: simcord.MemberActor, text: str, label: str) -> None:
    form = await who.click(shown, label="Hierop doordenken")
    sent = await who.submit_modal(form, {"tekst": text})
    assert sent.response is not None
    if label in str(sent.response.components):  # it is asked once
        await who.click(sent.response, label=label)


async def news(evening: Evening, plenary: simcord.ChannelHandle) -> list[str]:
    return [post for post in await evening.posts(plenary) if "Wat is er met jullie ideeën gebeurd" in post]


async def asked(evening: Evening, plenary: simcord.ChannelHandle) -> str:
    """What somebody of the council reads who presses the button under the idea."""
    board = evening.last_panel(plenary, "idee:verder:")
    return answer(await evening.sem.click(board, label="Hoe ging het verder?"))


async def test_the_council_hears_what_became_of_its_idea_after_each_meetup(council: Evening) -> None:
    plenary = await council.plenary
    assert "nog niet bij een meetup te zien" in await asked(council, plenary)
    shown = await meet(council)
    await think_on(council, shown, council.sem, "en ook de ouderavond", "Met mijn naam")
    await think_on(council, shown, council.sem, "maar niet op vrijdag", "Met mijn naam")
    form = await council.sem.click(shown, label="Wij zetten onze schouders hieronder")
    await council.sem.submit_modal(form, {"tekst": "wij regelen het op onze school"})
    assert not await news(council, plenary)
    await council.pass_time(minutes=25)
    (told,) = await news(council, plenary)
    assert f"> {IDEA}" in told
    assert "bij **Meetup in Sneek** (Sneek), donderdag 1 januari 2026." in told
    assert "↳ 2 × #idee · 1 × Toezegging" in told
    assert "“en ook de ouderavond” — Sem" in told
    assert "“wij regelen het op onze school” — Sem" in told  # he chose for all his words here
    assert "Noor" not in told
    assert "↳ 2 × #idee" in await asked(council, plenary)
    await meet(council, "28-11-2026 20:00")
    await council.pass_time(minutes=25)
    assert len(await news(council, plenary)) == 2
    assert "Mensen lazen het. Niemand schreef er iets onder." in (await news(council, plenary))[1]
    assert (await asked(council, plenary)).count("Meetup in Sneek") == 2


async def test_what_changes_until_the_harvest_is_final_changes_the_same_message(council: Evening) -> None:
    plenary = await council.plenary
    shown = await meet(council)
    await think_on(council, shown, council.sem, "en ook de ouderavond", "Liever niet")
    await council.pass_time(minutes=25)
    (told,) = await news(council, plenary)
    assert "1 × #idee" in told
    assert "ouderavond" not in told
    await council.restart()
    listed = await council.sem.slash(await council.plenary, "mijn bijdragen")
    assert listed.response is not None
    await council.sem.click(listed.response, label="Intrekken 1")
    await council.pass_time(hours=30)  # the harvest is final
    (told,) = await news(council, plenary)
    assert "Niemand schreef er iets onder" in told


async def test_an_idea_that_is_withdrawn_is_gone_from_all_of_it(council: Evening) -> None:
    plenary = await council.plenary
    await meet(council)
    listed = await council.noor.slash(plenary, "mijn bijdragen")
    assert listed.response is not None
    await council.noor.click(listed.response, label="Intrekken 1")
    await council.pass_time(minutes=25)
    assert not await news(council, plenary)


async def test_a_council_whose_channels_are_gone_stops_nothing(council: Evening) -> None:
    plenary = await council.plenary
    council.env.backend.delete_channel(plenary.id)
    await meet(council)
    await council.pass_time(hours=2)
    assert (await council.meetup()).ended_at is not None


async def test_its_author_finds_it_with_their_own_contributions(council: Evening) -> None:
    listed = (await council.noor.slash(council.lobby, "mijn bijdragen")).response
    assert listed is not None
    told = answer(await council.noor.click(listed, label="Hoe ging het verder? 1"))
    assert "nog niet bij een meetup te zien" in told
