"""Kinds of contribution: one row each, from which commands, buttons, forms, chat tags, headings and checks follow.

To add a kind, add a row to ``KINDS`` and translate its sentences in ``data/locales``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NewType

from bot.core.details import (
    BLOCK,
    CHOSEN,
    CONFIRMED,
    DOTS,
    DUE,
    DUE_UNREAD,
    FIRST_STEP,
    FOR_WHOM,
    MEASURE,
    NAME,
    ORGANISATION,
    OWNER,
    PROMISED,
    QUESTION,
    WHEN,
    WHY,
    WITH,
    Detail,
)
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


class Sense(StrEnum):
    """How the word of a tag is used in a Dutch sentence, see ``bot.core.people.talk``."""

    NOUN = "noun"  # een #idee
    VERB = "verb"  # dat #werkt, er is tijd #nodig
    TIME = "time"  # ik bel #morgen, tot #morgen


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
    opens_report: Text | None = None  # above all of it, before what is about a theme
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
    parents: tuple[ContributionKind, ...] = ()  # the kinds that it may stand under
    under: Text | None = None  # the button for that under one of these
    place: Text | None = None  # the question which of these it stands under, once it is saved
    for_all: bool = False  # everybody at the meetup may read it, without a name, unless its author says no
    details: tuple[Detail, ...] = ()
    title: Text | None = None  # what it is called where there is no tag for it in the chat, see ``called``
    only_asked: bool = False  # brought in only at a meetup of which a block asks for it

    @property
    def fields(self) -> tuple[Detail, ...]:
        """The details that stand in the form, in this order; a form of Discord has five fields, its words included."""
        return tuple(detail for detail in self.details if not detail.by_bot)


_NO_TAG = frozenset(Source) - {Source.CHAT}
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
        parents=(ContributionKind("idee"),),
        under=_("Think on from this"),
        details=(WHY, FOR_WHOM),
    ),
    ContributionKind("ambitie"): Kind(
        command=("ambitie", "ambition"),
        title=_("Ambition"),
        asks=_("What do you want to be true here in a year?"),
        emoji="🎯",
        button=_("Our ambition …"),
        field=_("This is true here in a year: …"),
        example=_("… every child has somebody to do homework with"),
        asked_line=_("- 🎯 **Ambition** …what is true here in a year"),
        empty=_("What is your ambition? Write what you want to be true here in a year."),
        heading=_("Ambitions"),
        opens_report=_("What we go for"),
        own_sheet=True,
        only_asked=True,
        doors=_NO_TAG,
        for_all=True,
        details=(DOTS, CHOSEN),
    ),
    ContributionKind("actie"): Kind(
        command=("actie", "action"),
        title=_("Action"),
        asks=_("What do you do to get there?"),
        emoji="🛠️",
        button=_("Our action …"),
        field=_("We are going to …"),
        example=_("… have a talk with every pupil, one to one"),
        asked_line=_("- 🛠️ **Action** …what we do, who sees to it and by when"),
        empty=_("What are you going to do? Write one action; who does it and when may come later."),
        heading=_("Actions"),
        own_sheet=True,
        only_asked=True,
        doors=_NO_TAG,
        for_all=True,
        parents=(ContributionKind("ambitie"),),
        under=_("An action for this"),
        place=_("Which ambition is it for?"),
        details=(OWNER, DUE, DUE_UNREAD, FIRST_STEP, MEASURE),
    ),
    ContributionKind("antwoord"): Kind(
        command=("antwoord", "answer"),
        title=_("Answer"),
        asks=_("What is your answer?"),
        emoji="💬",
        button=_("Our answer …"),
        field=_("Our answer: …"),
        example=_("… she looks at her mother before she speaks"),
        asked_line=_("- 💬 **Answer** …what you saw and what you think"),
        empty=_("What is your answer? Write it in a few words."),
        heading=_("Answers"),
        own_sheet=True,
        only_asked=True,
        doors=_NO_TAG,
        details=(QUESTION, BLOCK),
    ),
    ContributionKind("toezegging"): Kind(
        command=("toezegging", "commitment"),
        title=_("Commitment"),
        asks=_("What do you take on, and by when?"),
        emoji="🤝",
        button=_("I commit to …"),
        field=_("I commit to this: …"),
        example=_("… every school in our town gets a bridge teacher"),
        asked_line=_("- 🤝 **Commitment** …what I take on, on behalf of whom and by when"),
        empty=_("What do you commit to? Write what you take on."),
        heading=_("Commitments"),
        opens_report=_("Who puts their shoulders under what"),
        own_sheet=True,
        only_asked=True,
        doors=_NO_TAG - {Source.MENU},  # a moderator saves no promise in somebody's name
        for_all=True,
        parents=(ContributionKind("nodig"), ContributionKind("idee")),
        under=_("We put our shoulders under this"),
        place=_("Which need does it help with?"),
        details=(NAME, ORGANISATION, PROMISED, DUE_UNREAD, CONFIRMED),
    ),
}


def called(kind: ContributionKind) -> Text:
    """Return what a kind is called: its tag, or its title where it has none in the chat."""
    return KINDS[kind].title or Text.of(f"#{kind}")


def always_asked() -> tuple[ContributionKind, ...]:
    """The kinds that every programme asks for."""
    return tuple(kind for kind, row in KINDS.items() if row.always)


def through(door: Source) -> tuple[ContributionKind, ...]:
    """The kinds that come in by this door."""
    return tuple(kind for kind, row in KINDS.items() if door in row.doors)
