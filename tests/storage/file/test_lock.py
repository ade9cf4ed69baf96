"""One bot on one database."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.content import DATA
from bot.content.texts import say
from bot.storage.database import Database, reading
from bot.storage.file.lock import InUse
from tests.process import bot

# A bot as far as the database is concerned; it tells when it has it, and then waits.
HOLDER = """
import asyncio, sys
from pathlib import Path
from bot.storage.database import Database
async def hold():
    db = await Database.open(Path(sys.argv[1]))
    print("open", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    await db.close()
asyncio.run(hold())
"""


async def test_a_second_bot_is_refused_until_the_first_one_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    link = tmp_path / "link.sqlite3"
    link.symlink_to(path)
    first = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, path, cwd=DATA.parent, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert first.stdout is not None
        assert await first.stdout.readline() == b"open\n"
        for other_name in (path, link):
            second = bot("run", DATABASE=str(other_name), DISCORD_TOKEN="x")
            assert second.returncode == 2
            (line,) = second.stderr.splitlines()
            assert line.startswith(f"Er draait al een bot op de database {other_name}.")
        async with reading(path) as db:
            assert await db.all("SELECT * FROM people") == []
    finally:
        first.kill()
        await first.wait()
    await (await Database.open(path)).close()


async def test_the_lock_goes_with_the_database_also_when_it_does_not_open(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    first = await Database.open(path)
    try:
        with pytest.raises(InUse) as refusal:
            await Database.open(path)
        assert "Er draait al een bot" in say(refusal.value.text)
    finally:
        await first.close()
    content = path.read_bytes()
    path.write_bytes(b"dit is geen database" * 100)
    for _ in range(2):
        with pytest.raises(Exception, match="can't be opened"):
            await Database.open(path)
    path.write_bytes(content)
    await (await Database.open(path)).close()
