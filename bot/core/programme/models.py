"""Content files as models: Programme, Block, Room, Fragment, Prompt, Theme.

Keys are Dutch, because organisers write these files; names in code are English. ``bot.content`` reads the YAML,
``checks`` looks at how the parts fit, and ``resolving`` fills in what themes bring.
"""

import re
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationInfo
from pydantic_core import PydanticCustomError

from bot.core.kinds import KINDS, ContributionKind, always_asked
from bot.core.words.times import clock_in, seconds_in
from bot.core.words.typed import Length, Markup, Typed

_TIME_CODE = re.compile(r"\d{1,3}[:.][0-5]\d(?:[:.][0-5]\d)?")


CHOOSE: Final = "zelf kiezen"
AT_ONCE: Final = "meteen"
MOST_BLOCKS: Final = 60  # in a programme (our choice)
# How long after its end a meetup may take contributions (our choice).
LONGEST_OPEN: Final = timedelta(days=7)
# Two people can talk; Discord limits a voice channel to 99.
FEWEST_AT_TABLE, MOST_AT_TABLE = 2, 99
_PEOPLE = re.compile(r"(\d{1,3})(?: *(?:mensen|personen|deelnemers))?")


class MeetupKind(StrEnum):
    """Kind of meetup a programme is for; the value is the word in the file."""

    MEETUP = "meetup"
    FOLLOW_UP = "vervolg"
    SCHOOL = "school"
    CLASS = "klas"
    YOUTH_COUNCIL = "jongerenraad"
    CLOSING = "slot"
    OWN = "eigen"


class BlockKind(StrEnum):
    """Kind of block; the value is the word in the file."""

    PLENARY = "plenair"
    BREAKOUT = "break-out"
    HARVEST = "oogst"
    BREAK = "pauze"


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
WebAddress = Annotated[str, Field(max_length=500), AfterValidator(_web_address)]
ClockTime = Annotated[str, BeforeValidator(_clock_time)]  # "20:30", on the evening of the meetup
People = Annotated[int, BeforeValidator(_people)]  # at one table: "8" or "8 mensen"
TimeCode = Annotated[str, AfterValidator(_time_code)]
KnownKind = Annotated[ContributionKind, BeforeValidator(_known_kind)]
# With its heading, every piece stays under the 2,000 characters of a Discord message.
Title = Annotated[Typed, Length(90)]
Prose = Annotated[Markup, Length(1500)]
Question = Annotated[Markup, Length(1000)]
Paragraph = Annotated[Markup, Length(600)]
Line = Annotated[Markup, Length(400)]


class _Content(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=False,
        validate_by_name=True,
        validate_by_alias=True,
        str_strip_whitespace=True,
    )


class Fragment(_Content):
    """A piece of film: its address, where it starts and ends, and what to know beforehand."""

    title: Title = Field(alias="titel")
    url: WebAddress
    starts: TimeCode | None = Field(None, alias="van")
    ends: TimeCode | None = Field(None, alias="tot")
    content_note: Line | None = Field(None, alias="let op")
    remark: Line | None = Field(None, alias="toelichting")


class Prompt(_Content):
    """A question for the table; ``after`` is from the start of its block, None until given or resolved."""

    after: Moment | None = Field(None, alias="na")
    text: Question = Field(alias="tekst")


class Theme(_Content):
    """One theme of the Kennisbank: a fragment as the way in, the situation, prompts, directions for solutions."""

    title: Title = Field(alias="titel")
    situation: Paragraph | None = Field(None, alias="wat speelt er")
    part_of_school: Paragraph | None = Field(None, alias="rol van de school")
    fragment: Fragment
    prompts: tuple[Line, ...] = Field(alias="vragen", min_length=4)
    directions: tuple[Line, ...] = Field(alias="richtingen", min_length=3, max_length=5)


