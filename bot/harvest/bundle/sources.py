"""Sources of a bundle: folders of harvests, files oogst.json and databases, read one meetup at a time."""

import asyncio
from collections.abc import AsyncGenerator, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from bot.content.texts import bare, voice
from bot.core.evening.meetup import Meetup
from bot.core.words import mentions
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest.bundle.records import BundledMeetup, of_database, of_file
from bot.harvest.files import STEMS
from bot.harvest.gathering import gather
from bot.harvest.reading import not_a_harvest, read
from bot.harvest.records import ContributionItem
from bot.storage import meetups, pulse
from bot.storage.database import Queries, reading
from bot.storage.file.trouble import damaged

_DATABASE = b"SQLite format 3\x00"
_OF_DATABASES = (".sqlite3", ".sqlite", ".db")
FRESH = timedelta(minutes=3)  # a bot that runs gives a sign of life every minute
_UNWRITTEN = (ValueError, KeyError, TypeError, OverflowError)  # for a value in a database that nothing wrote there


@dataclass(frozen=True, slots=True)
class Found:
    """A meetup that a source has, with what was said there. ``items`` is read once, while its source is open."""

    meetup: BundledMeetup
    items: Iterable[ContributionItem]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A source that can't be read, and why."""

    source: str
    why: Text


def files_of(source: Path) -> list[Path]:
    """Return the files and databases that a source is: itself, or the harvests in a folder or in its folders.

    Raises Refusal for a folder without any, and for what is not there.
    """
    if not source.is_dir():
        return [source]
    found = _harvest_in(source) or [file for home in sorted(source.iterdir()) for file in _harvest_in(home)]
    if not found:
        raise Refusal(_("{folder} has no harvest: no oogst.json in it, nor in the folders in it.", folder=source))
    return found


def _harvest_in(home: Path) -> list[Path]:
    """Return the harvest in a folder, the one with names if it is there."""
    return [path for stem in STEMS.values() if (path := home / f"{stem}.json").is_file()][:1]


async def found_in(file: Path, now: datetime, zone: tzinfo) -> AsyncGenerator[Found | Rejected, None]:
    """Yield each meetup of a file that ``files_of`` returned; Rejected for one that can't be read.

    Raises Refusal where the whole of it can't be read.
    """
    if not _is_database(file):
        yield await asyncio.to_thread(_of_file, file, zone)
        return
    try:
        async with reading(file) as db:
            as_of = await _as_of(db, now)
            async for found in in_database(db, await meetups.each(db), str(file), as_of, zone):
                yield found
    except _UNWRITTEN as error:
        raise Refusal(damaged(file)) from error


async def _as_of(db: Queries, now: datetime) -> datetime:
    """Return how new a database is: a copy of a running bot's tells when that bot last gave a sign of life in it.

    One of a bot that runs, or that was ended well, is as of ``now``.
    """
    told = await pulse.last(db)
    return now if told is None or now - told.at < FRESH else told.at


async def in_database(
    db: Queries, of: Sequence[Meetup], name: str, now: datetime, zone: tzinfo
) -> AsyncGenerator[Found | Rejected, None]:
    """Yield each of these meetups that has begun, of the database called ``name``; Rejected for an unreadable one.

    ``now`` is of when the database is.
    """
    for meetup in of:
        if not meetup.is_readable:
            yield Rejected(f"{name} #{meetup.id}", _("{title} is damaged and can't be read.", title=meetup.title.line))
            continue
        async with gather(db, meetup, now) as harvest:
            if meetup.has_begun or harvest.total:
                shown = harvest.readable(zone)
                yield Found(of_database(shown.meetup, harvest.people, now, zone), shown.contributions)


def _is_database(file: Path) -> bool:
    """Return True for a database, also for one whose beginning is damaged."""
    try:
        with file.open("rb") as opened:
            return opened.read(len(_DATABASE)) == _DATABASE or file.suffix in _OF_DATABASES
    except OSError:
        return False  # reading it as a harvest says what is wrong


def _of_file(file: Path, zone: tzinfo) -> Found:
    harvest = read(file)
    say = voice("nl", bare)

    def words(typed: Typed) -> Typed:
        return mentions.readable(typed, lambda _kind, _id: None, say, zone)

    try:
        items = [item.with_words(words) for item in harvest.items]
    except ValueError as error:
        raise Refusal(not_a_harvest(file)) from error
    return Found(of_file(harvest, zone), items)
