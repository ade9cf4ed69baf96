"""Contributions in a temporary file, so that a bundle of any size takes the same memory."""

import copyreg
import pickle
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, datetime, timedelta, timezone
from operator import attrgetter
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any

from bot.core.kinds import Source
from bot.core.people.addressees import Addressee
from bot.core.people.contributions import ThemeSource
from bot.core.people.follow_ups import Answer, FollowUp
from bot.core.people.roles import Role
from bot.core.people.sharing import Sharing
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem

_FIELDS = [field.name for field in fields(ContributionItem)]
_VALUES = attrgetter(*_FIELDS)
_SET = [getattr(ContributionItem, name).__set__ for name in _FIELDS]


def _made(*values: object) -> ContributionItem:
    """Return a contribution with these values of all its fields."""
    item = object.__new__(ContributionItem)
    for set_field, value in zip(_SET, values, strict=True):
        set_field(item, value)
    return item


def _reduced(item: ContributionItem) -> tuple[Any, ...]:
    return _made, _VALUES(item)


# What pickle looks up by a number of those that it leaves to programs: by name takes as long as all the rest.
_NUMBERED: tuple[Any, ...] = (
    _made, Typed, FollowUp, Role, ThemeSource, Source, Sharing, Addressee, Answer, datetime, date, timedelta, timezone,
)  # fmt: skip
for _number, _one in enumerate(_NUMBERED, start=0xF0):
    copyreg.add_extension(_one.__module__, _one.__qualname__, _number)


class Spool:
    """Contributions in a temporary file without a name: read one by one, many times, by where each begins."""

    def __init__(self, folder: Path) -> None:
        """Make the file, still empty; ``end`` is where the next one will begin. Raises OSError."""
        self._file = TemporaryFile(dir=folder)  # noqa: SIM115  # open as long as this object lives
        self._pickler = pickle.Pickler(self._file, pickle.HIGHEST_PROTOCOL)
        self._pickler.dispatch_table = copyreg.dispatch_table | {ContributionItem: _reduced}
        self.end = 0

    def add(self, item: ContributionItem) -> int:
        """Write one more; return where it begins."""
        begin = self.end
        self._file.seek(begin)
        self._pickler.dump(item)
        self._pickler.clear_memo()
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
