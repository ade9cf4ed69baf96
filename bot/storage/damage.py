"""Damage to single rows: whatever of a meetup can't be read harms that meetup only."""

from collections.abc import Iterator
from contextlib import contextmanager

from bot.core.words.text import Refusal, _


class Damaged(Refusal):
    """A row of a meetup can't be read: its agenda or one of its channels."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "I can't read how this meetup was planned any more, so it can't go on. A moderator puts it away with "
                "`/meetup opruim`, and plans it again."
            )
        )


@contextmanager
def of_meetup() -> Iterator[None]:
    """Raise Damaged where a stored value is none that this version of the bot knows."""
    try:
        yield
    except (ValueError, TypeError, OverflowError, OSError):
        raise Damaged from None
