"""Quick polls: a question with a few choices, which closes by itself."""

import re
from dataclasses import dataclass
from datetime import datetime

from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

FEWEST, MOST = 2, 5  # choices: one row of buttons
LONGEST_QUESTION, LONGEST_CHOICE = 200, 60  # characters (our choice: a button on a phone)
MINUTES, MOST_MINUTES = 3, 60
_BARS = 10  # signs of a bar that is full
# Between choices, the first of these that is there; a number or a dash in front of one is not of it.
_BETWEEN = (r"\n", r";", r"\|", r",", r"/", r"\s+of\s+")
_NUMBER = re.compile(r"\A\s*(?:\d{1,2}[.)]|[-*•])\s+")


@dataclass(frozen=True, slots=True)
class Poll:
    """A poll as it stands: ``votes`` are how many chose each of the ``choices``; ``closes`` is UTC."""

    id: int
    meetup: int
    question: Typed
    choices: tuple[Typed, ...]
    closes: datetime
    votes: tuple[int, ...] = ()

    def bar(self, choice: int) -> str:
        """Return a bar of ``_BARS`` signs for the share of a choice."""
        total = sum(self.votes)
        full = round(_BARS * self.votes[choice] / total) if total else 0
        return "▰" * full + "▱" * (_BARS - full)


def question_of(typed: Typed) -> Typed:
    """Return a question as it is asked. Raises Refusal where it is empty or too long."""
    question = typed.line
    if not question:
        raise Refusal(_("What do you want to ask? The question is empty."))
    if len(question) > LONGEST_QUESTION:
        raise Refusal(_("That question is too long for a poll: at most {n} characters.", n=LONGEST_QUESTION))
    return question


def choices_of(typed: Typed) -> tuple[Typed, ...]:
    """Return the choices in "ja, nee, weet ik niet"; or with a semicolon, a slash, "of" or a new line in between.

    Raises Refusal where there are too few, too many, or one is too long; the same one twice counts once.
    """
    raw = typed.raw
    between = next((sign for sign in _BETWEEN if re.search(sign, raw.strip())), _BETWEEN[0])
    found = (_NUMBER.sub("", part).strip() for part in re.split(between, raw))
    choices = tuple({choice.casefold(): Typed(choice) for choice in found if choice}.values())
    if not FEWEST <= len(choices) <= MOST:
        raise Refusal(
            _("A poll has {least} to {most} choices. Put a comma between them: “ja, nee, weet ik niet”.",
              least=FEWEST, most=MOST)
        )  # fmt: skip
    if any(len(choice) > LONGEST_CHOICE for choice in choices):
        raise Refusal(_("One of the choices is too long for a button: at most {n} characters.", n=LONGEST_CHOICE))
    return choices
