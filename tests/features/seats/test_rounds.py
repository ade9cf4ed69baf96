"""Divisions that the programme asks for, and several rounds of one evening."""

import pytest

from bot.core.evening.places import PlaceKind
from tests.at_seats import begin, begin_round, press, preview_text, tables
from tests.evening import Evening, answer


async def test_the_programme_shows_its_preview_before_the_tables_open(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="gelijk")
    await evening.pass_time(minutes=2, seconds=59)
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert not [text for text in await evening.posts(moderators) if "Voorstel" in text]
    await evening.pass_time(seconds=1)
    assert "6 mensen aan 3 tafels" in await preview_text(evening)
    assert "zodra de tafels opengaan" in await press(evening, "Bevestigen")
    await evening.pass_time(minutes=1)
    assert await tables(evening, crowd) == {"Tafels": 6}
    await evening.pass_time(minutes=1)
    assert await tables(evening, crowd) == {"Tafel 1": 2, "Tafel 2": 2, "Tafel 3": 2}
    told = await evening.posts(await evening.plenary)
    assert len([text for text in told if "Iedereen heeft een tafel bij" in text]) == 1


async def test_without_a_confirmation_people_choose_for_themselves(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="per functie")
    await evening.pass_time(minutes=6)
    told = await evening.posts(await evening.place(PlaceKind.MODERATORS))
    assert [text for text in told if "Het voorstel hierboven wacht op een van jullie" in text]
    assert await tables(evening, crowd) == {"Tafels": 6}
    plenary = await evening.plenary
    assert [text for text in await evening.posts(plenary) if "Je krijgt zo een tafel" in text]
    places = (await evening.venue()).tables()
    assert f"<#{places[0].channel}>" in answer(
        await crowd[0].click(evening.last_panel(plenary, "tafel:"), custom_id=f"tafel:{places[0].id}")
    )


async def test_a_programme_whose_division_is_put_away_lets_people_choose(evening: Evening) -> None:
    await begin_round(evening, 6, how="gelijk")
    plenary = await evening.plenary
    assert [text for text in await evening.posts(plenary) if "Je krijgt zo een tafel" in text]
    await press(evening, "Niet doen")
    told = await evening.posts(plenary)
    assert not [text for text in told if "Je krijgt zo een tafel" in text]
    assert [text for text in told if "Kies zelf een tafel" in text]


async def test_next_right_away_shows_the_preview_and_seats_when_confirmed(evening: Evening) -> None:
    crowd = await begin(evening, 6, how="gelijk")
    await evening.pass_time(seconds=30)
    await evening.command("meetup volgende")
    await press(evening, "Bevestigen")
    assert await tables(evening, crowd) == {"Tafel 1": 2, "Tafel 2": 2, "Tafel 3": 2}


async def test_a_second_round_parts_who_sat_together(evening: Evening) -> None:
    crowd = await begin_round(evening, 9, again=2)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    first = {person.id: evening.voice_of(person) for person in crowd}
    await evening.pass_time(minutes=15)
    await evening.command("ruimtes verdeel")
    assert "Niemand zit weer bij iemand uit een andere ronde" in await preview_text(evening)
    await press(evening, "Bevestigen")
    await evening.pass_time(seconds=1)
    second = {person.id: evening.voice_of(person) for person in crowd}
    pairs = [(a.id, b.id) for a in crowd for b in crowd if a.id < b.id]
    assert not [pair for pair in pairs if len({first[id] for id in pair}) == len({second[id] for id in pair}) == 1]


@pytest.mark.parametrize("rounds", [(2, 1), (1, 2)])
async def test_a_round_that_was_divided_beforehand_counts_as_well(evening: Evening, rounds: tuple[int, int]) -> None:
    await begin(evening, 9, again=2)
    for number in rounds:
        await evening.command("ruimtes verdeel", ronde=number)
        await press(evening, "Bevestigen")
    assert "Niemand zit weer bij iemand uit een andere ronde" in await preview_text(evening)


async def test_which_round_may_be_said_beforehand(evening: Evening) -> None:
    await begin_round(evening, 6, again=2)
    assert "2 rondes" in await evening.command("ruimtes verdeel", ronde=3)
    await evening.command("ruimtes verdeel", ronde=2)
    assert "Ronde 2" in await preview_text(evening)
    assert "zodra de tafels opengaan" in await press(evening, "Bevestigen")
    await evening.pass_time(minutes=16)
    assert "Deze ronde is voorbij" in await evening.command("ruimtes verdeel", ronde=1)
