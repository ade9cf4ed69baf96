"""Where and when a meetup belongs in a season: its province, and the school year."""

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo
from difflib import get_close_matches
from typing import Final

from bot.core.evening.meetup import Meetup
from bot.core.words.plain import plain
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

PROVINCES: Final = (
    "Drenthe",
    "Flevoland",
    "Fryslân",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
)
_OTHERWISE: Final = {"friesland": "Fryslân", "brabant": "Noord-Brabant"}  # as people call them as well
_KNOWN: Final = {plain(name): name for name in PROVINCES} | _OTHERWISE
_BEGINS = 8  # August: the first schools begin then
_YEARS = re.compile(r"(?:20)?(\d\d)\s*[-–/]\s*(?:20)?(\d\d)")


def province_of(typed: Typed) -> str:
    """Return the province that is meant, however it is written; "" for nothing.

    Raises Refusal, with the nearest, for what is none of the twelve.
    """
    wanted = plain(typed.raw).removeprefix("provincie ")
    if not wanted:
        return ""
    begins = {name for known, name in _KNOWN.items() if known.startswith(wanted)}
    if wanted in _KNOWN or len(begins) == 1:
        return _KNOWN.get(wanted) or begins.pop()
    near = get_close_matches(wanted, _KNOWN, 1, 0.6)
    if near:
        raise Refusal(_("“{name}” is no province. Do you mean {nearest}?", name=typed.line, nearest=_KNOWN[near[0]]))
    raise Refusal(_("“{name}” is no province. Choose one of these: {provinces}.", name=typed.line, provinces=PROVINCES))


def where(place: Typed) -> str:
    """Return the province that a place is, by its whole name; "" for any other place."""
    return _KNOWN.get(plain(place.raw), "")


def towns_with(typed: Typed, meetups: Sequence[Meetup]) -> list[Typed]:
    """Return the places of meetups with these letters in their name, each once, in the order of the meetups."""
    towns: dict[str, Typed] = {}
    for one in meetups:
        towns.setdefault(plain(one.place.raw), one.place)
    return [town for name, town in towns.items() if name and plain(typed.raw) in name]


def provinces_with(typed: str) -> list[str]:
    """Return the provinces with these letters in their name, in the order of the alphabet."""
    return [name for name in PROVINCES if any(plain(typed) in known for known, one in _KNOWN.items() if one == name)]


def season_at(moment: datetime, zone: tzinfo) -> str:
    """Return the school year of a moment, such as "2026-2027"; it begins in August."""
    here = moment.astimezone(zone)
    first = here.year if here.month >= _BEGINS else here.year - 1
    return f"{first}-{first + 1}"


def season_of(typed: Typed) -> str:
    """Return the season that is meant: "2026-2027" for "2026/27"; "" for nothing. Raises Refusal for anything else."""
    if not typed.line.raw.strip():
        return ""
    match = _YEARS.fullmatch(typed.line.raw.strip())
    if match is None or (int(match[1]) + 1) % 100 != int(match[2]):
        raise Refusal(_("“{name}” is no season. Write it as two years: 2026-2027.", name=typed.line))
    return f"20{match[1]}-20{match[2]}"
