"""The start and the end of a meetup, read from what a moderator typed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from bot.core.programme.clock import LONGEST_EVENING, next_time
from bot.core.words.moments import Clock, Moment, clock_said, moment_in
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

# A time that passed this little ago is now: it was right when the person began to type (our choice).
JUST_NOW = timedelta(minutes=2)
LONGEST_AHEAD = timedelta(days=366)
DRAFT_KEPT = timedelta(days=1)  # how long what was filled in is kept while the day is asked (our choice)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a moderator filled in to plan a meetup; ``follows`` is the id of the one that it follows.

    ``province`` and ``season`` are "" where they were not filled in.
    """

    programme: str
    title: Typed
    place: Typed
    ends: Typed
    follows: int | None = None
    province: str = ""
    season: str = ""


@dataclass(frozen=True, slots=True)
class Start:
    """The moment at which a meetup begins, in UTC.

    Where it has passed and a later day may be meant, ``or_else`` is the same time on that day.
    """

    at: datetime
    or_else: datetime | None = None


def read_start(text: Typed, now: datetime, zone: tzinfo) -> Start:
    """Return the start of "nu", "half acht", "morgen 20u", "25-11 19:30" or "over een uur", by the clock of the zone.

    A time alone is the next such moment; one that passed up to 12 hours ago may be today's or tomorrow's. Raises
    Refusal where it can't be read, does not exist, has passed, or is more than a year away.
    """
    said = moment_in(text.raw, now.astimezone(zone).date())
    if said is None:
        raise Refusal(
            _(
                "I can't read the start “{text}”. Write it as “19:30”, “morgen 19:30” or “25-11-2026 19:30”.",
                text=text,
            )
        )
    if said.wait is not None:
        start = Start(now + said.wait)
    elif said.clock is None:
        raise Refusal(_("At what time do you begin? Write it behind the day, as in “morgen 19:30”."))
    else:
        start = _start(said, said.clock, text, now, zone)
    if start.at > now + LONGEST_AHEAD:
        raise Refusal(_("The start “{text}” is more than a year away. Is the date right?", text=text))
    return start


def _start(said: Moment, clock: Clock, text: Typed, now: datetime, zone: tzinfo) -> Start:
    today = now.astimezone(zone).date()
    day = said.day or today
    at = moment_at(day, clock.at, zone)
    if at >= now - JUST_NOW:
        return Start(at)
    if clock.other and day == today and (later := moment_at(day, clock.other, zone)) > now:
        return Start(later)
    if day != today:
        raise Refusal(_("The start “{text}” has passed. Choose a moment that is still to come.", text=text))
    other_day = moment_at(day + timedelta(days=said.every), clock.at, zone)
    return Start(at, other_day) if now - at <= LONGEST_EVENING else Start(other_day)


def read_end(text: Typed, start: datetime, zone: tzinfo) -> datetime:
    """Return the moment in UTC, after the start, of an end such as "21:30" or "half tien" in the zone.

    Raises Refusal on any other text, and on an end more than 12 hours after the start.
    """
    clock = clock_said(text.raw)
    if clock is None:
        raise Refusal(_("I can't read the end “{text}”. Write it as “21:30”.", text=text))
    ends = min(next_time(f"{at:%H:%M}", start, zone) for at in (clock.at, clock.other) if at is not None)
    if ends - start > LONGEST_EVENING:
        raise Refusal(
            _(
                "The end “{text}” comes before the start. Choose a time after {start}.",
                text=text,
                start=f"{start.astimezone(zone):%H:%M}",
            )
        )
    return ends


def moment_at(day: date, clock: time, zone: tzinfo) -> datetime:
    """Return the moment in UTC at which it is this time in the zone.

    Raises Refusal for a time that is left out or comes twice, in the two nights in which the clock changes.
    """
    first, second = (datetime.combine(day, clock, zone).replace(fold=fold).astimezone(UTC) for fold in (0, 1))
    if first == second:
        return first
    if first.astimezone(zone).time() != clock:
        raise Refusal(
            _(
                "{time} does not exist that night: the clock goes forward to summer time. Choose an earlier or a "
                "later time.",
                time=f"{clock:%H:%M}",
            )
        )
    raise Refusal(
        _(
            "{time} comes twice that night: the clock goes back to winter time. Choose an earlier or a later time.",
            time=f"{clock:%H:%M}",
        )
    )
