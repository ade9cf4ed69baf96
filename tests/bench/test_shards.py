"""A bot on more servers than one connection may have: divided over two, each server with its meetup."""

from pathlib import Path

import pytest

from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=12)


async def test_servers_are_divided_over_as_many_connections_as_discord_asks_for(tmp_path: Path) -> None:
    async with StandIn(shards=2).listening() as standin:
        servers = [standin.guild, *(standin.new_server(f"Server {number}") for number in range(20))]
        by_shard = {(server >> 22) % 2: server for server in servers}
        leaders = {server: standin.new_member("leider", server, moderates=True) for server in by_shard.values()}
        bot = BotProcess(standin, tmp_path)
        try:
            await bot.start()
            await until(lambda: bool(standin.backend.commands.get(None)))
            for server, leader in leaders.items():
                planned = await People(standin).slash(
                    leader, standin.lobby_of(server), "meetup plan", programma="eigen-meetup", titel="Proef", start="nu"
                )
                assert "staat gepland" in planned.text
        finally:
            await bot.kill()
    assert len(by_shard) == 2
    assert standin.gateway.identified == 2
    assert bot.errors == []
