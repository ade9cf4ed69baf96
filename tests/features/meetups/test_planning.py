"""A meetup is planned: its channels, who may enter them, and what is refused."""

import discord
import pytest

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from tests.evening import Evening, answer


async def test_planning_makes_the_category_the_channels_and_the_rooms(evening: Evening) -> None:
    said = answer(await evening.plan())
    assert "Proefavond" in said
    assert "<t:" in said
    venue = await evening.venue()
    names = {place.kind: evening.channel(place.channel).name for place in venue.places}
    assert names[PlaceKind.CATEGORY] == "Proefavond"
    assert names[PlaceKind.PLENARY] == "grote-zaal"
    assert names[PlaceKind.MODERATORS] == "moderatoren"
    assert [evening.channel(table.channel).name for table in venue.tables()] == ["Taal", "Vrije tafel"]
    category = venue.one(PlaceKind.CATEGORY).channel
    parents = {evening.env.backend.channels[place.channel or 0].parent_id for place in venue.places[1:]}
    assert parents == {category}


async def test_rooms_are_closed_until_their_block_and_moderators_are_private(evening: Evening) -> None:
    await evening.plan()
    table, moderators = await evening.table("Taal"), await evening.place(PlaceKind.MODERATORS)
    assert not evening.can_enter(evening.noor, table)
    assert not evening.can_enter(evening.noor, moderators)
    assert evening.can_enter(evening.noor, await evening.place(PlaceKind.VOICE))
    assert evening.can_enter(evening.moderator, moderators)
    await evening.command("meetup start")
    await evening.pass_time(minutes=9, seconds=59)
    assert not evening.can_enter(evening.noor, table)
    await evening.pass_time(seconds=1)
    assert evening.can_enter(evening.noor, table)
    await evening.pass_time(minutes=25)
    assert not evening.can_enter(evening.noor, table)
    assert not evening.can_enter(evening.noor, moderators)


@pytest.mark.parametrize(
    "options, part",
    [
        ({"programma": "bestaat-niet"}, "Kies uit: "),
        ({"programma": "../../.env"}, "Kies uit: "),
        ({"start": "straks"}, "Ik begrijp de begintijd “straks” niet"),
        ({"start": "25:00"}, "Ik begrijp de begintijd"),
        ({"start": "1-1-2020 19:30"}, "al voorbij"),
        ({"start": "1-1-2030 19:30"}, "meer dan een jaar"),
    ],
)
async def test_a_plan_that_is_not_right_makes_nothing(evening: Evening, options: dict[str, str], part: str) -> None:
    assert part in answer(await evening.plan(**options))
    assert set(evening.guild.channels) == {"algemeen"}


async def test_all_missing_rights_are_said_at_once(evening: Evening) -> None:
    backend = evening.env.backend
    role = next(r for r in backend.get_guild(evening.guild.id).roles.values() if r.name == "TestBot")
    rights = discord.Permissions(role.permissions)
    rights.update(manage_channels=False, move_members=False)
    backend.edit_role(evening.guild.id, role.id, {"permissions": rights.value})
    said = answer(await evening.plan())
    assert "Kanalen beheren" in said
    assert "Leden verplaatsen" in said
    assert set(evening.guild.channels) == {"algemeen"}


async def test_the_same_meetup_is_not_planned_twice(evening: Evening) -> None:
    await evening.plan()
    channels = set(evening.guild.channels)
    assert "al gepland" in answer(await evening.plan())
    assert set(evening.guild.channels) == channels


async def test_who_plans_again_for_want_of_an_answer_plans_one_meetup(evening: Evening) -> None:
    """With "nu" the second try has another start; it is the same evening all the same."""
    await evening.plan(start="nu")
    await evening.pass_time(minutes=1)
    assert "al gepland" in answer(await evening.plan(start="nu"))
    await evening.pass_time(minutes=20)
    assert "staat gepland" in answer(await evening.plan(start="nu"))


async def test_a_plan_that_discord_interrupts_says_that_it_is_planned(evening: Evening) -> None:
    evening.env.inject_error("POST", "/guilds/*/channels", status=403, code=50013, times=2)
    said = answer(await evening.plan())
    assert "plan hem niet opnieuw" in said
    await evening.command("meetup status")
    assert evening.can_enter(evening.noor, await evening.place(PlaceKind.VOICE))


async def test_the_old_moderator_role_loses_its_way_in(evening: Evening) -> None:
    admin = evening.person("Admin", roles=[evening.guild.create_role("Admin", permissions=discord.Permissions.all())])
    old, new = evening.guild.create_role("Oud"), evening.guild.create_role("Nieuw")
    before, after = evening.person("Bas", roles=[old]), evening.person("Nel", roles=[new])
    await admin.slash(evening.lobby, "meetup instellen", rol=old)
    await evening.plan()
    moderators = await evening.place(PlaceKind.MODERATORS)
    assert evening.can_enter(before, moderators)
    await admin.slash(evening.lobby, "meetup instellen", rol=new)
    assert evening.can_enter(after, moderators)
    assert not evening.can_enter(before, moderators)


async def test_what_moderators_type_is_repeated_as_it_is(evening: Evening) -> None:
    wild = "**vet** @everyone <@1>"
    said = answer(await evening.plan(start=wild))
    assert "\\*\\*vet\\*\\*" in said
    await evening.plan(titel="*Schuin* @here", plaats="_Plaats_")
    (welcome,) = await evening.posts(await evening.plenary)
    assert "\\*Schuin\\*" in welcome
    assert "@here" not in welcome
    sent = [request.json for request in evening.env.http_requests if request.path.endswith("/messages")]
    assert all(body["allowed_mentions"] == {"parse": []} for body in sent if isinstance(body, dict))


@pytest.mark.parametrize("title", ["\u200b\u200b", "   "])
async def test_a_title_that_nobody_sees_becomes_the_programmes(evening: Evening, title: str) -> None:
    await evening.plan(titel=title)
    assert (await evening.meetup()).title == "Proefavond"


async def test_texts_at_their_limits_are_posted_whole(evening: Evening) -> None:
    path = evening.bot.settings.harvest_dir.parent / "lang.yaml"
    tables = "\n".join(
        f"      - {{titel: '{n:02}{'k' * 88}', tekst: '{'t' * 1500}', richtingen: [{', '.join(['r' * 400] * 5)}]}}"
        for n in range(30)
    )
    path.write_text(
        f"titel: {'T' * 90}\nsoort: meetup\nomschrijving: '{'o' * 1500}'\nblokken:\n"
        f"  - {{titel: '{'b' * 90}', soort: plenair, duur: 5 min, tekst: '{'x' * 1500}'}}\n"
        f"  - titel: Tafels\n    soort: break-out\n    duur: 10 min\n    tekst: '{'y' * 1500}'\n"
        f"    ruimtes:\n{tables}\n",
        "utf-8",
    )
    evening.bot.library._extra["lang"] = path
    await evening.plan(programma="lang", titel="_" * 80, plaats="*" * 80)
    await evening.command("meetup start")
    await evening.pass_time(minutes=16)
    assert (await evening.meetup()).state is State.CLOSED
    everything = await evening.everything_posted()
    assert max(len(text) for texts in everything.values() for text in texts) <= 2000
    assert any("o" * 1500 in text for text in everything["plenary " + "_" * 80])
    table = everything["room 00" + "k" * 88]
    assert sum(text.count("r" * 400) for text in table) == 5
    assert not [text for text in everything["moderators " + "_" * 80] if "lukt iets niet" in text]
