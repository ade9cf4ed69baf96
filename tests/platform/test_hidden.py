"""Commands for moderators are hidden from others, and no moderator is left without them."""

import discord
import pytest
import simcord

from bot.platform.hidden import names
from bot.storage import servers
from tests.evening import Evening, answer
from tests.rights import take_rights
from tests.setting_up import admin_of, filled

MODERATING = ["meetup", "programma", "ruimtes", "oogst"]


@pytest.fixture
async def hiding(evening: Evening) -> Evening:
    """An evening on a server where nobody changed who sees which command."""
    del evening.env.backend.get_command_permissions  # see ``everybody_sees_commands``
    return evening


async def test_a_participant_sees_no_command_for_moderators_and_all_others(hiding: Evening) -> None:
    assert sorted(names(hiding.bot)) == sorted(MODERATING)
    await hiding.begin_harvest()
    plenary = await hiding.plenary
    for command in ("meetup start", "ruimtes terug", "oogst toon"):
        with pytest.raises(simcord.SetupError, match="default-member-permissions"):
            await hiding.noor.slash(plenary, command)
    assert "Bewaard" in answer(await hiding.noor.slash(plenary, "morgen", tekst="bel ik drie ouders"))
    assert "drie ouders" in answer(await hiding.noor.slash(plenary, "mijn bijdragen"))


async def test_the_chosen_role_gets_the_right_to_see_them_and_that_is_said(hiding: Evening) -> None:
    crew = hiding.guild.create_role("Crew")
    member = hiding.guild.add_member(hiding.env.create_user("ine"), roles=[crew])
    admin = admin_of(hiding, rights=discord.Permissions(manage_guild=True, manage_events=True))
    shown = await admin.slash(hiding.lobby, "meetup instellen")
    told = answer(await admin.submit_modal(shown, filled(rol=[crew])))
    assert "het recht Evenementen beheren" in told
    await member.slash(hiding.lobby, "meetup status")
    hiding.env.errors.clear()


async def test_where_i_may_not_give_it_they_are_helped_in_two_steps_and_the_check_keeps_saying_so(
    hiding: Evening,
) -> None:
    crew = hiding.guild.create_role("Crew")
    take_rights(hiding, manage_events=True)
    admin = admin_of(hiding, rights=discord.Permissions(manage_guild=True, manage_events=True))
    shown = await admin.slash(hiding.lobby, "meetup instellen")
    told = answer(await admin.submit_modal(shown, filled(rol=[crew])))
    assert "Serverinstellingen → Integraties" in told
    assert "/ruimtes" in told
    checked = answer(await hiding.moderator.slash(hiding.lobby, "meetup check", programma="proef"))
    assert "Serverinstellingen → Integraties" in checked


async def test_what_an_organiser_allowed_under_integrations_counts(hiding: Evening) -> None:
    crew = hiding.guild.create_role("Crew")
    async with hiding.bot.db.transaction() as db:
        server = await servers.get(db, hiding.guild.id)
        await servers.save(db, servers.Server(server.id, server.language, crew.id, server.keep_days))
    fetched = {command.name: command for command in await hiding.bot.tree.fetch_commands()}
    for name in MODERATING:
        hiding.guild.set_command_permissions(fetched[name], {crew: True})
    checked = answer(await hiding.moderator.slash(hiding.lobby, "meetup check", programma="proef"))
    assert "Integraties" not in checked
    hiding.guild.set_command_permissions(fetched["oogst"], {crew: False})
    checked = answer(await hiding.moderator.slash(hiding.lobby, "meetup check", programma="proef"))
    assert "ziet /oogst nog niet" in checked
