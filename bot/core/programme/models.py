"""Content files as models: Programme, Block, Room, Fragment, Prompt; a theme is in ``themes``.

Keys are Dutch, because organisers write these files; names in code are English. ``bot.content`` reads the YAML,
``checks`` looks at how the parts fit, and ``resolving`` fills in what themes bring.
"""

from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import Field

from bot.core.kinds import KINDS, ContributionKind, always_asked
from bot.core.programme.dots import Dots
from bot.core.programme.fields import (
    Case,
    ClockTime,
    Content,
    Duration,
    FileName,
    Kept,
    KnownKind,
    Line,
    Moment,
    Name,
    OpenAfter,
    Paragraph,
    People,
    Prose,
    Question,
    TimeCode,
    Title,
    WebAddress,
)
from bot.core.programme.forms import MOST_FORMS, Form, steps
from bot.core.programme.shows import Show
from bot.core.words.typed import Markup, Typed

CLASS_DAYS: Final = 30  # days that what pupils write is kept (our choice: the lesson after next)
CHOOSE: Final = "zelf kiezen"
AT_ONCE: Final = "meteen"
# The card at a table is one message of Discord; the rest of its 2,000 characters is for the time and what goes on.
MOST_AT_ONCE: Final = 1300
MOST_GUESTS: Final = 8  # of a block: their names fit on the agenda card (our choice)
MOST_BLOCKS: Final = 60  # in a programme (our choice)


class MeetupKind(StrEnum):
    """Kind of meetup a programme is for; the value is the word in the file."""

    MEETUP = "meetup"
    FOLLOW_UP = "vervolg"
    SCHOOL = "school"
    CLASS = "klas"
    YOUTH_COUNCIL = "jongerenraad"
    CLOSING = "slot"
    OWN = "eigen"


class Variant(StrEnum):
    """For whom a theme is told; the value is the word in the file."""

    EVERYBODY = "algemeen"
    SCHOOL_TEAM = "schoolteam"
    PUPILS = "leerlingen"


# How themes are told at a meetup of this kind; at the others to everybody.
VARIANTS: Final = {
    MeetupKind.SCHOOL: Variant.SCHOOL_TEAM,
    MeetupKind.CLASS: Variant.PUPILS,
    MeetupKind.YOUTH_COUNCIL: Variant.PUPILS,
}


class BlockKind(StrEnum):
    """Kind of block; the value is the word in the file."""

    PLENARY = "plenair"
    BREAKOUT = "break-out"
    HARVEST = "oogst"
    BREAK = "pauze"


class Fragment(Content):
    """A piece of film: its address, where it starts and ends, and what to know beforehand."""

    title: Title = Field(alias="titel")
    url: WebAddress
    starts: TimeCode | None = Field(None, alias="van")
    ends: TimeCode | None = Field(None, alias="tot")
    content_note: Line | None = Field(None, alias="let op")
    remark: Line | None = Field(None, alias="toelichting")


class Prompt(Content):
    """A question for the table; ``after`` is from the start of its block, None until given or resolved."""

    after: Moment | None = Field(None, alias="na")
    text: Question = Field(alias="tekst")


class Room(Content):
    """A room of a break-out, as written in a programme. With a theme it takes what it lacks from there."""

    theme: str | None = Field(None, alias="thema")
    title: Title | None = Field(None, alias="titel")
    variant: Variant | None = None
    text: Prose | None = Field(None, alias="tekst")
    fragment: Fragment | None = None
    introduction: Line | None = Field(None, alias="kennismaking")
    case: Case | None = Field(None, alias="casus")
    host: Name | None = Field(None, alias="begeleider")
    for_host: Paragraph | None = Field(None, alias="voor de begeleider")
    prompts: tuple[Prompt, ...] = Field((), alias="vragen")
    directions: tuple[Line, ...] = Field((), alias="richtingen", max_length=5)
    directions_after: Moment | None = Field(None, alias="richtingen na")

    @property
    def name(self) -> Typed:
        """Title as people see it, else the theme's slug; a resolved room always has a title."""
        return self.title or Typed(self.theme or "?")

    @property
    def case_before(self) -> int:
        """Number of the question that the case is read out before, from 1.

        People first talk about themselves, and the last question is about tomorrow: the second of three or more.
        """
        return 2 if len(self.prompts) > 2 else 1

    def read_out_before(self, number: int) -> tuple[Markup | None, Markup | None]:
        """Return the round of introduction and the case that come with a question; None where it comes with none."""
        return self.introduction if number == 1 else None, self.case if number == self.case_before else None

    def at_once(self, number: int) -> int:
        """Return how many characters a question and what is read out before it have together."""
        parts = (self.prompts[number - 1].text, *self.read_out_before(number))
        return sum(len(part) for part in parts if part)


