"""`/oogst bundel`: all meetups of the server in one, in a moderators' channel; taken back when somebody is erased."""

import json
from pathlib import Path

import pytest

from bot.core.evening.places import PlaceKind
from bot.storage import bundles, servers
from tests.evening import Evening, answer
from tests.refusing import FAILURES, Refusing

NAMES = ["bundel.csv", "bundel.json", "bundel.md", "bundel.xlsx", "labels.csv"]


async def meet(evening: Evening, title: str, start: str, **where: str) -> None:
    """A meetup at which Noor and Sem each make a plan."""
    await evening.plan(programma="proef", titel=title, start=start, **where)
    await evening.command("meetup start")
    await evening.pass_time(minutes=32)
    await evening.noor.slash(await evening.plenary, "morgen", tekst=f"zwaai ik in {title}")
    await evening.sem.slash(await evening.plenary, "morgen", tekst=f"fluit ik in {title}")
    await evening.command("meetup stop")
    await evening.pass_time(hours=1)


@pytest.fixture
async def season(evening: Evening) -> Evening:
    """Two meetups in two seasons."""
    await meet(evening, "Sneek", "27-11-2026 09:00", provincie="friesland", seizoen="2026-2027")
    await meet(evening, "Urk", "27-11-2026 14:00", provincie="flevoland", seizoen="2027-2028")
    return evening


def home(evening: Evening) -> Path:
    return next(evening.bot.settings.harvest_dir.glob("bundel-*"))


async def test_the_bundle_comes_to_the_moderators_with_its_files(season: Evening) -> None:
    said = await season.command("oogst bundel")
    message = (await season.place(PlaceKind.MODERATORS)).history()[-1]
    assert said == f"De bundel staat hier: {message.jump_url}"
    assert sorted(file.filename for file in message.attachments) == NAMES
    assert "2 meetups" in message.content
    assert "4 bijdragen" in message.content
    assert "typst" not in message.content  # that is for whoever runs the bot
    bundle = json.loads((home(season) / "bundel.json").read_bytes())
    assert [(one["title"], one["province"]) for one in bundle["meetups"]] == [
        ("Sneek", "Fryslân"),
        ("Urk", "Flevoland"),
    ]
    assert str(season.guild.id) not in home(season).name


async def test_a_season_is_chosen_and_one_without_meetups_is_refused(season: Evening) -> None:
    await season.command("oogst bundel", seizoen="2027/28")
    bundle = json.loads((home(season) / "bundel.json").read_bytes())
    assert (bundle["season"], [one["title"] for one in bundle["meetups"]]) == ("2027-2028", ["Urk"])
    assert "Wel bij: 2026-2027" in await season.command("oogst bundel", seizoen="2001-2002")
    assert "is geen seizoen" in await season.command("oogst bundel", seizoen="ooit")


async def test_without_a_meetup_there_is_nothing_to_bundle(evening: Evening) -> None:
    result = await evening.moderator.slash(evening.lobby, "oogst bundel")
    assert "nog geen meetup om te bundelen" in answer(result)
    assert not evening.bot.settings.harvest_dir.exists() or not list(evening.bot.settings.harvest_dir.glob("bundel-*"))


async def test_who_is_no_moderator_gets_no_bundle(evening: Evening) -> None:
    result = await evening.noor.slash(evening.lobby, "oogst bundel")
    assert "Dit is voor moderatoren" in answer(result)


@pytest.mark.parametrize("name", ["no right", "time-out"])  # each of them: tests/cogs/test_harvest.py, the same way
async def test_where_the_channel_refuses_it_the_files_come_privately(season: Evening, name: str) -> None:
    moderators = await season.place(PlaceKind.MODERATORS)
    refusing = Refusing(season, FAILURES[name])
    refusing.at = lambda route: route.method == "POST" and f"/channels/{moderators.id}/messages" in route.url
    result = await season.moderator.slash(moderators, "oogst bundel")
    assert "voor jou alleen" in answer(result)
    messages = [message for message in (result.response, *result.followups) if message is not None]
    assert sorted(file.filename for message in messages for file in message.attachments) == NAMES
    assert await bundles.of_server(season.bot.db.read, season.guild.id) == []


async def test_who_is_erased_is_in_no_bundle_any_more(season: Evening) -> None:
    await season.command("oogst bundel")
    moderators = await season.place(PlaceKind.MODERATORS)
    (message,) = [one for one in moderators.history() if one.content.startswith("📦")]
    shown = await season.noor.slash(await season.plenary, "mijn wissen")
    assert shown.response is not None
    await season.noor.click(shown.response, label="Wis alles")
    await season.pass_time(minutes=5)
    (after,) = [one for one in moderators.history() if one.id == message.id]
    assert after.attachments == []
    # Both meetups take it back at the same time; whichever is last says so.
    assert "Deze bundel heb ik weggehaald" in after.content or "Deze bestanden heb ik weggehaald" in after.content
    assert not list(season.bot.settings.harvest_dir.glob("bundel-*"))
    assert any("Ook een bundel" in one.content for one in moderators.history())
    assert await bundles.of_server(season.bot.db.read, season.guild.id) == []
    await season.command("oogst bundel")
    files = [path.read_bytes() for path in home(season).iterdir() if path.suffix != ".xlsx"]
    assert not any(b"zwaai" in content for content in files)
    assert all(b"fluit" in content for content in files if b"bundel" in content and b"Urk" in content)


async def test_a_server_that_is_erased_leaves_no_bundle(season: Evening) -> None:
    await season.command("oogst bundel")
    assert home(season).is_dir()
    async with season.bot.db.transaction() as db:
        await servers.erase(db, season.guild.id)
    assert await bundles.of_server(season.bot.db.read, season.guild.id) == []
