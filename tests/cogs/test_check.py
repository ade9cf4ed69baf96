"""/meetup check: everything that is wrong, at once, before the evening."""

from pathlib import Path

import discord
import pytest
import simcord
from simcord.backend.models.channel import Overwrite
from simcord.enums import OverwriteType

from bot.core.evening.places import PlaceKind
from bot.core.words.text import _
from bot.features.checks import machine
from bot.features.checks import meetup as meetup_check
from bot.features.checks.findings import message_content
from bot.storage.file.trouble import Trouble
from tests.evening import PROGRAMME, Evening, answer, bugs
from tests.refusing import FAILURES, Refusing
from tests.rights import take_rights


def shown(result: simcord.InteractionResult) -> simcord.ResponseMessage:
    """The last answer, with its buttons."""
    messages = [message for message in (result.response, *result.followups) if message is not None]
    return messages[-1]


async def check(evening: Evening, **options: object) -> str:
    return answer(await evening.moderator.slash(evening.lobby, "meetup check", **options))


def overwrite(evening: Evening, channel: int, target: int, **denied: bool) -> None:
    value = discord.Permissions(**denied).value
    evening.env.backend.set_overwrite(channel, Overwrite(target, OverwriteType.ROLE, 0, value))


@pytest.fixture(autouse=True)
def hears_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord's application has no flags; here it is one with the message content intent."""
    on = discord.ApplicationFlags(gateway_message_content=True)
    monkeypatch.setattr(meetup_check, "message_content", lambda _flags: message_content(on))


@pytest.mark.parametrize(("programme", "reminds"), [("klassen-in-de-klas", 2), ("jongerenraad", 2), ("proef", 0)])
async def test_what_to_arrange_for_young_people_is_named(evening: Evening, programme: str, reminds: int) -> None:
    said = await check(evening, programma=programme)
    assert said.count("Leeftijd: ") == reminds
    assert ("in Nederland 16 jaar" in said, "jonger dan 16" in said) == (bool(reminds), bool(reminds))
    assert ("Eerst lezen" in said) == bool(reminds)


async def test_a_meetup_that_is_right_says_so_and_what_was_looked_at(evening: Evening) -> None:
    await evening.plan()
    said = await check(evening)
    assert said.startswith("🔎 **Proefavond**: alles wat ik van hier kan zien, klopt.")
    for part in (
        "Rechten",
        "Kanalen",
        "Moderatoren",
        "Message Content Intent: aan",
        "Links",
        "Tijd",
        "Begin",
        "Database",
    ):
        assert part in said
    assert "✗" not in said


async def test_every_right_that_is_missing_is_named_at_once(evening: Evening) -> None:
    await evening.plan()
    take_rights(evening, manage_roles=True, move_members=True)
    plenary, table = await evening.plenary, await evening.table("Taal")
    everyone = evening.guild.default_role.id
    # Hidden behind the first: who may not see a channel, may do nothing in it.
    overwrite(evening, plenary.id, everyone, view_channel=True, attach_files=True, embed_links=True)
    mine = evening.env.backend.bot_user.id
    evening.env.backend.delete_overwrite(plenary.id, mine)
    overwrite(evening, table.id, everyone, manage_channels=True)
    await evening.env.settle()
    said = await check(evening)
    assert "Op deze server mis ik: Rollen beheren en Leden verplaatsen" in said
    assert f"In {plenary.mention} mis ik: Kanalen bekijken, Links insluiten en Bestanden bijvoegen" in said
    assert f"In {table.mention} mis ik: Kanalen beheren" in said
    assert "er zijn 4 dingen te doen" in said


async def test_a_programme_can_be_looked_at_before_anything_is_planned(evening: Evening) -> None:
    assert "/meetup plan" in await check(evening)
    said = await check(evening, programma="provinciale-meetup")
    assert "Provinciale meetup" in said
    assert "het programma duurt 2 uur, en past in de 2 uur" in said
    assert "er moeten er nog 11 komen" in said
    assert "Kies uit" in await check(evening, programma="../../.env")


