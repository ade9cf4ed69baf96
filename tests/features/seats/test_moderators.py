"""Who is a moderator while people are divided: by the roles of that moment, also of who is in voice already."""

import simcord

from bot.core.evening.places import PlaceKind
from tests.at_seats import begin_round, press, preview_text, tables
from tests.evening import Evening


def roles_of(evening: Evening, who: simcord.MemberActor) -> list[int]:
    return evening.env.backend.get_member(evening.guild.id, who.id).role_ids


async def test_a_role_given_while_in_voice_counts_at_the_division(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    roles_of(evening, crowd[0]).append(evening.guild.roles["Moderator"].id)  # no event: the bot lacks that intent
    await evening.command("ruimtes verdeel")
    assert "Moderatoren blijven in de grote zaal: Mens 1" in await preview_text(evening)
    await press(evening, "Bevestigen")
    assert (await tables(evening, crowd))["Tafels"] == 1


async def test_a_role_given_after_the_preview_counts_when_it_is_confirmed(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.command("ruimtes verdeel")
    roles_of(evening, crowd[0]).append(evening.guild.roles["Moderator"].id)
    await press(evening, "Bevestigen")
    assert await tables(evening, crowd[:1]) == {"Tafels": 1}


async def test_a_role_given_to_who_comes_late_keeps_them_in_the_plenary(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.sem.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.sem.leave_voice()
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    roles_of(evening, evening.sem).append(evening.guild.roles["Moderator"].id)
    await evening.sem.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.pass_time(minutes=1)
    assert await tables(evening, [evening.sem]) == {"Tafels": 1}
    assert len(crowd) == 6


async def test_a_role_given_to_who_was_seen_before_counts_when_they_come_into_voice(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    await evening.sem.send(await evening.plenary, "hoi")  # without the role
    evening.bot._connection._get_websocket = lambda *_args, **_options: None  # type: ignore[assignment]
    roles_of(evening, evening.sem).append(evening.guild.roles["Moderator"].id)
    await evening.sem.join_voice(await evening.place(PlaceKind.VOICE))
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert await tables(evening, [evening.sem]) == {"Tafels": 1}
    assert "Tafels" not in await tables(evening, crowd)


async def test_a_role_given_to_who_presses_something_counts_at_once(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    evening.bot._connection._get_websocket = lambda *_args, **_options: None  # type: ignore[assignment]
    roles_of(evening, crowd[0]).append(evening.guild.roles["Moderator"].id)
    await crowd[0].slash(await evening.plenary, "mijn bijdragen")
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert await tables(evening, crowd[:1]) == {"Tafels": 1}


async def test_a_role_taken_in_voice_gives_a_table(evening: Evening) -> None:
    crowd = await begin_round(evening, 5)
    former = evening.person("Gewezen", roles=[evening.guild.roles["Moderator"]])
    await former.join_voice(await evening.place(PlaceKind.VOICE))
    roles_of(evening, former).clear()
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert (await tables(evening, [*crowd, former])).get("Tafels", 0) == 0


async def test_without_an_answer_the_division_goes_by_what_is_known(evening: Evening) -> None:
    crowd = await begin_round(evening, 6)
    guild = evening.bot.get_guild(evening.guild.id)
    assert guild is not None
    evening.bot._connection._get_websocket = lambda *_args, **_options: None  # type: ignore[assignment]
    await evening.command("ruimtes verdeel")
    await press(evening, "Bevestigen")
    assert "Tafels" not in await tables(evening, crowd)
