"""Days by which something is done, as people type them, on Thursday 26 November 2026."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.words.dates import FURTHEST, due_in

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 december", "2026-12-12"),
        ("Voor 12 december!", "2026-12-12"),
        ("vóór 12-12", "2026-12-12"),
        ("uiterlijk op vrijdag 11 december", "2026-12-11"),
        ("per 1 januari", "2027-01-01"),
        ("1 feb 2027", "2027-02-01"),
        ("klaar: 3/2/27", "2027-02-03"),
        ("2027-03-04", "2027-03-04"),
        ("vandaag", "2026-11-26"),
        ("morgen om 9 uur", "2026-11-27"),
        ("maandag", "2026-11-30"),
        ("donderdag", "2026-11-26"),
        ("volgende week", "2026-12-03"),
        ("volgende week dinsdag", "2026-12-01"),
        ("over 6 weken", "2027-01-07"),
        ("binnen twee weken", "2026-12-10"),
        ("over drie maanden", "2027-02-26"),
        ("binnen een maand", "2026-12-26"),
        ("eind maart", "2027-03-31"),
        ("in februari", "2027-02-28"),
        ("februari 2028", "2028-02-29"),
        ("begin januari", "2027-01-10"),
        ("half november", "2027-11-15"),
        ("eind november", "2026-11-30"),
        ("medio mei", "2027-05-15"),
        ("deze week", "2026-11-27"),
        ("deze maand", "2026-11-30"),
        ("volgende maand", "2026-12-31"),
        ("dit jaar", "2026-12-31"),
        ("week 50", "2026-12-11"),
        ("week 3", "2027-01-22"),
        ("end of march", "2027-03-31"),
    ],
)
def test_a_day_is_read_as_people_write_it(text: str, day: str) -> None:
    assert due_in(text, TODAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    ["na de kerstvakantie", "snel", "12", "19:30", "weet ik nog niet", "31 november", "25 november", "12-12-2024",
     "12-12-2062", "by the 12th", "maart 2024", "week 99", "…", "12 december, samen met Truus", "woensdag 12 december"],
)  # fmt: skip
def test_what_is_no_day_that_comes_is_none(text: str) -> None:
    assert due_in(text, TODAY) is None


@given(st.text(max_size=30))
def test_whatever_is_typed_a_day_that_is_read_comes(text: str) -> None:
    found = due_in(text, TODAY)
    assert found is None or TODAY <= found <= TODAY + FURTHEST


@given(st.dates(min_value=TODAY, max_value=TODAY + FURTHEST))
def test_a_day_as_the_bot_shows_it_reads_back(day: date) -> None:
    assert due_in(f"{day:%d-%m-%Y}", TODAY) == day
    assert due_in(f"{day:%d-%m-%Y}", day - timedelta(days=1)) == day
