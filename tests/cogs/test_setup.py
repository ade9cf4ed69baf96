"""/meetup instellen: a form with everything a server chooses, or the options."""

import asyncio
from pathlib import Path

import pytest
import simcord

from bot.core.evening.meetup import State
from bot.core.evening.places import PlaceKind
from bot.features.meetups.setting_up import seen
from bot.storage import meetups, servers
from bot.storage.servers import Server
from tests.evening import PROGRAMME, Evening, answer
from tests.safety.doors import Visitor
from tests.setting_up import admin_of, filled


async def chosen(evening: Evening) -> Server:
    return await servers.get(evening.bot.db.read, evening.guild.id)


def roles(evening: Evening) -> list[str]:
    return [role.name for role in evening.env.backend.get_guild(evening.guild.id).roles.values()]


async def test_the_form_shows_what_is_set_and_keeps_what_is_filled_in(evening: Evening) -> None:
    admin, crew = admin_of(evening), evening.guild.create_role("Crew")
    shown = await admin.slash(evening.lobby, "meetup instellen")
    await admin.submit_modal(shown, filled(rol=[crew], taal=["en"], bewaren=" 90 ", namen=False))
    assert await chosen(evening) == Server(evening.guild.id, "en", crew.id, 90, shows_names=False)

    again = await admin.slash(evening.lobby, "meetup instellen")
    fields = {item["component"]["custom_id"]: item["component"] for item in (again.modal or {})["components"]}
    assert list(fields) == ["rol", "maak", "taal", "bewaren", "namen"]
    assert [default["id"] for default in fields["rol"]["default_values"]] == [crew.id]
    assert [option["value"] for option in fields["taal"]["options"] if option.get("default")] == ["en"]
    assert fields["bewaren"]["value"] == "90"
    assert not fields["namen"].get("default")


def rename_moderators(evening: Evening) -> None:
    role = next(
        role for role in evening.env.backend.get_guild(evening.guild.id).roles.values() if role.name == "Moderator"
    )
    role.name = "Avondploeg"


async def test_a_moderator_role_is_made_when_somebody_asks_for_it(evening: Evening) -> None:
    await evening.restart()
    rename_moderators(evening)
    admin = admin_of(evening)
    shown = await admin.slash(evening.lobby, "meetup instellen")
    said = answer(await admin.submit_modal(shown, filled(maak=True)))
    role = (await chosen(evening)).moderator_role
    assert f"Ik heb de rol <@&{role}> gemaakt" in said
    assert roles(evening).count("Moderator") == 1
    made = evening.env.backend.get_guild(evening.guild.id).roles[role or 0]
    assert made.permissions == 0
    assert made.mentionable  # a table that waits for help calls it


async def test_a_form_that_is_sent_twice_makes_one_role_and_says_so(evening: Evening) -> None:
    rename_moderators(evening)
    admin, other = admin_of(evening), admin_of(evening, "ander")
    form = f"meetup:instellen:{seen(await chosen(evening))}"
    both = [Visitor(evening, who, evening.lobby) for who in (admin, other)]
    knocks = await asyncio.gather(*(visitor.submit(form, maak="1", taal=["nl"], bewaren="90") for visitor in both))
    before = await chosen(evening)
    again = await both[0].submit(form, maak="1", taal=["nl"], bewaren="30")
    assert sum("gemaakt" in knock.heard for knock in knocks) == 1
    assert sum("veranderd terwijl je formulier openstond" in knock.heard for knock in (*knocks, again)) == 2
    assert await chosen(evening) == before
    assert roles(evening).count("Moderator") == 1


async def test_no_second_role_of_that_name_is_made(evening: Evening) -> None:
    admin = admin_of(evening)
    shown = await admin.slash(evening.lobby, "meetup instellen")
    said = answer(await admin.submit_modal(shown, filled(maak=True, bewaren="40")))
    assert "Er is al een rol “Moderator”" in said
    assert "De rest is bewaard" in said
    assert roles(evening).count("Moderator") == 1
    assert (await chosen(evening)).keep_days == 40


async def test_without_the_right_to_make_roles_that_is_said_and_the_rest_is_kept(evening: Evening) -> None:
    rename_moderators(evening)
    admin = admin_of(evening)
    evening.env.inject_error("POST", "/guilds/*/roles", status=403, code=50013)
    shown = await admin.slash(evening.lobby, "meetup instellen")
    assert "Discord liet me geen rol maken" in answer(await admin.submit_modal(shown, filled(maak=True, bewaren="40")))
    assert (await chosen(evening)).keep_days == 40


async def test_emptying_the_role_takes_it_away(evening: Evening) -> None:
    admin, crew = admin_of(evening), evening.guild.create_role("Crew")
    await admin.slash(evening.lobby, "meetup instellen", rol=crew)
    await evening.plan()
    shown = await admin.slash(evening.lobby, "meetup instellen")
    said = answer(await admin.submit_modal(shown, filled()))
    assert "moderatoren geen rol" in said
    assert (await chosen(evening)).moderator_role is None
    host = evening.person("Host", roles=[crew])
    assert not evening.can_enter(host, await evening.place(PlaceKind.MODERATORS))


