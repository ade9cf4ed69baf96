"""A meetup and its states: planned → live ⇄ paused → closed; and reading its start."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum

from bot.core.programme.models import MeetupKind, Programme
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

# How long names and texts are kept, in days: a year, for the follow-up is two months later and the relay comes in the
# next season (our choice).
KEEP_DAYS = 365
# Two people who press the same button within this time meant the same thing (our choice).
SAME_PRESS = timedelta(seconds=10)


class State(StrEnum):
    """State of a meetup."""

    PLANNED = "planned"
    LIVE = "live"
    PAUSED = "paused"
    CLOSED = "closed"


class Action(StrEnum):
    """Kind of action of a moderator in a meetup; the value is stored."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    NEXT = "next"
    CALL_BACK = "call back"
    TRIM = "trim"
    DROP = "drop"
    EXTEND = "extend"
    STOP = "stop"
    REACH = "reach"  # sent test messages to those who run the evening
    SEAT = "seat"
    MIX = "mix"
    PUT_AWAY = "put away"
    SHOW = "show"
    HIGHLIGHT = "highlight"
    HIDE = "hide"


@dataclass(frozen=True, slots=True)
class Deed:
    """An action that was carried out, by whom and when. ``name`` is empty once the person was erased."""

    action: Action
    name: Typed
    at: datetime


@dataclass(frozen=True, slots=True)
class Meetup:
    """One evening. ``programme`` is the snapshot it runs on; times are UTC; ``id`` is 0 until it is stored."""

    id: int
    server: int
    title: Typed
    place: Typed
    kind: MeetupKind
    language: str
    shows_names: bool
    state: State
    planned_start: datetime
    programme: Programme
    started_at: datetime | None = None
    paused_at: datetime | None = None
    ended_at: datetime | None = None
    uid: str = ""  # the same in every database that it moves to
    keep_days: int = KEEP_DAYS  # how many days after the end names and texts are kept
    ends_by: datetime | None = None  # the time by which it must end
    is_dry_run: bool = False  # its contributions are not kept, and all of it is removed at its end
    report_to: int | None = None  # the channel in which moderators read the result of a dry run
    is_readable: bool = True  # False where its row is damaged: then its programme is empty, and nothing can be run

    @property
    def has_begun(self) -> bool:
        """True from its start on, also when it is paused or over."""
        return self.started_at is not None

    @property
    def is_running(self) -> bool:
        """True while it is live or paused."""
        return self.state in (State.LIVE, State.PAUSED)

    @property
    def was_cancelled(self) -> bool:
        """True if it was closed before it began."""
        return self.state is State.CLOSED and not self.has_begun

    @property
    def open_until(self) -> datetime | None:
        """The moment until which it takes contributions after its end, as its programme says; None before the end."""
        return None if self.ended_at is None else self.ended_at + self.programme.open_after

    def takes_contributions(self, now: datetime) -> bool:
        """Return True from the start until ``open_until``."""
        return self.has_begun and (self.open_until is None or now <= self.open_until)

    def start(self, now: datetime, deeds: Sequence[Deed] = ()) -> "Meetup":
        """Return the meetup live from now on. Raises Refusal where it has begun already or is over."""
        if self.state is State.CLOSED:
            raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."))
        if self.state is not State.PLANNED:
            raise Refusal(_("This meetup has begun already, started by {name}.", name=_by(Action.START, deeds)))
        return replace(self, state=State.LIVE, started_at=now)

    def pause(self, now: datetime, deeds: Sequence[Deed] = ()) -> "Meetup":
        """Return the meetup paused: its agenda waits until it resumes. Raises Refusal unless it is live."""
        self.must_run()
        if self.state is State.PAUSED:
            raise Refusal(
                _(
                    "The meetup is paused already, by {name}. Go on with `/meetup verder`.",
                    name=_by(Action.PAUSE, deeds),
                )
            )
        return replace(self, state=State.PAUSED, paused_at=now)

    def resume(self, now: datetime, deeds: Sequence[Deed] = ()) -> "Meetup":
        """Return the meetup live again; ``timeline.shift`` moves what is still to come.

        Raises Refusal unless it is paused.
        """
        self.must_run()
        if self.state is State.LIVE:
            if any(deed.action is Action.RESUME for deed in deeds):
                raise Refusal(_("The meetup is going on already, thanks to {name}.", name=_by(Action.RESUME, deeds)))
            raise Refusal(_("The meetup is not paused. Pause it with `/meetup pauze`."))
        return replace(self, state=State.LIVE, paused_at=None)

    def close(self, now: datetime) -> "Meetup":
        """Return the meetup closed, ended now; unchanged if it was closed already."""
        if self.state is State.CLOSED:
            return self
        return replace(self, state=State.CLOSED, ended_at=now, paused_at=None)

    def must_be_readable(self) -> "Meetup":
        """Return the meetup. Raises Refusal where its row is damaged."""
        if not self.is_readable:
            raise Refusal(
                _(
                    "I can't read how “{title}” was planned any more, so it can't go on. A moderator puts it away with "
                    "`/meetup opruim`, and plans it again.",
                    title=self.title,
                )
            )
        return self

    def must_be_live(self) -> None:
        """Raise Refusal unless the meetup is live."""
        self.must_run()
        if self.state is State.PAUSED:
            raise Refusal(_("The meetup is paused. Go on first, with `/meetup verder`."))

    def must_run(self) -> None:
        """Raise Refusal unless the meetup is live or paused."""
        if self.state is State.PLANNED:
            raise Refusal(_("This meetup has not begun yet. Begin with `/meetup start`."))
        if self.state is State.CLOSED:
            raise Refusal(_("This meetup is over. Plan a new one with `/meetup plan`."))


