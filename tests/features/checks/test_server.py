"""/meetup check on servers with one thing wrong each, and on one with everything wrong: named, with what to do."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import discord
import pytest

from bot.core.evening.places import PlaceKind
from bot.features.checks import meetup as meetup_check
from bot.features.checks.findings import message_content
from bot.features.checks.server import PLURALKIT
from tests.evening import PROGRAMME, Evening, answer
from tests.refusing import FAILURES, Refusing
from tests.rights import take_rights

Spoil = Callable[[Evening], Awaitable[None]]


@pytest.fixture(autouse=True)
def hears_the_chat(monkeypatch: pytest.MonkeyPatch) -> None:
    """SimCord's application has no flags; here it is one with the message content intent."""
    on = discord.ApplicationFlags(gateway_message_content=True)
    monkeypatch.setattr(meetup_check, "message_content", lambda _flags: message_content(on))


async def wrong(evening: Evening, **options: object) -> list[str]:
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check", **options))
    return [line for line in said.splitlines() if line.startswith("✗")]


def known(evening: Evening) -> discord.Guild:
    guild = evening.bot.get_guild(evening.guild.id)
    assert guild is not None
    return guild


def everybody_without(evening: Evening, **rights: bool) -> None:
    everyone = evening.guild.default_role
    value = discord.Permissions(evening.env.backend.get_guild(evening.guild.id).roles[everyone.id].permissions)
    value.update(**dict.fromkeys(rights, False))
    evening.env.backend.edit_role(evening.guild.id, everyone.id, {"permissions": value.value})


async def two_factor(evening: Evening) -> None:
    known(evening).mfa_level = discord.MFALevel.require_2fa


async def verification(evening: Evening) -> None:
    evening.env.backend.edit_guild(evening.guild.id, {"verification_level": 3})


async def screening(evening: Evening) -> None:
    known(evening).features.append("MEMBER_VERIFICATION_GATE_ENABLED")


async def afk(evening: Evening) -> None:
    voice = evening.env.backend.create_channel(evening.guild.id, "weg", type=2)
    evening.env.backend.edit_guild(evening.guild.id, {"afk_channel_id": voice.id})


async def tag(evening: Evening) -> None:
    evening.env.backend.create_channel(evening.guild.id, "nodig")


async def slow_mode(evening: Evening) -> None:
    channel = evening.bot.get_channel((await evening.plenary).id)
    assert isinstance(channel, discord.TextChannel)
    channel.slowmode_delay = 30


async def updates(evening: Evening) -> None:
    plenary = await evening.plenary
    evening.env.backend.edit_guild(evening.guild.id, {"rules_channel_id": plenary.id})


async def may_not_speak(evening: Evening) -> None:
    everybody_without(evening, speak=True)


async def may_not_write_at_tables(evening: Evening) -> None:
    everybody_without(evening, send_messages=True, read_message_history=True)


async def roles(evening: Evening) -> None:
    guild = known(evening)  # of each new one SimCord tells all others: making 250 takes half a minute
    guild._roles |= dict.fromkeys(range(1, 251 - len(guild.roles)), guild.default_role)


ONE_WRONG: list[tuple[Spoil, tuple[str, ...]]] = [
    (two_factor, ("Inloggen in twee stappen", "60003", "Mijn account")),
    (verification, ("Verificatieniveau", "minder dan 10 minuten", "Kies “Laag”")),
    (screening, ("Regels accepteren", "uitnodiging")),
    (afk, ("Inactief kanaal", "5 minuten", "Geen inactief kanaal")),
    (tag, ("heet als een tag", "**#nodig**", "andere naam")),
    (slow_mode, ("Langzame modus", "Zet dat uit")),
    (updates, ("Community", "kies een ander kanaal")),
    (may_not_speak, ("Iedereen", "mist daar Spreken", "Zet dat aan")),
    (may_not_write_at_tables, ("Iedereen", "Berichten sturen en Berichtgeschiedenis lezen", "Zet dat aan")),
    (roles, ("Rollen: deze server", "250", "Verwijder er een")),
]


async def test_a_server_that_is_right_has_nothing_wrong(evening: Evening) -> None:
    await evening.plan()
    assert await wrong(evening) == []


@pytest.mark.parametrize("spoil, parts", ONE_WRONG, ids=[spoil.__name__ for spoil, _parts in ONE_WRONG])
async def test_one_thing_wrong_is_named_with_its_remedy(evening: Evening, spoil: Spoil, parts: tuple[str, ...]) -> None:
    await evening.plan()
    await spoil(evening)
    await evening.env.settle()
    (line,) = await wrong(evening)
    for part in parts:
        assert part in line


async def test_everything_wrong_is_listed_at_once(evening: Evening) -> None:
    await evening.plan()
    take_rights(evening, move_members=True)
    for spoil, _parts in ONE_WRONG:
        await spoil(evening)
    await evening.env.settle()
    for spoil, _parts in ONE_WRONG:  # those that a change of the server's settings has put back
        if spoil in (two_factor, screening, slow_mode, roles):
            await spoil(evening)
    lines = await wrong(evening)
    for _spoil, parts in ONE_WRONG:
        if parts[0] != "Iedereen":  # those of both come together, by what is missing where
            assert sum(parts[0] in line for line in lines) == 1, (parts, lines)
    assert any("Leden verplaatsen" in line for line in lines)
    assert sum("Iedereen" in line for line in lines) >= 1


async def test_before_anything_is_planned_the_server_is_looked_at_too(evening: Evening) -> None:
    everybody_without(evening, speak=True, send_messages=True)
    await evening.env.settle()
    lines = await wrong(evening, programma="proef")
    assert any("mist Spreken op deze server" in line for line in lines)


