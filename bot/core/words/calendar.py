"""Days as people write them in Dutch or English: "morgen", "wo", "25 november", "25-11-26", "volgende week di"."""

import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta

from bot.core.words.text import Refusal, _

_NAMES = (
    "januari january jan", "februari february feb", "maart march mrt mar", "april apr", "mei may", "juni june jun",
    "juli july jul", "augustus august aug", "september sept sep", "oktober october okt oct", "november nov",
    "december dec",
)  # fmt: skip
_WEEKDAYS = (
    "maandag monday maa ma mon", "dinsdag tuesday din di tue", "woensdag wednesday woe wo wed",
    "donderdag thursday don do thu", "vrijdag friday vrij vri vr fri", "zaterdag saturday zat za sat",
    "zondag sunday zon zo sun",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_NAMES, start=1) for name in names.split()}
_WEEKDAY = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}
_AHEAD = {
    "vandaag": 0, "today": 0, "overmorgen": 2, "morgen": 1, "tomorrow": 1,
    "vanavond": 0, "vanmiddag": 0, "vanochtend": 0, "vanmorgen": 0, "tonight": 0,
}  # fmt: skip
FIRST_YEAR = 2000  # an earlier one is a slip
JUST_PASSED = 60  # days; within these a date without a year is more likely a slip than next year's (our choice)
COUNTED = {
    "een": 1, "één": 1, "a": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7,
}  # fmt: skip


def one_of(names: dict[str, int]) -> str:
    """Return a pattern that finds any of these names, the longest first."""
    return "|".join(sorted(names, key=len, reverse=True))


