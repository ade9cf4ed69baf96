"""How a running bot is, for whoever looks after it: seen from outside its process, by what it tells in the database."""

import asyncio
import platform
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

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
class Health:
    """Findings on a bot, and whether it runs at all."""

    runs: bool
    findings: Sequence[Finding]

    @property
    def needs_somebody(self) -> bool:
        """True where a person should look."""
        return any(finding.fine is False for finding in self.findings)


async def look(settings: Settings, now: datetime) -> Health:
    """Return how the bot on the database of these settings is. Raises Refusal where that can't be read."""
    path = settings.database
    if not path.is_file():
        raise Refusal(_("There is no database at {path} yet, so no bot has run here.", path=path))
    async with reading(path) as db:
        told, failed = await pulse.last(db), await pulse.failed_backup(db)
        runs = told is not None and now - told.at < SILENT
        found = [_versions(told if runs else None), _life(told, settings, now), *await _evenings(db, settings, now)]
        found += damaged(await meetups.unreadable(db))
    found += await machine.disk(path)
    found.append(await asyncio.to_thread(_room, path))
    found += await asyncio.to_thread(lambda: list(_copies(settings, told, failed, now)))
    return Health(runs, found)


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


async def _evenings(db: Queries, settings: Settings, now: datetime) -> list[Finding]:
    there = sorted(await meetups.unfinished(db), key=lambda meetup: (not meetup.is_running, meetup.begins))
    found = [Finding(None, _meetup(meetup, settings)) for meetup in there[:MOST_MEETUPS]]
    if len(there) > MOST_MEETUPS:
        more = len(there) - MOST_MEETUPS
        found.append(Finding(None, ngettext("and one meetup more", "and {n} meetups more", more)))
    if not there:
        found.append(Finding(None, _("Meetups: none is planned.")))
    if (coming := await waiting.next_due(db)) is not None:
        found.append(Finding(None, _("Next moment: {time}.", time=day_and_time(coming, settings.zone))))
    if late := await waiting.overdue(db, now - LATE):
        text = ngettext("One moment is more than a minute late.", "{n} moments are more than a minute late.", late)
        found.append(Finding(False, text))
    if marked := len(await marks.waiting(db)):
        found.append(Finding(None, ngettext("One ✅ still waits.", "{n} ✅ still wait.", marked)))
    return found


def _meetup(meetup: Meetup, settings: Settings) -> Text:
    when = day_and_time(meetup.begins, settings.zone)
    if meetup.is_running:
        return _("Now: {title}, begun {time}.", title=meetup.title, time=when)
    return _("Planned: {title}, {time}.", title=meetup.title, time=when)


def _room(database: Path) -> Finding:
    free = shutil.disk_usage(database.absolute().parent).free
    return Finding(None, _("Disk: {n} GB free.", n=f"{free / 1024**3:.1f}"))


def _copies(settings: Settings, told: Pulse | None, failed: Failure | None, now: datetime) -> Iterator[Finding]:
    last = max(rotation.copies(settings.database, settings.backups).values(), default=None)
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
