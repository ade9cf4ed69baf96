"""Who sits in voice is taken along to the table that they choose."""

import asyncio

import simcord

from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer


async def choose(evening: Evening, who: simcord.MemberActor, table: str) -> str:
    """Press the button of a table in the plenary. Returns what is answered."""
    id = next(place.id for place in (await evening.venue()).tables() if place.title == table)
    panel = evening.last_panel(await evening.plenary, f"tafel:{id}")
    return answer(await who.click(panel, custom_id=f"tafel:{id}"))


async def test_one_tap_brings_who_sits_in_voice_to_the_table(evening: Evening) -> None:
    await evening.begin_tables()
    taal, free = await evening.table("Taal"), await evening.table("Vrije tafel")
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    said = await choose(evening, evening.noor, "Taal")
    assert taal.mention in said
    assert "Ik neem je nu mee" in said
    assert evening.voice_of(evening.noor) == taal.id
    await choose(evening, evening.noor, "Vrije tafel")  # people may switch
    assert evening.voice_of(evening.noor) == free.id
    assert "al aan deze tafel" in await choose(evening, evening.noor, "Vrije tafel")


async def test_who_is_not_in_voice_gets_the_way(evening: Evening) -> None:
    await evening.begin_tables()
    said = await choose(evening, evening.noor, "Taal")
    assert "Tik erop" in said
    assert evening.voice_of(evening.noor) is None


async def test_where_discord_refuses_they_hear_what_to_do(evening: Evening) -> None:
    await evening.begin_tables()
    voice, taal = await evening.place(PlaceKind.VOICE), await evening.table("Taal")
    await evening.noor.join_voice(voice)
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=403, code=50013)
    said = await choose(evening, evening.noor, "Taal")
    assert f"Meenemen lukt me niet. Tik op {taal.mention}" in said
    assert evening.voice_of(evening.noor) == voice.id
    evening.env.inject_error("PATCH", "/guilds/*/members/*", status=400, code=40032)  # just left voice
    assert "lukt me niet" not in await choose(evening, evening.noor, "Taal")


async def test_who_chose_another_table_while_waiting_is_not_taken_to_the_first(evening: Evening) -> None:
    await evening.begin_tables()
    voice = await evening.place(PlaceKind.VOICE)
    other = next(place for place in (await evening.venue()).tables() if place.title == "Vrije tafel")
    await evening.noor.join_voice(voice)
    async with evening.bot.turns["along", evening.guild.id]:  # others are being moved
        pressed = asyncio.create_task(choose(evening, evening.noor, "Taal"))
        while evening.noor.id not in evening.bot.going:  # noqa: ASYNC110
            await asyncio.sleep(0)
        evening.bot.going[evening.noor.id] = other.id
    await pressed
    assert evening.voice_of(evening.noor) == voice.id


async def test_the_text_and_the_voice_of_the_plenary_have_names_that_differ(evening: Evening) -> None:
    await evening.plan()
    text, voice = await evening.plenary, await evening.place(PlaceKind.VOICE)
    assert (text.name, voice.name) == ("grote-zaal", "Praatzaal")
