"""Reminders: when somebody is asked how it went with what they were going to do, as they wished."""

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

from bot.core.evening.meetup import Meetup
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import FOLLOWED, Answer, FollowUp
from bot.core.words.dates import due_in
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

MOST: Final = 2  # questions about one plan to one person
# Nobody is disturbed outside these hours, nor on a Sunday; the question itself comes when school is out (our choices).
EARLIEST, LATEST, AFTER_SCHOOL = time(9), time(20), time(16)
SUNDAY: Final = 6
SPREAD: Final = 60  # minutes over which the questions of one day are spread


class Wait(StrEnum):
    """How long until somebody is asked."""

    WEEK = "week"
    MONTH = "maand"
    EIGHT_WEEKS = "achtweken"


DAYS: Final = {Wait.WEEK: 7, Wait.MONTH: 30, Wait.EIGHT_WEEKS: 56}
LABELS: Final[dict[Wait, Text]] = {
    Wait.WEEK: _("In a week"),
    Wait.MONTH: _("In a month"),
    Wait.EIGHT_WEEKS: _("In eight weeks"),
}


def moment_on(day: date, number: int, zone: tzinfo) -> datetime:
    """Return when somebody is asked who is to be asked on a day: in UTC, on a Sunday the day after.

    ``number`` is that of the contribution: not everybody is asked in the same minute.
    """
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    return (datetime.combine(day, AFTER_SCHOOL, zone) + timedelta(minutes=number % SPREAD)).astimezone(UTC)


def by_day(now: datetime, zone: tzinfo) -> datetime:
    """Return the first moment from ``now`` on at which somebody may be asked, in UTC; ``now`` itself where that is."""
    local = now.astimezone(zone)
    day = local.date()
    if local.time() >= LATEST:
        day += timedelta(days=1)
    if day.weekday() == SUNDAY:
        day += timedelta(days=1)
    if day == local.date() and local.time() >= EARLIEST:
        return now
    return datetime.combine(day, EARLIEST, zone).astimezone(UTC)


def last_day(meetup: Meetup, now: datetime, zone: tzinfo) -> date:
    """Return the last day on which the words of a meetup are surely kept, in the place where it is."""
    ended = meetup.ended_at or now
    return (ended + timedelta(days=meetup.keep_days - 1)).astimezone(zone).date()


def waits(today: date, last: date) -> list[Wait]:
    """Return what is offered: a week and a month, as long as the words are kept then."""
    return [wait for wait in (Wait.WEEK, Wait.MONTH) if today + timedelta(days=DAYS[wait]) <= last]


def day_after(wait: Wait, today: date, last: date) -> date:
    """Return the day after a wait. Raises Refusal where the words are not kept that long."""
    return _kept_on(today + timedelta(days=DAYS[wait]), last)


def day_said(text: Typed, today: date, last: date) -> date:
    """Return the day that somebody typed. Raises Refusal where it can't be read, is not to come or comes too late."""
    day = due_in(text.raw, today)
    if day == today and (again := due_in(text.raw, today + timedelta(days=1))) == today + timedelta(days=7):
        day = again  # "vrijdag", said on a Friday
    if day is None or day <= today:
        raise Refusal(
            _(
                "I can't read “{text}” as a day from tomorrow on. Write it as “vrijdag”, “12 december” or “over twee "
                "weken”.",
                text=Text.cut(text.line, 60),
            )
        )
    return _kept_on(day, last)


def _kept_on(day: date, last: date) -> date:
    if day > last:
        raise Refusal(
            _("By then your words are erased: of this meetup they are kept for a while only. Choose an earlier day.")
        )
    return day


def may_ask(item: Contribution, told: FollowUp | None) -> bool:
    """Return True where it can still be asked how it went."""
    done = told is not None and (told.answer in (Answer.DONE, Answer.NEVER_MIND) or told.asked >= MOST)
    return item.kind in FOLLOWED and bool(item.text) and not done


def refuse_too_often(told: FollowUp | None) -> None:
    """Raise Refusal where somebody was asked as often as anybody is asked."""
    if told is not None and told.asked >= MOST:
        raise Refusal(
            _("I asked you twice already, and that is enough. You can always tell how it went in `/mijn bijdragen`.")
        )


def is_waiting(told: FollowUp) -> bool:
    """Return True for what somebody was asked and did not answer since; nobody has to."""
    return told.asked > told.answered
