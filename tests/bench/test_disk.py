"""A process whose disk is full for a while, with a second bot and a backup on the same database."""

import asyncio
import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import ROOT, TOKEN, BotProcess
from tests.bench.standin import StandIn, until
from tests.process import bot as command

pytestmark = [
    pytest.mark.bench(seconds=6),
    pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another process"),
]


@contextmanager
def full_disk(bot: BotProcess) -> Iterator[None]:
    """Forbid the process any file larger than the log of its database, which to SQLite is a full disk."""
    assert bot.process is not None
    log = Path(f"{bot.database}-wal").stat().st_size
    assert (bot.folder / "log.txt").stat().st_size < log // 2
    unlimited = resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, (log, unlimited[1]))
    yield
    if bot.is_running:
        resource.prlimit(bot.process.pid, resource.RLIMIT_FSIZE, unlimited)


async def test_a_full_disk_a_second_bot_and_a_backup_while_the_bot_runs(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        noor = standin.noor
        try:
            plenary, moderators = await begin(standin, people, bot)
            assert "Bewaard" in (await people.slash(noor, plenary, "morgen", tekst="ga ik bellen")).text

            with full_disk(bot):
                refused = (await people.slash(noor, plenary, "morgen", tekst="ga ik mailen")).text
                assert refused.startswith("Dit is niet bewaard")
                assert refused.endswith("ga ik mailen")
                said = standin.backend.create_message(plenary, noor, "#nodig tijd")
                await until(lambda: any("nog niet bewaard" in text for text in standin.posts(plenary)))
                await until(lambda: any("Ik kan nu niets opslaan" in text for text in standin.posts(moderators)))
                assert not said.reactions
            await until(lambda: bool(said.reactions))
            await until(lambda: any("Ik kan weer opslaan" in text for text in standin.posts(moderators)))
            assert "Bewaard" in (await people.slash(noor, plenary, "morgen", tekst="ga ik mailen")).text

            settings = {
                "DATABASE": str(bot.database),
                "HARVEST_DIR": str(tmp_path / "nog eens"),
                "DISCORD_TOKEN": TOKEN,
            }
            second = await asyncio.to_thread(lambda: command("run", cwd=ROOT, **settings))
            assert second.returncode == 2
            assert "Er draait al een bot" in second.stderr
            copied = await asyncio.to_thread(
                lambda: command("backup", tmp_path / "kopie.sqlite3", cwd=ROOT, **settings)
            )
            assert copied.returncode == 0, copied.stderr
            assert "één meetup en 3 bijdragen" in copied.stdout
            exported = await asyncio.to_thread(lambda: command("export", "1", cwd=ROOT, **settings))
            assert exported.returncode == 0, exported.stderr
            looked = await asyncio.to_thread(
                lambda: command("check", cwd=ROOT, **settings, HTTPS_PROXY="http://127.0.0.1:9")
            )
            assert "er draait nu een bot op" in looked.stdout
            with full_disk(bot):
                assert await bot.end() == 0  # and it does not hang because it can't keep that it has gone
        finally:
            await bot.kill()
    with closing(sqlite3.connect(tmp_path / "kopie.sqlite3")) as copy:
        texts = copy.execute("SELECT text FROM contributions ORDER BY text").fetchall()
    assert texts == [("ga ik bellen",), ("ga ik mailen",), ("tijd",)]
    assert "Traceback" not in bot.log
    assert "mailen" not in bot.log
