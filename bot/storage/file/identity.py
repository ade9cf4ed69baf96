"""Which file a database is: one that is removed or replaced while a bot runs on it takes what is written with it."""

import os
import sqlite3
from pathlib import Path


class File:
    """The file at a path now. Raises OSError where there is none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known = _identity(path)

    def must_be_there(self) -> None:
        """Raise sqlite3.OperationalError where another file stands at the path, or none; SQLite does not notice."""
        try:
            is_same = _identity(self._path) == self._known
        except OSError:
            is_same = False
        if not is_same:
            error = sqlite3.OperationalError("the file was removed or replaced while the bot runs")
            error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
            raise error


def _identity(path: Path) -> tuple[int, int]:
    found = os.stat(path)
    return found.st_dev, found.st_ino
