"""3,000 servers in one process: how long until all are there, how many calls that takes, and what each costs."""

import asyncio
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.content.library import Library
from bot.core.evening.meetup import Meetup, State
from bot.core.evening.planning import plan
from bot.core.words.typed import Typed
from bot.storage import meetups, servers, timelines
from bot.storage.database import Database
from bot.storage.servers import Server
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until
from tests.bench.table import Row

SIZES = (1, 300, 3_000)
CHANNELS, ROLES = 20, 10  # of each server: a small community
PER_SHARD = 1_000  # what Discord recommends; it asks for it from 2,500 servers on
PLANNED = 42  # meetups to come: all provincial ones of two seasons
CHATS = 5_000  # messages on servers without a meetup


@dataclass(frozen=True, slots=True)
class Connected:
    """Figures of one start: seconds until all servers are there, of which the processor worked; peak memory in bytes.

    ``calls`` counts those to Discord until then, and ``message`` is the processor's time for a chat message on a
    server without a meetup, in seconds.
    """

    took: float
    processor: float
    memory: int
    calls: int
    message: float


def standin_with(servers: int) -> StandIn:
    """Return a stand-in with so many servers, in as many connections as Discord would ask for."""
    standin = StandIn(shards=-(-servers // PER_SHARD) if servers > 2_500 else 1)
    for number in range(servers - 1):
        server = standin.new_server(f"Server {number}")
        for channel in range(CHANNELS):
            standin.backend.create_channel(server, f"kanaal-{channel}")
        for role in range(ROLES):
            standin.backend.create_role(server, f"Rol {role}")
    return standin


async def start(size: int) -> Connected:
    """Start the bot on so many servers, of which each chose its moderator role and some have a meetup to come."""
    with tempfile.TemporaryDirectory() as folder:
        async with standin_with(size).listening() as standin:
            bot = BotProcess(standin, Path(folder) / "bot")
            await _set_up(bot.database, standin)
            began = time.monotonic()
            try:
                await bot.start()
                await until(lambda: f"ready on {size} servers" in bot.log, 600)
                took = time.monotonic() - began
                await _is_quiet(bot)
                calls, used, memory = len(standin.journal), bot.processor, bot.memory
                return Connected(took, used, memory, calls, await _message(standin, bot))
            finally:
                await bot.kill()


async def _set_up(path: Path, standin: StandIn) -> None:
    programme, start = Library().programme("provinciale-meetup"), datetime.now(UTC) + timedelta(days=3)
    db = await Database.open(path)
    try:
        async with db.transaction() as transaction:
            for id in standin.servers:
                roles = standin.backend.get_guild(id).roles.values()
                role = next(role.id for role in roles if role.name == "Moderator")
                await servers.save(transaction, Server(id, moderator_role=role))
            for id in standin.servers[:PLANNED]:
                meetup = Meetup(
                    0, id, Typed("Avond"), Typed("Lelystad"), programme.kind, "nl", True, State.PLANNED, start,
                    programme, None, None, None,
                )  # fmt: skip
                added = await meetups.add(transaction, meetup, planned_by=1)
                await timelines.save(transaction, added, plan(programme, start, start - timedelta(days=1)))
    finally:
        await db.close()


async def _is_quiet(bot: BotProcess) -> None:
    """Wait until the bot has hardly done anything for three seconds."""
    still, used = 0, bot.processor
    while still < 3:
        await asyncio.sleep(1)
        still = still + 1 if bot.processor - used < 0.1 else 0
        used = bot.processor


async def _message(standin: StandIn, bot: BotProcess) -> float:
    """Return what a chat message costs on a server without a meetup."""
    somebody = {server: standin.new_member("iemand", server) for server in standin.servers[-500:]}
    used = bot.processor
    for number in range(CHATS):
        server = [*somebody][number % len(somebody)]
        standin.backend.create_message(standin.lobby_of(server), somebody[server], f"zomaar een bericht {number}")
        if number % 100 == 99:
            await asyncio.sleep(0.01)
    await _is_quiet(bot)
    return (bot.processor - used) / CHATS


async def rows() -> list[Row]:
    """Measure each of ``SIZES``. Returns the figures."""
    found: list[Row] = []
    alone = 0
    for size in SIZES:
        connected = await start(size)
        alone = alone or connected.memory
        each = f"{(connected.memory - alone) / (size - 1) / 1000:.0f} kB each more" if size > 1 else ""
        found += [
            Row(f"{size} servers: until all are there", f"{connected.took:.1f} s",
                f"of the processor {connected.processor:.1f} s"),
            Row(f"{size} servers: memory", f"{connected.memory / 1e6:.0f} MB", each),
            Row(f"{size} servers: calls to Discord at the start", f"{connected.calls}"),
            Row(f"{size} servers: a chat message without a meetup", f"{connected.message * 1000:.2f} ms",
                "of the processor"),
        ]  # fmt: skip
    return found


if __name__ == "__main__":
    print(asyncio.run(rows()))
