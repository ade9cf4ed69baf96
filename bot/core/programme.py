"""The content files as models: Programme, Block, Room, Fragment, Prompt, Theme.

Keys are Dutch, because organisers write these files; names in code are English. Reading the YAML and
turning errors into sentences is done by ``bot.content``.
"""

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import PydanticCustomError

from bot.core.words import Text, _

# Discord: a category holds 50 channels; three of a meetup's own stand in the first one.
ROOMS_IN_CATEGORY = 47
# Blocks with prompts from a theme give people at least this long for each (our choice).
BETWEEN_THEME_PROMPTS = timedelta(minutes=5)

_PARTS = {
    "uur": 3600, "u": 3600, "min": 60, "minuut": 60, "minuten": 60, "m": 60,
    "s": 1, "sec": 1, "seconde": 1, "seconden": 1,
}  # fmt: skip
_PART = re.compile(r"\s*(\d{1,4}(?:[.,]\d{1,2})?)\s*([a-z]+)\s*", re.IGNORECASE)
_TIME_CODE = re.compile(r"\d{1,3}:[0-5]\d(?::[0-5]\d)?")


class MeetupKind(StrEnum):
    """What sort of meetup a programme is for."""

    MEETUP = "meetup"
    FOLLOW_UP = "vervolg"
    SCHOOL = "school"
    CLASS = "klas"
    YOUTH_COUNCIL = "jongerenraad"
    CLOSING = "slot"
    OWN = "eigen"


class BlockKind(StrEnum):
    """What happens in a block."""

    PLENARY = "plenair"
    BREAKOUT = "break-out"
    HARVEST = "oogst"
    BREAK = "pauze"


class ContributionKind(StrEnum):
    """What people bring in; the value is the tag without its ``#``."""

    PLEDGE = "morgen"
    NEED = "nodig"
    WORKS = "werkt"
    IDEA = "idee"


def read_duration(value: object) -> timedelta:
    """Read "90 s", "15 min" or "1 uur 30 min".

    Raises PydanticCustomError("duration") on anything else.
    """
    if isinstance(value, timedelta):
        return value
    seconds, at = 0.0, 0
    text = value if isinstance(value, str) else ""
    while part := _PART.match(text, at):
        unit = _PARTS.get(part[2].lower())
        if unit is None:
            break
        seconds += float(part[1].replace(",", ".")) * unit
        at = part.end()
    if not text.strip() or at < len(text):
        raise PydanticCustomError("duration", "not a duration")
    return timedelta(seconds=round(seconds))


def _positive(value: timedelta) -> timedelta:
    if not timedelta(0) < value <= timedelta(hours=12):
        raise PydanticCustomError("duration_range", "more than nothing, at most 12 hours")
    return value


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
    return value


def seconds_of(time_code: str) -> int:
    """Seconds of "12:30" or "1:02:30"."""
    total = 0
    for part in time_code.split(":"):
        total = total * 60 + int(part)
    return total


Moment = Annotated[
    timedelta,
    BeforeValidator(read_duration),
    PlainSerializer(lambda value: f"{int(value.total_seconds())} s", return_type=str),
]
Duration = Annotated[Moment, AfterValidator(_positive)]
WebAddress = Annotated[str, Field(max_length=500), AfterValidator(_web_address)]
TimeCode = Annotated[str, AfterValidator(_time_code)]
# With its heading, every piece stays under the 2,000 characters of a Discord message.
Title = Annotated[str, Field(min_length=1, max_length=90)]
Words = Annotated[str, Field(min_length=1, max_length=1500)]
Line = Annotated[str, Field(min_length=1, max_length=400)]
Paragraph = Annotated[str, Field(min_length=1, max_length=600)]


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
    """A piece of film: where it is, from where to where, and what to know beforehand."""

    title: Title = Field(alias="titel")
    url: WebAddress
    starts: TimeCode | None = Field(None, alias="van")
    ends: TimeCode | None = Field(None, alias="tot")
    content_note: Line | None = Field(None, alias="let op")
    remark: Line | None = Field(None, alias="toelichting")


