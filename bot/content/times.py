"""Moments and lengths in words: on Discord, in a report, in a sentence."""

from datetime import datetime, timedelta, tzinfo
from typing import Literal

from babel.dates import format_date, format_time

from bot.content.texts import DEFAULT
from bot.core.evening.slots import Slot
from bot.core.words.text import Text, _, ngettext


def moments(moment: datetime) -> dict[str, str]:
    """A start, for a sentence."""
    return {"start": stamp(moment, "F"), "countdown": stamp(moment, "R")}


def length(time: timedelta) -> Text:
    """A length in whole minutes; under two minutes in seconds, unless it is a whole minute; from two hours in hours."""
    seconds = round(time.total_seconds())
    if seconds < 120 and seconds != 60:
        return ngettext("{n} second", "{n} seconds", seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours < 2:
        return ngettext("{n} minute", "{n} minutes", 60 * hours + minutes)
    whole = ngettext("{n} hour", "{n} hours", hours)
    rest = ngettext("{n} minute", "{n} minutes", minutes)
    return _("{hours} and {minutes}", hours=whole, minutes=rest) if minutes else whole


def ends(slot: Slot) -> dict[str, str]:
    """An end, for a sentence."""
    return {"time": stamp(slot.ends), "countdown": stamp(slot.ends, "R")}


def stamp(moment: datetime, style: Literal["t", "F", "R"] = "t") -> str:
    """A moment as Discord shows it: in the reader's own zone, and counting down by itself with style "R"."""
    return f"<t:{int(moment.timestamp())}:{style}>"


def day(moment: datetime, language: str, zone: tzinfo) -> str:
    """A date for a report: "dinsdag 24 november 2026"."""
    return format_date(moment.astimezone(zone), "full", locale=language)


def clock(moment: datetime | None, zone: tzinfo) -> str:
    """A time for a report or a terminal: "19:30"."""
    return "–" if moment is None else format_time(moment.astimezone(zone), "HH:mm", locale=DEFAULT)
