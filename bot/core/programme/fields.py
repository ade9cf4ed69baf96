"""Types of the fields of content files: durations, times of day, addresses, titles, texts.

Their errors carry a name that ``bot.content.explaining`` makes a sentence of.
"""

import re
from datetime import timedelta
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationInfo
from pydantic_core import PydanticCustomError

from bot.core.kinds import KINDS, ContributionKind
from bot.core.words.times import clock_in, seconds_in
from bot.core.words.typed import Length, Markup, Typed

# How long after its end a meetup may take contributions (our choice).
LONGEST_OPEN: Final = timedelta(days=7)
LONGEST_KEPT: Final = 1825  # days that names and texts are kept: five years (our choice)
# Two people can talk; Discord limits a voice channel to 99.
FEWEST_AT_TABLE, MOST_AT_TABLE = 2, 99
_PEOPLE = re.compile(r"(\d{1,3})(?: *(?:mensen|personen|deelnemers))?")
_TIME_CODE = re.compile(r"\d{1,3}[:.][0-5]\d(?:[:.][0-5]\d)?")


def read_duration(value: object, info: ValidationInfo) -> timedelta:
    """Return the duration of "90 s", "15 min" or "anderhalf uur", in whole seconds, as ``seconds_in`` reads it.

    In storage, which is JSON, it is a number of seconds; in a file a number alone has no unit. A timedelta comes back
    unchanged. Raises PydanticCustomError("duration") on anything else.
    """
    if isinstance(value, timedelta):
        return value
    if info.mode == "json" and type(value) is int:
        return timedelta(seconds=value)
    seconds = seconds_in(value) if isinstance(value, str) else None
    if seconds is None:
        raise PydanticCustomError("duration", "not a duration")
    return timedelta(seconds=seconds)


def _positive(value: timedelta) -> timedelta:
    if not timedelta(0) < value <= timedelta(hours=24):
        raise PydanticCustomError("duration_range", "more than nothing, at most 24 hours")
    return value


def _open_after(value: timedelta) -> timedelta:
    if not timedelta(0) <= value <= LONGEST_OPEN:
        raise PydanticCustomError("open_after_range", "at most a week")
    return value


def _kept(value: timedelta) -> timedelta:
    if not timedelta(days=1) <= value <= timedelta(days=LONGEST_KEPT):
        raise PydanticCustomError("kept_range", "a day to five years")
    return value


def _people(value: object) -> int:
    found = _PEOPLE.fullmatch(str(value).strip().lower()) if isinstance(value, int | str) else None
    if found is None or not FEWEST_AT_TABLE <= int(found[1]) <= MOST_AT_TABLE:
        raise PydanticCustomError("people", "not a number of people")
    return int(found[1])


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        fine = parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s|[<>]", value)
    except ValueError:  # urlsplit refuses a broken IPv6 address
        fine = False
    if not fine:
        raise PydanticCustomError("web_address", "not a web address")
    return value


def _time_code(value: str) -> str:
    if not _TIME_CODE.fullmatch(value):
        raise PydanticCustomError("time_code", "not a time code")
    return value.replace(".", ":")


def _clock_time(value: object) -> str:
    clock = clock_in(value) if isinstance(value, str) else None
    if clock is None:
        raise PydanticCustomError("clock_time", "not a time of day")
    return clock


def _file_name(value: Typed) -> Typed:
    if re.search(r"[/\\:]", value.raw) or value.raw.startswith("."):
        raise PydanticCustomError("file_name", "only a name")
    return value


def _known_kind(value: object) -> object:
    kind = value.strip().removeprefix("#").lower() if isinstance(value, str) else ""
    if kind not in KINDS:
        raise PydanticCustomError("enum", "not a kind of contribution", {"expected": ", ".join(KINDS)})
    return kind


def seconds_of(time_code: str) -> int:
    """Return the seconds of a time code: minutes in "12:30", with hours in "1:02:30"."""
    total = 0
    for part in time_code.split(":"):
        total = total * 60 + int(part)
    return total


Moment = Annotated[
    timedelta,
    BeforeValidator(read_duration),
    PlainSerializer(lambda value: int(value.total_seconds()), return_type=int),
]
Duration = Annotated[Moment, AfterValidator(_positive)]
OpenAfter = Annotated[Moment, AfterValidator(_open_after)]
Kept = Annotated[Moment, AfterValidator(_kept)]  # how long names and texts are kept
WebAddress = Annotated[str, Field(max_length=500), AfterValidator(_web_address)]
ClockTime = Annotated[str, BeforeValidator(_clock_time)]  # "20:30", on the evening of the meetup
People = Annotated[int, BeforeValidator(_people)]  # at one table: "8" or "8 mensen"
TimeCode = Annotated[str, AfterValidator(_time_code)]
KnownKind = Annotated[ContributionKind, BeforeValidator(_known_kind)]
# With its heading, every piece stays under the 2,000 characters of a Discord message.
Title = Annotated[Typed, Length(90)]
FileName = Annotated[Typed, Length(100), AfterValidator(_file_name)]  # of a file beside the programme
Name = Annotated[Typed, Length(60)]  # of a person
PROSE: Final = 1500
Prose = Annotated[Markup, Length(PROSE)]
Question = Annotated[Markup, Length(1000)]
Case = Annotated[Markup, Length(900)]  # about a minute to read out
Paragraph = Annotated[Markup, Length(600)]
Line = Annotated[Markup, Length(400)]


def spoken(length: timedelta) -> str:
    """Return a length as an organiser writes it, such as "1 uur 30 min"."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} uur"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
    return " ".join(parts) or "0 s"


class Content(BaseModel):
    """Base of what content files hold: keys in Dutch, nothing beside them, never changed."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=False,
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
    )