class Prompt(_Content):
    """A question for the table, at a moment after the start of its block."""

    after: Moment | None = Field(None, alias="na")
    text: Annotated[str, Field(min_length=1, max_length=1000)] = Field(alias="tekst")


class Theme(_Content):
    """One theme of the Kennisbank: a way in, what is going on, prompts, directions for solutions."""

    title: Title = Field(alias="titel")
    situation: Paragraph | None = Field(None, alias="wat speelt er")
    part_of_school: Paragraph | None = Field(None, alias="rol van de school")
    fragment: Fragment
    prompts: tuple[Line, ...] = Field(alias="vragen", min_length=4)
    directions: tuple[Line, ...] = Field(alias="richtingen", min_length=3, max_length=5)


class Room(_Content):
    """A break-out room; with a theme it takes its content from there, unless given here."""

    theme: str | None = Field(None, alias="thema")
    title: Title | None = Field(None, alias="titel")
    text: Words | None = Field(None, alias="tekst")
    fragment: Fragment | None = None
    prompts: tuple[Prompt, ...] = Field((), alias="vragen")
    directions: tuple[Line, ...] = Field((), alias="richtingen", max_length=5)
    directions_after: Moment | None = Field(None, alias="richtingen na")

    @property
    def name(self) -> str:
        """What people see; a resolved room always has a title."""
        return self.title or self.theme or "?"


class Block(_Content):
    """One part of the run of show."""

    title: Title = Field(alias="titel")
    kind: BlockKind = Field(alias="soort")
    length: Duration = Field(alias="duur")
    text: Words | None = Field(None, alias="tekst")
    fragment: Fragment | None = None
    prompts: tuple[Prompt, ...] = Field((), alias="vragen")
    allocation: Literal["zelf kiezen", "gelijk", "per functie"] = Field("zelf kiezen", alias="indeling")
    warnings: tuple[Duration, ...] | None = Field(None, alias="waarschuw")
    grace: Duration = Field(timedelta(seconds=30), alias="terugkeer")
    rooms: tuple[Room, ...] = Field((), alias="ruimtes")
    asks: tuple[ContributionKind, ...] = Field((), alias="vraagt")

    @property
    def warns(self) -> tuple[timedelta, ...]:
        """The warnings of a break-out: as given, or 5 and 1 minutes where the block is at least twice as long."""
        if self.warnings is not None:
            return self.warnings
        usual = (timedelta(minutes=5), timedelta(minutes=1))
        return tuple(left for left in usual if left * 2 <= self.length)


