"""How a running bot is, for whoever looks after it: seen from outside its process, by what it tells in the database."""

import asyncio
import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import discord

from bot import __version__
from bot.content.times import day_and_time
from bot.core.evening.meetup import Meetup
from bot.core.words.text import Refusal, Text, _, ngettext
from bot.features.checks import machine
from bot.features.checks.findings import Finding, damaged
from bot.settings import Settings
from bot.storage import marks, meetups, pulse, waiting
from bot.storage.database import Queries, reading
from bot.storage.file import opening, rotation
from bot.storage.pulse import Failure, Pulse

SILENT = timedelta(minutes=3)  # a bot tells every minute how it is
CONNECTING = timedelta(minutes=2)  # how long it may be without Discord before somebody should look
LATE = timedelta(minutes=1)
OLD = timedelta(hours=36)  # a copy that is older was missed
MOST_MEETUPS = 5  # of those that run or are planned, by name


@dataclass(frozen=True, slots=True)
class Facts:
    """What can be seen of a bot. ``told`` is its last sign of life, ``coming`` the next moment of any meetup.

    ``late`` counts moments, ``marks`` the ✅ that wait, ``free`` bytes of the disk; ``copied`` is the last copy.
    """

    told: Pulse | None
    meetups: Sequence[Meetup]  # that run or are planned, those that run first
    unreadable: Sequence[Meetup]
    coming: datetime | None
    late: int
    marks: int
    disk: Sequence[Finding]  # what is wrong with it
    free: int
    copied: datetime | None
    failed: Failure | None

    def runs(self, now: datetime) -> bool:
        """Return whether a bot runs."""
        return self.told is not None and now - self.told.at < SILENT


async def gather(db: Queries, settings: Settings, told: Pulse | None, now: datetime) -> Facts:
    """Return the facts on the bot on a database."""
    there = sorted(await meetups.unfinished(db), key=lambda meetup: (not meetup.is_running, meetup.begins))
    copies = await asyncio.to_thread(rotation.copies, settings.database, settings.backups)
    return Facts(
        told=told,
        meetups=there,
        unreadable=await meetups.unreadable(db),
        coming=await waiting.next_due(db),
        late=await waiting.overdue(db, now - LATE),
        marks=len(await marks.waiting(db)),
        disk=await machine.disk(settings.database),
        free=shutil.disk_usage(settings.database.absolute().parent).free,
        copied=max(copies.values(), default=None),
        failed=await pulse.failed_backup(db),
    )


async def look(settings: Settings, now: datetime) -> Facts:
    """Return the facts on the bot on the database of these settings. Raises Refusal where that can't be read."""
    path = settings.database
    if not path.is_file():
        raise Refusal(_("There is no database at {path} yet, so no bot has run here.", path=path))
    async with reading(path) as db:
        return await gather(db, settings, await pulse.last(db), now)


def findings(facts: Facts, settings: Settings, now: datetime) -> list[Finding]:
    """Return the facts as findings; one that is wrong is for somebody to look at."""
    return [
        _versions(facts.told if facts.runs(now) else None),
        _life(facts.told, settings, now),
        *_evenings(facts, settings),
        *damaged(facts.unreadable),
        *facts.disk,
        Finding(None, _("Disk: {n} GB free.", n=round(facts.free / 1024**3))),
        *_copies(facts, settings, now),
    ]


def _versions(told: Pulse | None) -> Finding:
    text = _(
        "Versions: bot {bot}, database {database}, discord.py {discord}, Python {python}.",
        bot=__version__ if told is None else told.version,
        database=len(opening.migrations()),
        discord=discord.__version__,
        python=platform.python_version(),
    )
    return Finding(None, text)


def _life(told: Pulse | None, settings: Settings, now: datetime) -> Finding:
    if told is None:
        return Finding(False, _("No bot is running on this database. Start it with `run`."))
    if now - told.at >= SILENT:
        text = _("No bot is running on this database, or it hangs: its last sign of life is of {time}. Start it again.",
                 time=day_and_time(told.at, settings.zone))  # fmt: skip
        return Finding(False, text)
    if told.connected_since is None:
        text = _("Discord: no connection. The bot keeps trying; look at its log.")
        return Finding(None if now - told.started < CONNECTING else False, text)
    text = _(
        "Discord: connected since {time}, {latency} ms, {servers}. Running since {started}.",
        time=day_and_time(told.connected_since, settings.zone),
        latency="–" if told.latency is None else round(told.latency * 1000),
        servers=ngettext("one server", "{n} servers", told.servers),
        started=day_and_time(told.started, settings.zone),
    )
    return Finding(True, text)


def _evenings(facts: Facts, settings: Settings) -> Iterator[Finding]:
    for meetup in facts.meetups[:MOST_MEETUPS]:
        yield Finding(None, _meetup(meetup, settings))
    if (more := len(facts.meetups) - MOST_MEETUPS) > 0:
        yield Finding(None, ngettext("and one meetup more", "and {n} meetups more", more))
    if not facts.meetups:
        yield Finding(None, _("Meetups: none is planned."))
    if facts.coming is not None:
        yield Finding(None, _("Next moment: {time}.", time=day_and_time(facts.coming, settings.zone)))
    if facts.late:
        text = ngettext(
            "One moment is more than a minute late.", "{n} moments are more than a minute late.", facts.late
        )
        yield Finding(False, text)
    if facts.marks:
        yield Finding(None, ngettext("One ✅ still waits.", "{n} ✅ still wait.", facts.marks))


def _meetup(meetup: Meetup, settings: Settings) -> Text:
    when = day_and_time(meetup.begins, settings.zone)
    if meetup.is_running:
        return _("Now: {title}, begun {time}.", title=meetup.title, time=when)
    return _("Planned: {title}, {time}.", title=meetup.title, time=when)


def _copies(facts: Facts, settings: Settings, now: datetime) -> Iterator[Finding]:
    last, failed, told = facts.copied, facts.failed, facts.told
    if failed is not None:
        yield Finding(False, _("The nightly copy failed: {why}", why=failed.why))
    if settings.backup_time is None:
        yield Finding(None, _("The bot makes no copies by itself: BACKUP_AT is empty."))
    if last is not None:
        is_old = settings.backup_time is not None and now - last > OLD
        yield Finding(not is_old, _("Last copy of the database: {time}.", time=day_and_time(last, settings.zone)))
    elif settings.backup_time is not None:
        is_due = told is not None and now - told.started > OLD
        yield Finding(False if is_due else None, _("There is no copy of the database yet."))