class Room(_Content):
    """A room of a break-out, as written in a programme. With a theme it takes what it lacks from there."""

    theme: str | None = Field(None, alias="thema")
    title: Title | None = Field(None, alias="titel")
    text: Prose | None = Field(None, alias="tekst")
    fragment: Fragment | None = None
    prompts: tuple[Prompt, ...] = Field((), alias="vragen")
    directions: tuple[Line, ...] = Field((), alias="richtingen", max_length=5)
    directions_after: Moment | None = Field(None, alias="richtingen na")

    @property
    def name(self) -> Typed:
        """Title as people see it, else the theme's slug; a resolved room always has a title."""
        return self.title or Typed(self.theme or "?")


class Block(_Content):
    """One part of the run of show."""

    title: Title = Field(alias="titel")
    kind: BlockKind = Field(alias="soort")
    length: Duration = Field(alias="duur")
    fixed: ClockTime | None = Field(None, alias="vast")
    text: Prose | None = Field(None, alias="tekst")
    fragment: Fragment | None = None
    prompts: tuple[Prompt, ...] = Field((), alias="vragen")
    allocation: Literal["zelf kiezen", "gelijk", "per functie", "meteen"] = Field(CHOOSE, alias="indeling")
    table_size: People | None = Field(None, alias="tafelgrootte")
    most: People | None = Field(None, alias="hoogstens")
    plenary_voice: Literal["open", "dicht"] = Field("open", alias="zaal")
    warnings: tuple[Duration, ...] | None = Field(None, alias="waarschuw")
    grace: Duration = Field(timedelta(seconds=30), alias="terugkeer")
    rooms: tuple[Room, ...] = Field((), alias="ruimtes")
    asks: tuple[KnownKind, ...] = Field((), alias="vraagt")

    @property
    def is_previewed(self) -> bool:
        """True if moderators see who would sit where, and confirm it, before anybody is moved."""
        return self.allocation not in (CHOOSE, AT_ONCE)

    @property
    def closes_plenary(self) -> bool:
        """True if the plenary's voice channel is closed while the tables are open."""
        return self.plenary_voice == "dicht"

    @property
    def warns(self) -> tuple[timedelta, ...]:
        """Times left at which a break-out warns: as given, or else 5 and 1 minutes.

        A default one counts only where the block is at least twice as long.
        """
        return usual_warnings(self.length) if self.warnings is None else self.warnings


class Programme(_Content):
    """A run of show: blocks in order, with everything the bot posts in them."""

    title: Title = Field(alias="titel")
    kind: MeetupKind = Field(alias="soort")
    description: Prose | None = Field(None, alias="omschrijving")
    names: Literal["tonen", "verbergen"] | None = Field(None, alias="namen")
    language: Literal["nl", "en"] | None = Field(None, alias="taal")
    stated_length: Duration | None = Field(None, alias="duur")
    ends: ClockTime | None = Field(None, alias="eindigt")
    # Some people pledge only when they read everything back, so the harvest stays open for a day (our choice).
    open_after: Annotated[Moment, AfterValidator(_open_after)] = Field(timedelta(hours=24), alias="inbreng tot")
    blocks: tuple[Block, ...] = Field(alias="blokken", min_length=1, max_length=MOST_BLOCKS)

    @property
    def shows_names(self) -> bool:
        """True if names are shown: as the programme says, else for all but minors (class, youth council)."""
        if self.names is None:
            return self.kind not in (MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL)
        return self.names == "tonen"

    @property
    def asked(self) -> list[ContributionKind]:
        """Contribution kinds that any block asks for, plus those of every programme; in the order of their table."""
        wanted = {kind for block in self.blocks for kind in block.asks}.union(always_asked())
        return [kind for kind in KINDS if kind in wanted]

    @property
    def length(self) -> timedelta:
        """Length of all blocks together."""
        return sum((block.length for block in self.blocks), timedelta())


def usual_warnings(length: timedelta) -> tuple[timedelta, ...]:
    """Return the default warnings of a break-out: 5 and 1 minutes left, each only if at most half its length."""
    return tuple(left for left in (timedelta(minutes=5), timedelta(minutes=1)) if left * 2 <= length)


def spoken(length: timedelta) -> str:
    """Return a length as an organiser writes it, such as "1 uur 30 min"."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} uur"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
    return " ".join(parts) or "0 s"
