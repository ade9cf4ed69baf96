"""A bot on more servers than one connection may have: divided over two, each server with its meetup."""

import sqlite3
from contextlib import closing
from functools import partial
from pathlib import Path

import pytest

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=20)


async def test_servers_are_divided_over_as_many_connections_as_discord_asks_for(tmp_path: Path) -> None:
    async with StandIn(shards=2).listening() as standin:
        servers = [standin.guild, *(standin.new_server(f"Server {number}") for number in range(20))]
        by_shard = {(server >> 22) % 2: server for server in servers}
        leaders = {shard: standin.new_member("leider", by_shard[shard], moderates=True) for shard in (0, 1)}
        guests = {shard: standin.new_member("gast", by_shard[shard]) for shard in (0, 1)}
        people, bot = People(standin), BotProcess(standin, tmp_path)
        try:
            await bot.start()
            await until(lambda: "ready on 21 servers" in bot.log)
            for shard, leader in leaders.items():
                server = by_shard[shard]
                planned = await people.slash(
                    leader, standin.lobby_of(server), "meetup plan", programma="eigen-meetup", titel="Proef", start="nu"
                )
                assert "staat gepland" in planned.text
                started = await people.slash(leader, standin.channel("moderatoren", server), "meetup start")
                assert "begonnen" in started.text
            plenaries = {shard: standin.channel("grote-zaal", server) for shard, server in by_shard.items()}
            for shard in (0, 1):
                # One connection falls away: the other one hears on meanwhile, and no moderator of its servers is told.
                standin.gateway.away = True
                await standin.gateway.drop(shard=shard)
                missed = f"bel ik ouder {shard}"
                standin.backend.create_message(plenaries[shard], guests[shard], f"#morgen {missed}")
                await people.chat(guests[1 - shard], plenaries[1 - shard], "#nodig tijd")
                assert not _kept(bot, missed)
                _seen_two_minutes_ago(bot)
                standin.gateway.away = False
                await until(partial(_kept, bot, missed))
                await until(partial(_told_of_absence, standin, by_shard[shard]))
                assert _told_of_absence(standin, by_shard[1 - shard]) is bool(shard)
        finally:
            await bot.kill()
    assert standin.gateway.identified == 4
    assert bot.errors == []


def _seen_two_minutes_ago(bot: BotProcess) -> None:
    with closing(sqlite3.connect(bot.database)) as db, db:
        changed = db.execute("UPDATE memory SET value = value - 120000 WHERE name = 'last connected'")
        assert changed.rowcount == 1


def _told_of_absence(standin: StandIn, server: int) -> bool:
    return any("Ik was weg van" in text for text in standin.posts(standin.channel("moderatoren", server)))


def _kept(bot: BotProcess, text: str) -> bool:
    with closing(sqlite3.connect(bot.database)) as db:
        return bool(db.execute("SELECT count(*) FROM contributions WHERE text = ?", (text,)).fetchone()[0])
