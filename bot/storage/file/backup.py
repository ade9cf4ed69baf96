"""Copies of the database, made while a bot may be writing to it."""

import os
import shutil
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from itertools import count
from pathlib import Path

from bot.core.words.reasons import reason
from bot.core.words.text import Part, Refusal, Text, _
from bot.storage.file.connecting import connect
from bot.storage.file.trouble import Passing, because, damaged, in_words, is_of_disk, passes, unreadable


def copy(source: Path, goal: Path) -> Mapping[str, int]:
    """Copy a database to a new file. Returns the number of rows in each table.

    The copy is the database at one moment, in one file. When this returns it is on disk and was read back in full.
    Raises Refusal; then no copy is left, nor part of one.
    """
    if not source.is_file():
        raise Refusal(_("There is no database at {path} yet, so nothing to copy.", path=source))
    if os.path.lexists(goal):
        raise Refusal(_("{path} is there already. Choose another name for the backup.", path=goal))
    draft = goal.with_name(f".{goal.name}.{os.getpid()}")
    try:
        with in_words(source), closing(connect(source)) as here:
            here.execute("PRAGMA query_only = ON")
            here.execute("BEGIN")  # what is copied and what is counted is the database at one and the same moment
            version, rows = _content(here)
            if "meetups" not in rows:
                raise Refusal(unreadable(source))
            with _writing(goal):
                _fill(draft, here)
                with closing(connect(draft)) as there:
                    sound = there.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok"
                    if not sound or _content(there) != (version, rows):
                        raise Refusal(damaged(source))
                shutil.copymode(source, draft)
                _to_disk(draft)
                os.replace(draft, goal)
                _to_disk(goal.parent)
        return rows
    finally:
        for leftover in (draft, *(Path(f"{draft}{end}") for end in ("-wal", "-shm", "-journal"))):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)


def _content(db: sqlite3.Connection) -> tuple[int, dict[str, int]]:
    """Return the version of a database and the number of rows in each table."""
    tables = db.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    rows = {name: int(db.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]) for (name,) in tables}
    return int(db.execute("PRAGMA user_version").fetchone()[0]), rows


def _fill(draft: Path, here: sqlite3.Connection) -> None:
    around = next(folder for folder in draft.absolute().parents if folder.exists())
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.touch(mode=0o600)  # nobody else may ever read what people said
    if os.name == "posix" and os.geteuid() == 0:
        # The bot, which is not root, has to write where root made the copy, or put it in place.
        for path in (draft, draft.parent):
            os.chown(path, around.stat().st_uid, around.stat().st_gid)
    with closing(connect(draft)) as there:
        here.backup(there)
        there.execute("PRAGMA journal_mode = DELETE")  # all of it in the one file, with no log beside it


def _to_disk(path: Path) -> None:
    if os.name == "posix":  # elsewhere a folder can't be opened, and SQLite has done so for the file
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _writing(goal: Path) -> Iterator[None]:
    """Raise Refusal where the backup can't be written, Passing where that passes. Other errors pass unchanged."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        if isinstance(error, sqlite3.Error) and not is_of_disk(error):
            raise
        why = reason(error) if isinstance(error, OSError) else because(error)
        raise (Passing if passes(error) else Refusal)(_cannot_write(goal, why)) from error


def before_migration(path: Path, version: int) -> Path:
    """Copy a database to a new file beside it, before its migration to ``version``. Returns that file."""
    names = (path.with_name(f"{path.name}.voor-versie-{version}{f'.{n}' if n > 1 else ''}") for n in count(1))
    goal = next(name for name in names if not os.path.lexists(name))
    copy(path, goal)
    return goal


def _cannot_write(goal: Path, why: Part) -> Text:
    return _(
        "The backup can't be written to {path}: {reason}. Nothing else was changed. Make room or choose another place.",
        path=goal,
        reason=why,
    )
