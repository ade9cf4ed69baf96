"""Only guests and moderators speak in the plenary, and everybody again: what Discord lets people do, and when."""

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.core.people.floor import Floor
from bot.storage import floors
from tests.evening import Evening, answer, shown
from tests.features.speaking.halls import Moves, in_hall, speaks
from tests.refusing import FAILURES, Refusing
from tests.safety.doors import Visitor

QUIET = "alleen gasten en moderatoren"


async def choose(evening: Evening, who: str = "quiet", **options: object) -> str:
    return await evening.command("meetup spreken", wie=who, **options)


async def test_only_guests_and_moderators_speak_and_everybody_again(evening: Evening) -> None:
    await evening.begin()
    assert "is gast" in await evening.command("meetup gast", wie=evening.sem)
    assert await speaks(evening, evening.noor, evening.sem, evening.moderator) == [True, True, True]
    assert f"spreken {QUIET}" in await choose(evening)
    assert await speaks(evening, evening.noor, evening.sem, evening.moderator) == [False, True, True]
    await evening.pass_time(seconds=3)
    assert "spreken alleen gasten" in (await evening.posts(await evening.plenary))[0]
    assert "Alleen gasten en moderatoren spreken" in shown(await evening.panel_message())
    await evening.restart()
    await evening.pass_time(seconds=3)
    assert "al, daar koos" in await choose(evening)
    assert "mag iedereen spreken" in await choose(evening, "speak")
    assert await speaks(evening, evening.noor, evening.sem, evening.moderator) == [True, True, True]
    assert "spreken alleen gasten" not in (await evening.posts(await evening.plenary))[0]
    hall = evening.bot.get_channel((await evening.place(PlaceKind.VOICE)).id)
    assert isinstance(hall, discord.VoiceChannel)
    assert evening.sem.id not in {target.id for target in hall.overwrites}
    evening.env.errors.clear()


