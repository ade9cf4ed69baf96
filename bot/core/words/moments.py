"""Moments as people type them: "19u30", "half acht", "morgen 20u", "woensdag 25 november 19:30", "over een uur".

No library reads these: dateparser 1.5 (3.6 MB, alive) finds nothing in half of them, and takes "morgen 20u" for ten
o'clock.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

from bot.core.words.calendar import day_in
from bot.core.words.times import seconds_in

_NOW = {
    "nu",
    "now",
    "meteen",
    "nu meteen",
    "direct",
    "gelijk",
    "nu direct",
    "nu gelijk",
    "right now",
    "zo snel mogelijk",
}
_HOURS = {
    "een": 1, "één": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12,
}  # fmt: skip
_MINUTES = _HOURS | {"kwart": 15, "vijftien": 15, "twintig": 20, "vijfentwintig": 25}
_HOUR = rf"(?P<hour>\d{{1,2}}|{'|'.join(_HOURS)})(?: ?uur| ?u)?"
_SPOKEN = re.compile(
    rf"(?:(?P<minutes>\d{{1,2}}|{'|'.join(sorted(_MINUTES, key=len, reverse=True))})(?: minuten)? "
    rf"(?P<side>over|na|voor) )?(?P<half>half )?{_HOUR}"
)
_DIGITAL = re.compile(r"(?P<hour>\d{1,2}) ?(?:[:.,;]|u|h|uur| ) ?(?P<minutes>[0-5]\d)(?: ?(?:u|h|uur))?")
_FOUR_DIGITS = re.compile(r"(?P<hour>[01]\d|2[0-3])(?P<minutes>[0-5]\d)")
_WHOLE = re.compile(r"(?P<hour>\d{1,2}|" + "|".join(_HOURS) + r") ?(?:u|h|uur)")
_ENGLISH = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minutes>[0-5]\d))? ?(?P<half>[ap])\.?m\.?")
_PART = re.compile(
    r"(?:'s|\bs) ?(ochtend|morgen|middag|avond|nacht)s\b|\b(?:in de |'s )?(ochtend|middag|avond|nacht)\b"
)
_FILLER = re.compile(r"\b(?:om|op|at|on|de|the|aanstaande|komende|deze|vanaf|rond)\b|\ba\.s\.|, |,$")
_UNTIL = re.compile(r"^(?:tot|until|till) ")
_MIDNIGHT = re.compile(r"24(?:[:.]00)? ?(?:u|uur)?|24u00|middernacht|midnight")
_EVENING, _MORNING = range(1, 9), range(9, 12)  # hours of twelve that are meant so where nobody says it (our choice)


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day; ``other`` is the one twelve hours away, where the words may mean that too."""

    at: time
    other: time | None = None


@dataclass(frozen=True, slots=True)
class Moment:
    """What a text says of a moment, None where it says nothing.

    Either ``wait``, from now, or a ``day`` and a ``clock``. ``every`` is as in ``calendar.Day``.
    """

    wait: timedelta | None = None
    day: date | None = None
    clock: Clock | None = None
    every: int = 1


def moment_in(text: str, today: date) -> Moment | None:
    """Return the moment in a text, or None where it can't be read. Raises Refusal as ``calendar.day_in``."""
    said = " ".join(text.casefold().replace("’", "'").replace("‘", "'").strip(" .!?").split())
    if said in _NOW:
        return Moment(wait=timedelta())
    if (wait := _wait_in(said)) is not None:
        return Moment(wait=wait)
    found = day_in(said, today)
    clock, rest = _clock_and_rest(found.rest, found.part)
    if rest or (clock is None and found.date is None):
        return None
    return Moment(day=found.date, clock=clock, every=found.every)


def clock_said(text: str) -> Clock | None:
    """Return the time of day in a text that says nothing else, or None."""
    said = _UNTIL.sub("", " ".join(text.casefold().replace("’", "'").strip(" .!?").split()))
    if _MIDNIGHT.fullmatch(said):
        return Clock(time(0))
    clock, rest = _clock_and_rest(said, "")
    return None if rest else clock


def _wait_in(said: str) -> timedelta | None:
    if not (waiting := re.fullmatch(r"(?:over|in) (.*)", said)):
        return None
    length = re.sub(r"\ban?\b", "een", waiting[1]).replace("half een hour", "half uur")
    length = re.sub(r"(uur|kwartier|minuut)tje\b", r"\1", length)
    seconds = seconds_in(length)
    return None if seconds is None else timedelta(seconds=seconds)


def _clock_and_rest(said: str, part: str) -> tuple[Clock | None, str]:
    """Return the time of day in what is left of a text, and what can't be read; all of it is one or the other."""
    if found := _PART.search(said):
        part = part or found[1] or found[2]
        said = f"{said[: found.start()]} {said[found.end() :]}"
    said = " ".join(_FILLER.sub(" ", said).split()).strip(" .")
    if not said:
        return None, ""
    for read in (_english, _twenty_four, _twelve):
        if (clock := read(said, part)) is not None:
            return clock, ""
    return None, said


def _english(said: str, _part: str) -> Clock | None:
    found = _ENGLISH.fullmatch(said)
    if found is None or not 1 <= int(found["hour"]) <= 12:
        return None
    hour = int(found["hour"]) % 12 + (12 if found["half"] == "p" else 0)
    return Clock(time(hour, int(found["minutes"] or 0)))


def _twenty_four(said: str, part: str) -> Clock | None:
    """Read "19:30", "19u30" or "1930"; "7:30" is in the morning, unless the text says which part of the day."""
    found = _DIGITAL.fullmatch(said) or _FOUR_DIGITS.fullmatch(said)
    if found is None or int(found["hour"]) > 23:
        return None
    hour, minute = int(found["hour"]), int(found["minutes"])
    return Clock(time(_in_part(hour, part) if part and hour <= 12 else hour, minute))


def _twelve(said: str, part: str) -> Clock | None:
    """Read "half acht", "kwart over zeven", "5 voor half 8", "8 uur"; and "20 uur", which has no other meaning."""
    found = _WHOLE.fullmatch(said) or _SPOKEN.fullmatch(said)
    if found is None:
        return None
    parts = found.groupdict()
    hour = _HOURS.get(parts["hour"]) or int(parts["hour"])
    spoken = bool(parts.get("minutes") or parts.get("half"))
    is_bare = not spoken and _WHOLE.fullmatch(said) is None
    if hour > 23 or (hour > 12 and spoken) or (is_bare and not part):
        return None
    if hour > 12 or said.startswith("0"):
        return Clock(time(hour))
    minutes = _minutes(parts) + (-30 if parts.get("half") else 0)
    of_twelve = (hour * 60 + minutes) % (12 * 60)
    clock_hour, minute = of_twelve // 60 or 12, of_twelve % 60
    if part:
        return Clock(time(_in_part(clock_hour, part), minute))
    meant = clock_hour + 12 if clock_hour in _EVENING else clock_hour
    return Clock(time(meant, minute), time((meant + 12) % 24, minute))


def _minutes(parts: dict[str, str | None]) -> int:
    said = parts.get("minutes")
    if not said:
        return 0
    minutes = _MINUTES.get(said) or int(said)
    return -minutes if parts["side"] == "voor" else minutes


def _in_part(hour: int, part: str) -> int:
    """Return an hour of twelve as one of twenty-four, in a part of the day."""
    match part:
        case "middag":
            return hour + 12 if hour < 6 else hour
        case "avond":
            return hour % 12 + 12 if 4 < hour < 12 else hour
        case "nacht":
            return hour % 12
    return hour
