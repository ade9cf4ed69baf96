"""The data behind the charts, counted against a count of our own."""

from dataclasses import replace
from datetime import timedelta

from bot.core.words.text import Text
from bot.harvest.charts import Chart, charts, over_the_evening
from bot.platform.text import speaking
from tests.harvest.sample import START, ZONE, a_harvest, an_item

say = speaking("nl")


def rows(chart: Chart) -> list[tuple[str, int]]:
    return [(say(Text.of(of)), n) for of, n in chart.rows]


def test_the_evening_goes_by_in_steps_and_nothing_falls_beside_them() -> None:
    said = (-30, 0, 4, 5, 61, 119, 120, 121, 400)
    found = rows(over_the_evening(a_harvest(*(an_item(minute, "bel ik") for minute in said)), ZONE))
    assert found[:3] == [("vooraf", 1), ("19:30", 2), ("19:35", 1)]
    assert found[13] == ("20:30", 1)
    assert found[-2:] == [("21:25", 2), ("na afloop", 2)]  # of minute 119 and of the very end
    assert len(found) == 1 + 24 + 1
    assert sum(n for _of, n in found) == len(said)


def test_a_long_day_has_longer_steps_and_a_short_one_has_at_least_one() -> None:
    harvest = a_harvest(an_item(1, "bel ik"), an_item(500, "koffie"))
    day = replace(harvest, meetup=replace(harvest.meetup, ended_at=START + timedelta(hours=9)))
    assert [of for of, _n in rows(over_the_evening(day, ZONE))][:3] == ["19:30", "20:00", "20:30"]
    week = replace(harvest, meetup=replace(harvest.meetup, ended_at=START + timedelta(days=7)))
    assert sum(n for _of, n in rows(over_the_evening(week, ZONE))) == 2
    short = replace(harvest, meetup=replace(harvest.meetup, ended_at=START))
    assert rows(over_the_evening(short, ZONE)) == [("19:30", 1), ("na afloop", 1)]


def test_what_has_nothing_in_it_is_no_chart() -> None:
    assert charts(a_harvest(), ZONE) == []
    assert [say(chart.title) for chart in charts(a_harvest("bel ik"), ZONE)] == [
        "Op de avond",
        "Per soort",
        "Per thema",
    ]
