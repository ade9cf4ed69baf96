"""Dots that people spread over what was brought in: "stippen" in a programme."""

from typing import Annotated, Final

from pydantic import Field

from bot.core.kinds import ContributionKind
from bot.core.programme.fields import Content, KnownKind

USUAL_EACH, USUAL_MOST = 3, 3  # facilitators' usual number; more than three priorities overwhelm a team (leerKRACHT)
_Few = Annotated[int, Field(ge=1, le=5)]
AMBITION: Final = ContributionKind("ambitie")


class Dots(Content):
    """What dots are put on, how many each person has, and how many are chosen at most."""

    kind: KnownKind = Field(AMBITION, alias="soort")
    each: _Few = Field(USUAL_EACH, alias="per persoon")
    most: _Few = Field(USUAL_MOST, alias="kiezen")
