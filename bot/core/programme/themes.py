"""Themes: what a table about one gets to see, read out and talk about, also as told to a school team or to pupils."""

from pydantic import Field

from bot.core.programme.fields import Case, Content, Line, Paragraph, Title
from bot.core.programme.models import Fragment, Variant


class Telling(Content):
    """One way to tell a theme. What a variant leaves out is as in the theme itself."""

    situation: Paragraph | None = Field(None, alias="wat speelt er")
    part_of_school: Paragraph | None = Field(None, alias="rol van de school")
    case: Case | None = Field(None, alias="casus")
    introduction: Line | None = Field(None, alias="kennismaking")
    for_host: Paragraph | None = Field(None, alias="voor de begeleider")
    prompts: tuple[Line, ...] = Field(alias="vragen", min_length=3)
    directions: tuple[Line, ...] = Field(alias="richtingen", min_length=3, max_length=5)


class Theme(Telling):
    """One theme of the Kennisbank: a fragment as the way in, the situation, a case, prompts, directions."""

    title: Title = Field(alias="titel")
    fragment: Fragment
    school_team: Telling | None = Field(None, alias="schoolteam")
    pupils: Telling | None = Field(None, alias="leerlingen")

    def variant(self, variant: Variant) -> Telling | None:
        """Return what a variant tells; None where this theme has it not, or for everybody."""
        return {Variant.SCHOOL_TEAM: self.school_team, Variant.PUPILS: self.pupils}.get(variant)

    def told_to(self, variant: Variant) -> "Theme":
        """Return the theme as a variant tells it: what that leaves out stays."""
        own = self.variant(variant)
        return self.model_copy(update={name: getattr(own, name) for name in own.model_fields_set}) if own else self
