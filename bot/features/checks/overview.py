"""All servers of a bot at a glance, for whoever organises on many of them: what each did, and what waits there.

Seen from outside the bot's process, in its database. Nobody's words or names are in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from bot.content.texts import Say
from bot.content.times import day_and_time
from bot.core.words.reasons import reason
from bot.core.words.text import Part, Refusal, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.features.checks.findings import Finding
from bot.features.checks.health import LATE
from bot.harvest.csv_file import write_rows
from bot.harvest.table import Column
from bot.platform import rights
from bot.storage import meetups, servers, standings, waiting
from bot.storage.database import Queries
from bot.storage.standings import Totals


@dataclass(frozen=True, slots=True)
class OfServer:
    """One server: what it is called, what it did, and what somebody should look at there."""

    name: Typed
    totals: Totals
    findings: tuple[Finding, ...]

    @property
    def has_meetups(self) -> bool:
        """True where a meetup is planned, runs or is over."""
        return bool(self.totals.over or self.totals.running or self.totals.planned)


async def gather(db: Queries, now: datetime, season: str, left_days: int, zone: tzinfo) -> list[OfServer]:
    """Return every server that the bot is on or that something is kept of, by name.

    ``season`` leaves out meetups of others, "" none; ``left_days`` is how long a server is kept that was left.
    """
    known, totals = await standings.known(db), await standings.totals(db, now, season)
    wrong = await _wrong(db, now, left_days, zone)
    roles = await servers.moderator_roles(db)
    found = []
    for id in (*known, *sorted(await standings.of_somebody(db) - known.keys())):
        here, did = known.get(id), totals.get(id, Totals())
        lines = wrong.get(id, [])
        if here is not None and here.missing:
            lines = [Finding(False, rights.missing(here.missing)), *lines]
        if did.notices:
            text = ngettext(
                "One notice could not be posted in the moderators' channel; a moderator who gives a command reads it.",
                "{n} notices could not be posted in the moderators' channel; a moderator who gives a command reads "
                "them.",
                did.notices,
            )
            lines = [*lines, Finding(False, text)]
        if (did.planned or did.running) and id not in roles:
            text = _("No moderator role is chosen: only who has Manage Events can command.")
            lines = [*lines, Finding(None, text)]
        found.append(OfServer(here.name.line if here else Typed(f"…{id % 10_000:04}"), did, tuple(lines)))
    return found


async def _wrong(db: Queries, now: datetime, left_days: int, zone: tzinfo) -> dict[int, list[Finding]]:
    """Return what is late or damaged, and that the bot was put out, by server."""
    found: dict[int, list[Finding]] = {}
    for id, moment in (await standings.left(db)).items():
        gone = day_and_time(moment + timedelta(days=left_days), zone)
        text = _("I was put out of this server. On {time} or later all of it goes.", time=gone)
        found.setdefault(id, []).append(Finding(None, text))
    for meetup, late in (await waiting.overdue_by_meetup(db, now - LATE)).items():
        if (one := await meetups.get(db, meetup)) is not None:
            text = ngettext("One moment is more than a minute late.", "{n} moments are more than a minute late.", late)
            found.setdefault(one.server, []).append(Finding(False, text))
    for damaged in await meetups.unreadable(db):
        found.setdefault(damaged.server, []).append(Finding(False, damaged.damage))
    return found


def lines(found: list[OfServer], season: str, zone: tzinfo) -> Iterator[Text]:
    """Yield the overview: everything together, what somebody should look at, and each server with a meetup."""
    yield _summary(found, season)
    for one in found:
        for finding in one.findings:
            yield Text.of(f"{finding.mark} ", one.name, ": ", finding.text)
    for one in found:
        if one.has_meetups:
            yield Text.of("· ", one.name, ": ", _did(one.totals, zone))
    if without := sum(not one.has_meetups for one in found):
        yield Text.of("· ", ngettext("One server without a meetup.", "{n} servers without a meetup.", without))


def _summary(found: list[OfServer], season: str) -> Text:
    every = [one.totals for one in found]
    parts: list[Part] = [ngettext("one server", "{n} servers", len(found))]
    parts += [season] if season else []
    parts += _counts(
        sum(one.over for one in every), sum(one.running for one in every), sum(one.planned for one in every)
    )
    parts.append(ngettext("one person", "{n} people", sum(one.people for one in every)))
    parts.append(ngettext("one text", "{n} texts", sum(one.contributions for one in every)))
    return Text.join(" · ", parts)


def _counts(over: int, running: int, planned: int) -> list[Part]:
    parts: list[Part] = [ngettext("one meetup over", "{n} meetups over", over)]
    parts += [ngettext("one going on", "{n} going on", running)] if running else []
    parts += [ngettext("one planned", "{n} planned", planned)] if planned else []
    return parts


def _did(totals: Totals, zone: tzinfo) -> Text:
    parts = _counts(totals.over, totals.running, totals.planned)
    if totals.next is not None:
        parts.append(_("the next one {time}", time=day_and_time(totals.next, zone)))
    if totals.over or totals.running:
        parts.append(ngettext("one person", "{n} people", totals.people))
        parts.append(ngettext("one text", "{n} texts", totals.contributions))
    return Text.join(" · ", parts)


def _date(moment: datetime | None, zone: tzinfo) -> date | None:
    return moment and moment.astimezone(zone).date()


def write(found: list[OfServer], say: Say, zone: tzinfo, path: Path) -> None:
    """Write a row for each server, for a spreadsheet. Raises Refusal where that can't be."""
    columns: list[Column[OfServer]] = [
        Column(_("Server"), 30, lambda one: one.name),
        Column(_("Meetups over"), 10, lambda one: one.totals.over),
        Column(_("Going on"), 10, lambda one: one.totals.running),
        Column(_("Planned"), 10, lambda one: one.totals.planned),
        Column(_("Last meetup"), 12, lambda one: _date(one.totals.last, zone)),
        Column(_("Next meetup"), 16, lambda one: one.totals.next),
        Column(_("People"), 10, lambda one: one.totals.people),
        Column(_("Texts"), 10, lambda one: one.totals.contributions),
        Column(_("To look at"), 60, lambda one: Text.join(" ", (finding.text for finding in one.findings))),
    ]
    try:
        write_rows(columns, found, say, zone, path)
    except OSError as error:
        raise Refusal(
            _(
                "The table can't be written to {path}: {reason}. Choose another file.",
                path=path,
                reason=reason(error),
            )
        ) from error
