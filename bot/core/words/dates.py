"""Days by which something is done, as people type them: "12 december", "eind maart", "over zes weken", "week 50"."""

import re
from calendar import monthrange
from contextlib import suppress
from datetime import date, timedelta

from bot.core.words.calendar import COUNTED, MONTHS, one_of
from bot.core.words.moments import moment_in
from bot.core.words.text import Refusal

FURTHEST = timedelta(days=3660)  # a later day is rather a slip (our choice)
EARLY, HALF = 10, 15  # days of a month that people call "begin" and "half" (our choice)
_IN_FRONT = re.compile(
    r"(?:(?:klaar|af|gereed|uiterlijk|uiterlijk op|voor|per|op|tegen|t/m|tot|tot en met|vanaf|rond|omstreeks|by|before|"
    r"until|on)\b[ :]*)+"
)
_WITHIN = re.compile(r"(?:binnen|within)\b")
_MONTHS_AHEAD = re.compile(rf"(?:over|in) (?P<count>\d{{1,2}}|{one_of(COUNTED)}) (?:maand|maanden|months?)")
_MONTH = re.compile(
    rf"(?:(?P<part>begin|half|medio|midden|mid|eind|einde|in|early|end of|late) )?(?:van )?"
    rf"(?P<month>{one_of(MONTHS)})\.?(?: (?P<year>20\d\d))?"
)
_WEEK = re.compile(r"(?:in )?week (?P<week>\d{1,2})")
_ENDS = {
    re.compile(r"(?:eind |einde )?(?:van )?(?:deze|dit|this) maand|(?:this|end of the) month"): 0,
    re.compile(r"(?:in )?(?:de )?(?:volgende|komende) maand|next month"): 1,
}
_THIS_WEEK = re.compile(r"(?:eind |einde )?(?:van )?(?:deze week|this week)")
_THIS_YEAR = re.compile(r"(?:het )?(?:(?:eind|einde) )?(?:van )?(?:het|dit) jaar|this year")
_DAYS_OF = {"begin": EARLY, "early": EARLY, "half": HALF, "medio": HALF, "midden": HALF, "mid": HALF}


def due_in(text: str, today: date) -> date | None:
    """Return the day by which something is to be done; of a month, week or year alone the last one of it.

    None where it can't be read, does not exist, has passed or is more than ten years away.
    """
    said = " ".join(text.casefold().replace("é", "e").replace("ó", "o").strip(" .!?").split())
    said = _WITHIN.sub("over", _IN_FRONT.sub("", said, count=1) if _IN_FRONT.match(said) else said)
    with suppress(Refusal):  # of a day that does not exist or has just passed
        found = _span_end(said, today) or _day(said, today)
        return found if found and today <= found <= today + FURTHEST else None
    return None


def _day(said: str, today: date) -> date | None:
    moment = moment_in(said, today)
    if moment is None:
        return None
    return today + timedelta(days=moment.wait.days) if moment.wait is not None else moment.day


def _span_end(said: str, today: date) -> date | None:
    """Return the last day of a week, month or year that is all a text says, or the day it names in a month."""
    if ahead := _MONTHS_AHEAD.fullmatch(said):
        return _months_on(today, COUNTED.get(ahead["count"]) or int(ahead["count"]))
    if month := _MONTH.fullmatch(said):
        return _in_month(month, today)
    if week := _WEEK.fullmatch(said):
        return _friday_of(int(week["week"]), today)
    if _THIS_WEEK.fullmatch(said):
        return max(today, today + timedelta(days=4 - today.weekday()))
    if _THIS_YEAR.fullmatch(said):
        return date(today.year, 12, 31)
    for shape, months in _ENDS.items():
        if shape.fullmatch(said):
            return _last_day(_months_on(today.replace(day=1), months))
    return None


def _in_month(found: re.Match[str], today: date) -> date:
    """Return the day that is meant in a month; without a year the next one that comes."""
    month, part = MONTHS[found["month"]], found["part"] or ""
    for year in [int(found["year"])] if found["year"] else [today.year, today.year + 1]:
        first = date(year, month, 1)
        day = first.replace(day=_DAYS_OF[part]) if part in _DAYS_OF else _last_day(first)
        if day >= today:
            break
    return day


def _months_on(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    return first.replace(day=min(day.day, _last_day(first).day))


def _last_day(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def _friday_of(week: int, today: date) -> date | None:
    """Return the Friday of a week by its number: this year's, or next year's where that has passed."""
    for year in (today.year, today.year + 1):
        with suppress(ValueError):
            friday = date.fromisocalendar(year, week, 5)
            if friday >= today:
                return friday
    return None
