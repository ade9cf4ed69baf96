"""Giving people back what they filled in where it is refused: what was sent is gone from their screen."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.people.contributions import together
from bot.core.words.text import Refusal, Text
from bot.core.words.typed import Typed

LONGEST = 1800  # characters; with the sentence before them, they fit in one message


@contextmanager
def handing_back(*words: Typed) -> Iterator[None]:
    """Context manager that adds a person's words to a Refusal raised in it."""
    try:
        yield
    except Refusal as refusal:
        said = together(words)
        if not said:
            raise
        raise Refusal(Text.lines(refusal.text, Text.quote(said, LONGEST))) from refusal