_PART_OF_DAY = r"(?:(?: ?(?P<part>ochtend|morgen|middag|avond|nacht))\b)?"
_YEAR = r"(?P<year>20\d\d)(?![\d:.])"
_SHAPES = [
    re.compile(shape)
    for shape in (
        r"\b(?P<year>20\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?:t(?=\d)|\b)",
        r"(?<![\d:.])(?<!\d[-/])(?P<day>\d{1,2})(?P<mark> ?[-/] ?)(?P<month>\d{1,2})"
        r"(?:(?P=mark)'?(?P<year>\d\d(?:\d\d)?))?(?![\d-])",
        r"(?<![\d:])(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d\d(?:\d\d)?)(?!\d)",
        rf"(?<![\d:.])(?P<day>\d{{1,2}})(?:e|ste|de|th|st|nd|rd)? (?:of )?(?P<name>{one_of(MONTHS)})\b\.?"
        rf"(?:,? (?:{_YEAR}|'(?P<short>\d\d)\b))?",
        rf"\b(?P<name>{one_of(MONTHS)}) (?P<day>\d{{1,2}})(?:th|st|nd|rd)?(?![\d:.uh])(?:,? {_YEAR})?",
    )
]
_NEXT_WEEK = re.compile(r"\b(?:volgende|next) (?:week\b)?|\b(?:over|in) (?:een|a) week\b")
_LATER = re.compile(
    rf"\b(?:over|in) (?P<count>\d{{1,3}}|{one_of(COUNTED)}) (?P<unit>dag|dagen|day|days|week|weken|weeks)\b"
)
_NAMED = re.compile(rf"\b(?:(?P<ahead>{one_of(_AHEAD)})|(?P<weekday>{one_of(_WEEKDAY)})){_PART_OF_DAY}(?![^\W\d])\.?")
_OF_WORD = {
    "vanavond": "avond", "tonight": "avond", "vanmiddag": "middag", "vanochtend": "ochtend",
    "vanmorgen": "ochtend",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Day:
    """The day in a text: its date, None where none is said, and what else the text says.

    ``every`` is the number of days until the same words mean another day: 7 for a weekday, 1 for none at all or
    "today". ``part`` is the part of the day, such as "avond".
    """

    date: date | None
    rest: str
    every: int = 1
    part: str = ""


def day_in(said: str, today: date) -> Day:
    """Return the day in a text in lower case, with what is left of the text.

    A date without a year is the next one. Raises Refusal for a date that does not exist, has just passed, or is
    another day than the text says beside it.
    """
    found, rest = _date_in(said, today)
    next_week, rest = _taken(_NEXT_WEEK, rest)
    later, rest = _taken(_LATER, rest)
    named, rest = _taken(_NAMED, rest)
    words = named.groupdict() if named else {}
    part = words.get("part") or _OF_WORD.get(words.get("ahead") or "", "")
    weekday = _WEEKDAY.get(words.get("weekday") or "")
    ahead = _AHEAD.get(words.get("ahead") or "")
    if found is None and later:
        found = _counted(later, weekday, today)
    if found is not None:
        _refuse_another(found, weekday, None if ahead is None else today + timedelta(days=ahead))
        return Day(found, rest, part=part)
    if weekday is not None:
        days = 7 - today.weekday() + weekday if next_week else (weekday - today.weekday()) % 7
        return Day(today + timedelta(days=days), rest, every=7, part=part)
    if next_week:
        ahead = 7
    return Day(None if ahead is None else today + timedelta(days=ahead), rest, part=part)


def _counted(later: re.Match[str], weekday: int | None, today: date) -> date:
    """Return the day of "over 3 dagen", or "over twee weken" with the weekday beside it."""
    count = COUNTED.get(later["count"]) or int(later["count"])
    if not later["unit"].startswith("we"):
        return today + timedelta(days=count)
    return today + timedelta(days=7 * count + (0 if weekday is None else weekday - today.weekday()))


def _refuse_another(found: date, weekday: int | None, named: date | None) -> None:
    """Raise Refusal where the text names another weekday or another day ("morgen") beside the date."""
    if weekday not in (None, found.weekday()) or named not in (None, found):
        raise Refusal(
            _(
                "{day}-{month}-{year} is another day than you wrote beside it. Write one of both.",
                day=found.day,
                month=found.month,
                year=found.year,
            )
        )


def _taken(shape: re.Pattern[str], said: str) -> tuple[re.Match[str] | None, str]:
    """Return the first match of a shape, and the text without it."""
    match = shape.search(said)
    return match, said if match is None else f"{said[: match.start()]} {said[match.end() :]}"


def _date_in(said: str, today: date) -> tuple[date | None, str]:
    for shape in _SHAPES:
        match, rest = _taken(shape, said)
        if match is None:
            continue
        parts = match.groupdict()
        month = MONTHS[parts["name"]] if parts.get("name") else int(parts["month"])
        year = parts.get("year") or parts.get("short")
        if year and len(year) == 4 and parts.get("name") and not 0 <= int(year) - today.year <= 2:
            year, rest = None, f"{rest} {year}"  # "25 november 2030" may well mean half past eight
        in_full = int(year) + 2000 * (len(year) == 2) if year else None
        return _dated(int(parts["day"]), month, in_full, today), rest
    return None, said


def _dated(day: int, month: int, year: int | None, today: date) -> date:
    """Return the date; without a year the next one. Raises Refusal, see ``day_in``."""
    if year is not None:
        return _existing(day, month, year)
    this_year = (month, day) >= (today.month, today.day)
    found = _existing(day, month, today.year if this_year else today.year + 1)
    if not this_year and 365 - (found - today).days < JUST_PASSED:
        raise Refusal(
            _(
                "{day}-{month} has just passed. Do you mean next year? Then write {day}-{month}-{year}.",
                day=day,
                month=month,
                year=found.year,
            )
        )
    return found


def _existing(day: int, month: int, year: int) -> date:
    if year >= FIRST_YEAR:
        with suppress(ValueError):
            return date(year, month, day)
    raise Refusal(_("{day}-{month}-{year} does not exist. Choose another day.", day=day, month=month, year=year))
