"""A folder of copies of the database, of which the newest few are kept."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.core.words.text import Refusal, _
from bot.storage.file.backup import copy

KEEP = 7  # copies: with one a day, those of a week


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
    made = folder / f"{source.stem}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.sqlite3"
    rows = copy(source, made)
    gone = []
    for old in _copies(source, folder)[:-keep]:
        try:
            os.unlink(old)
        except OSError as error:
            raise Refusal(
                _(
                    "The copy {path} was made, but the old one {old} can't be removed: {reason}.",
                    path=made,
                    old=old,
                    reason=error.strerror or "?",
                )
            ) from error
        gone.append(old)
    return Rotated(made, rows, tuple(gone))


def _copies(source: Path, folder: Path) -> list[Path]:
    """Return the copies of a database in a folder, the oldest first: the time is in the name."""
    name = re.compile(rf"{re.escape(source.stem)}-\d{{8}}T\d{{6}}Z\.sqlite3")
    return sorted(path for path in folder.iterdir() if name.fullmatch(path.name) and path.is_file())