async def test_a_server_that_is_full_and_a_category_that_is_full(evening: Evening) -> None:
    await evening.plan()
    category = await evening.place(PlaceKind.CATEGORY)
    for number in range(45):
        evening.env.backend.create_channel(evening.guild.id, f"extra-{number}", parent_id=category.id)
    assert "✗" not in await check(evening)
    for number in range(500 - len(evening.env.backend.channels) - 3):
        evening.env.backend.create_channel(evening.guild.id, f"vol-{number}")
    await evening.env.settle()
    said = await check(evening, programma="provinciale-meetup")
    assert "er moeten er nog 11 komen, en deze server heeft plek voor" in said


async def test_nobody_to_moderate(evening: Evening) -> None:
    await evening.plan()
    assert "geen rol gekozen" in await check(evening)
    role = evening.guild.create_role("Gespreksleiders")
    boss = evening.person("Baas", roles=[evening.guild.create_role("Baas", permissions=discord.Permissions.all())])
    await boss.slash(evening.lobby, "meetup instellen", rol=role)
    assert f"wie de rol {role.mention} heeft" in await check(evening)
    assert "krijgt de rol" not in await check(evening)
    take_rights(evening, mention_everyone=True)
    assert f"krijgt de rol {role.mention} geen melding" in await check(evening)
    evening.env.backend.edit_role(evening.guild.id, role.id, {"mentionable": True})
    assert "krijgt de rol" not in await check(evening)


@pytest.mark.parametrize(
    "start, later, part",
    [
        ("20:00", 0, "✓ Begin"),
        ("00:10", 0, "· Begin"),
        ("00:10", 30, "✗ Begin: de meetup had al moeten beginnen"),
    ],
)
async def test_when_it_begins(evening: Evening, start: str, later: int, part: str) -> None:
    local = evening.now.astimezone(evening.bot.settings.zone)
    if start == "00:10":
        start = f"{local.hour:02}:{local.minute + 10:02}"
    await evening.plan(start=start)
    await evening.pass_time(minutes=later)
    assert part in await check(evening)


