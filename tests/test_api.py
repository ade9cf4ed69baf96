"""What the bot sends is what Discord's own description of its API allows."""

import json
import re
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.content import DATA
from tests.evening import Evening

DESCRIPTION = DATA.parent.parent / "shared" / "discord-openapi.json"
jsonschema = pytest.importorskip("jsonschema")
pytestmark = pytest.mark.skipif(not DESCRIPTION.is_file(), reason="Discord's description of its API is not here")


@pytest.fixture(scope="module")
def description() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(Path(DESCRIPTION).read_text("utf-8"))
    return loaded


def operation(description: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    for template, operations in description["paths"].items():
        if method.lower() in operations and re.fullmatch(re.sub(r"\{\w+\}", "[^/]+", template), path):
            found: dict[str, Any] = operations[method.lower()]
            return found
    raise AssertionError(f"Discord has no {method} {path}")


def as_described(value: Any, key: str = "") -> Any:
    """discord.py writes ids as numbers and rights as text, the description the other way round; Discord takes both."""
    if isinstance(value, dict):
        return {name: as_described(item, name) for name, item in value.items()}
    if isinstance(value, list):
        return [as_described(item, key) for item in value]
    if key in ("allow", "deny") and isinstance(value, str):
        return int(value)
    text = key in ("id", "channel_id", "parent_id", "message_id", "guild_id", "recipient_id")
    return str(value) if text and isinstance(value, int) and not isinstance(value, bool) else value


def checked(evening: Evening, description: dict[str, Any]) -> int:
    """How many requests there were with a body; each of them fits the description."""
    wrong: list[str] = []
    count = 0
    for request in evening.env.http_requests:
        found = operation(description, request.method, request.path)
        content = found.get("requestBody", {}).get("content", {})
        if request.json is None or "application/json" not in content:
            continue
        schema = {**content["application/json"]["schema"], "components": description["components"]}
        body = request.json if "/commands" in request.path else as_described(request.json)
        errors = list(jsonschema.Draft202012Validator(schema).iter_errors(body))
        wrong += [f"{request.method} {request.path}: {error.message[:300]}" for error in errors]
        count += 1
    assert wrong == [], "\n".join(wrong)
    return count


async def test_every_request_of_a_whole_evening_fits_the_description(
    evening: Evening, description: dict[str, Any]
) -> None:
    await evening.begin_tables()
    await evening.noor.join_voice(await evening.table("Taal"))
    await evening.noor.click(evening.last_panel(await evening.plenary, "tafel:"), label="Vrije tafel · 0")
    shown = await evening.noor.slash(await evening.plenary, "morgen")
    await evening.noor.submit_modal(shown, {"tekst": "ga ik bellen"})
    await evening.noor.send(await evening.plenary, "#nodig tijd")
    await evening.noor.slash(await evening.plenary, "mijn bijdragen")
    await evening.command("meetup verleng")
    await evening.press("Pauze")
    await evening.press("Verder")
    await evening.command("meetup status")
    await evening.pass_time(hours=2)
    await evening.command("oogst export")
    assert checked(evening, description) > 60


async def test_setting_up_checking_and_a_dry_run_fit_the_description(
    evening: Evening, description: dict[str, Any]
) -> None:
    boss = evening.guild.create_role("Baas", permissions=discord.Permissions.all())
    admin = evening.guild.add_member(evening.env.create_user("admin"), roles=[boss])
    shown = await admin.slash(evening.lobby, "meetup instellen")
    await admin.submit_modal(shown, {"taal": ["nl"], "bewaren": "90", "rol": [evening.guild.roles["Moderator"]]})
    await admin.slash(evening.lobby, "meetup instellen")
    await evening.plan()
    looked = await evening.moderator.slash(evening.lobby, "meetup check")
    assert looked.response is not None
    await evening.moderator.click(looked.response, custom_id=f"meetup:bereik:{evening.meetup_id}")
    await evening.moderator.click(looked.response, custom_id=f"proef:avond:{evening.meetup_id}")
    await evening.pass_time(minutes=7)
    assert checked(evening, description) > 60


async def test_the_ways_out_of_a_meetup_that_is_too_long_fit_it_too(
    evening: Evening, description: dict[str, Any]
) -> None:
    planned = await evening.plan(eindigt="20:50")
    (offered,) = [m for m in (planned.response, *planned.followups) if m is not None and m.components]
    await evening.pass_time(seconds=5)
    await evening.press("Laat een blok vervallen …")
    await evening.moderator.select(offered, ["2"], custom_id=f"bord:vervalt:{evening.meetup_id}")
    await evening.moderator.click(offered, label="Rest gelijk inkorten")
    await evening.press("Begin nu")
    assert checked(evening, description) > 15
