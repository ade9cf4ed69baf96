"""A table that is too big is split: half go to a new one of the same theme, with the question of now."""

import pytest
import simcord

from bot.core.evening.cues import CueKind
from bot.core.evening.places import PlaceKind
from bot.storage import seats, transfers
from tests.at_seats import begin_round, last_preview
from tests.at_seats import press as press_preview
from tests.evening import Evening, answer, bugs, shown
from tests.refusing import FAILURES, Refusing

TABLE = "Vrije tafel"


async def split(evening: Evening, table: str = TABLE) -> str:
    return await evening.command("ruimtes tafel splits", tafel=table)


async def sit(evening: Evening, n: int, table: str = TABLE) -> list[simcord.MemberActor]:
    """So many people come to a table, one after the other."""
    people = [evening.person(f"Mens {number}") for number in range(1, n + 1)]
    for person in people:
        await person.join_voice(await evening.table(table))
        await evening.pass_time(seconds=1)
    return people


async def where(evening: Evening, people: list[simcord.MemberActor]) -> list[str]:
    titles = {place.channel: place.title.raw for place in (await evening.venue()).every_table()}
    return [titles.get(evening.voice_of(person) or 0, "") for person in people]


async def test_half_go_to_a_new_table_where_the_question_of_now_stands(evening: Evening) -> None:
    await evening.begin_tables()
    people = await sit(evening, 12)
    await evening.pass_time(minutes=13)
    assert "6 mensen gaan zo van **Vrije tafel** naar" in await split(evening)
    new = await evening.table("Vrije tafel 2")
    told = [text for text in await evening.posts(await evening.table(TABLE)) if "We gaan uit elkaar" in text]
    assert len(told) == 1
    assert f"<@{people[-1].id}>" in told[0]
    assert f"<@{people[0].id}>" not in told[0]
    assert await where(evening, people) == [TABLE] * 12  # they read it first
    await evening.pass_time(seconds=20)
    assert await where(evening, people) == [TABLE] * 6 + ["Vrije tafel 2"] * 6
    assert any("Wat kun je morgen anders doen" in text for text in await evening.posts(new))
    place = next(place for place in (await evening.venue()).tables() if place.channel == new.id)
    assert await transfers.to(evening.bot.db.read, place.id) == set()
    await evening.pass_time(minutes=13)
    assert set(await where(evening, people)) == {""}
    assert not bugs(evening.env)


async def test_the_panel_offers_it_once_for_a_table_that_is_too_big(evening: Evening) -> None:
    await evening.begin_tables()
    people = await sit(evening, 8)
    await evening.pass_time(seconds=20)
    assert "Splits" not in shown(await evening.panel_message())
    people += [evening.noor]
    await evening.noor.join_voice(await evening.table(TABLE))
    await evening.pass_time(seconds=20)
    panel = await evening.panel_message()
    assert "is groot, met 9 mensen" in shown(panel)
    await evening.press("Splits Vrije tafel")
    assert "wordt al gesplitst" in await evening.press("Splits Vrije tafel", panel=panel)
    await evening.pass_time(seconds=30)
    assert "Splits" not in shown(await evening.panel_message())
    assert sorted(await where(evening, people)) == [TABLE] * 5 + ["Vrije tafel 2"] * 4
    assert not bugs(evening.env)


async def test_who_went_elsewhere_meanwhile_stays_there(evening: Evening) -> None:
    await evening.begin_tables()
    people = await sit(evening, 6)
    await split(evening)
    await people[-1].join_voice(await evening.table("Taal"))
    await people[-2].leave_voice()
    await evening.pass_time(seconds=30)
    assert await where(evening, people) == [TABLE] * 3 + ["Vrije tafel 2", "", "Taal"]
    await people[-1].join_voice(await evening.table(TABLE))  # by choice
    await evening.pass_time(minutes=1)
    assert (await where(evening, people))[-1] == TABLE


async def test_refusals(evening: Evening) -> None:
    assert "/meetup plan" in await evening_without(evening)
    await evening.begin()
    assert "geen tafels open" in await split(evening)
    await evening.pass_time(minutes=10)
    await sit(evening, 3)
    assert "kan vanaf 4 mensen. Nu zijn het er 3" in await split(evening)
    assert "geen tafel “Muziek”" in await split(evening, "Muziek")
    await evening.noor.join_voice(await evening.table(TABLE))
    await evening.pass_time(minutes=24, seconds=45)
    assert "voorbij" in await split(evening)  # everybody is called back
    assert len((await evening.venue()).tables()) == 2
    assert not bugs(evening.env)


async def evening_without(evening: Evening) -> str:
    return answer(await evening.moderator.slash(evening.lobby, "ruimtes tafel splits", tafel=TABLE))


async def test_a_restart_goes_on(evening: Evening) -> None:
    await evening.begin_tables()
    people = await sit(evening, 4)
    await split(evening)
    await evening.restart()
    await evening.pass_time(seconds=30)
    assert await where(evening, people) == [TABLE] * 2 + ["Vrije tafel 2"] * 2


async def test_who_cannot_be_moved_is_named_and_stays(evening: Evening) -> None:
    await evening.begin_tables()
    people = await sit(evening, 4)
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013, times=None)
    await split(evening)
    await evening.pass_time(minutes=2)
    assert await where(evening, people) == [TABLE] * 4
    named = [t for t in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "Nog aan de oude" in t]
    assert len(named) == 1
    evening.env.backend.faults.clear()
    await evening.pass_time(minutes=2)
    assert (await where(evening, people))[2:] == ["Vrije tafel 2"] * 2


async def test_in_a_divided_block_they_keep_their_new_seat(evening: Evening) -> None:
    crowd = await begin_round(evening, 8, tables=2, how="gelijk")
    await evening.command("ruimtes verdeel")
    await press_preview(evening, "Bevestigen", await last_preview(evening))
    await evening.pass_time(seconds=30)
    await split(evening, "Tafel 1")
    await evening.pass_time(seconds=30)
    moved = [person for person, title in zip(crowd, await where(evening, crowd), strict=True) if title == "Tafel 1 2"]
    assert len(moved) == 2
    await moved[0].leave_voice()
    await moved[0].join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(seconds=30)
    assert await where(evening, moved) == ["Tafel 1 2"] * 2
    division = await seats.standing(evening.bot.db.read, evening.meetup_id, 1)
    assert division is not None
    assert not bugs(evening.env)


async def test_a_closed_table_gets_nobody(evening: Evening) -> None:
    await evening.begin_tables()
    people = await sit(evening, 4)
    await split(evening)
    await evening.command("ruimtes tafel sluit", tafel="Vrije tafel 2")
    await evening.pass_time(seconds=40)
    assert await where(evening, people) == [TABLE] * 4
    assert not bugs(evening.env)


@pytest.mark.parametrize("name", FAILURES)
async def test_whatever_fails_at_first_everybody_comes_over(
    evening: Evening, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    await evening.begin_tables()
    people = await sit(evening, 4)
    refusing = Refusing(evening, FAILURES[name])
    refusing.first_of_every_cue(monkeypatch)
    await split(evening)
    await evening.pass_time(minutes=4)
    assert CueKind.SPLIT in refusing.given
    assert await where(evening, people) == [TABLE] * 2 + ["Vrije tafel 2"] * 2