def _by(action: Action, deeds: Sequence[Deed]) -> Typed | Text:
    names = [deed.name for deed in deeds if deed.action is action]
    return (names[-1] if names else None) or _("somebody else")


def who_did(deeds: Sequence[Deed], since: datetime, *actions: Action) -> Typed | None:
    """Return the name of the person who last did one of these actions after ``since``, or None.

    The name is empty for a person who had themselves erased.
    """
    return next((deed.name for deed in reversed(deeds) if deed.action in actions and deed.at > since), None)


def refuse_second_press(action: Action, deeds: Sequence[Deed], now: datetime) -> None:
    """Raise Refusal if the same action was done under 10 s ago: a second press changes nothing."""
    for deed in deeds:
        if deed.action is action and now - deed.at < SAME_PRESS:
            raise Refusal(
                _(
                    "{name} has just done this already. Nothing changed now. "
                    "Do you want it a second time? Then do it again in a moment.",
                    name=deed.name or _("Somebody else"),
                )
            )


_CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})")
_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})(?:[-/](\d{4}))?|(\d{4})-(\d{1,2})-(\d{1,2})")
_WORDS = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}


def read_start(text: Typed, now: datetime, zone: tzinfo) -> datetime:
    """Return the moment in UTC of "19:30", "morgen 19:30", "25-11 19:30", "2026-11-25 19:30" or "nu".

    Clock times are those of the zone; a time alone is the next such moment. Raises Refusal on any other text, a
    moment that has passed, or one more than a year away.
    """
    said = text.raw.strip().lower()
    if said in ("nu", "now"):
        return now
    here = now.astimezone(zone)
    *day_words, clock = said.replace(" om ", " ").replace(" uur", "").split() or [""]
    match = _CLOCK.fullmatch(clock)
    day = _read_day(" ".join(day_words), here.date()) if len(day_words) <= 1 else None
    if not match or day is None or int(match[1]) > 23 or int(match[2]) > 59:
        raise Refusal(
            _(
                "I can't read the start “{text}”. Write it as “19:30”, “morgen 19:30” or “25-11-2026 19:30”.",
                text=text,
            )
        )
    start = datetime.combine(day, time(int(match[1]), int(match[2])), zone)
    if start < here and not day_words:
        start = datetime.combine(day + timedelta(days=1), start.timetz().replace(tzinfo=None), zone)
    if start < here - timedelta(minutes=1):
        raise Refusal(_("The start “{text}” has passed. Choose a moment that is still to come.", text=text))
    if start > here + timedelta(days=366):
        raise Refusal(_("The start “{text}” is more than a year away. Is the date right?", text=text))
    return start.astimezone(UTC)


def _read_day(text: str, today: date) -> date | None:
    if not text or text in _WORDS:
        return today + timedelta(days=_WORDS.get(text, 0))
    match = _DAY.fullmatch(text)
    if not match:
        return None
    try:
        if match[4]:
            return date(int(match[4]), int(match[5]), int(match[6]))
        if match[3]:
            return date(int(match[3]), int(match[2]), int(match[1]))
        day = date(today.year, int(match[2]), int(match[1]))
        return day if day >= today else day.replace(year=today.year + 1)
    except ValueError:
        return None
