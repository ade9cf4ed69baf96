"""Time of the checks before a start, and of a backup, with 1,000 past meetups.

``python -m tests.bench.opening`` prints the figures.
"""

import asyncio
import sqlite3
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from bot.storage.database import Database
from bot.storage.file.backup import copy
from bot.storage.file.opening import look, make_ready

MEETUPS, EACH = 1_000, 100


async def fill(path: Path) -> None:
    """Create a database of past meetups, each with 60 cues and ``EACH`` contributions.

    Programmes have 6,000 characters, about as many as the provincial one.
    """
    await (await Database.open(path)).close()
    meetups = ((id, "p" * 6_000) for id in range(1, MEETUPS + 1))
    cues = ((id, moment) for id in range(1, MEETUPS + 1) for moment in range(60))
    said = ((id, "Morgen ga ik " + "praten " * (id % 40 + 3), id, f"Naam {id}") for id in range(MEETUPS * EACH))
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by) VALUES (?, 1, 't', 'p', 'meetup', 'nl', 1, 'closed', 1, ?, 1)",
            meetups,
        )
        db.executemany(
            "INSERT INTO cues (meetup, kind, block, due, offset_ms, state, note) "
            "VALUES (?, 'prompt', 1, ?, 0, 'done', '')",
            cues,
        )
        db.executemany(
            "INSERT INTO contributions (meetup, kind, text, author, author_name, source, said_at, message, position) "
            f"VALUES (1 + ?1 / {EACH}, 'morgen', ?2, ?1, ?4, 'chat', 1, ?3, 0)",
            said,
        )


def took(what: str, act: Callable[[], object]) -> None:
    """Print how long a call takes, in seconds, the best of three."""
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        act()
        seconds.append(time.perf_counter() - started)
    print(f"{what:<40} {min(seconds):6.3f} s")


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "meetups.sqlite3"
        asyncio.run(fill(path))
        print(f"{MEETUPS} meetups, {MEETUPS * EACH} contributions, {path.stat().st_size / 1e6:.0f} MB")
        took("look whether it is sound", lambda: look(path))
        took("all that comes before the connection", lambda: make_ready(path))
        goals = (Path(folder) / f"copy{n}" for n in range(9))
        took("backup, read back in full", lambda: copy(path, next(goals)))


if __name__ == "__main__":
    main()
