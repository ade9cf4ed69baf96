"""The province and the season of a meetup, as people write them."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.core.evening.seasons import PROVINCES, province_of, provinces_with, season_at, season_of, where
from bot.core.words.text import Refusal
from bot.core.words.typed import Typed
from bot.platform.text import speaking

HERE = ZoneInfo("Europe/Amsterdam")
say = speaking("nl")


@pytest.mark.parametrize(
    ("typed", "province"),
    [
        ("Friesland", "Fryslân"), ("fryslan", "Fryslân"), ("FRYSLÂN ", "Fryslân"), ("brabant", "Noord-Brabant"),
        ("noord brabant", "Noord-Brabant"), ("zuid-holland", "Zuid-Holland"), ("flevo", "Flevoland"),
        ("provincie Utrecht", "Utrecht"), ("", ""), ("  ", ""),
    ],
)  # fmt: skip
def test_a_province_is_known_however_it_is_written(typed: str, province: str) -> None:
    assert province_of(Typed(typed)) == province


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Gelderlant", "Bedoel je Gelderland?"),
        ("Overijsel", "Bedoel je Overijssel?"),
        ("Holland", "Bedoel je Zuid-Holland?"),
        ("Vlaanderen", "Kies een van deze"),
        ("gron@everyone", "Kies een van deze"),
        ("x" * 40, "Kies een van deze"),
    ],
)
def test_what_is_none_is_named_with_the_nearest(typed: str, says: str) -> None:
    with pytest.raises(Refusal) as refused:
        province_of(Typed(typed))
    assert says in say(refused.value.text)


def test_a_place_that_is_a_province_tells_it_and_a_town_does_not() -> None:
    assert [where(Typed(place)) for place in ("Friesland", "Drenthe", "Lelystad", "Noord", "")] == [
        "Fryslân", "Drenthe", "", "", "",
    ]  # fmt: skip


def test_while_somebody_types_those_with_the_same_letters_are_offered() -> None:
    assert provinces_with("") == list(PROVINCES)
    assert provinces_with("holl") == ["Noord-Holland", "Zuid-Holland"]
    assert provinces_with("frie") == ["Fryslân"]
    assert provinces_with("zzz") == []


@pytest.mark.parametrize(
    ("moment", "season"),
    [
        (datetime(2026, 11, 24, 18, 30, tzinfo=UTC), "2026-2027"),
        (datetime(2027, 6, 30, tzinfo=UTC), "2026-2027"),
        (datetime(2027, 7, 31, 21, 59, tzinfo=UTC), "2026-2027"),
        (datetime(2027, 7, 31, 22, 0, tzinfo=UTC), "2027-2028"),  # midnight here
    ],
)
def test_a_season_is_a_school_year(moment: datetime, season: str) -> None:
    assert season_at(moment, HERE) == season


@pytest.mark.parametrize("typed", ["2026-2027", "2026/27", " 26-27 ", "2026 – 2027"])
def test_a_season_is_two_years(typed: str) -> None:
    assert season_of(Typed(typed)) == "2026-2027"


@pytest.mark.parametrize("typed", ["2026", "2026-2028", "najaar", "2027-2026", "*"])
def test_anything_else_is_no_season(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        season_of(Typed(typed))
    assert "is geen seizoen" in say(refused.value.text)
