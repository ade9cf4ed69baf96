"""Details of a contribution: what is known of it beside its words, each under the key of the harvest's ``details``."""

from dataclasses import dataclass, replace
from enum import StrEnum

from bot.core.words.text import Text, _


class DetailType(StrEnum):
    """What a detail holds, and so how it is filled in and exported."""

    TEXT = "text"
    DATE = "date"  # a day, in ISO 8601
    CHOICE = "choice"
    NUMBER = "number"
    YES = "yes"  # yes or no


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """A detail: an optional field of the form, or a fact that the bot adds (``by_bot``).

    ``longest`` is in characters, ``choices`` are for a CHOICE only (at most 25). ``key`` is that of the harvest's
    ``details``, ``name`` what stands before it where it is shown. ``names_others`` says that people write somebody's
    name in it. ``open`` is what is still to be filled in while it is empty, and shown as open; ``ask`` asks for it,
    once. ``not_yet`` is said in place of "no".
    """

    key: str
    label: Text | None = None  # above the field
    name: Text | None = None
    names_others: bool = False
    type: DetailType = DetailType.TEXT
    longest: int = 200
    choices: tuple[Text, ...] = ()
    by_bot: bool = False
    open: Text | None = None
    ask: Text | None = None
    not_yet: Text | None = None

    @property
    def unread(self) -> str:
        """Key of what was typed for a DATE and is no day: nothing that people write is thrown away."""
        return f"{self.key}_said"


# A moment and a partner make it likelier that a pledge happens (Nickerson & Rogers 2010; Prestwich 2012).
WHEN = Detail(key="when", name=_("When"), label=_("When? (may stay empty)"))
WITH = Detail(key="with", name=_("With"), label=_("With whom? (may stay empty)"), names_others=True)
WHY = Detail(key="why", name=_("Why"), label=_("Why? (may stay empty)"))
FOR_WHOM = Detail(key="for_whom", name=_("For whom"), label=_("For whom? (may stay empty)"))

DOTS = Detail(key="dots", name=_("Dots"), type=DetailType.NUMBER, by_bot=True)
CHOSEN = Detail(key="chosen", name=_("Chosen"), type=DetailType.YES, by_bot=True)

OWNER = Detail(
    key="owner", name=_("Owner"), label=_("Who sees to it?"), names_others=True, longest=100, open=_("who sees to it")
)
DUE = Detail(
    key="due",
    name=_("By when"),
    label=_("By when? For example 12 december"),
    type=DetailType.DATE,
    longest=100,
    open=_("by which day"),
)
DUE_UNREAD = Detail(key=DUE.unread, name=_("By when, as written"), by_bot=True)
FIRST_STEP = Detail(key="first_step", name=_("First step"), label=_("The first step, tomorrow"), longest=1000)
MEASURE = Detail(key="measure", name=_("How we see it"), label=_("How do you see that it works?"), longest=1000)

QUESTION = Detail(key="question", name=_("Question"), by_bot=True)
BLOCK = Detail(key="block", name=_("Block"), by_bot=True)

NAME = Detail(key="name", name=_("Who"), label=_("Who makes this commitment? (empty: you)"), names_others=True)
ORGANISATION = Detail(key="organisation", name=_("On behalf of"), label=_("On behalf of which organisation?"))
PROMISED = replace(DUE, ask=_("A day makes it a promise: by when is it done? Fill it in with “Change”."))
CONFIRMED = Detail(
    key="confirmed",
    name=_("Confirmed"),
    type=DetailType.YES,
    by_bot=True,
    not_yet=_("Written down, not confirmed yet"),
)
