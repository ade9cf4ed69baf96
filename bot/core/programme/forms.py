"""Forms of a programme: questions that people answer in one go, before, during or after a meetup."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.core.programme.fields import Content, Title
from bot.core.words.text import Text, _
from bot.core.words.typed import Length, Typed

# Discord: a form has five fields, whose description takes 100 characters, and a list 25 options of 100 characters.
MOST_QUESTIONS: Final = 5
LONGEST_QUESTION: Final = 100
FEWEST_CHOICES, MOST_CHOICES = 2, 25
LONGEST_CHOICE: Final = 100
LONGEST_END: Final = 60  # characters of what an end of a scale means
LOWEST, MIDDLE, HIGHEST = 2, 5, 10  # of a scale that begins at 1: its shortest, its usual and its longest end
MOST_FORMS: Final = 20  # in a programme (our choice)

Asked = Annotated[Typed, Length(LONGEST_QUESTION)]
Choice = Annotated[Typed, Length(LONGEST_CHOICE)]
End = Annotated[Typed, Length(LONGEST_END)]


class QuestionKind(StrEnum):
    """Kind of question; the value is the word in the file."""

    TEXT = "tekst"
    SHORT = "kort"  # text of one line
    CHOICE = "keuze"
    CHOICES = "keuzes"  # of which people choose several
    SCALE = "schaal"
    YES_NO = "ja of nee"


YES_NO = {"ja": _("Yes"), "nee": _("No")}


def _yes_or_no(value: object) -> object:
    """Read the "ja" and "nee" of an organiser; YAML 1.2 has them as words."""
    said = value.strip().lower() if isinstance(value, str) else value
    found = {"ja": True, "nee": False, True: True, False: False}.get(said) if isinstance(said, str | bool) else None
    if found is None:
        raise PydanticCustomError("enum", "yes or no", {"expected": "ja, nee"})
    return found


YesNo = Annotated[bool, BeforeValidator(_yes_or_no)]


class Question(Content):
    """A question. ``choices`` are of a CHOICE or CHOICES; ``upto``, ``low`` and ``high`` of a SCALE, from 1."""

    text: Asked = Field(alias="vraag")
    kind: QuestionKind = Field(QuestionKind.TEXT, alias="soort")
    choices: tuple[Choice, ...] = Field((), alias="keuzes", max_length=MOST_CHOICES)
    required: YesNo = Field(False, alias="verplicht")
    upto: int = Field(MIDDLE, alias="tot", ge=LOWEST, le=HIGHEST)
    low: End | None = Field(None, alias="laag")
    high: End | None = Field(None, alias="hoog")

    @property
    def is_chosen(self) -> bool:
        """True where people choose from a list."""
        return self.kind not in (QuestionKind.TEXT, QuestionKind.SHORT)

    @property
    def options(self) -> tuple[str, ...]:
        """What can be chosen, as it is stored; none where people write."""
        match self.kind:
            case QuestionKind.CHOICE | QuestionKind.CHOICES:
                return tuple(choice.raw for choice in self.choices)
            case QuestionKind.SCALE:
                return tuple(str(step) for step in range(1, self.upto + 1))
            case QuestionKind.YES_NO:
                return "ja", "nee"
        return ()

    def reads(self, option: str) -> Typed | Text:
        """Return what can be chosen as people read it; the ends of a scale with what they mean."""
        if self.kind is QuestionKind.YES_NO:
            return YES_NO.get(option) or Typed(option)
        ends = {self.options[0]: self.low, self.options[-1]: self.high} if self.kind is QuestionKind.SCALE else {}
        end = ends.get(option)
        return Typed(f"{option} · {end.raw}") if end else Typed(option)


class Form(Content):
    """A form. ``then`` is the form that goes on where this one stops, for who has more than five questions."""

    title: Title = Field(alias="titel")
    unnamed: YesNo = Field(False, alias="naamloos")
    questions: tuple[Question, ...] = Field(alias="vragen", min_length=1, max_length=MOST_QUESTIONS)
    then: str | None = Field(None, alias="daarna")


def steps(forms: Mapping[str, Form], key: str) -> list[str]:
    """Return the keys of the forms that follow each other from this one on, itself first; never one twice."""
    found: list[str] = []
    at: str | None = key
    while at is not None and at in forms and at not in found:
        found.append(at)
        at = forms[at].then
    return found


def whole_form(forms: Mapping[str, Form], key: str) -> list[str]:
    """Return the keys of all steps of the form that this one is a step of, in their order."""
    before = {form.then: one for one, form in forms.items() if form.then is not None}
    first, seen = key, {key}
    while (earlier := before.get(first)) is not None and earlier not in seen:
        first = earlier
        seen.add(first)
    return steps(forms, first)


def problems(forms: Mapping[str, Form]) -> Iterator[tuple[tuple[str | int, ...], Text]]:
    """Yield where in "formulieren" something does not fit, and a sentence about it."""
    for key, form in forms.items():
        if form.then is not None and form.then not in forms:
            yield (key, "daarna"), unknown(form.then, forms)
        elif forms[steps(forms, key)[-1]].then in forms:
            yield (key, "daarna"), _("These forms go round in a circle: the last one must have no “daarna”.")
        asked = [question.text for question in form.questions]
        for at, question in enumerate(form.questions):
            for end, text in _question_problems(question):
                yield (key, "vragen", at, *end), text
            if question.text in asked[:at]:
                yield (key, "vragen", at, "vraag"), _("This question stands here already. Ask each one once.")


def unknown(key: str, forms: Mapping[str, Form]) -> Text:
    """The sentence about a form that is not there."""
    if not forms:
        return _("There is no form “{key}”. Write it under “formulieren”, at the top of the programme.", key=Typed(key))
    return _(
        "There is no form “{key}” under “formulieren”. There is: {known}.",
        key=Typed(key),
        known=Typed(", ".join(forms)),
    )


def _question_problems(question: Question) -> Iterator[tuple[tuple[str, ...], Text]]:
    has_choices = question.kind in (QuestionKind.CHOICE, QuestionKind.CHOICES)
    if has_choices and len(question.choices) < FEWEST_CHOICES:
        yield ("keuzes",), _("A question of the kind “{kind}” needs at least two “keuzes”.", kind=question.kind.value)
    if question.choices and not has_choices:
        yield ("keuzes",), _("Only a question of the kind “keuze” or “keuzes” has “keuzes”.")
    said = [choice.raw.casefold() for choice in question.choices]
    for at, choice in enumerate(said):
        if choice in said[:at]:
            yield ("keuzes",), _("“{choice}” stands here twice.", choice=question.choices[at])
    if question.kind is not QuestionKind.SCALE:
        for key, given in (("tot", question.upto != MIDDLE), ("laag", question.low), ("hoog", question.high)):
            if given:
                yield (key,), _("Only a question of the kind “schaal” has “{key}”.", key=key)
