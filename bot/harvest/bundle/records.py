"""Records of a bundle: its meetups, what was said there, and figures that add up."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from bot.core.details import CONFIRMED
from bot.core.evening import seasons
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.addressees import Addressee
from bot.core.people.commitments import takes_confirming
from bot.core.people.follow_ups import Answer
from bot.core.people.roles import Role
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.harvest.reading import ReadHarvest
from bot.harvest.records import ContributionItem


@dataclass(frozen=True, slots=True, kw_only=True)
class BundledMeetup:
    """A meetup as a source has it; ``uid`` is "" and ``exported_at`` None in a harvest of version 1.

    ``date`` is the day on which it began, None for one that never did.
    """

    id: int
    uid: str
    title: Typed
    kind: str
    place: Typed
    province: str
    season: str
    started_at: datetime | None
    date: date | None
    people: int
    exported_at: datetime | None

    @property
    def alias(self) -> tuple[int, str, datetime | None]:
        """What a meetup without a uid is known by."""
        return self.id, self.title.raw, self.started_at

    @property
    def key(self) -> str:
        """Return what it is known by in every export: its uid, or else a digest of ``alias``."""
        if self.uid:
            return self.uid
        return "v1-" + hashlib.sha256(repr(self.alias).encode()).hexdigest()[:12]

    def key_of(self, contribution: int) -> str:
        """Return what a contribution is known by in every export; no spreadsheet takes it for a number or a date."""
        return f"{self.key}#{contribution}"


def of_file(harvest: ReadHarvest, zone: tzinfo) -> BundledMeetup:
    """Return the meetup of a harvest that was read."""
    meetup, began = harvest.meetup, harvest.meetup.started_at
    return BundledMeetup(
        id=meetup.id,
        uid=meetup.uid,
        title=meetup.title,
        kind=meetup.kind,
        place=meetup.place,
        province=_spelled(meetup.province),
        season=meetup.season or (seasons.season_at(began, zone) if began else ""),
        started_at=began,
        date=began.astimezone(zone).date() if began else None,
        people=meetup.people,
        exported_at=harvest.exported_at,
    )


def _spelled(province: str) -> str:
    """Return a province as we spell it; what is none stays as it is."""
    with suppress(Refusal):
        return seasons.province_of(Typed(province))
    return province


def of_database(meetup: Meetup, people: int, now: datetime, zone: tzinfo) -> BundledMeetup:
    """Return a meetup of a database, exported now."""
    return BundledMeetup(
        id=meetup.id,
        uid=meetup.uid,
        title=meetup.title,
        kind=meetup.kind.value,
        place=meetup.place,
        province=meetup.province,
        season=meetup.season or seasons.season_at(meetup.begins, zone),
        started_at=meetup.started_at,
        date=meetup.begins.astimezone(zone).date(),
        people=people,
        exported_at=now,
    )


@dataclass(frozen=True, slots=True)
class Row:
    """A contribution with its meetup."""

    meetup: BundledMeetup
    item: ContributionItem

    @property
    def key(self) -> str:
        """Return what it is known by in every export."""
        return self.meetup.key_of(self.item.id)


@dataclass(slots=True)
class Tally:
    """Counts of contributions, those included that are kept back; ``joined`` counts people.

    What has no theme, role or label is in none of these counts, one with two labels in both.
    ``addressed`` counts needs: one that names two parties at both, one that names nobody at None.
    """

    contributions: int = 0
    joined: int = 0
    highlighted: int = 0
    hidden: int = 0
    confirmed: int = 0  # commitments
    unconfirmed: int = 0
    kinds: Counter[ContributionKind] = field(default_factory=Counter)
    themes: Counter[str] = field(default_factory=Counter)
    roles: Counter[Role] = field(default_factory=Counter)
    labels: Counter[Typed] = field(default_factory=Counter)
    addressed: Counter[Addressee | None] = field(default_factory=Counter)
    followed_up: Counter[Answer] = field(default_factory=Counter)

    def count(self, item: ContributionItem) -> None:
        """Count one more."""
        self.contributions += 1
        self.joined += item.joined
        self.highlighted += item.highlighted
        self.hidden += item.hidden
        self.kinds[item.kind] += 1
        self.themes.update([item.theme] if item.theme else ())
        self.roles.update([item.role] if item.role else ())
        self.labels.update(item.labels)
        if KINDS[item.kind].addressed:
            self.addressed.update(item.addressees or (None,))
        if item.follow_up and item.follow_up.answer:
            self.followed_up[item.follow_up.answer] += 1
        if takes_confirming(item.kind):
            is_confirmed = bool(item.details.get(CONFIRMED.key))
            self.confirmed += is_confirmed
            self.unconfirmed += not is_confirmed

    def add(self, other: "Tally") -> None:
        """Add the counts of another meetup."""
        for name in ("contributions", "joined", "highlighted", "hidden", "confirmed", "unconfirmed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in ("kinds", "themes", "roles", "labels", "addressed", "followed_up"):
            getattr(self, name).update(getattr(other, name))


def total(tallies: Iterable[Tally]) -> Tally:
    """Add up."""
    found = Tally()
    for tally in tallies:
        found.add(tally)
    return found
