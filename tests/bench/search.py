"""Searching in 1,000 to 100,000 contributions of one server: an answer of Discord may take 3 s.

``python -m tests.bench search`` prints the figures.
"""

import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path

from bot.core.people.searches import Search
from bot.core.words.typed import Typed
from bot.storage import search
from bot.storage.database import Database
from tests.bench.table import Row

SIZES = (1_000, 10_000, 100_000)
MEETUPS = 200
WORDS = 20_000  # different ones, the first of them in many texts
ANSWER = 3.0  # seconds


async def rows() -> list[Row]:
    """Measure indexing and searching. Returns the figures."""
    found = []
    for size in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            found += await _measured(size, Path(folder) / "a.sqlite3")
    return found


async def _measured(size: int, path: Path) -> list[Row]:
    await (await Database.open(path)).close()
    words = _fill(path, size)
    db = await Database.open(path)
    try:
        started = time.perf_counter()
        await search.catch_up(db)
        indexed = time.perf_counter() - started
        common, rare = words[0], words[-1]
        searches = {
            "a common word": common,
            "a rare word": rare,
            "three words": " ".join(words[5:8]),
            "a typing mistake": rare[1:],
            "300 characters": " ".join(words[40:90])[:300],
        }
        each = {what: await _took(db, typed) for what, typed in searches.items()}
        started = time.perf_counter()
        async with db.transaction() as transaction:
            await transaction.run("DELETE FROM contributions WHERE id = 5")
        await db.forget_log()
        forgotten = time.perf_counter() - started
    finally:
        await db.close()
    slowest = max(each, key=lambda what: each[what])
    return [
        Row(f"{size:,} texts indexed at once, after an upgrade", f"{indexed:.1f} s"),
        *(Row(f"{size:,} texts, {what}", f"{seconds * 1000:.0f} ms") for what, seconds in each.items()),
        Row(f"{size:,} texts, the slowest", f"{each[slowest] / ANSWER:.0%} of the time for an answer"),
        Row(f"{size:,} texts, one withdrawn for good", f"{forgotten * 1000:.0f} ms"),
    ]


async def _took(db: Database, typed: str) -> float:
    """Return the seconds of a search for everybody, the best of three."""
    seconds = []
    for _time in range(3):
        started = time.perf_counter()
        await search.find(db.read, 1, Search(Typed(typed), public=True))
        seconds.append(time.perf_counter() - started)
    return min(seconds)


def _fill(path: Path, size: int) -> list[str]:
    """Store contributions of made-up words, all for everybody to read. Returns the words, the most common first."""
    draw = random.Random(5)
    words = ["".join(draw.choices("abdegiklmnoprstuvw", k=draw.randint(4, 11))) for _word in range(WORDS)]
    weights = [1 / (rank + 10) for rank in range(WORDS)]
    texts = (" ".join(draw.choices(words, weights, k=16)) for _text in range(size))
    with closing(sqlite3.connect(path)) as file, file:
        file.executemany(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by) VALUES (?, 1, 't', 'p', 'meetup', 'nl', 1, 'closed', 1, '{}', 1)",
            ((id,) for id in range(1, MEETUPS + 1)),
        )
        file.executemany(
            "INSERT INTO contributions (meetup, kind, text, author, author_name, source, said_at, wall) "
            f"VALUES (1 + ?1 % {MEETUPS}, 'morgen', ?2, ?1, 'n', 'chat', 1, 'naam')",
            enumerate(texts),
        )
    return words