async def test_links_that_are_no_links(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "links.yaml"
    text = PROGRAMME.read_text().replace(
        "https://www.human.nl/onderwijs/klassen-in-de-klas-vo.html", "https://voorbeeld.nl/film"
    )
    file.write_text(text.replace("Fijn dat je er bent.", "Kijk op www.human.nl, of op https:/human.nl."))
    evening.bot.library._extra["links"] = file
    said = await check(evening, programma="links")
    assert "✗ Link in Welkom: https\\://voorbeeld.nl/film" in said
    assert "Zet er https:// voor." in said
    assert "nog een voorbeeld" in said
    assert said.count("✗ Link") == 4


async def test_a_long_answer_comes_in_pages_with_the_buttons_under_the_last(evening: Evening, tmp_path: Path) -> None:
    file = tmp_path / "lang.yaml"
    links = "\n".join(f"      - {{na: {n} min, tekst: www.human.nl/{n}{'a' * 60}}}" for n in range(4, 40))
    text = PROGRAMME.read_text().replace("duur: 10 min", "duur: 45 min")
    file.write_text(text.replace("      - {na: 3 min, tekst: Waar kom je vandaan?}", links))
    evening.bot.library._extra["lang"] = file
    result = await evening.moderator.slash(evening.lobby, "meetup check", programma="lang")
    assert answer(result).count("✗ Link") == 36
    assert len(result.followups) >= 1
    assert all(message.ephemeral for message in result.followups)
    assert "De proef loopt" in answer(await evening.moderator.click(shown(result), custom_id="proef:programma:lang"))


async def test_a_database_in_trouble(evening: Evening) -> None:
    await evening.plan()
    evening.bot.db.trouble = Trouble(_("The file is broken."), stops_writing=True)
    assert "✗ The file is broken." in await check(evening)
    evening.bot.db.trouble = None


async def test_a_disk_that_is_nearly_full(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    await evening.plan()
    monkeypatch.setattr(machine, "ROOM_ON_DISK", 10**18)
    assert "✗ Schijf" in await check(evening)


async def test_the_intent(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    await evening.plan()
    monkeypatch.setattr(meetup_check, "message_content", message_content)
    assert "✗ Message Content Intent: uit" in await check(evening)
    evening.env.inject_error("GET", "/oauth2/applications/@me", status=503, times=None)
    assert "· Message Content Intent: Discord antwoordde niet" in await check(evening)


# ---------------------------------------------------------------------- direct messages


async def test_who_can_not_be_reached_is_named(evening: Evening) -> None:
    await evening.plan()
    other = evening.person("Tweede", roles=[evening.guild.roles["Moderator"]])
    await other.slash(await evening.place(PlaceKind.MODERATORS), "meetup start")
    checked = await evening.moderator.slash(await evening.plenary, "meetup check")
    evening.env.inject_error("POST", f"/channels/{other.user.dm_channel.id}/messages", status=403, code=50007)
    said = answer(await evening.moderator.click(shown(checked), custom_id=f"meetup:bereik:{evening.meetup_id}"))
    assert "Ik heb één persoon bereikt" in said
    assert f"Deze mensen krijgen geen privéberichten van mij: <@{other.id}>" in said
    (message,) = evening.moderator.user.dm_channel.history()
    assert "Je hoeft niets te doen" in message.content
    again = answer(await evening.moderator.click(shown(checked), custom_id=f"meetup:bereik:{evening.meetup_id}"))
    assert "deed dit al" in again or "al gedaan" in again
    assert len(evening.moderator.user.dm_channel.history()) == 1
    assert bugs(evening.env) == []


@pytest.mark.parametrize("name", ["asks to wait", "time-out", "no connection", "stumbles"])
async def test_one_message_that_fails_keeps_nobody_else_from_theirs(evening: Evening, name: str) -> None:
    await evening.plan()
    other = evening.person("Tweede", roles=[evening.guild.roles["Moderator"]])
    await other.slash(await evening.place(PlaceKind.MODERATORS), "meetup start")
    checked = await evening.moderator.slash(await evening.plenary, "meetup check")
    failing = {evening.moderator.user.dm_channel.id}
    Refusing(evening, FAILURES[name]).at = lambda route: route.channel_id in failing
    said = answer(await evening.moderator.click(shown(checked), custom_id=f"meetup:bereik:{evening.meetup_id}"))
    assert "Ik heb één persoon bereikt" in said
    assert f"<@{evening.moderator.id}>" in said
    assert len(other.user.dm_channel.history()) == 1


async def test_table_hosts_are_reached_too(evening: Evening) -> None:
    await evening.plan()
    await evening.command("ruimtes begeleider", persoon=evening.noor, tafel=await evening.table("Taal"))
    checked = await evening.moderator.slash(await evening.plenary, "meetup check")
    said = answer(await evening.moderator.click(shown(checked), custom_id=f"meetup:bereik:{evening.meetup_id}"))
    assert "Ik heb 2 mensen bereikt" in said
    assert "Je hoeft niets te doen" in evening.noor.user.dm_channel.history()[-1].content


async def test_an_end_that_is_fixed_and_too_early(evening: Evening) -> None:
    await evening.plan(start="20:00", eindigt="20:53")
    assert "✗ Tijd: het programma eindigt 7 minuten na het vaste einde" in await check(evening)


async def test_a_meetup_that_is_over_needs_no_check(evening: Evening) -> None:
    await evening.begin()
    await evening.pass_time(hours=2)
    assert "Deze meetup is afgelopen" in await evening.command("meetup check")


async def test_a_fixed_end_that_is_kept_is_told_and_lengths_are_in_the_readers_language(evening: Evening) -> None:
    await evening.plan(start="20:00", eindigt="21:05")
    assert "en moet om <t:" in await evening.command("meetup check")
    await evening.moderator.slash(await evening.plenary, "mijn taal", taal="en")
    said = await evening.command("meetup check", programma="provinciale-meetup")
    assert "the programme takes 2 hours, within its 2 hours" in said
