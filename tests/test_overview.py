"""The overview of all servers: what each did and what waits there, for whoever runs the bot."""

import csv
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import simcord

from bot.content.texts import say
from bot.features.checks import overview, standing
from bot.storage import servers, standings
from bot.storage.servers import Server
from bot.upkeep import Upkeep
from tests.evening import Evening
from tests.process import bot as command
from tests.rights import take_rights


async def told(evening: Evening, season: str = "") -> list[str]:
    """The overview as somebody reads it, after the bot looked how it stands."""
    bot = evening.bot
    await standing.look(bot)
    found = await overview.gather(bot.db.read, bot.clock(), season, 30, bot.settings.zone)
    return [say(line) for line in overview.lines(found, season, bot.settings.zone)]


def another(evening: Evening, name: str = "Provincie *Zeeland*") -> simcord.GuildHandle:
    """A second server of the bot."""
    return evening.env.create_guild(name)


async def test_each_server_tells_what_it_did_and_what_comes(evening: Evening) -> None:
    another(evening)
    here = evening.bot.guilds[0].name
    await evening.plan()
    summary, role, mine, rest = await told(evening)
    assert summary == "2 servers · 0 meetups voorbij · één gepland · 0 mensen · 0 teksten"
    assert role.startswith(f"· {here}: Er is geen moderatorrol gekozen")
    assert mine.startswith(f"· {here}: 0 meetups voorbij · één gepland · de volgende ")
    assert rest == "· Eén server zonder meetup."
    await evening.command("meetup start")
    await evening.noor.slash(await evening.plenary, "morgen", tekst="bel ik Fatma")
    await evening.pass_time(minutes=10)
    await evening.sem.join_voice(await evening.table("Taal"))
    await evening.env.settle()
    assert f"· {here}: 0 meetups voorbij · één bezig · 2 mensen · één tekst" in await told(evening)
    await evening.pass_time(hours=3)
    text = await told(evening)
    assert f"· {here}: één meetup voorbij · 2 mensen · één tekst" in text
    assert "Fatma" not in " ".join(text)
    assert (await told(evening, "2001-2002"))[0] == "2 servers · 2001-2002 · 0 meetups voorbij · 0 mensen · 0 teksten"


async def test_what_somebody_should_look_at_is_named_with_its_server(evening: Evening) -> None:
    here = evening.bot.guilds[0]
    await evening.begin()
    with closing(sqlite3.connect(evening.bot.settings.database)) as db, db:
        db.execute("UPDATE cues SET due = due - 864000000 WHERE state = 'todo' AND kind = 'prompt'")
        db.execute("INSERT INTO untold (id, meetup, text) VALUES (1, 1, 'iets')")
    take_rights(evening, move_members=True)
    await evening.env.settle()
    text = "\n".join(await told(evening))
    assert "te laat." in text
    assert f"✗ {here.name}: Eén bericht kon niet in het kanaal van de moderatoren komen" in text
    assert f"✗ {here.name}: Op deze server mis ik: Leden verplaatsen." in text


async def test_a_server_that_was_left_keeps_its_name_until_its_data_goes(evening: Evening) -> None:
    other = another(evening)
    await evening.plan()
    here = evening.bot.guilds[0].name
    assert await standings.known(evening.bot.db.read) == {}
    await standing.look(evening.bot)
    assert len(await standings.known(evening.bot.db.read)) == 2
    for server in (evening.guild.id, other.id):
        evening.env.backend.remove_guild(server)
    await evening.env.settle()
    text = await told(evening)
    assert any(line.startswith(f"· {here}: Ik ben van deze server verwijderd. Op ") for line in text)
    assert list(await standings.known(evening.bot.db.read)) == [evening.guild.id]  # nothing is kept of the other
    async with evening.bot.db.transaction() as db:
        await servers.erase(db, evening.guild.id)
    assert (await told(evening))[0].startswith("0 servers")


async def test_a_server_never_seen_is_told_by_the_end_of_its_number(evening: Evening) -> None:
    async with evening.bot.db.transaction() as db:
        await servers.save(db, Server(1_234_567_890_001))
    found = await overview.gather(evening.bot.db.read, evening.bot.clock(), "", 30, evening.bot.settings.zone)
    assert [one.name.raw for one in found] == ["…0001"]


async def test_the_upkeep_looks_now_and_then(evening: Evening) -> None:
    upkeep = Upkeep(evening.bot.db, evening.bot.settings, evening.bot.clock)
    upkeep.of(evening.bot)
    await upkeep.look()
    before = await standings.known(evening.bot.db.read)
    assert [one.name.raw for one in before.values()] == [evening.bot.guilds[0].name]
    another(evening)
    await upkeep.look()
    assert await standings.known(evening.bot.db.read) == before
    await evening.env.advance_time(standing.EVERY.total_seconds())
    await upkeep.look()
    assert len(await standings.known(evening.bot.db.read)) == 2


async def test_the_command_prints_it_and_writes_a_table(evening: Evening, tmp_path: Path) -> None:
    another(evening, "=HYPERLINK(1)")
    await evening.plan()
    await standing.look(evening.bot)
    table = tmp_path / "overzicht.csv"
    database = str(evening.bot.settings.database)
    result = command("overview", "--csv", table, cwd=tmp_path, DATABASE=database)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith("2 servers · 0 meetups voorbij · één gepland")
    assert f"Alle oogsten bij elkaar: `python -m bot bundle {database}`." in result.stdout
    with table.open(encoding="utf-8-sig", newline="") as file:
        heading, first, second = csv.reader(file, delimiter=";")
    assert heading[:4] == ["Server", "Voorbij", "Bezig", "Gepland"]
    assert [row[0] for row in (first, second)] == ["'=HYPERLINK(1)", evening.bot.guilds[0].name]
    assert second[3] == "1"


@pytest.mark.parametrize(
    "words, said",
    [
        (["--season", "ooit"], "seizoen"),
        (["--csv", "/nergens/overzicht.csv"], "De tabel kan niet naar /nergens/overzicht.csv: "),
    ],
)
async def test_what_is_wrong_is_one_sentence(words: list[str], said: str, evening: Evening, tmp_path: Path) -> None:
    result = command("overview", *words, cwd=tmp_path, DATABASE=str(evening.bot.settings.database))
    assert result.returncode == 2
    assert said in result.stderr
    assert "Traceback" not in result.stderr


def test_without_a_database_there_is_nothing_to_see(tmp_path: Path) -> None:
    result = command("overview", cwd=tmp_path, DATABASE=str(tmp_path / "nergens.sqlite3"))
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Er staat nog geen database op ")
