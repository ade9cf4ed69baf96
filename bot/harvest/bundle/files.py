"""Making a bundle: its sources are read, and each of its files is written whole or not at all."""

import asyncio
import contextlib
import hashlib
import logging
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest.bundle import csv_file, json_file, labels, markdown_file, pdf_file, xlsx_file
from bot.harvest.bundle.collecting import Bundle, Collector, Progress, nobody_looks
from bot.harvest.bundle.labels import Labels
from bot.harvest.bundle.sources import Rejected
from bot.harvest.bundle.summary import over_all, remarks
from bot.harvest.earlier import Removed
from bot.harvest.files import DRAFTS, cannot_write, remove_leftovers, slug
from bot.harvest.typesetting import TypesettingError


def _labels(bundle: Bundle, _zone: tzinfo, path: Path) -> None:
    labels.write(bundle.needs(), bundle.labels, bundle.unknown, path)


log = logging.getLogger(__name__)
PDF = "bundel.pdf"
NO_NAME = Typed("")
FILES: dict[str, Callable[[Bundle, tzinfo, Path], None]] = {
    "bundel.json": json_file.write,
    "bundel.csv": csv_file.write,
    "bundel.xlsx": xlsx_file.write,
    "bundel.md": markdown_file.write,
    "labels.csv": _labels,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a bundle is made of; ``title`` and ``season`` may be empty."""

    title: Typed = NO_NAME
    season: str = ""
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its files, a line about it and what else to say, and what could not be read.

    ``unprinted`` is why there is no file for paper, None where there is one.
    """

    files: Sequence[Path]
    about: Text
    remarks: Sequence[Text]
    rejected: Sequence[Rejected]
    meetups: int
    contributions: int
    unprinted: Text | None


async def make(
    read: Callable[[Collector], Awaitable[None]],
    folder: Path,
    wish: Wish,
    now: datetime,
    zone: tzinfo,
    progress: Progress = nobody_looks,
) -> Made:
    """Bundle into ``folder`` what ``read`` gives the collector.

    Raises Refusal where there is nothing to bundle, with nothing written, and where the disk can't be written.
    """
    try:
        with workplace(folder) as drafts, Collector(drafts, wish.labels or Labels(), wish.season) as collector:
            await read(collector)
            bundle = collector.bundle(wish.title, now, progress)
            return await asyncio.to_thread(write, bundle, folder, drafts, zone)
    except OSError as error:
        raise Refusal(cannot_write(folder, error)) from error


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Make a folder for drafts in the folder; at its end the folder is gone where it is new and nothing is in it."""
    is_new = not folder.exists()
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with TemporaryDirectory(prefix=DRAFTS, dir=folder) as drafts:
            remove_leftovers(folder, Path(drafts))
            yield Path(drafts)
    finally:
        if is_new and not any(folder.iterdir()):
            folder.rmdir()


def write(bundle: Bundle, folder: Path, drafts: Path, zone: tzinfo) -> Made:
    """Write every file to ``drafts``, and move them to ``folder`` when all are there. Raises OSError."""
    for name, write_file in FILES.items():
        write_file(bundle, zone, drafts / name)
    unprinted = _print(bundle, zone, drafts / PDF)
    names = [*FILES, *([] if unprinted else [PDF])]
    for name in names:
        os.replace(drafts / name, folder / name)
    if unprinted:
        (folder / PDF).unlink(missing_ok=True)  # one of before would say something else
    return Made(
        [folder / name for name in names],
        over_all(bundle),
        list(remarks(bundle)),
        bundle.rejected,
        len(bundle.parts),
        bundle.figures.contributions,
        unprinted,
    )


def _print(bundle: Bundle, zone: tzinfo, path: Path) -> Text | None:
    """Write the report for paper; return why there is none. Raises OSError."""
    try:
        pdf_file.write(bundle, zone, path)
    except Refusal as refusal:
        return refusal.text
    except TypesettingError as error:
        log.error("the bundle can't be printed, the other files are there: %s", error)
        return _("{file} could not be made; the other files are there.", file=PDF)
    return None


def home_of(folder: Path, server: int, name: Typed = NO_NAME) -> Path:
    """Return the folder of a server's bundle among the harvests; no id of Discord stands in its name."""
    digest = hashlib.sha256(str(server).encode()).hexdigest()[:12]
    return next(folder.glob(f"bundel-*-{digest}"), folder / f"bundel-{slug(name)}-{digest}")


def remove(home: Path) -> Removed:
    """Remove the files of a bundle, and its folder where nothing else is in it."""
    gone = failed = 0
    for path in (home / name for name in (*FILES, PDF)):
        try:
            path.unlink()
            gone += 1
        except FileNotFoundError:
            pass
        except OSError as error:
            log.error("%s of a bundle could not be removed: %s", path, error.strerror)
            failed += 1
    with contextlib.suppress(OSError):  # something of somebody else's is in it, or it was never there
        home.rmdir()
    return Removed(gone, failed)
