"""Checks before a database is used: sound, ours, of this version, writable."""

import logging
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from bot.core.words.text import Refusal, _
from bot.storage.file import backup, upkeep
from bot.storage.file.connecting import PATIENCE, connect
from bot.storage.file.trouble import damaged, in_words, unreadable

log = logging.getLogger(__name__)

MIGRATIONS = Path(__file__).parent.parent / "migrations"

# Takes 64 kB of the disk, enough for what a hundred people say; the dropped table leaves them free in the file.
TRY_TO_WRITE = (
    "CREATE TABLE room_to_write (filler BLOB)",
    "INSERT INTO room_to_write VALUES (zeroblob(65536))",
    "DROP TABLE room_to_write",
)


def migrations() -> Sequence[str]:
    """Return the migration scripts in order. The version of a database is the number of scripts it has had."""
    return [script.read_text("utf-8") for script in sorted(MIGRATIONS.glob("*.sql"))]


def look(path: Path) -> int:
    """Return the version of a database, 0 if there is none. Changes nothing, also while a bot uses it.

    Raises Refusal for a file that is damaged, is no database of ours, or was made by a newer bot. Reads the whole
    file, for its structure: 0.1 s for 1,000 meetups with 100,000 contributions (``python -m tests.bench.opening``).
    """
    with in_words(path):
        if not path.exists():
            return 0
        with closing(sqlite3.connect(_only_to_look(path), uri=True, timeout=PATIENCE)) as db:
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            known = len(migrations())
            if version > known:
                raise Refusal(
                    _(
                        "The database {path} was made by a newer version of the bot (version {found}; this one knows "
                        "{known}). Nothing was changed. Start the newer bot, or choose another file with DATABASE.",
                        path=path,
                        found=version,
                        known=known,
                    )
                )
            if tables and (version == 0 or "meetups" not in tables):
                raise Refusal(unreadable(path))
            if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise Refusal(damaged(path))
            return version


def _only_to_look(path: Path) -> str:
    # Read-only leaves the write-ahead log of a crashed bot as it is. Where there is none, SQLite may have to roll
    # back an unfinished write before it can read, so it must be able to write.
    mode = "ro" if Path(f"{path}-wal").exists() else "rw"
    return f"{path.absolute().as_uri()}?mode={mode}"


def look_to_read(path: Path) -> None:
    """Check a database that is only read.

    Raises Refusal for what ``look`` finds, and for an older version, which only ``run`` may migrate.
    """
    if look(path) < len(migrations()):
        raise Refusal(
            _(
                "The database {path} is from an older version of the bot. Start the bot once with "
                "`python -m bot run`: it makes a backup and brings the database up to date.",
                path=path,
            )
        )


def make_ready(path: Path) -> None:
    """Create the database, or migrate it after a backup beside it. The caller must hold its lock.

    Raises Refusal for what ``look`` finds, and where the file can't be written; then nothing has changed.
    """
    version, scripts = look(path), migrations()
    with in_words(path), closing(connect(path)) as db:
        before = backup.before_migration(path, len(scripts)) if 0 < version < len(scripts) else None
        try:
            db.execute("PRAGMA journal_mode = WAL")
            steps = [*scripts[version:], *TRY_TO_WRITE, f"PRAGMA user_version = {len(scripts)}"]
            # executescript commits first, so the transaction belongs inside the script.
            db.executescript("\n;\n".join(["BEGIN IMMEDIATE", *steps, "COMMIT"]))
            upkeep.mend_at_start(db)
        except BaseException:
            if before:
                before.unlink()
            raise
        if before:
            log.info(
                "the database went from version %s to %s; as it was, it stays in %s", version, len(scripts), before
            )
