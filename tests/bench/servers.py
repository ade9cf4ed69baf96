"""3,000 servers in one process: how long until all are there, and what memory each costs."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

SIZES = (1, 300, 3_000)
CHANNELS, ROLES = 20, 10  # of each server: a small community
PER_SHARD = 1_000  # what Discord recommends; it asks for it from 2,500 servers on


@dataclass(frozen=True, slots=True)
class Connected:
    """Figures of one start: seconds until all servers are there, and peak memory in bytes."""

    took: float
    memory: int


async def start(servers: int) -> Connected:
    """Start the bot on so many servers, in as many connections as Discord would ask for."""
    with tempfile.TemporaryDirectory() as folder:
        async with StandIn(shards=-(-servers // PER_SHARD) if servers > 2_500 else 1).listening() as standin:
            for number in range(servers - 1):
                _furnish(standin, standin.new_server(f"Server {number}"))
            bot = BotProcess(standin, Path(folder) / "bot")
            began = time.monotonic()
            try:
                await bot.start()
                await until(lambda: f"ready on {servers} servers" in bot.log, 300)
                return Connected(time.monotonic() - began, bot.memory)
            finally:
                await bot.kill()


def _furnish(standin: StandIn, server: int) -> None:
    for number in range(CHANNELS):
        standin.backend.create_channel(server, f"kanaal-{number}")
    for number in range(ROLES):
        standin.backend.create_role(server, f"Rol {number}")


async def rows() -> list[Row]:
    """Measure each of ``SIZES``. Returns the figures."""
    found: list[Row] = []
    alone = 0
    for size in SIZES:
        connected = await start(size)
        alone = alone or connected.memory
        each = f"{(connected.memory - alone) / (size - 1) / 1000:.0f} kB each more" if size > 1 else ""
        found += [
            Row(f"{size} servers: until all are there", f"{connected.took:.1f} s"),
            Row(f"{size} servers: memory", f"{connected.memory / 1e6:.0f} MB", each),
        ]
    return found


if __name__ == "__main__":
    print(asyncio.run(rows()))
