"""Moments as people type them, on Monday 23 November 2026 at two in the afternoon."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.evening.starting import Start, read_end, read_start
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=ZONE)


def shown(start: Start) -> str:
    return f"{start.at.astimezone(ZONE):%a %d-%m-%Y %H:%M}"


def read(text: str, now: datetime = NOW) -> str:
    start = read_start(Typed(text), now, ZONE)
    assert start.or_else is None
    return shown(start)


TODAY, TOMORROW, WEDNESDAY = "Mon 23-11-2026", "Tue 24-11-2026", "Wed 25-11-2026"


@pytest.mark.parametrize(
    "text, moment",
    [
        # the clock
        ("19:30", f"{TODAY} 19:30"),
        ("19.30", f"{TODAY} 19:30"),
        ("19u30", f"{TODAY} 19:30"),
        ("19U30", f"{TODAY} 19:30"),
        ("19h30", f"{TODAY} 19:30"),
        ("19:30 uur", f"{TODAY} 19:30"),
        ("19.30u", f"{TODAY} 19:30"),
        ("om 19.30 uur.", f"{TODAY} 19:30"),
        ("19,30", f"{TODAY} 19:30"),
        ("19;30", f"{TODAY} 19:30"),
        ("19 30", f"{TODAY} 19:30"),
        ("1930", f"{TODAY} 19:30"),
        ("20u", f"{TODAY} 20:00"),
        ("20 uur", f"{TODAY} 20:00"),
        ("20 uur 30", f"{TODAY} 20:30"),
        ("0:30", f"{TOMORROW} 00:30"),
        ("7:30 pm", f"{TODAY} 19:30"),
        ("7pm", f"{TODAY} 19:00"),
        # in words
        ("half acht", f"{TODAY} 19:30"),
        ("Half 8", f"{TODAY} 19:30"),
        ("kwart over zeven", f"{TODAY} 19:15"),
        ("kwart over 7", f"{TODAY} 19:15"),
        ("kwart voor acht", f"{TODAY} 19:45"),
        ("tien over half acht", f"{TODAY} 19:40"),
        ("5 voor half 8", f"{TODAY} 19:25"),
        ("tien voor acht", f"{TODAY} 19:50"),
        ("tien minuten voor acht", f"{TODAY} 19:50"),
        ("vijf over acht", f"{TODAY} 20:05"),
        ("acht uur", f"{TODAY} 20:00"),
        ("8 uur", f"{TODAY} 20:00"),
        ("half vier", f"{TODAY} 15:30"),
        ("negen uur", f"{TODAY} 21:00"),  # nine in the morning has passed
        ("morgen negen uur", f"{TOMORROW} 09:00"),
        ("morgen half een", f"{TOMORROW} 12:30"),
        ("kwart voor een morgen", f"{TOMORROW} 12:45"),
        ("morgen 12 uur", f"{TOMORROW} 12:00"),
        # the part of the day
        ("vanavond 19:30", f"{TODAY} 19:30"),
        ("vanavond half acht", f"{TODAY} 19:30"),
        ("vanavond 7:30", f"{TODAY} 19:30"),
        ("vanavond 8", f"{TODAY} 20:00"),
        ("vanmiddag 3 uur", f"{TODAY} 15:00"),
        ("8 uur 's avonds", f"{TODAY} 20:00"),
        ("’s avonds half acht", f"{TODAY} 19:30"),
        ("morgenavond half acht", f"{TOMORROW} 19:30"),
        ("morgenochtend 9 uur", f"{TOMORROW} 09:00"),
        ("morgen 8 uur 's ochtends", f"{TOMORROW} 08:00"),
        ("donderdagavond 8 uur", "Thu 26-11-2026 20:00"),
        # the day
        ("vandaag 19:30", f"{TODAY} 19:30"),
        ("19:30 vandaag", f"{TODAY} 19:30"),
        ("morgen 20u", f"{TOMORROW} 20:00"),
        ("Morgen om 19:30!", f"{TOMORROW} 19:30"),
        ("tomorrow 7pm", f"{TOMORROW} 19:00"),
        ("overmorgen 19:30", f"{WEDNESDAY} 19:30"),
        ("woensdag 19:30", f"{WEDNESDAY} 19:30"),
        ("wo 19.30u", f"{WEDNESDAY} 19:30"),
        ("a.s. woensdag 19.30 uur", f"{WEDNESDAY} 19:30"),
        ("komende woensdag half acht", f"{WEDNESDAY} 19:30"),
        ("maandag 19:30", f"{TODAY} 19:30"),
        ("volgende week woensdag 19:30", "Wed 02-12-2026 19:30"),
        ("woensdag over een week 19:30", "Wed 02-12-2026 19:30"),
        ("over twee weken woensdag 19:30", "Wed 09-12-2026 19:30"),
        ("over 3 dagen 19:30", "Thu 26-11-2026 19:30"),
        # the date
        ("25 november 19:30", f"{WEDNESDAY} 19:30"),
        ("25 nov. 19u30", f"{WEDNESDAY} 19:30"),
        ("25 november om half acht", f"{WEDNESDAY} 19:30"),
        ("25-11 19:30", f"{WEDNESDAY} 19:30"),
        ("25/11 19:30", f"{WEDNESDAY} 19:30"),
        ("25-11-26 19:30", f"{WEDNESDAY} 19:30"),
        ("25-11-2026, 19:30", f"{WEDNESDAY} 19:30"),
        ("25.11.2026 19:30", f"{WEDNESDAY} 19:30"),
        ("2026-11-25 19:30", f"{WEDNESDAY} 19:30"),
        ("2026-11-25T19:30", f"{WEDNESDAY} 19:30"),
        ("woensdag 25 november 2026 om 19:30 uur", f"{WEDNESDAY} 19:30"),
        ("wo 25-11 19.30", f"{WEDNESDAY} 19:30"),
        ("november 25, 19:30", f"{WEDNESDAY} 19:30"),
        ("5 maart 20:00", "Fri 05-03-2027 20:00"),
        ("25 november 2030", f"{WEDNESDAY} 20:30"),
        # from now
        ("nu", f"{TODAY} 14:00"),
        ("meteen", f"{TODAY} 14:00"),
        ("over een uur", f"{TODAY} 15:00"),
        ("over een uurtje", f"{TODAY} 15:00"),
        ("over 20 minuten", f"{TODAY} 14:20"),
        ("over anderhalf uur", f"{TODAY} 15:30"),
        ("over een half uur", f"{TODAY} 14:30"),
        ("in half an hour", f"{TODAY} 14:30"),
    ],
)
def test_how_people_write_it(text: str, moment: str) -> None:
    assert read(text) == moment


@pytest.mark.parametrize(
    "text, part",
    [
        ("", "can't read"),
        ("straks", "can't read"),
        ("25:00", "can't read"),
        ("20:60", "can't read"),
        ("half", "can't read"),
        ("8", "can't read"),
        ("acht", "can't read"),
        ("half dertien", "can't read"),
        ("morgen gezellig 19:30", "can't read"),
        ("19:30 of 20:00", "can't read"),
        ("vannacht 1:00", "can't read"),
        ("morgen", "At what time"),
        ("25-11", "At what time"),
        ("woensdag", "At what time"),
        ("29-2 19:30", "29-2-2027 does not exist"),
        ("29 februari 19:30", "29-2-2027 does not exist"),
        ("31-11 19:30", "31-11-2026 does not exist"),
        ("25-13 19:30", "25-13-2026 does not exist"),
        ("2026-13-25T19:30", "25-13-2026 does not exist"),
        ("3-2026-11-25 19:30", "can't read the start"),
        ("1-1-0001 00:00", "1-1-1 does not exist"),
        ("25-11-1926 19:30", "25-11-1926 does not exist"),
        ("31-12-9999 23:59", "more than a year"),
        ("over 999999 uur", "more than a year"),
        ("over 999 weken 19:30", "more than a year"),
        ("woensdag 26 november 19:30", "another day than"),
        ("morgen 25-11 19:30", "another day than"),
        ("20-11 19:30", "20-11 has just passed.*20-11-2027"),
        ("20-11-2026 19:30", "has passed"),
        ("1-1-2020 19:30", "has passed"),
        ("1-1-2030 19:30", "more than a year"),
        ("28 maart 2027 02:30", "does not exist that night"),
        ("31 oktober 2027 02:30", "comes twice"),
    ],
)
def test_what_is_told_instead(text: str, part: str) -> None:
    with pytest.raises(Refusal, match=part):
        read(text)


def test_a_leap_year_has_its_day() -> None:
    assert read("29-2 19:30", datetime(2027, 11, 23, 14, 0, tzinfo=ZONE)) == "Tue 29-02-2028 19:30"


def test_eight_oclock_twenty_seconds_late_is_now() -> None:
    now = datetime(2026, 11, 23, 20, 0, 20, tzinfo=ZONE)
    for text in ("20:00", "vanavond acht uur", "vandaag 20u", "maandag 20:00", "23-11 20:00"):
        assert read(text, now) == f"{TODAY} 20:00"


@pytest.mark.parametrize(
    "text, hour, or_else",
    [
        ("20:00", 20.5, f"{TOMORROW} 20:00"),
        ("vanavond 20:00", 20.5, f"{TOMORROW} 20:00"),
        ("23-11 20:00", 20.5, f"{TOMORROW} 20:00"),
        ("acht uur", 20.5, f"{TOMORROW} 20:00"),
        ("8:00", 19.5, f"{TOMORROW} 08:00"),
        ("maandag 20:00", 21, "Mon 30-11-2026 20:00"),
    ],
)
def test_a_time_that_passed_today_may_be_another_day(text: str, hour: float, or_else: str) -> None:
    start = read_start(Typed(text), NOW.replace(hour=0) + timedelta(hours=hour), ZONE)
    assert shown(start).startswith(TODAY)
    assert start.or_else is not None
    assert shown(Start(start.or_else)) == or_else


def test_a_time_over_twelve_hours_ago_is_tomorrows() -> None:
    assert read("7:00", datetime(2026, 11, 23, 20, 0, tzinfo=ZONE)) == f"{TOMORROW} 07:00"


@pytest.mark.parametrize(
    "text, hours",
    [
        ("21:30", 2),
        ("half tien", 2),
        ("21u30", 2),
        ("tien uur", 2.5),
        ("10 uur", 2.5),
        ("tot 22:00", 2.5),
        ("0:30", 5),
        ("24:00", 4.5),
        ("24 uur", 4.5),
        ("Middernacht", 4.5),
    ],
)
def test_an_end_is_the_first_one_after_the_start(text: str, hours: float) -> None:
    start = datetime(2026, 11, 23, 19, 30, tzinfo=ZONE).astimezone(UTC)
    assert read_end(Typed(text), start, ZONE) == start + timedelta(hours=hours)


@given(st.text(max_size=40))
def test_anything_typed_is_a_moment_to_come_or_a_sentence(text: str) -> None:
    try:
        start = read_start(Typed(text), NOW, ZONE)
    except Refusal:
        return
    assert start.at >= NOW - timedelta(hours=12)


@given(st.integers(1, 330 * 24 * 60))
def test_a_moment_written_in_full_reads_back(minutes: int) -> None:
    moment = (NOW.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(ZONE)
    here = f"{moment:%d-%m-%Y %H:%M}"
    if here.startswith(("28-03-2027 0", "25-10-2026 0")):
        return  # the nights in which the clock changes
    assert read(here) == f"{moment:%a} {here}"
