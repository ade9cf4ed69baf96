"""A folder of copies of the database, of which the newest few are kept."""

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, _
from bot.storage.file import erased
from bot.storage.file.backup import copy

LEFT_AFTER = timedelta(days=1)  # what is left of a copy that was broken off goes then


@dataclass(frozen=True, slots=True)
class Rotated:
    """The copy that was made, its number of rows in each table, and the older copies that went."""

    made: Path
    rows: Mapping[str, int]
    gone: tuple[Path, ...]


def add(source: Path, folder: Path, keep: int, now: datetime) -> Rotated:
    """Copy a database into a folder under a name with the time in it, and remove its oldest copies beyond ``keep``.

    Nothing is removed before the new copy was read back in full, and only what has such a name. Raises Refusal.
    """
    _sweep(source, folder, now)
    made = folder / f"{source.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    rows = copy(source, made)
    gone = []
    for old in list(copies(source, folder))[:-keep]:
        try:
            os.unlink(old)
        except OSError as error:
            raise Refusal(
                _(
                    "The copy {path} was made, but the old one {old} can't be removed: {reason}.",
                    path=made,
                    old=old,
                    reason=reason(error),
                )
            ) from error
        gone.append(old)
    with suppress(OSError):  # the next copy tries again
        erased.forget(folder, next(iter(copies(source, folder).values())))
    return Rotated(made, rows, tuple(gone))


def copies(source: Path, folder: Path) -> dict[Path, datetime]:
    """Return the copies of a database in a folder with the moments in their names, the oldest first."""
    name = re.compile(rf"{re.escape(source.stem)}-(\d{{8}}T\d{{6}}Z)\.sqlite3")
    found = {}
    for path in sorted(folder.glob("*.sqlite3")):
        if (match := name.fullmatch(path.name)) and path.is_file():
            with suppress(ValueError):  # a name of somebody else's, with no such date
                found[path] = datetime.strptime(match[1], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return found


def is_due(last: datetime | None, at: time, zone: tzinfo, now: datetime) -> bool:
    """Return whether the last copy was made before ``at`` came for the last time, or never."""
    today = now.astimezone(zone)
    night = datetime.combine(today.date(), at, zone)
    if night > today:
        night = datetime.combine(today.date() - timedelta(days=1), at, zone)
    return last is None or last < night


def _sweep(source: Path, folder: Path, now: datetime) -> None:
    """Remove what is left of copies that were broken off: they hold what people said too."""
    for left in folder.glob(f".{source.stem}-*.sqlite3.*"):
        with suppress(OSError):
            if left.stat().st_mtime < (now - LEFT_AFTER).timestamp():
                left.unlink()
