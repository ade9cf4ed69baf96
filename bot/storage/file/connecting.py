"""Connections to a SQLite file, with the pragmas that our promises need."""

import sqlite3
from pathlib import Path

PATIENCE = 2.0  # seconds for another program to let go: a person must be answered within 3


def connect(path: Path) -> sqlite3.Connection:
    """Open or create a SQLite file. Transactions are begun by hand. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA secure_delete = ON")  # a withdrawn text is gone from the file too
        connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        connection.close()
        raise
    return connection