@pytest.mark.parametrize("days", ["veel", "0", "29", "1826", "-90", "90.5", "٩٠", "99999999999999999999"])
async def test_days_that_are_no_days_are_said_and_the_rest_is_kept(evening: Evening, days: str) -> None:
    admin, crew = admin_of(evening), evening.guild.create_role("Crew")
    shown = await admin.slash(evening.lobby, "meetup instellen")
    said = answer(await admin.submit_modal(shown, filled(bewaren=days, rol=[crew])))
    assert "getal van 30 tot en met 1825" in said
    assert await chosen(evening) == Server(evening.guild.id, moderator_role=crew.id)


async def test_roles_that_make_no_moderators_are_refused_by_form_and_option(evening: Evening) -> None:
    admin, gone = admin_of(evening), evening.guild.create_role("Weg")
    app = next(role for role in evening.env.backend.get_guild(evening.guild.id).roles.values() if role.managed)
    shown = await admin.slash(evening.lobby, "meetup instellen")
    said = answer(await admin.submit_modal(shown, filled(rol=[evening.guild.default_role], bewaren="40")))
    assert "Met @everyone" in said
    assert (await chosen(evening)).keep_days == 40

    shown = await admin.slash(evening.lobby, "meetup instellen")
    assert "hoort bij een app" in answer(
        await admin.submit_modal(shown, filled(rol=[simcord.RoleHandle(evening.env, evening.guild, app)]))
    )
    visitor = Visitor(evening, admin, evening.lobby)
    form = f"meetup:instellen:{seen(await chosen(evening))}"
    assert "er niet meer" in (await visitor.submit(form, rol=[str(gone.id + 1)], taal=["nl"], bewaren="40")).heard
    assert (await chosen(evening)).moderator_role is None


async def test_a_role_above_the_bots_own_is_fine(evening: Evening) -> None:
    # Discord looks at the order of roles only where members and roles themselves are managed.
    admin, high = admin_of(evening), evening.guild.create_role("Directie", position=20)
    await evening.plan()
    shown = await admin.slash(evening.lobby, "meetup instellen")
    assert high.mention in answer(await admin.submit_modal(shown, filled(rol=[high])))
    host = evening.person("Host", roles=[high])
    assert evening.can_enter(host, await evening.place(PlaceKind.MODERATORS))


async def test_who_lost_the_right_while_the_form_was_open_changes_nothing(evening: Evening) -> None:
    admin = admin_of(evening)
    shown = await admin.slash(evening.lobby, "meetup instellen")
    evening.env.backend.get_member(evening.guild.id, admin.id).role_ids.clear()
    assert "Server beheren" in answer(await admin.submit_modal(shown, filled(bewaren="40")))
    assert await chosen(evening) == Server(evening.guild.id)


async def test_without_the_right_no_form_opens(evening: Evening) -> None:
    shown = await evening.noor.slash(evening.lobby, "meetup instellen")
    assert shown.modal is None
    assert "Server beheren" in answer(shown)


@pytest.mark.parametrize(
    "programme, by_default, shown",
    [("proef", True, True), ("proef", False, False), ("tonen", False, True), ("verbergen", True, False)],
)
async def test_names_are_hidden_where_the_server_or_the_programme_says_so(
    evening: Evening, tmp_path: Path, programme: str, by_default: bool, shown: bool
) -> None:
    for names in ("tonen", "verbergen"):
        file = tmp_path / f"{names}.yaml"
        file.write_text(PROGRAMME.read_text().replace("soort: meetup", f"soort: meetup\nnamen: {names}"))
        evening.bot.library._extra[names] = file
    admin = admin_of(evening)
    await admin.slash(evening.lobby, "meetup instellen", namen=by_default)
    await evening.plan(programma=programme)
    assert (await evening.meetup()).shows_names is shown


async def test_a_role_that_went_while_the_bot_was_away_is_not_filled_in(evening: Evening) -> None:
    admin, crew = admin_of(evening), evening.guild.create_role("Crew")
    await admin.slash(evening.lobby, "meetup instellen", rol=crew)
    async with evening.bot.db.transaction() as db:
        await servers.save(db, Server(evening.guild.id, moderator_role=crew.id + 1))
    shown = await admin.slash(evening.lobby, "meetup instellen")
    fields = {item["component"]["custom_id"]: item["component"] for item in (shown.modal or {})["components"]}
    assert not fields["rol"].get("default_values")
    assert "moderatoren geen rol" in answer(await admin.submit_modal(shown, filled()))


async def test_meetups_are_of_the_province_of_their_server_unless_something_else_tells(evening: Evening) -> None:
    admin = admin_of(evening)
    said = answer(await admin.slash(evening.lobby, "meetup instellen", provincie="Zeeland"))
    assert "Meetups hier zijn van Zeeland" in said
    assert (await chosen(evening)).province == "Zeeland"
    await admin.slash(evening.lobby, "meetup instellen", bewaren=90)  # leaves it as it is
    await evening.plan(titel="Een", plaats="Goes")
    await evening.plan(titel="Twee", plaats="Utrecht")
    await evening.plan(titel="Drie", plaats="Goes", provincie="Drenthe")
    assert "provincie" not in answer(await admin.slash(evening.lobby, "meetup instellen", provincie="-")).lower()
    await evening.plan(titel="Vijf", plaats="Borculo")
    planned = await meetups.of_server(evening.bot.db.read, evening.guild.id, State.PLANNED)
    assert {one.title.raw: one.province for one in planned} == {
        "Een": "Zeeland", "Twee": "Utrecht", "Drie": "Drenthe", "Vijf": ""
    }  # fmt: skip