async def test_it_counts_for_who_is_there_already_and_moves_nobody_else(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup gast", wie=evening.sem)
    hall = await evening.place(PlaceKind.VOICE)
    crowd = [evening.person(f"Mens {n}") for n in range(12)]
    for person in (*crowd, evening.sem, evening.moderator):
        await person.join_voice(hall)
    moves = Moves(evening)
    assert "ongeveer 12 seconden" in await choose(evening)
    await evening.pass_time(seconds=5)
    assert len(moves.people) == 10
    await evening.pass_time(seconds=15)
    assert sorted(moves.people) == sorted(person.id for person in crowd)
    assert all(evening.voice_of(person) == hall.id for person in crowd)
    moves.people.clear()
    await evening.command("meetup gast", wie=crowd[3])
    await evening.pass_time(seconds=15)
    assert moves.people == [crowd[3].id]
    assert await speaks(evening, crowd[3], crowd[4]) == [True, False]


async def test_after_a_restart_it_counts_for_everybody_all_the_same(evening: Evening) -> None:
    await evening.begin()
    crowd = [evening.person(f"Mens {n}") for n in range(12)]
    await in_hall(evening, *crowd)
    await choose(evening)  # ten of them are done
    await evening.restart()
    moves = Moves(evening)
    await evening.pass_time(seconds=25)
    assert {person.id for person in crowd[10:]} <= set(moves.people)


async def test_quiet_for_a_moment_ends_by_itself(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(seconds=3)
    assert "🤫 Tot" in await evening.press("Even stil")
    assert await speaks(evening, evening.noor, evening.moderator) == [False, True]
    await evening.restart()
    await evening.pass_time(minutes=2, seconds=3)
    assert await speaks(evening, evening.noor) == [True]
    assert "[Even stil]" in shown(await evening.panel_message())


async def test_the_panel_has_both_ways(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(seconds=3)
    old = await evening.panel_message()
    assert QUIET in await evening.press("Alleen gasten spreken")
    assert "daar koos" in await evening.press("Alleen gasten spreken", panel=old)
    await evening.pass_time(seconds=3)
    assert "mag iedereen" in await evening.press("Iedereen mag spreken")
    assert await speaks(evening, evening.noor) == [True]
    evening.env.errors.clear()


async def test_the_end_gives_it_back_and_forgets_the_guests(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup gast", wie=evening.sem)
    await choose(evening)
    await evening.pass_time(hours=3)
    assert await speaks(evening, evening.noor, evening.sem) == [True, True]
    assert await floors.get(evening.bot.db.read, evening.meetup_id) == Floor()
    assert "afgelopen" in await choose(evening)
    evening.env.errors.clear()


async def test_before_the_start_and_in_a_hall_that_is_made_again(evening: Evening) -> None:
    await evening.plan()
    await choose(evening)
    assert await speaks(evening, evening.noor) == [False]
    hall = await evening.place(PlaceKind.VOICE)
    evening.env.backend.delete_channel(hall.id)
    await evening.env.settle()
    await evening.pass_time(seconds=5)
    assert (await evening.place(PlaceKind.VOICE)).id != hall.id
    assert await speaks(evening, evening.noor, evening.moderator) == [False, True]


@pytest.mark.parametrize("name", ["no right", "stumbles", "gone", "invalid"])
async def test_moderators_hear_where_discord_refuses(evening: Evening, name: str) -> None:
    await evening.begin()
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    refusing, moves = Refusing(evening, FAILURES[name]), Moves(evening)
    refusing.at = lambda route: "/permissions/" in route.path
    await choose(evening)
    await evening.pass_time(minutes=1)
    told = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "wie er mag spr" in text]
    assert len(told) == 1
    assert moves.people == []  # it would not count
    refusing.at = None
    await evening.pass_time(minutes=2)
    assert await speaks(evening, evening.noor) == [False]
    assert moves.people == [evening.noor.id]


async def test_who_can_not_be_set_is_named(evening: Evening) -> None:
    await evening.begin()
    await evening.noor.join_voice(await evening.place(PlaceKind.VOICE))
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: "/members/" in route.path
    await choose(evening)
    await evening.pass_time(seconds=10)
    told = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "geldt nog niet" in text]
    assert len(told) == 1
    assert f"<@{evening.noor.id}>" in told[0]


async def test_a_guest_can_be_made_one_no_more_and_only_moderators_command(evening: Evening) -> None:
    await evening.begin()
    asked = await evening.moderator.slash(await evening.plenary, "meetup gast", wie=evening.sem)
    await choose(evening)
    assert asked.response is not None
    assert "geen gast meer" in answer(await evening.moderator.click(asked.response, label="Toch geen gast"))
    await evening.run_due()
    assert await speaks(evening, evening.sem) == [False]
    assert "geen gast bij" in answer(await evening.moderator.click(asked.response, label="Toch geen gast"))
    refused = await evening.noor.slash(await evening.plenary, "meetup spreken", wie="speak")
    assert "Dit is voor moderatoren" in answer(refused)
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    assert "Dit is voor moderatoren" in (await visitor.press(f"spreken:iedereen:{evening.meetup_id}")).heard
    assert await speaks(evening, evening.noor) == [False]
    evening.env.errors.clear()


async def test_the_tables_open_and_close_and_the_plenary_stays_quiet(evening: Evening) -> None:
    await evening.begin()
    await choose(evening)
    await evening.pass_time(minutes=41)
    assert await speaks(evening, evening.noor, evening.moderator) == [False, True]
    taal = await evening.table("Taal") if any(t.title == "Taal" for t in (await evening.venue()).tables()) else None
    assert taal is None or not evening.can_enter(evening.noor, taal)


async def test_minutes_go_with_guests_and_moderators_only(evening: Evening) -> None:
    await evening.begin()
    assert "Minuten horen bij" in await choose(evening, "speak", minuten=5)
    assert "🤫 Tot" in await choose(evening, minuten=5)
    await evening.pass_time(minutes=5)
    assert await speaks(evening, evening.noor) == [True]
    evening.env.errors.clear()


async def test_an_erased_guest_has_no_right_of_their_own_any_more(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup gast", wie=evening.noor)
    await choose(evening)
    assert await speaks(evening, evening.noor) == [True]
    asked = (await evening.noor.slash(evening.lobby, "mijn wissen")).response
    assert asked is not None
    await evening.noor.click(asked, label="Wis alles")
    await evening.run_due()
    assert await speaks(evening, evening.noor) == [False]


async def test_a_cancelled_meetup_gives_it_back_too(evening: Evening) -> None:
    await evening.plan()
    await choose(evening)
    asked = (await evening.moderator.slash(await evening.plenary, "meetup stop")).response
    assert asked is not None
    await evening.moderator.click(asked, label="Stop")
    await evening.run_due()
    assert await speaks(evening, evening.noor) == [True]


async def test_a_role_that_becomes_one_of_moderators_may_speak(evening: Evening) -> None:
    role = evening.guild.create_role("Leiding")
    iris = evening.person("Iris", roles=[role])
    boss = evening.person(
        "Baas", roles=[evening.guild.create_role("Baas", permissions=discord.Permissions(manage_guild=True))]
    )
    await evening.begin()
    await choose(evening)
    assert await speaks(evening, iris) == [False]
    await boss.slash(evening.lobby, "meetup instellen", rol=role)
    await evening.run_due()
    assert await speaks(evening, iris) == [True]


async def test_the_check_does_not_take_it_for_a_mistake(evening: Evening) -> None:
    await evening.plan()
    await choose(evening)
    said = await evening.command("meetup check")
    assert "@everyone mist" not in said
    hall = evening.bot.get_channel((await evening.place(PlaceKind.VOICE)).id)
    assert isinstance(hall, discord.VoiceChannel)
    await choose(evening, "speak")
    await hall.set_permissions(hall.guild.default_role, speak=False)
    await evening.env.settle()
    assert "Spreken" in await evening.command("meetup check")


async def test_a_guest_whose_right_fails_first_hides_nobody_else(evening: Evening) -> None:
    await evening.begin()
    await evening.command("meetup gast", wie=evening.sem)
    for person in (evening.noor, evening.sem):
        await person.join_voice(await evening.place(PlaceKind.VOICE))
    refusing, moves = Refusing(evening, FAILURES["stumbles"]), Moves(evening)
    refusing.at = lambda route: f"/permissions/{evening.sem.id}" in route.url
    await choose(evening)
    refusing.at = None
    evening.bot.wake()
    await evening.pass_time(seconds=20)
    assert evening.noor.id in moves.people
    assert await speaks(evening, evening.noor, evening.sem) == [False, True]


async def test_many_who_can_not_be_set_are_one_notice(evening: Evening) -> None:
    await evening.begin()
    for number in range(13):
        await evening.person(f"Mens {number}").join_voice(await evening.place(PlaceKind.VOICE))
    refusing = Refusing(evening, FAILURES["no right"])
    refusing.at = lambda route: "/members/" in route.path
    await choose(evening)
    await evening.pass_time(minutes=1)
    told = [text for text in await evening.posts(await evening.place(PlaceKind.MODERATORS)) if "geldt nog niet" in text]
    assert len(told) == 1
    assert "nog 3" in told[0]
