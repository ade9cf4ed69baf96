"""People who come and go while the bot is away are dealt with as soon as it is back."""

from datetime import timedelta

import pytest

from bot.core.evening.places import PlaceKind
from bot.storage import attendance
from tests.at_tables import press
from tests.evening import Evening
from tests.unseen import go, leave

AWAY = timedelta(seconds=20)  # too short for a word to the moderators


async def stays(evening: Evening) -> dict[str, bool]:
    """Return the places that Noor was in, and whether she is there still."""
    found = await attendance.of_person(evening.bot.db.read, evening.noor.id)
    return {stay.title.raw: stay.since is not None for _meetup, stay in found}


async def test_who_came_or_left_meanwhile_is_noted_at_once(evening: Evening) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    go(evening, evening.noor, await evening.table("Vrije tafel"))
    await evening.restart(AWAY)
    assert await stays(evening) == {"Taal": False, "Vrije tafel": True}
    leave(evening, evening.noor)
    await evening.restart(AWAY)
    assert await stays(evening) == {"Taal": False, "Vrije tafel": False}


@pytest.mark.parametrize("leaves", ["before", "while away"])
async def test_a_call_of_a_table_that_is_empty_since_ends_by_itself(evening: Evening, leaves: str) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Vrije tafel"))
    await press(evening, evening.noor, "Vrije tafel", "hulp")
    if leaves == "before":
        await evening.noor.leave_voice()
    else:
        leave(evening, evening.noor)
    await evening.restart(AWAY)
    await evening.pass_time(minutes=3)
    told = "".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))
    assert "leeg of dicht" in told
    assert "wacht op hulp" not in told


async def test_a_call_of_a_table_with_people_again_stays(evening: Evening) -> None:
    await evening.begin_tables()
    table = await evening.table("Vrije tafel")
    await evening.noor.join_voice(table)
    await press(evening, evening.noor, "Vrije tafel", "hulp")
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    go(evening, evening.noor, table)
    await evening.restart(AWAY)
    await evening.pass_time(minutes=3)
    told = "".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))
    assert "leeg of dicht" not in told
    assert "wacht op hulp" in told


async def test_a_call_from_outside_voice_stays_over_a_restart(evening: Evening) -> None:
    await evening.begin_tables()
    await press(evening, evening.noor, "Vrije tafel", "hulp")
    await evening.restart(AWAY)
    await evening.pass_time(minutes=3)
    told = "".join(await evening.posts(await evening.place(PlaceKind.MODERATORS)))
    assert "leeg of dicht" not in told
    assert "wacht op hulp" in told
