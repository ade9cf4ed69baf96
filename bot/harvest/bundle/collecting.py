"""Collecting a bundle: its sources are read one by one, and what is in them is counted and kept aside."""

import asyncio
from collections import Counter
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import ExitStack, aclosing
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.core.people.addressees import Addressee
from bot.core.people.commitments import takes_confirming
from bot.core.people.labels import NEED
from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest.bundle.labels import Labels
from bot.harvest.bundle.records import BundledMeetup, Row, Tally, total
from bot.harvest.bundle.sources import Found, Rejected, files_of, found_in
from bot.harvest.bundle.spool import Spool
from bot.harvest.records import ContributionItem
from bot.harvest.table import Filled

LANGUAGE = "nl"  # of the files: they go to organisers and to The Hague
EVERY = 500  # contributions between two looks at how far a file is
Progress = Callable[[Text, int, int], None]  # what is done, how much of it, of how much


def nobody_looks(_what: Text, _done: int, _all: int) -> None:
    """The progress of a bundle that nobody looks at."""


@dataclass(frozen=True, slots=True)
class Need:
    """What a need is grouped and chosen by; ``begin`` is where it stands in the spool."""

    begin: int
    id: int
    labels: tuple[Typed, ...]
    addressees: tuple[Addressee, ...]
    rank: tuple[bool, int]  # least for those to show first: highlighted, then what most people join
    may_be_quoted: bool


@dataclass(slots=True)
class Part:
    """One meetup in the spool, with its figures and the places of what is read out of order."""

    meetup: BundledMeetup
    begin: int = 0
    tally: Tally = field(default_factory=Tally)
    filled: Filled = field(default_factory=Filled)
    needs: list[Need] = field(default_factory=list)
    commitments: list[int] = field(default_factory=list)
    quotes: list[int] = field(default_factory=list)  # highlighted ones that may be quoted


@dataclass(frozen=True, slots=True)
class Bundle:
    """What is written; ``parts`` by date. ``doubles`` are the meetups that were found more than once."""

    title: Typed
    season: str
    made_at: datetime
    parts: Sequence[Part]
    doubles: Sequence[BundledMeetup]
    rejected: Sequence[Rejected]
    labels: Labels
    spool: Spool
    progress: Progress = nobody_looks

    @property
    def figures(self) -> Tally:
        """The figures of all meetups together."""
        return total(part.tally for part in self.parts)

    @property
    def filled(self) -> Filled:
        """What stands in the contributions of all meetups."""
        found = Filled()
        for part in self.parts:
            found.add(part.filled)
        return found

    @property
    def people(self) -> int:
        """People of all meetups: who came to two is counted at both."""
        return sum(part.meetup.people for part in self.parts)

    def rows(self) -> Iterator[Row]:
        """Yield every contribution, meetup by meetup."""
        for part in self.parts:
            for _begin, item in self.spool.each(part.begin, part.tally.contributions):
                yield Row(part.meetup, item)

    @property
    def unknown(self) -> list[str]:
        """Return the keys that have labels and are of no need in the bundle."""
        known = {part.meetup.key_of(need.id) for part in self.parts for need in part.needs}
        return [key for key, labels in self.labels.given.items() if labels and key not in known]

    def watched(self, what: str) -> Iterator[Row]:
        """Yield every contribution, and tell the progress how far the file is."""
        everything = self.figures.contributions
        for done, row in enumerate(self.rows()):
            if not done % EVERY:
                self.progress(_("Writing {file}", file=what), done, everything)
            yield row

    def per_province(self) -> Counter[str]:
        """Count the contributions of each province; those of meetups without one are in none."""
        counts: Counter[str] = Counter()
        for part in self.parts:
            counts[part.meetup.province] += part.tally.contributions
        counts.pop("", None)
        return counts

    def at(self, part: Part, begins: Sequence[int]) -> Iterator[Row]:
        """Yield contributions of a part by where they stand."""
        return (Row(part.meetup, self.spool.read(begin)) for begin in begins)

    def needs(self) -> Iterator[Row]:
        """Yield every need, meetup by meetup."""
        return (row for part in self.parts for row in self.at(part, [need.begin for need in part.needs]))


