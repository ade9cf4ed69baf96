"""What a block shows of harvests: "toon" in a programme."""

from enum import StrEnum
from typing import Final

from pydantic import Field

from bot.core.programme.fields import Content, KnownKind
from bot.core.programme.forms import YesNo

USUAL, MOST = 8, 30  # contributions (our choice: a screen and a half, and what people still read)
LONGEST_SLUG: Final = 60  # characters of a theme's slug


GROWS: Final = "grows"  # the note of the cue of a list that grows; others have none


class From(StrEnum):
    """Whose harvest is shown; the value is the word in the file."""

    HERE = "deze"
    PREVIOUS = "vorige"  # of the meetup that this one follows
    YOUTH_COUNCIL = "jongerenraad"
    SEASON = "seizoen"  # of all meetups of the server that are over


class Per(StrEnum):
    """What a show is grouped by; the value is the word in the file."""

    PROVINCE = "provincie"
    THEME = "thema"


class Show(Content):
    """A selection of contributions. Without ``kinds`` it is all of those for the wall; ``theme`` is a slug.

    One that ``grows`` is a list of what is brought in at this meetup, from the start of its block on. With ``per`` it
    is at most so many of each province or theme.
    """

    source: From = Field(From.HERE, alias="van")
    kinds: tuple[KnownKind, ...] = Field((), alias="soort")
    theme: str | None = Field(None, alias="thema", max_length=LONGEST_SLUG)
    highlighted: YesNo = Field(False, alias="uitgelicht")
    per: Per | None = None
    grows: YesNo = Field(False, alias="groeit")
    most: int = Field(USUAL, alias="aantal", ge=1, le=MOST)

    @property
    def note(self) -> str:
        """The note of its cue, by which a list that grows is found."""
        return GROWS if self.grows else ""