class Programme(_Content):
    """A run of show: blocks in order, with everything the bot posts in them."""

    title: Title = Field(alias="titel")
    kind: MeetupKind = Field(alias="soort")
    description: Words | None = Field(None, alias="omschrijving")
    names: Literal["tonen", "verbergen"] | None = Field(None, alias="namen")
    language: Literal["nl", "en"] | None = Field(None, alias="taal")
    stated_length: Duration | None = Field(None, alias="duur")
    blocks: tuple[Block, ...] = Field(alias="blokken", min_length=1, max_length=60)

    @property
    def shows_names(self) -> bool:
        """Minors are hidden unless the programme says otherwise."""
        if self.names is None:
            return self.kind not in (MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL)
        return self.names == "tonen"

    @property
    def length(self) -> timedelta:
        """All blocks together."""
        return sum((block.length for block in self.blocks), timedelta())


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a content file, at a path of keys (English names are the models', keys the file's)."""

    path: tuple[str | int, ...]
    text: Text


def problems(programme: Programme, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    """What is wrong between the parts of a programme whose parts are right by themselves."""
    for at, block in enumerate(programme.blocks):
        for problem in _block_problems(block, themes):
            yield Problem(("blokken", at, *problem.path), problem.text)
    stated = programme.stated_length
    if stated is not None and programme.length > stated:
        text = _(
            "The blocks together take {total}, but the programme states {stated}. Shorten a block or state more.",
            total=spoken(programme.length),
            stated=spoken(stated),
        )
        yield Problem(("duur",), text)


def _block_problems(block: Block, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    breakout = block.kind is BlockKind.BREAKOUT
    if breakout and not block.rooms:
        yield Problem(("ruimtes",), _("A break-out needs at least one room under “ruimtes”."))
    if len(block.rooms) > ROOMS_IN_CATEGORY:
        text = _(
            "{n} rooms are more than one category on Discord can hold. Make it {most} at the most.",
            n=len(block.rooms),
            most=ROOMS_IN_CATEGORY,
        )
        yield Problem(("ruimtes",), text)
    if block.rooms and not breakout:
        yield Problem(("ruimtes",), _("Only a block of the kind “break-out” has rooms."))
    if block.warnings is not None and not breakout:
        yield Problem(("waarschuw",), _("Only a block of the kind “break-out” has warnings."))
    if block.asks and block.kind is not BlockKind.HARVEST:
        yield Problem(("vraagt",), _("Only a block of the kind “oogst” asks for contributions."))
    for at, left in enumerate(block.warnings or ()):
        if left >= block.length:
            text = _("A warning {left} before the end comes before the block begins.", left=spoken(left))
            yield Problem(("waarschuw", at), text)
    if breakout and block.grace >= block.length:
        yield Problem(("terugkeer",), _("The time to return must be shorter than the block itself."))
    yield from _prompt_problems(block.prompts, block)
    yield from _fragment_problems(block.fragment)
    names = [room.title or room.theme for room in block.rooms]
    for at, name in enumerate(names):
        if name and name in names[:at]:
            text = _("There is already a room “{name}” in this block. Give each its own name.", name=name)
            yield Problem(("ruimtes", at), text)
    for at, room in enumerate(block.rooms):
        for problem in _room_problems(room, block, themes):
            yield Problem(("ruimtes", at, *problem.path), problem.text)


def _room_problems(room: Room, block: Block, themes: Mapping[str, Theme]) -> Iterator[Problem]:
    if room.theme is None and room.title is None:
        yield Problem((), _("A room needs a “thema” or a “titel”."))
    if room.theme is not None and room.theme not in themes:
        near = difflib.get_close_matches(room.theme.lower().replace(" ", "-"), themes, 1, 0.6)
        if near:
            text = _("There is no theme “{theme}”. Do you mean “{near}”?", theme=room.theme, near=near[0])
        else:
            text = _(
                "There is no theme “{theme}”. Choose one of: {themes}; or make a file for it in data/themes.",
                theme=room.theme,
                themes=", ".join(sorted(themes)),
            )
        yield Problem(("thema",), text)
    if room.directions_after is not None and room.directions_after >= block.length:
        yield Problem(("richtingen na",), _("This moment lies after the end of its block."))
    yield from _prompt_problems(room.prompts, block)
    yield from _fragment_problems(room.fragment)


def _prompt_problems(prompts: tuple[Prompt, ...], block: Block) -> Iterator[Problem]:
    timed = any(prompt.after is not None for prompt in prompts)
    for at, prompt in enumerate(prompts):
        if prompt.after is None and timed:
            text = _("This prompt has no moment “na”, and others here have. Give all of them one, or none.")
            yield Problem(("vragen", at), text)
        elif prompt.after is not None and prompt.after >= block.length:
            text = _(
                "This prompt comes after {after}, but its block ends after {length}.",
                after=spoken(prompt.after),
                length=spoken(block.length),
            )
            yield Problem(("vragen", at, "na"), text)


def _fragment_problems(fragment: Fragment | None) -> Iterator[Problem]:
    if fragment and fragment.starts and fragment.ends and seconds_of(fragment.ends) <= seconds_of(fragment.starts):
        yield Problem(("fragment", "tot"), _("The fragment ends before it starts."))


def remarks(programme: Programme) -> Iterator[Problem]:
    """What is right, but does not yet do what an organiser may expect."""
    for at, block in enumerate(programme.blocks):
        if block.allocation != "zelf kiezen":
            text = _("“{given}” is not carried out yet: people choose their own table.", given=block.allocation)
            yield Problem(("blokken", at, "indeling"), text)


def resolve(programme: Programme, themes: Mapping[str, Theme]) -> Programme:
    """The programme with everything filled in: rooms from their themes, a moment for every prompt.

    What a meetup runs on is this snapshot, so that changing a file never changes a running evening.
    """
    blocks = tuple(_resolved_block(block, themes) for block in programme.blocks)
    return programme.model_copy(update={"blocks": blocks})


def _resolved_block(block: Block, themes: Mapping[str, Theme]) -> Block:
    if block.kind is BlockKind.BREAKOUT:
        rooms = tuple(_resolved_room(room, block, themes) for room in block.rooms)
        return block.model_copy(update={"rooms": rooms, "prompts": ()})
    asks = block.asks
    if block.kind is BlockKind.HARVEST and not asks:
        asks = (ContributionKind.PLEDGE,)
    return block.model_copy(update={"prompts": _timed(block.prompts, block.length), "asks": asks})


def _resolved_room(room: Room, block: Block, themes: Mapping[str, Theme]) -> Room:
    theme = themes[room.theme] if room.theme else None
    own = room.prompts or block.prompts
    directions = room.directions or (theme.directions if theme else ())
    directions_after = room.directions_after
    if own or theme is None:
        prompts = _timed(own, block.length)
        if directions and directions_after is None:
            last = max((prompt.after or timedelta() for prompt in prompts), default=timedelta())
            directions_after = last + (block.length - last) / 2
    else:
        # The theme's prompts and, as the last step, its directions: at equal distances.
        steps = max(1, int(block.length / BETWEEN_THEME_PROMPTS) - 1)
        chosen = tuple(Prompt.model_validate({"text": text}) for text in theme.prompts[:steps])
        prompts = _timed(chosen, block.length * len(chosen) / (len(chosen) + 1))
        directions_after = directions_after or _whole(block.length * len(chosen) / (len(chosen) + 1))
    text = room.text
    if text is None and theme is not None:
        text = "\n".join(part for part in (theme.situation, theme.part_of_school) if part) or None
    return room.model_copy(
        update={
            "title": room.title or (theme.title if theme else None),
            "text": text,
            "fragment": room.fragment or (theme.fragment if theme else block.fragment),
            "prompts": prompts,
            "directions": directions,
            "directions_after": _whole(directions_after) if directions and directions_after else None,
        }
    )


def _timed(prompts: tuple[Prompt, ...], over: timedelta) -> tuple[Prompt, ...]:
    """Prompts without a moment follow at equal distances over the time given."""
    if any(prompt.after is not None for prompt in prompts):
        return prompts
    return tuple(
        prompt.model_copy(update={"after": _whole(over * at / len(prompts))}) for at, prompt in enumerate(prompts)
    )


def _whole(moment: timedelta) -> timedelta:
    """Down to a whole minute, or to a whole second under five minutes: nobody plans a prompt at 7:12."""
    step = 60 if moment >= timedelta(minutes=5) else 1
    return timedelta(seconds=int(moment.total_seconds()) // step * step)


def spoken(length: timedelta) -> str:
    """A length as an organiser writes it: "1 uur 30 min"."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    parts = [f"{hours} uur"] * bool(hours) + [f"{minutes} min"] * bool(minutes) + [f"{seconds} s"] * bool(seconds)
    return " ".join(parts) or "0 s"
