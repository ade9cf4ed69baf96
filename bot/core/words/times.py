"""Durations and times of day as Dutch organisers write them: "15min", "anderhalf uur", "20u15", "9.30"."""

import math
import re

_UNITS = {
    "dag": 86400, "dagen": 86400, "day": 86400, "days": 86400, "week": 604800, "weken": 604800, "weeks": 604800,
    "uur": 3600, "uren": 3600, "u": 3600, "h": 3600, "hour": 3600, "hours": 3600, "kwartier": 900, "kwartieren": 900,
    "min": 60, "mins": 60, "minuut": 60, "minuten": 60, "minute": 60, "minutes": 60, "m": 60, "'": 60, "’": 60, "′": 60,
    "s": 1, "sec": 1, "seconde": 1, "seconden": 1, "second": 1, "seconds": 1, "\"": 1, "”": 1, "″": 1,
}  # fmt: skip
_NUMBERS = {
    "een": 1, "één": 1, "eén": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9, "tien": 10, "elf": 11, "twaalf": 12, "vijftien": 15, "twintig": 20, "vijfentwintig": 25, "dertig": 30,
    "veertig": 40, "vijfenveertig": 45, "vijftig": 50, "zestig": 60, "negentig": 90,
    "half": 0.5, "halve": 0.5, "een half": 0.5, "een halve": 0.5, "anderhalf": 1.5, "anderhalve": 1.5, "½": 0.5,
}  # fmt: skip
_WRITTEN = "|".join(sorted(map(re.escape, _NUMBERS), key=len, reverse=True))
_HALF = re.compile(rf"(?P<number>\d{{1,4}}|{_WRITTEN})(?: ?½| en een hal(?:f|ve)\b)")
_PART = re.compile(
    rf"(?P<number>\d{{1,6}}(?:[.,]\d{{1,2}})?|(?:{_WRITTEN})(?![^\W\d_])|)\s*(?P<unit>[^\W\d]+|['’′\"”″])\.?(?:,?\s+en\s+|,?\s*)"
)
_HOURS_AND = re.compile(r"(?P<hours>\d{1,2}) ?(?:u|uur|h) ?(?P<minutes>[0-5]\d)")
_CLOCK = re.compile(r"(?P<hours>[01]?\d|2[0-3]) ?[:.uh] ?(?P<minutes>[0-5]\d)(?: ?(?:u|h|uur)\.?)?")
_WHOLE_HOUR = re.compile(r"(?P<hours>1[3-9]|2[0-3]) ?(?:u|h|uur)\.?")  # "8 uur" may be in the morning or in the evening


def clock_in(text: str) -> str | None:
    """Return the time of day of "20:15", "20.15", "20u15" or "20.15 uur" as "20:15"; None for anything else."""
    said = " ".join(text.lower().split())
    found = _CLOCK.fullmatch(said) or _WHOLE_HOUR.fullmatch(said)
    if found is None:
        return None
    return f"{int(found['hours']):02}:{found.groupdict().get('minutes', '00')}"


def seconds_in(text: str) -> int | None:
    """Return the seconds of "90 s", "15min", "1 uur 30 min", "1u30", "anderhalf uur" or "een kwartier".

    None where it is no duration; a number alone, which has no unit, is none.
    """
    said = " ".join(text.lower().replace("halfuur", "half uur").split())
    if found := _HOURS_AND.fullmatch(said):
        return int(found["hours"]) * 3600 + int(found["minutes"]) * 60
    said = _HALF.sub(lambda half: f"{_number(half['number']) + 0.5:g}", said)
    seconds, at, larger = 0.0, 0, math.inf
    while at < len(said):
        part = _PART.match(said, at)
        unit = _UNITS.get(part["unit"]) if part else None
        if part is None or unit is None or (not part["number"] and (at > 0 or unit not in (3600, 900))):
            return None
        if unit >= larger:  # "10 min 5 min" are two durations, between which something was left out
            return None
        larger = unit
        seconds += _number(part["number"] or "een") * unit
        at = part.end()
    return round(seconds) if said else None


def _number(written: str) -> float:
    return _NUMBERS[written] if written in _NUMBERS else float(written.replace(",", "."))
