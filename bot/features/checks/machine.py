"""The checks on the computer that the bot runs on: room on its disk, kind of disk, clock."""

import asyncio
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from bot.core.words.text import _
from bot.features.checks.findings import Finding
from bot.platform.skew import TOLERANCE
from bot.storage.file.disk import on_network

ROOM_ON_DISK = 200 * 1024 * 1024  # bytes; an evening of 900 people with its harvest takes a few (our choice)


async def disk(database: Path) -> list[Finding]:
    """Return what is wrong with the disk of the database; nothing where all is well."""
    return await asyncio.to_thread(lambda: list(_disk(database)))


async def room(database: Path) -> Finding | None:
    """Return that the disk of the database is nearly full; None where it has room."""
    return await asyncio.to_thread(lambda: _room(_folder(database)))


def _folder(database: Path) -> Path:
    return next(parent for parent in database.absolute().parents if parent.exists())


def _room(folder: Path) -> Finding | None:
    free = shutil.disk_usage(folder).free
    if free >= ROOM_ON_DISK:
        return None
    text = _(
        "Disk: only {n} MB free. Ask whoever runs the bot to make room; without it nothing can be saved.",
        n=free // (1024 * 1024),
    )
    return Finding(False, text)


def _disk(database: Path) -> Iterator[Finding]:
    folder = _folder(database)
    if low := _room(folder):
        yield low
    if kind := on_network(folder):
        text = _(
            "Database: it stands on a disk of the network ({kind}), where it can get damaged. Whoever runs the bot "
            "moves it to a disk of that computer itself, with DATABASE.",
            kind=kind,
        )
        yield Finding(False, text)


def clock(skew: timedelta | None) -> Finding | None:
    """Return the finding on how far our clock is ahead of Discord's; None while that is not known."""
    if skew is None:
        return None
    seconds = round(abs(skew.total_seconds()))
    if abs(skew) <= TOLERANCE:
        return Finding(True, _("Clock: the same as Discord's."))
    ahead = _("Clock: the bot's computer is {n} seconds ahead of Discord, so everything comes too early. Whoever runs "
              "the bot sets its clock by the internet (NTP).", n=seconds)  # fmt: skip
    behind = _("Clock: the bot's computer is {n} seconds behind Discord, so everything comes too late. Whoever runs "
               "the bot sets its clock by the internet (NTP).", n=seconds)  # fmt: skip
    return Finding(False, ahead if skew > timedelta() else behind)