@pytest.mark.parametrize(
    "rights, part", [({"create_events": True}, "Evenementen maken"), ({"pin_messages": True}, "Berichten vastzetten")]
)
async def test_rights_that_an_evening_can_do_without_are_told_but_not_wrong(
    evening: Evening, rights: dict[str, bool], part: str
) -> None:
    await evening.plan()
    take_rights(evening, **rights)
    await evening.env.settle()
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    assert f"· Mijn rol mist {part}" in said
    assert "✗" not in said


async def test_emoji_of_another_server_in_the_programme(evening: Evening) -> None:
    file = evening.bot.settings.harvest_dir.parent / "emoji.yaml"
    file.write_text(
        PROGRAMME.read_text().replace("Fijn dat je er bent.", "Fijn <:hoi:123456789012345678> dat je er bent.")
    )
    evening.bot.library._extra["emoji"] = file
    assert await wrong(evening, programma="emoji") == []
    take_rights(evening, external_emojis=True)
    everybody_without(evening, external_emojis=True)
    await evening.env.settle()
    (line,) = await wrong(evening, programma="emoji")
    assert "Externe emoji gebruiken" in line


async def test_pluralkit_is_told_with_what_its_people_do(evening: Evening) -> None:
    await evening.plan()
    assert "PluralKit" not in answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    backend = evening.env.backend
    user = backend.make_user("PluralKit")
    backend.users[PLURALKIT] = backend.users.pop(user.id)
    user.id = PLURALKIT
    backend.add_member(evening.guild.id, PLURALKIT)
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    assert "· PluralKit" in said
    assert "</morgen:" in said


async def test_onboarding_that_can_not_be_asked_is_told(evening: Evening) -> None:
    await evening.plan()
    known(evening).features.append("COMMUNITY")
    evening.env.inject_error("GET", "/guilds/*/onboarding", status=500, times=None)
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    assert "· Onboarding: Discord vertelde niet" in said


@pytest.mark.parametrize("name", [name for name in FAILURES if name != "a bug"])
async def test_what_discord_does_not_tell_hides_nothing_else(evening: Evening, name: str) -> None:
    await evening.plan()
    known(evening).features.append("COMMUNITY")
    Refusing(evening, FAILURES[name]).at = lambda route: route.method == "GET"
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    for part in (
        "Onboarding: Discord vertelde niet",
        "Message Content Intent: Discord antwoordde niet",
        "Tijd:",
        "Rechten:",
    ):
        assert part in said


def onboarding(table: int, *, enabled: bool = True, defaults: tuple[int, ...] = (), emoji: object) -> dict[str, Any]:
    """An answer of Discord's: this table is the channel of an option, and who is new sees ``defaults``."""
    option = {"id": "2", "title": "", "description": "", "role_ids": [], "channel_ids": [str(table)], "emoji": emoji}
    prompt = {"id": "1", "type": 0, "title": "", "single_select": False, "required": False, "in_onboarding": True}
    return {
        "guild_id": "1",
        "enabled": enabled,
        "mode": 0,
        "default_channel_ids": [str(id) for id in defaults],
        "prompts": [{**prompt, "options": [option]}],
    }


async def test_onboarding_that_keeps_a_table_open_or_the_plenary_out_of_sight(evening: Evening) -> None:
    await evening.plan()
    known(evening).features.append("COMMUNITY")
    table, plenary = (await evening.table("Taal")).id, (await evening.plenary).id
    no_emoji = {"id": None, "name": None, "animated": False}
    open_table, hidden = f"✗ Onboarding: <#{table}> moet daar voor iedereen open", f"Zet <#{plenary}> daarbij"
    unread = "· Onboarding: Discord vertelde niet"
    for answered, parts in (
        (onboarding(table, emoji=no_emoji), {open_table, hidden}),
        (onboarding(table, emoji=no_emoji, defaults=(plenary,)), {open_table}),
        (onboarding(table, emoji=no_emoji, enabled=False), set()),
        (onboarding(table, emoji=None), {unread}),  # which the library can't read
    ):

        async def told(_server: int, answered: Any = answered) -> Any:
            return answered

        evening.bot.http.get_guild_onboarding = told  # type: ignore[method-assign,assignment]
        said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
        assert {part for part in (open_table, hidden, unread) if part in said} == parts


async def test_many_people_and_a_stage(evening: Evening) -> None:
    await evening.plan()
    said = answer(await evening.moderator.slash(evening.lobby, "meetup check"))
    assert "hoogstens 25 camera's" in said
    assert "ongeveer 50 mensen" in said
    assert "Podium" not in said
    evening.guild.create_stage_channel("podium")
    await evening.env.settle()
    assert "Podium" in answer(await evening.moderator.slash(evening.lobby, "meetup check"))


@pytest.mark.parametrize(
    "ahead, part", [(6, "6 seconden voor"), (-60, "60 seconden achter"), (5, "Klok: gelijk"), (-4, "Klok: gelijk")]
)
async def test_a_clock_that_is_off(evening: Evening, ahead: int, part: str) -> None:
    await evening.plan()
    evening.bot.skew.ahead = timedelta(seconds=ahead)
    assert part in answer(await evening.moderator.slash(evening.lobby, "meetup check"))


async def test_who_comes_in_may_see_the_closed_tables_as_they_will_be(evening: Evening) -> None:
    """A table that is closed to everybody now is opened by the bot: that is not missing."""
    await evening.plan()
    assert not evening.can_enter(evening.noor, await evening.table("Taal"))
    assert (await evening.place(PlaceKind.VOICE)) is not None
    assert await wrong(evening) == []
