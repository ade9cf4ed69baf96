"""A moderator moves one person: to a table, back, and never out of a voice channel that is none of the meetup's."""

import pytest
import simcord

from bot.core.evening.places import PlaceKind
from bot.storage import seats
from tests.at_seats import begin_round, press
from tests.evening import Evening, answer


async def move(evening: Evening, who: simcord.MemberActor, to: simcord.ChannelHandle | None) -> str:
    options: dict[str, object] = {"persoon": who} | ({"tafel": to} if to else {})
    own = await evening.place(PlaceKind.MODERATORS)
    said = answer(await evening.moderator.slash(own, "ruimtes verplaats", **options))
    await evening.run_due()
    return said


async def test_to_a_table_to_another_and_back_to_the_plenary(evening: Evening) -> None:
    await evening.begin_tables()
    plenary, taal = await evening.place(PlaceKind.VOICE), await evening.table("Taal")
    other = await evening.table("Vrije tafel")
    await evening.noor.join_voice(plenary)
    for goal in (taal, other):
        assert f"is nu in <#{goal.id}>" in await move(evening, evening.noor, goal)
        assert evening.voice_of(evening.noor) == goal.id
    assert "is nu in" in await move(evening, evening.noor, None)
    assert evening.voice_of(evening.noor) == plenary.id
    assert "is daar al" in await move(evening, evening.noor, None)


async def test_who_was_dealt_to_a_table_has_their_seat_where_they_are_moved(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    await evening.pass_time(seconds=30)
    first, tables = crowd[0], (await evening.venue()).tables()
    goal = next(table for table in tables if table.channel != evening.voice_of(first))
    await move(evening, first, evening.channel(goal.channel))
    seat = await seats.seat_of(evening.bot.db.read, evening.meetup_id, goal.block or 0, first.id)
    assert seat is not None
    assert seat.place == goal.id
    await evening.pass_time(minutes=1)
    assert evening.voice_of(first) == goal.channel


@pytest.mark.parametrize("stops_at", ["at the table", "waiting to be brought"])
async def test_who_is_moved_to_the_plenary_is_not_brought_to_a_table_again(evening: Evening, stops_at: str) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    await evening.pass_time(seconds=30)
    first, plenary = crowd[0], await evening.place(PlaceKind.VOICE)
    if stops_at == "at the table":
        tables = (await evening.venue()).tables()
        goal = next(table for table in tables if table.channel != evening.voice_of(first))
        await move(evening, first, evening.channel(goal.channel))
    else:
        async with evening.bot.db.transaction() as db:
            await seats.came(db, evening.meetup_id, first.id)
    await move(evening, first, None)
    await evening.noor.join_voice(plenary)  # a latecomer, who is brought to a table
    await evening.pass_time(seconds=30)
    assert evening.voice_of(first) == plenary.id
    assert evening.voice_of(evening.noor) != plenary.id


@pytest.mark.parametrize("where", ["nowhere", "elsewhere"])
async def test_nobody_is_taken_out_of_another_voice_channel(evening: Evening, where: str) -> None:
    await evening.begin_tables()
    taal = await evening.table("Taal")
    private = evening.guild.create_voice_channel("privé")
    if where == "elsewhere":
        await evening.noor.join_voice(private)
    said = await move(evening, evening.noor, taal)
    assert "zit in geen spraakkanaal van deze meetup" in said
    assert f"<#{taal.id}>" in said
    assert evening.voice_of(evening.noor) == (private.id if where == "elsewhere" else None)
    evening.env.errors.clear()


async def test_a_closed_table_another_channel_and_a_refusal_are_sentences(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    assert "is nu dicht" in await move(evening, evening.noor, await evening.table("Taal"))
    assert "geen tafel van deze meetup" in await move(
        evening, evening.noor, evening.guild.create_voice_channel("privé")
    )
    await evening.pass_time(minutes=10)
    taal = await evening.table("Taal")
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013)
    said = await move(evening, evening.noor, taal)
    assert "mocht ik van Discord niet verplaatsen" in said
    assert f"<#{taal.id}>" in said
    own = await evening.plenary
    refused = answer(await evening.noor.slash(own, "ruimtes verplaats", persoon=evening.sem))
    assert "Dit is voor moderatoren" in refused
    evening.env.errors.clear()
