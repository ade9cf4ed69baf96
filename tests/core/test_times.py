"""Durations and times of day as people write them."""

from datetime import timedelta

import pytest
from pydantic import TypeAdapter, ValidationError

from bot.core.programme.fields import Duration
from bot.core.programme.models import Programme
from bot.core.words.times import clock_in, seconds_in


@pytest.mark.parametrize(
    "text, minutes",
    [
        ("90 s", 1.5),
        ("15 min", 15),
        ("15min", 15),
        ("15 minuten", 15),
        ("15 min.", 15),
        ("15'", 15),
        ("1 uur 30 min", 90),
        ("1u30", 90),
        ("1h30", 90),
        ("1 uur en 30 min", 90),
        ("1,5 uur", 90),
        ("1½ uur", 90),
        ("anderhalf uur", 90),
        ("Anderhalf uur", 90),
        ("kwartier", 15),
        ("een kwartier", 15),
        ("drie kwartier", 45),
        ("half uur", 30),
        ("een half uur", 30),
        ("halfuur", 30),
        ("uur", 60),
        ("een uur", 60),
        ("twee en een half uur", 150),
        ("2 en een half uur", 150),
        ("uur en een kwartier", 75),
        ("10800 s", 180),
        ("24 uur", 1440),
        ("7 dagen", 10080),
        ("een week", 10080),
        ("1 dag 12 uur", 2160),
        ("0 min", 0),
    ],
)  # fmt: skip
def test_durations(text: str, minutes: float) -> None:
    assert seconds_in(text) == minutes * 60


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "25",
        "min",
        "s",
        "0:25",
        "een tijdje",
        "10 minn",
        "half 9",
        "foo en een half uur",
        "- 5 min",
        "10 min 5 min",
        "5 min 1 uur",
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert seconds_in(text) is None


@pytest.mark.parametrize(
    "text, clock",
    [
        ("20:15", "20:15"),
        ("20.15", "20:15"),
        ("9.30", "09:30"),
        ("20h15", "20:15"),
        ("20u15", "20:15"),
        ("20.15 uur", "20:15"),
        ("20.15u", "20:15"),
        ("20 u 15", "20:15"),
        ("21 uur", "21:00"),
        ("20.10", "20:10"),
        (" 7:05 ", "07:05"),
    ],
)  # fmt: skip
def test_times_of_day(text: str, clock: str) -> None:
    assert clock_in(text) == clock


@pytest.mark.parametrize("text", ["", "half 9", "8 uur", "24:00", "2030", "20:60", "20.1", "20:15:00", "20,15"])
def test_what_is_no_time_of_day(text: str) -> None:
    assert clock_in(text) is None


@pytest.mark.parametrize("hours", [3, 12, 24])
def test_a_long_block_comes_back_from_storage(hours: int) -> None:
    block = {"titel": "Dag", "soort": "plenair", "duur": f"{hours} uur"}
    programme = Programme.model_validate({"titel": "Proef", "soort": "eigen", "blokken": [block]})
    assert programme.model_dump(mode="json")["blocks"][0]["length"] == hours * 3600
    stored = Programme.model_validate_json(programme.model_dump_json())
    assert stored.length == TypeAdapter(Duration).validate_python(f"{hours} uur") == timedelta(hours=hours)


def test_a_number_alone_has_no_unit_in_a_file() -> None:
    block = {"titel": "Dag", "soort": "plenair", "duur": 15}
    with pytest.raises(ValidationError, match="not a duration"):
        Programme.model_validate({"titel": "Proef", "soort": "eigen", "blokken": [block]})
