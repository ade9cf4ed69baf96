"""oogst.json read back, of version 1 and 2, into one record type: what version 1 lacks gets its empty value."""

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, PlainValidator, ValidationError

from bot.core.evening import seasons
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people import filling
from bot.core.people.contributions import ThemeSource
from bot.core.people.follow_ups import NO_LINE, Answer
from bot.core.people.follow_ups import FollowUp as Told
from bot.core.people.roles import Role
from bot.core.people.sharing import EXPORTED, may_quote
from bot.core.programme.models import MeetupKind
from bot.core.words.escaping import clean
from bot.core.words.reasons import reason
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest.json_file import VERSION
from bot.harvest.records import ContributionItem

_OF_PUPILS = (MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL)
_SHARING = {exported: sharing for sharing, exported in EXPORTED.items()}


def _typed(value: object) -> Typed:
    if not isinstance(value, str):
        raise ValueError("not a text")
    return Typed(value)


def _known(kind: str) -> str:
    if kind not in KINDS:
        raise ValueError("not a kind of contribution")
    return kind


Words = Annotated[Typed, PlainValidator(_typed)]
Name = Annotated[str, AfterValidator(clean)]


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True)


class Follows(_Record):
    """The meetup that this one follows."""

    uid: Name
    title: Words
    date: Name


class ReadMeetup(_Record):
    """Facts of a meetup as a harvest file gives them; ``uid`` is empty in version 1."""

    id: int
    uid: Name
    title: Words
    kind: Name
    place: Words
    province: Name
    season: Name
    follows: Follows | None
    started_at: AwareDatetime | None
    ended_at: AwareDatetime | None
    people: int

    @property
    def key(self) -> tuple[str, ...]:
        """Identity of a meetup: the same in every export of it."""
        return (self.uid,) if self.uid else (str(self.id), self.title.raw, str(self.started_at))


class ReadBlock(_Record):
    """A block of the agenda."""

    title: Words
    kind: Name
    planned_start: AwareDatetime
    planned_end: AwareDatetime
    actual_start: AwareDatetime | None
    actual_end: AwareDatetime | None


class ReadTable(_Record):
    """A table; ``most`` is how many sat there at once, 0 in version 1."""

    title: Words
    theme: Name | None
    people: int
    most: int
    prompts_posted: int


class FollowUp(_Record):
    """Answer to how a pledge went."""

    asked_at: AwareDatetime | None
    answer: Answer | None
    line: Words | None


class ReadContribution(_Record):
    """A contribution; ``author`` is None where the name may not be shown, ``shared`` where its author did not say."""

    id: int
    kind: Annotated[str, AfterValidator(_known)]
    text: Words
    author: Words | None
    role: Role | None
    theme: Name | None
    theme_source: ThemeSource | None
    room: Words | None
    source: Source
    said_at: AwareDatetime
    edited_at: AwareDatetime | None
    joined: int
    people: int
    shared: Literal["name", "anonymous", "no"] | None
    highlighted: bool
    hidden: bool
    late: bool
    parent: int | None
    parent_meetup: Name | None
    labels: tuple[Words, ...]
    details: dict[str, Any]
    follow_up: FollowUp | None

    @property
    def may_be_quoted(self) -> bool:
        """Return True if a report or a bundle may quote it."""
        return may_quote(_SHARING[self.shared] if self.shared else None, hidden=self.hidden)

    @property
    def item(self) -> ContributionItem:
        """The same as the formats of a harvest have it. Raises ValueError for a detail that is not of its type."""
        kind, told = ContributionKind(self.kind), self.follow_up
        return ContributionItem(
            id=self.id,
            kind=kind,
            text=self.text,
            author=self.author,
            role=self.role,
            theme=self.theme,
            theme_source=self.theme_source,
            table=self.room,
            source=self.source,
            said_at=self.said_at,
            edited_at=self.edited_at,
            joined=self.joined,
            people=self.people,
            sharing=_SHARING[self.shared] if self.shared else None,
            highlighted=self.highlighted,
            hidden=self.hidden,
            late=self.late,
            parent=self.parent,
            parent_meetup=self.parent_meetup,
            labels=self.labels,
            details=filling.values(kind, tuple((key, _stored(value)) for key, value in self.details.items())),
            follow_up=Told(told.asked_at or self.said_at, told.answer, told.line or NO_LINE) if told else None,
        )


def _stored(value: object) -> Typed:
    """Return a detail of oogst.json as the database has it."""
    if isinstance(value, bool):
        return filling.YES if value else filling.NO
    return Typed(str(value))


class ReadHarvest(_Record):
    """A harvest as its file has it; ``exported_at`` is None in version 1."""

    version: int
    exported_at: AwareDatetime | None
    meetup: ReadMeetup
    agenda: tuple[ReadBlock, ...]
    rooms: tuple[ReadTable, ...]
    contributions: tuple[ReadContribution, ...]
    forms: tuple[dict[str, Any], ...]

    @property
    def items(self) -> list[ContributionItem]:
        """The contributions as the formats have them. Raises ValueError for a detail that is not of its type.

        Pupils' names, which are hidden, may stand in words; a file does not tell which a teacher let through, so only
        those are that a moderator highlighted.
        """
        is_read_first = self.meetup.kind in _OF_PUPILS and not any(item.author for item in self.contributions)
        return [replace(one.item, let_through=one.highlighted or not is_read_first) for one in self.contributions]


def read(path: Path) -> ReadHarvest:
    """The harvest in an oogst.json. Raises Refusal where the file can't be read, or is no harvest that we know."""
    try:
        content = json.loads(path.read_text("utf-8-sig"))
        if content["version"] > VERSION:  # the rest may be other than what is known here
            raise Refusal(_newer(path, content["version"]))
        if content["version"] == 1:
            _complete(content)
        return ReadHarvest.model_validate(content)
    except OSError as error:
        raise Refusal(_("{file} can't be read: {reason}.", file=path, reason=reason(error))) from error
    except (ValueError, TypeError, KeyError, AttributeError, ValidationError, RecursionError) as error:
        raise Refusal(not_a_harvest(path)) from error


def _newer(path: Path, version: int) -> Text:
    return _(
        "{file} is of a newer version of the bot (harvest version {version}). Read it with that one.",
        file=path,
        version=version,
    )


def not_a_harvest(path: Path) -> Text:
    """Return the sentence on a file that is no harvest, or no whole one."""
    return _("{file} is no harvest: it must be an oogst.json, whole and as the bot wrote it.", file=path)


def _complete(content: dict[str, Any]) -> None:
    """Give a harvest of version 1 what version 2 has besides."""
    meetup = content["meetup"]
    province = seasons.where(Typed(meetup["place"]))
    meetup |= {"uid": "", "province": province, "season": "", "follows": None}
    content |= {"exported_at": None, "forms": []}
    for table in content["rooms"]:
        table["most"] = 0
    for item in content["contributions"]:
        ended, said = meetup["ended_at"], item["said_at"]
        item |= {
            "theme_source": "said" if item["theme"] else None,  # a theme was always that of the table
            "people": 1,
            "shared": None,
            "highlighted": False,
            "hidden": False,
            "late": ended is not None and datetime.fromisoformat(said) > datetime.fromisoformat(ended),
            "parent": None,
            "parent_meetup": None,
            "labels": [],
            "details": {},
            "follow_up": None,
        }
