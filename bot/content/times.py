"""Moments and lengths in words: on Discord, in a report, in a sentence."""

from datetime import date, datetime, timedelta, tzinfo
from typing import Literal

from babel.dates import format_date, format_datetime, format_time

from bot.content.texts import DEFAULT
from bot.core.evening.slots import Slot
from bot.core.words.text import Text, _, ngettext


def moments(moment: datetime) -> dict[str, str]:
    """Return the values ``start`` and ``countdown`` of a moment, for a sentence on Discord."""
    return {"start": stamp(moment, "F"), "countdown": stamp(moment, "R")}


def length(time: timedelta) -> Text:
    """Return a length in words, in whole minutes.

    Under two minutes it is in seconds, unless it is just a minute; from two hours on in hours and minutes.
    """
    seconds = round(time.total_seconds())
    if seconds < 120 and seconds != 60:
        return ngettext("{n} second", "{n} seconds", seconds)
    hours, minutes = divmod(round(seconds / 60), 60)
    if hours < 2:
        return ngettext("{n} minute", "{n} minutes", 60 * hours + minutes)
    whole = ngettext("{n} hour", "{n} hours", hours)
    rest = ngettext("{n} minute", "{n} minutes", minutes)
    return _("{hours} and {minutes}", hours=whole, minutes=rest) if minutes else whole


def written(time: timedelta) -> str:
    """Return a length as an organiser writes it in a programme: "1 uur 30 min", "90 s"."""
    minutes, seconds = divmod(round(time.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "uur"), (minutes, "min"), (seconds, "s"))
    return " ".join(f"{n} {unit}" for n, unit in parts if n) or "0 s"


def ends(slot: Slot) -> dict[str, str]:
    """Return the values ``time`` and ``countdown`` of a slot's end, for a sentence on Discord."""
    return {"time": stamp(slot.ends), "countdown": stamp(slot.ends, "R")}


def stamp(moment: datetime, style: Literal["t", "F", "R", "D"] = "t") -> str:
    """Return a Discord time stamp, shown in each reader's own zone.

    The style is "t" for the time, "F" for date and time, "D" for the date, or "R", which counts down by itself.
    """
    return f"<t:{int(moment.timestamp())}:{style}>"


def day(moment: datetime, language: str, zone: tzinfo) -> str:
    """Return a date for a report, such as "dinsdag 24 november 2026"."""
    return format_date(moment.astimezone(zone), "full", locale=language)


def day_with_time(moment: datetime, language: str, zone: tzinfo) -> str:
    """Return a moment for a list, such as "dinsdag 24 november 2026 19:30"."""
    return f"{day(moment, language, zone)} {clock(moment, zone)}"


def date_in_words(day: date, language: str) -> str:
    """Return a date for a line of a report, such as "24 november 2026"."""
    return format_date(day, "long", locale=language)


def clock(moment: datetime | None, zone: tzinfo) -> str:
    """Return a time for a report or a terminal, such as "19:30"; "–" for None."""
    return "–" if moment is None else format_time(moment.astimezone(zone), "HH:mm", locale=DEFAULT)


def day_and_time(moment: datetime, zone: tzinfo) -> str:
    """Return a moment for a terminal, such as "24-11-2026 19:30"."""
    return format_datetime(moment.astimezone(zone), "dd-MM-yyyy HH:mm", locale=DEFAULT)
