"""Records of the forms of a meetup: what was answered, and the figures of each question."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from bot.core.people.replies import Reply
from bot.core.programme.forms import Form, Question, QuestionKind
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class FormReply:
    """What one account filled in; ``name`` is None where it may not be shown, ``people`` is how many it speaks for."""

    answers: Mapping[int, tuple[Typed, ...]]
    people: int
    name: Typed | None
    at: datetime


@dataclass(frozen=True, slots=True)
class FormItem:
    """A form with all that was filled in on it. It is ``named`` where names stand with the answers."""

    key: str
    form: Form
    named: bool
    replies: tuple[FormReply, ...]

    @property
    def people(self) -> int:
        """How many people filled it in."""
        return sum(reply.people for reply in self.replies)

    def answered(self, question: int) -> int:
        """How many people answered a question."""
        return sum(reply.people for reply in self.replies if question in reply.answers)

    def counts(self, question: int) -> list[tuple[str, int]]:
        """How many people chose each option of a question, in its order; what is no option any more comes last."""
        chosen: Counter[str] = Counter(dict.fromkeys(self.form.questions[question].options, 0))
        for reply in self.replies:
            for value in reply.answers.get(question, ()):
                chosen[value.raw] += reply.people
        return list(chosen.items())

    def mean(self, question: int) -> float | None:
        """The mean of a scale over the people who answered, to one decimal; None where nobody did."""
        given = [(int(value), n) for value, n in self.counts(question) if value.isdecimal()]
        people = sum(n for _value, n in given)
        return round(sum(value * n for value, n in given) / people, 1) if people else None

    def without_names(self) -> "FormItem":
        """The same with nobody's name in it."""
        return replace(self, named=False, replies=tuple(replace(reply, name=None) for reply in self.replies))


def gathered(forms: Mapping[str, Form], found: Sequence[Reply], *, shows_names: bool) -> tuple[FormItem, ...]:
    """Return the forms of a programme with what was filled in; names only where programme and form show them."""
    return tuple(
        FormItem(
            key,
            form,
            named=shows_names and not form.unnamed,
            replies=tuple(
                FormReply(
                    reply.answers,
                    reply.people,
                    (reply.name or None) if shows_names and not form.unnamed else None,
                    reply.at,
                )
                for reply in found
                if reply.form == key
            ),
        )
        for key, form in forms.items()
    )


def plain(item: FormItem) -> dict[str, Any]:
    """Return a form as oogst.json has it."""
    return {
        "key": item.key,
        "title": item.form.title.raw,
        "named": item.named,
        "questions": [
            {
                "text": question.text.raw,
                "kind": question.kind.value,
                "choices": list(question.options),
                "answers": [
                    {
                        "value": _value(question, reply.answers[number]),
                        "people": reply.people,
                        "name": reply.name and reply.name.raw,
                    }
                    for reply in item.replies
                    if number in reply.answers
                ],
            }
            for number, question in enumerate(item.form.questions)
        ],
    }


def _value(question: Question, values: Sequence[Typed]) -> str | int | list[str]:
    if question.kind is QuestionKind.CHOICES:
        return [value.raw for value in values]
    return int(values[0].raw) if question.kind is QuestionKind.SCALE else values[0].raw


def figures(item: FormItem) -> Iterator[tuple[Typed, list[tuple[Text, int]], Text | None]]:
    """Yield each question with its figures: numbers of people, and a sentence on them where there is one."""
    for number, question in enumerate(item.form.questions):
        if not question.is_chosen:
            yield question.text, [(_("Answered"), item.answered(number))], None
            continue
        rows = [(Text.of(question.reads(value)), n) for value, n in item.counts(number)]
        mean = item.mean(number) if question.kind is QuestionKind.SCALE else None
        yield (
            question.text,
            rows,
            None if mean is None else _("On average {mean}.", mean=f"{mean:.1f}".replace(".", ",")),
        )


def filled_in(item: FormItem) -> Text:
    """The sentence on how many people filled in a form."""
    return ngettext("One person filled this in.", "{n} people filled this in.", item.people)
