"""Replies: what somebody filled in on a form of a programme."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import Meetup
from bot.core.programme.forms import Form, Question, QuestionKind
from bot.core.words.escaping import INVISIBLE
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST_ANSWER, LONGEST_SHORT = 2000, 200  # characters (our choice)
Answers = Mapping[int, tuple[Typed, ...]]  # by the number of the question, from 0; those with nothing are left out


@dataclass(frozen=True, slots=True)
class Reply:
    """What one person filled in on a form. ``name`` is empty where the form is unnamed.

    ``form`` is its key, ``people`` how many speak through the account, ``at`` when it was sent last, in UTC.
    """

    meetup: int
    form: str
    person: int
    name: Typed
    people: int
    at: datetime
    answers: Answers


def read(form: Form, fields: Sequence[Sequence[Typed]]) -> Answers:
    """Return the answers in what was sent, the values of each field in order.

    Raises Refusal where an answer that is needed is missing; where it is none of the choices, several of them, or
    too long, which only a changed client sends.
    """
    found: dict[int, tuple[Typed, ...]] = {}
    for number, question in enumerate(form.questions):
        stripped = (value.raw.strip(INVISIBLE) for value in (fields[number] if number < len(fields) else ()))
        values = tuple(Typed(value) for value in stripped if value)
        if not values and question.required:
            raise Refusal(_("This question needs an answer: “{question}”.", question=question.text))
        if not _fits(question, values):
            raise Refusal(_("Your answer to “{question}” doesn't fit. Fill it in again.", question=question.text))
        if values:
            found[number] = values
    return found


def _fits(question: Question, values: Sequence[Typed]) -> bool:
    if question.is_chosen:
        most = len(question.options) if question.kind is QuestionKind.CHOICES else 1
        return len(set(values)) == len(values) <= most and all(value.raw in question.options for value in values)
    longest = LONGEST_SHORT if question.kind is QuestionKind.SHORT else LONGEST_ANSWER
    return len(values) <= 1 and all(len(value) <= longest for value in values)


def whole(fields: Sequence[Sequence[Typed]]) -> Typed:
    """Return everything that was filled in, a line each, to be given back."""
    return Typed("\n".join(value.raw for values in fields for value in values))


def form_of(meetup: Meetup | None, number: int, now: datetime) -> tuple[str, Form]:
    """Return the key and the form of this number, from 0, in the order of the programme.

    Raises Refusal where it isn't there, or can't be filled in now: one that is asked before the meetup can from its
    planning on, another from its beginning, all of them until the meetup takes no contributions any more.
    """
    if meetup is None or number >= len(meetup.programme.forms):
        raise Refusal(_("This form is no longer there. Use the newest message, or ask the moderator."))
    key, form = list(meetup.programme.forms.items())[number]
    if meetup.is_dry_run:
        raise Refusal(_("This is a dry run: nothing that is said here is kept. On the evening itself it is."))
    if meetup.was_cancelled:
        raise Refusal(_("This meetup has been cancelled. You need to do nothing more."))
    if not meetup.has_begun and key not in meetup.programme.asked_before:
        raise Refusal(_("This form is for during the meetup, which has not begun yet. Come back then."))
    if meetup.open_until is not None and now > meetup.open_until:
        raise Refusal(_("This form is closed: the meetup is over and its harvest is in."))
    return key, form
