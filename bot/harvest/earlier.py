"""Files of earlier exports: found again, written anew when words in them were erased, and removed with their meetup."""

import asyncio
import contextlib
import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.evening.meetup import Meetup
from bot.core.words.text import Refusal
from bot.harvest.files import FORMATS, home_of, names_of, owned, write_anew
from bot.harvest.printed import PRINTED
from bot.harvest.records import Harvest
from bot.harvest.typesetting import TypesettingError

# Beside the harvests: the other folders that some were written to, one a line.
_ELSEWHERE = ".elders"
# Begin of the names of drafts, left when the process was killed while it wrote them.
_DRAFT = ".oogst."
# The files of a harvest by their names: their format, and whether they are anonymous.
_OURS = {
    name: (format, anonymous)
    for format in (*FORMATS, *PRINTED)
    for anonymous in (False, True)
    for name in names_of(format, anonymous=anonymous)
}
_LIKELY = ("oogst*", f"{_DRAFT}*", *_OURS)


def remember(folder: Path, other: Path) -> None:
    """Store in the harvest folder that a harvest was written to another folder too. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    there = other.resolve()
    if there != folder.resolve() and there not in _elsewhere(folder):
        with (folder / _ELSEWHERE).open("a", encoding="utf-8") as file:
            file.write(f"{there}\n")


def _elsewhere(folder: Path) -> list[Path]:
    try:
        return [Path(line) for line in (folder / _ELSEWHERE).read_text("utf-8").splitlines() if line]
    except (OSError, ValueError):
        return []


async def written_for(meetup: Meetup, folder: Path, zone: tzinfo) -> list[Path]:
    """Return all files of a meetup's harvest, in ``folder`` and in those it remembers, and drafts that were left."""
    return await asyncio.to_thread(_written_for, meetup, folder, zone)


def _written_for(meetup: Meetup, folder: Path, zone: tzinfo) -> list[Path]:
    found: set[Path] = set()
    for one in (folder, *_elsewhere(folder)):
        if one.is_dir():
            likely = home_of(meetup, one, zone)  # has no owner if it was written without the json
            homes = [home for home in one.iterdir() if owned(home, meetup) or home == likely]
            found.update(path for home in homes for name in _LIKELY for path in home.glob(name))
    return sorted(found)


async def rehouse(meetup: Meetup, folder: Path, zone: tzinfo) -> None:
    """Give the folder of a meetup's harvest the name that goes with its title now. Raises OSError."""
    await asyncio.to_thread(_rehouse, meetup, folder, zone)


def _rehouse(meetup: Meetup, folder: Path, zone: tzinfo) -> None:
    goal = home_of(meetup, folder, zone)
    homes = [home for home in folder.iterdir() if home != goal and owned(home, meetup)] if folder.is_dir() else []
    if homes and not goal.exists():
        homes[0].rename(goal)


@dataclass(frozen=True, slots=True)
class Renewed:
    """What became of earlier files: written anew, and those that somebody has to look at."""

    renewed: tuple[Path, ...]
    left: tuple[Path, ...]


async def renew(harvest: Harvest, paths: Sequence[Path], zone: tzinfo) -> Renewed:
    """Write earlier files of a harvest anew, each in its own format, and remove drafts.

    What can't be written, and what is none of our files, is left.
    """
    return await asyncio.to_thread(_renew, harvest, paths, zone)


def _renew(harvest: Harvest, paths: Iterable[Path], zone: tzinfo) -> Renewed:
    renewed, left = [], []
    for path in paths:
        try:
            if path.name.startswith(_DRAFT):
                _remove(path)
            elif _write_again(harvest, path, zone):
                renewed.append(path)
            else:
                left.append(path)
        except OSError:
            left.append(path)
    return Renewed(tuple(renewed), tuple(left))


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def _write_again(harvest: Harvest, path: Path, zone: tzinfo) -> bool:
    """Write a file anew, or remove it where there is nothing to print any more; return False where it is none of ours.

    A page that can't be printed anew goes too, with what it says.
    """
    if path.name not in _OURS:
        return False
    format, anonymous = _OURS[path.name]
    shown = harvest.without_names() if anonymous else harvest
    if format in PRINTED and not PRINTED[format].is_due(shown):
        path.unlink()
        return True
    with TemporaryDirectory(prefix=_DRAFT, dir=path.parent) as drafts:
        draft = Path(drafts, path.name)
        try:
            write_anew(format, shown, zone, [draft])
        except (Refusal, TypesettingError):
            path.unlink()
            return True
        os.replace(draft, path)
    return True


@dataclass(frozen=True, slots=True)
class Removed:
    """What became of earlier files: how many are gone, and how many of ours could not be removed."""

    gone: int
    failed: int


async def remove(paths: Sequence[Path]) -> Removed:
    """Remove earlier files of a harvest and drafts, and their folder where nothing else is in it.

    What is none of our files stays.
    """
    return await asyncio.to_thread(
        _remove_all, [path for path in paths if path.name.startswith(_DRAFT) or path.name in _OURS]
    )


def _remove_all(paths: Sequence[Path]) -> Removed:
    failed = 0
    for path in paths:
        try:
            _remove(path)
        except OSError:
            failed += 1
    for home in {path.parent for path in paths}:
        with contextlib.suppress(OSError):  # something of somebody else's is in it
            home.rmdir()
    return Removed(len(paths) - failed, failed)
