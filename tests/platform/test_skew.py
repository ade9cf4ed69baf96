"""How far our clock is from Discord's."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.platform.skew import ahead_of

NOW = datetime(2026, 11, 24, 20, 0, 0, 500_000, tzinfo=UTC)


@pytest.mark.parametrize(
    "date, ahead",
    [
        ("Tue, 24 Nov 2026 20:00:00 GMT", timedelta()),
        ("Tue, 24 Nov 2026 19:59:00 GMT", timedelta(minutes=1)),
        ("Tue, 24 Nov 2026 20:00:10 GMT", timedelta(seconds=-10)),
        ("", None),
        ("straks", None),
        ("Tue, 24 Nov 2026 20:00:00", None),
    ],
)
def test_a_date_header(date: str, ahead: timedelta | None) -> None:
    assert ahead_of(date, NOW) == ahead
