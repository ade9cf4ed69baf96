"""Names in a sentence, no more than leave room for what comes behind them."""

from collections.abc import Sequence
from typing import Final

from bot.core.words.text import Part, Text, _

MOST: Final = 10  # named; of the others it is said how many there are (our choice)


def some(names: Sequence[Part]) -> Text:
    """Return the first ten names, and how many more there are."""
    more = len(names) - MOST
    return Text.join(", ", [*names[:MOST], *([_("{n} more", n=more)] if more > 0 else [])])
