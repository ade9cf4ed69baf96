"""Contributions in a temporary file, so that a bundle of any size takes the same memory."""

import pickle
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

from bot.harvest.records import ContributionItem


class Spool:
    """Contributions in a temporary file without a name: read one by one, many times, by where each begins."""

    def __init__(self, folder: Path) -> None:
        """Make the file, still empty; ``end`` is where the next one will begin. Raises OSError."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # open as long as this object lives
        self.end = 0

    def add(self, item: ContributionItem) -> int:
        """Write one more; return where it begins."""
        begin = self.end
        self._file.seek(begin)
        pickle.dump(item, self._file, pickle.HIGHEST_PROTOCOL)
        self.end = self._file.tell()
        return begin

    def read(self, begin: int) -> ContributionItem:
        """Return the contribution that begins there."""
        return self._next(begin)[0]

    def each(self, begin: int, count: int) -> Iterator[tuple[int, ContributionItem]]:
        """Yield so many contributions from there on, with where each begins."""
        for _n in range(count):
            item, end = self._next(begin)
            yield begin, item
            begin = end

    def _next(self, begin: int) -> tuple[ContributionItem, int]:
        self._file.seek(begin)
        item: ContributionItem = pickle.load(self._file)
        return item, self._file.tell()

    def close(self) -> None:
        """Remove the file."""
        self._file.close()
