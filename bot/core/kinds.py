"""Kinds of contribution: one row each, from which commands, buttons, forms, chat tags, headings and checks follow.

To add a kind, add a row to ``KINDS`` and translate its sentences in ``data/locales``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from bot.core.words.text import Text, _, ngettext

ContributionKind = NewType("ContributionKind", str)  # the tag without its ``#``, as stored and exported; see KINDS


class Source(StrEnum):
    """The door that a contribution comes in by."""

    COMMAND = "command"
    FORM = "form"
    CHAT = "chat"
    MENU = "menu"


class Who(StrEnum):
    """People who may bring in a kind."""

    EVERYBODY = "everybody"
    MODERATORS = "moderators"


class DetailType(StrEnum):
    """How a detail is filled in."""

    TEXT = "text"
    DATE = "date"
    CHOICE = "choice"


class Sense(StrEnum):
    """How the word of a tag is used in a Dutch sentence, see ``bot.core.people.talk``."""

    NOUN = "noun"  # een #idee
    VERB = "verb"  # dat #werkt, er is tijd #nodig
    TIME = "time"  # ik bel #morgen, tot #morgen


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """An optional field of the form: ``longest`` in characters, ``choices`` for a CHOICE only (at most 25).

    ``key`` is that of the harvest's ``details``, ``name`` what stands before it where it is shown. ``names_others``
    says that people write somebody's name in it.
    """

    key: str
    label: Text
    name: Text | None = None
    names_others: bool = False
    type: DetailType = DetailType.TEXT
    longest: int = 200
    choices: tuple[Text, ...] = ()


# A moment and a partner make it likelier that a pledge happens (Nickerson & Rogers 2010; Prestwich 2012).
WHEN = Detail(key="when", name=_("When"), label=_("When? (may stay empty)"))
WITH = Detail(key="with", name=_("With"), label=_("With whom? (may stay empty)"), names_others=True)
WHY = Detail(key="why", name=_("Why"), label=_("Why? (may stay empty)"))
FOR_WHOM = Detail(key="for_whom", name=_("For whom"), label=_("For whom? (may stay empty)"))


@dataclass(frozen=True, slots=True)
class Summary:
    """The sentence about a kind that a report opens with, without its full stop: of so many, and of none."""

    some: Callable[[int], Text]
    none: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """The row of a contribution kind. Buttons hold 80 characters, labels of fields 45, examples and ``asks`` 100."""

    command: tuple[str, str]  # its name in Dutch and in English
    asks: Text  # the question it answers, as description of the command and in the list of kinds
    emoji: str
    button: Text
    field: Text  # the opening of the sentence, above the form's field
    example: Text  # in the empty field
    asked_line: Text  # in the announcement of a block that asks for it
    empty: Text  # the reply to a tag with nothing behind it
    heading: Text  # in reports
    summary: Summary | None = None  # where reports open with it
    opening: Text | None = None  # the word before its words, see ``people.sentences``; it goes with a leading word
    leading_word: str | None = None  # left out where people type it again, in Dutch and in small letters
    joinable: bool = False
    always: bool = False  # asked for in every programme, and by a harvest block that asks for nothing else
    on_wall: bool = True
    own_sheet: bool = False  # in the workbook
    addressed: bool = False  # grouped in files by whom it is addressed to, see ``bot.core.people.addressees``
    sense: Sense = Sense.NOUN
    may_ask: bool = False  # a question closed by the tag is one: "Samen eten? #idee"
    complains: bool = False  # with "niet" in its sentence the tag is a complaint: "mijn geluid #werkt niet"
    doors: frozenset[Source] = frozenset(Source)
    who: Who = Who.EVERYBODY  # a kind for moderators has no CHAT door: what is read back later comes without roles
    parent: ContributionKind | None = None  # the kind that it follows from
    details: tuple[Detail, ...] = ()


KINDS: Final[dict[ContributionKind, Kind]] = {
    ContributionKind("morgen"): Kind(
        command=("morgen", "tomorrow"),
        asks=_("What will you do tomorrow?"),
        emoji="✍️",
        button=_("Tomorrow …"),
        field=_("Tomorrow …"),
        example=_("… I ask my class what they need from me"),
        asked_line=_("- **#morgen** …what I do tomorrow"),
        empty=_("What will you do tomorrow? Write it behind the tag: **#morgen** I ask my team …"),
        heading=_("What we do tomorrow (#morgen)"),
        summary=Summary(
            lambda n: ngettext("For tomorrow they wrote down one plan", "For tomorrow they wrote down {n} plans", n),
            _("What they do tomorrow was not written down"),
        ),
        opening=_("Tomorrow"),
        leading_word="morgen",
        joinable=True,
        always=True,
        sense=Sense.TIME,
        details=(WHEN, WITH),
    ),
    ContributionKind("nodig"): Kind(
        command=("nodig", "needed"),
        asks=_("What do you need for it?"),
        emoji="🧩",
        button=_("I need …"),
        field=_("I need …"),
        example=_("… an hour a week to call parents"),
        asked_line=_("- **#nodig** …what I need for it"),
        empty=_("What do you need? Write it behind the tag: **#nodig** time to …"),
        heading=_("What we need for it (#nodig)"),
        summary=Summary(
            lambda n: ngettext("For that they need one thing", "For that they need {n} things", n),
            _("What they need for it was not written down"),
        ),
        own_sheet=True,
        addressed=True,
        sense=Sense.VERB,
    ),
    ContributionKind("werkt"): Kind(
        command=("werkt", "works"),
        asks=_("What already works at your place?"),
        emoji="🌱",
        button=_("This works …"),
        field=_("Here this works: …"),
        example=_("… coffee at the school gate on Mondays"),
        asked_line=_("- **#werkt** …what already works here"),
        empty=_("What already works at your place? Write it behind the tag: **#werkt** we …"),
        heading=_("What already works (#werkt)"),
        sense=Sense.VERB,
        complains=True,
    ),
    ContributionKind("idee"): Kind(
        command=("idee", "idea"),
        asks=_("An idea for others to build on"),
        emoji="💡",
        button=_("My idea …"),
        field=_("My idea: …"),
        example=_("… what if pupils give the tour at the open day?"),
        asked_line=_("- **#idee** …an idea for others to build on"),
        empty=_("What is your idea? Write it behind the tag: **#idee** what if …"),
        heading=_("Ideas (#idee)"),
        may_ask=True,
        details=(WHY, FOR_WHOM),
    ),
}


def always_asked() -> tuple[ContributionKind, ...]:
    """The kinds that every programme asks for."""
    return tuple(kind for kind, row in KINDS.items() if row.always)


def through(door: Source) -> tuple[ContributionKind, ...]:
    """The kinds that come in by this door."""
    return tuple(kind for kind, row in KINDS.items() if door in row.doors)
