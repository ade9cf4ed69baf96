"""When somebody is asked how it went: by day, never on Sunday, over a change of the clock too."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.people import reminders
from bot.core.people.follow_ups import Answer, FollowUp
from bot.core.people.reminders import Wait
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

ZONES = st.sampled_from([ZoneInfo(name) for name in ("Europe/Amsterdam", "America/Curacao", "Pacific/Auckland", "UTC")])
MOMENTS = st.integers(0, 6 * 365 * 24 * 60).map(
    lambda minutes: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)


@given(day=st.dates(date(2026, 1, 1), date(2032, 1, 1)), number=st.integers(1, 10**9), zone=ZONES)
def test_the_question_comes_by_day_and_never_on_sunday(day: date, number: int, zone: ZoneInfo) -> None:
    at = reminders.moment_on(day, number, zone)
    local = at.astimezone(zone)
    assert at.tzinfo is UTC
    assert local.weekday() != reminders.SUNDAY
    assert reminders.EARLIEST <= local.time() < reminders.LATEST
    assert local.date() - day in (timedelta(0), timedelta(days=1))
    assert reminders.by_day(at, zone) == at


@given(now=MOMENTS, zone=ZONES)
def test_what_is_late_waits_for_the_day(now: datetime, zone: ZoneInfo) -> None:
    at = reminders.by_day(now, zone)
    local = at.astimezone(zone)
    assert now <= at < now + timedelta(days=2)
    assert local.weekday() != reminders.SUNDAY
    assert reminders.EARLIEST <= local.time() < reminders.LATEST


def test_not_everybody_is_asked_in_the_same_minute() -> None:
    zone = ZoneInfo("Europe/Amsterdam")
    assert len({reminders.moment_on(date(2026, 3, 29), number, zone) for number in range(60)}) == 60
    assert reminders.moment_on(date(2026, 3, 30), 0, zone) == datetime(2026, 3, 30, 14, tzinfo=UTC)
    assert reminders.moment_on(date(2026, 3, 27), 0, zone) == datetime(2026, 3, 27, 15, tzinfo=UTC)


def test_a_wait_that_outlasts_the_words_is_not_offered() -> None:
    today = date(2026, 11, 27)
    assert reminders.waits(today, today + timedelta(days=29)) == [Wait.WEEK]
    assert reminders.waits(today, today + timedelta(days=30)) == [Wait.WEEK, Wait.MONTH]
    with pytest.raises(Refusal):
        reminders.day_after(Wait.MONTH, today, today + timedelta(days=29))


@pytest.mark.parametrize(
    ("said", "day"),
    [("vrijdag", date(2026, 12, 4)), ("12 december", date(2026, 12, 12)), ("over twee weken", date(2026, 12, 11)),
     ("morgen", date(2026, 11, 28)), ("over een maand", date(2026, 12, 27))],
)  # fmt: skip
def test_days_are_read_as_people_type_them(said: str, day: date) -> None:
    assert reminders.day_said(Typed(said), date(2026, 11, 27), date(2027, 11, 27)) == day


@pytest.mark.parametrize("said", ["", "ooit", "vandaag", "gisteren", "31 februari", "x" * 60, "@everyone"])
def test_what_is_no_day_to_come_is_refused(said: str) -> None:
    with pytest.raises(Refusal):
        reminders.day_said(Typed(said), date(2026, 11, 27), date(2027, 11, 27))


def test_two_questions_are_enough() -> None:
    asked = FollowUp(datetime(2026, 1, 1, tzinfo=UTC), Answer.NOT_YET, asked=2, answered=2)
    with pytest.raises(Refusal):
        reminders.refuse_too_often(asked)
    reminders.refuse_too_often(FollowUp(None, asked=1))
    assert not reminders.is_waiting(asked)
    assert reminders.is_waiting(FollowUp(datetime(2026, 1, 1, tzinfo=UTC), Answer.NOT_YET, asked=2, answered=1))
