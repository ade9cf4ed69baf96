"""Temporary copies of query results, for slow reading from any thread without holding up writers."""

import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path


class Aside:
    """The rows of a query, copied to a temporary table that is dropped on ``close``.

    Copied, because a long read in the database itself blocks ``Database.forget_log``, and with it everybody who
    writes.
    """

    def __init__(self, path: Path, query: str, values: Mapping[str, object]) -> None:
        """Copy the rows. Raises sqlite3.Error when the disk has no room for them."""
        self._connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._connection.row_factory = sqlite3.Row
            self._connection.execute(f"CREATE TEMP TABLE aside AS {query}", values)
        except BaseException:
            self.close()
            raise

    def rows(self, query: str = "SELECT * FROM aside ORDER BY rowid") -> Iterator[sqlite3.Row]:
        """Yield the copied rows in their original order, or the rows of another query on ``aside``."""
        found = self._connection.execute(query)
        # A hundred at a time: sqlite3 releases the GIL at every row, but too briefly to help other threads.
        while rows := found.fetchmany(100):
            yield from rows

    def close(self) -> None:
        """Drop the rows. Reading on raises sqlite3.Error."""
        self._connection.close()
