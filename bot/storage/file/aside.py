"""Rows of one moment, set aside to be read at leisure: in any thread, and more of them than fit in memory."""

import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path


class Aside:
    """What a query gives now, in a table of its own that goes when this is closed.

    Set aside, because whoever reads for long in the database itself holds up ``Database.forget_log``, and with it
    everybody who writes.
    """

    def __init__(self, path: Path, query: str, values: Sequence[object]) -> None:
        """Raises sqlite3.Error when there is no room for the rows."""
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._connection.row_factory = sqlite3.Row
            self._connection.execute(f"CREATE TEMP TABLE aside AS {query}", values)
        except BaseException:
            self.close()
            raise

    def rows(self, query: str = "SELECT * FROM aside ORDER BY rowid") -> Iterator[sqlite3.Row]:
        """The rows one by one, in the order in which they were set aside; or those of another query on ``aside``."""
        found = self._connection.execute(query)
        # A hundred at a time: SQLite lets other threads go on at every row, but so briefly that they only stumble.
        while rows := found.fetchmany(100):
            yield from rows

    def close(self) -> None:
        """Let go of the rows; who is still reading them gets a sqlite3.Error."""
        self._connection.close()
