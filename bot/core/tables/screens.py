"""Several people before one screen: how many one account speaks for, and what they call themselves together."""

import re

from bot.core.evening.meetup import Meetup
from bot.core.programme.models import MeetupKind
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

MOST = 60  # people before one screen: two classes together, or a whole school team (our choice)
LONGEST_NAME = 40  # characters; Discord shows names up to 32
_ASKS = frozenset({MeetupKind.SCHOOL, MeetupKind.CLASS, MeetupKind.YOUTH_COUNCIL})
_NUMBER = re.compile(r"-?\d+")


def asks(meetup: Meetup) -> bool:
    """Return True if people are asked by a button with how many they are: where a class or a team comes together."""
    return meetup.kind in _ASKS


def size_of(people: int) -> int:
    """Return the number of people before one screen. Raises Refusal unless it is from 1 to 60."""
    if not 1 <= people <= MOST:
        raise Refusal(
            _(
                "Give a number from 1 to {most}: how many people sit with you at this screen? If there are more, let "
                "each class take part with an account of its own.",
                most=MOST,
            )
        )
    return people


def size_said(text: Typed) -> int:
    """Return the number of people in "24" or "24 leerlingen". Raises Refusal as ``size_of``, and without one number."""
    numbers = _NUMBER.findall(text.raw)
    return size_of(int(numbers[0]) if len(numbers) == 1 and len(numbers[0]) <= 6 else 0)


def name_said(text: Typed) -> Typed:
    """Return the name of a group, on one line. Raises Refusal where it is too long."""
    name = text.trimmed
    if len(name) > LONGEST_NAME:
        raise Refusal(_("That name is too long: at most {n} characters, such as “klas 3b”.", n=LONGEST_NAME))
    return name