class Block(Content):
    """One part of the run of show."""

    title: Title = Field(alias="titel")
    kind: BlockKind = Field(alias="soort")
    length: Duration = Field(alias="duur")
    fixed: ClockTime | None = Field(None, alias="vast")
    guests: tuple[Name, ...] = Field((), alias="gasten", max_length=MOST_GUESTS)
    text: Prose | None = Field(None, alias="tekst")
    attachment: FileName | None = Field(None, alias="bijlage")
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
    form: str | None = Field(None, alias="formulier")
    show: Show | None = Field(None, alias="toon")
    dots: Dots | None = Field(None, alias="stippen")

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


class Programme(Content):
    """A run of show: blocks in order, with everything the bot posts in them."""

    title: Title = Field(alias="titel")
    kind: MeetupKind = Field(alias="soort")
    description: Prose | None = Field(None, alias="omschrijving")
    names: Literal["tonen", "verbergen"] | None = Field(None, alias="namen")
    language: Literal["nl", "en"] | None = Field(None, alias="taal")
    stated_length: Duration | None = Field(None, alias="duur")
    ends: ClockTime | None = Field(None, alias="eindigt")
    # Some people pledge only when they read everything back, so the harvest stays open for a day (our choice).
    open_after: OpenAfter = Field(timedelta(hours=24), alias="inbreng tot")
    keep: Kept | None = Field(None, alias="bewaren")
    stays_on: Duration | None = Field(None, alias="nablijven")
    forms: Annotated[dict[str, Form], Field(max_length=MOST_FORMS)] = Field({}, alias="formulieren")
    before: str | None = Field(None, alias="vooraf")
    afterwards: str | None = Field(None, alias="achteraf")
    blocks: tuple[Block, ...] = Field(alias="blokken", min_length=1, max_length=MOST_BLOCKS)

    @property
    def is_of_minors(self) -> bool:
        """True for what is meant for young people."""
        return self.kind in (MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL)

    @property
    def shows_names(self) -> bool:
        """True if names are shown: as the programme says, else for all but minors."""
        return not self.is_of_minors if self.names is None else self.names == "tonen"

    @property
    def keep_days(self) -> int | None:
        """Days after its end that names and texts are kept: as it says, else 30 for a class; None leaves it open."""
        if self.keep is not None:
            return self.keep.days
        return CLASS_DAYS if self.kind is MeetupKind.CLASS else None

    @property
    def asked(self) -> list[ContributionKind]:
        """Contribution kinds that any block asks for, plus those of every programme; in the order of their table."""
        wanted = {kind for block in self.blocks for kind in block.asks}.union(always_asked())
        return [kind for kind in KINDS if kind in wanted]

    def takes(self, kind: ContributionKind) -> bool:
        """Return True if people may bring in this kind: at every meetup, or where a block asks for it."""
        return not KINDS[kind].only_asked or kind in self.asked

    @property
    def asked_before(self) -> list[str]:
        """Keys of the forms that are asked before the meetup, the one that goes on from another too."""
        return steps(self.forms, self.before) if self.before else []

    @property
    def takes_after(self) -> timedelta:
        """How long after its end it takes contributions: as it says, and at least while people stay on."""
        return max(self.open_after, self.stays_on or timedelta())

    @property
    def length(self) -> timedelta:
        """Length of all blocks together."""
        return sum((block.length for block in self.blocks), timedelta())


def usual_warnings(length: timedelta) -> tuple[timedelta, ...]:
    """Return the default warnings of a break-out: 5 and 1 minutes left, each only if at most half its length."""
    return tuple(left for left in (timedelta(minutes=5), timedelta(minutes=1)) if left * 2 <= length)
