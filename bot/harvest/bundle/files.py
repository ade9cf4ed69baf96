"""Making a bundle: its sources are read, and each of its files is written whole or not at all."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.core.words.text import Refusal, Text
from bot.core.words.typed import Typed
from bot.harvest.bundle import csv_file, json_file, labels, markdown_file, xlsx_file
from bot.harvest.bundle.collecting import Bundle, Collector, Progress, nobody_looks
from bot.harvest.bundle.labels import Labels
from bot.harvest.bundle.sources import Rejected
from bot.harvest.bundle.summary import remarks
from bot.harvest.files import DRAFTS, cannot_write, remove_leftovers


def _labels(bundle: Bundle, _zone: tzinfo, path: Path) -> None:
    labels.write(bundle.needs(), bundle.labels, bundle.unknown, path)


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

    title: Typed = Typed("")  # noqa: RUF009
    season: str = ""
    labels: Labels | None = None


@dataclass(frozen=True, slots=True)
class Made:
    """What was made: its files, what to say about it, and what could not be read."""

    files: Sequence[Path]
    remarks: Sequence[Text]
    rejected: Sequence[Rejected]
    meetups: int
    contributions: int


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
    for name in FILES:
        os.replace(drafts / name, folder / name)
    return Made(
        [folder / name for name in FILES],
        list(remarks(bundle)),
        bundle.rejected,
        len(bundle.parts),
        bundle.figures.contributions,
    )