class Collector:
    """Reads sources into a spool in ``folder``. A context: at its end the spool is gone."""

    def __init__(self, folder: Path, labels: Labels, season: str) -> None:
        self._folder, self._labels, self._season = folder, labels, season
        self._opened = ExitStack()
        self._parts: list[Part] = []
        self._other_seasons: set[str] = set()
        self.rejected: list[Rejected] = []

    def __enter__(self) -> Self:
        self._spool = Spool(self._folder)
        self._opened.callback(self._spool.close)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._opened.close()

    async def read(self, sources: Sequence[Path], now: datetime, zone: tzinfo, progress: Progress) -> None:
        """Read every source; one that can't be read, or a file of it, is rejected whole. Raises OSError."""
        files = dict.fromkeys(file for source in sources for file in self._files_of(source))
        for done, file in enumerate(files):
            progress(_("Reading"), done, len(files))
            try:
                await self.add_all(found_in(file, now, zone))
            except Refusal as refusal:
                self.rejected.append(Rejected(str(file), refusal.text))
        progress(_("Reading"), len(files), len(files))

    def _files_of(self, source: Path) -> list[Path]:
        try:
            return files_of(source)
        except Refusal as refusal:
            self.rejected.append(Rejected(str(source), refusal.text))
        except OSError as error:
            why = _("{file} can't be read: {reason}.", file=source, reason=reason(error))
            self.rejected.append(Rejected(str(source), why))
        return []

    async def add_all(self, found: AsyncGenerator[Found | Rejected, None]) -> None:
        """Add what a source has; nothing of it where reading it raises. Raises Refusal and OSError."""
        parts, rejected = list[Part](), list[Rejected]()
        async with aclosing(found):
            async for one in found:
                if isinstance(one, Rejected):
                    rejected.append(one)
                elif part := await asyncio.to_thread(self._add, one):
                    parts.append(part)
        self._parts += parts
        self.rejected += rejected

    def _add(self, found: Found) -> Part | None:
        """Count a meetup and keep it aside; return None for one of another season. Raises OSError."""
        if self._season and found.meetup.season != self._season:
            self._other_seasons.add(found.meetup.season)
            return None
        part = Part(found.meetup, self._spool.end)
        for item in found.items:
            labels = self._labels.of(Row(found.meetup, item))
            labelled = item if labels == item.labels else replace(item, labels=labels)
            part.tally.count(labelled)  # before it is spooled, so that what it finds in the text goes with it
            part.filled.note(labelled)
            _note(part, labelled, self._spool.add(labelled))
        return part

    def bundle(self, title: Typed, made_at: datetime, progress: Progress = nobody_looks) -> Bundle:
        """Return the bundle. Raises Refusal where there is no meetup to bundle."""
        if not self._parts:
            raise Refusal(self._nothing())
        parts, doubles = newest(self._parts)
        seasons = {part.meetup.season for part in parts}
        season = self._season or (seasons.pop() if len(seasons) == 1 else "")
        return Bundle(
            title or Typed(f"Bundel {season}".strip()),
            season,
            made_at,
            sorted(parts, key=lambda part: (str(part.meetup.date or ""), part.meetup.title.raw, part.meetup.key)),
            doubles,
            self.rejected,
            self._labels,
            self._spool,
            progress,
        )

    def _nothing(self) -> Text:
        if others := sorted(self._other_seasons - {""}):
            return _(
                "No meetup is of the season {season}. There are: {others}.", season=self._season, others=tuple(others)
            )
        match self.rejected:
            case [one]:
                return one.why
            case []:
                return _("There is no meetup to bundle: none has begun yet.")
        return Text.lines(*(rejected.why for rejected in self.rejected))


def _note(part: Part, item: ContributionItem, begin: int) -> None:
    if item.kind == NEED:
        rank = not item.highlighted, -item.joined
        part.needs.append(
            Need(begin, item.id, item.labels, item.addressees, rank, bool(item.text) and item.may_be_quoted)
        )
    if takes_confirming(item.kind):
        part.commitments.append(begin)
    if item.highlighted and item.text and item.may_be_quoted:
        part.quotes.append(begin)


def newest(parts: Sequence[Part]) -> tuple[list[Part], list[BundledMeetup]]:
    """Return each meetup once, as it was exported last, and the meetups that were there more than once.

    One without a uid is the same as one with the same id, title and start. Of two that were exported at the same
    time, or at no known one, the last given counts.
    """
    known = {part.meetup.alias: part.meetup.uid for part in parts if part.meetup.uid}
    groups: dict[str, list[Part]] = {}
    for part in parts:
        key = part.meetup.uid or known.get(part.meetup.alias) or part.meetup.key
        groups.setdefault(key, []).append(part)
    chosen = [max(reversed(group), key=_exported) for group in groups.values()]
    doubles = [part.meetup for part, group in zip(chosen, groups.values(), strict=True) if len(group) > 1]
    return chosen, doubles


def _exported(part: Part) -> float:
    return part.meetup.exported_at.timestamp() if part.meetup.exported_at else 0
