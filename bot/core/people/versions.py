"""Which version of a chat message was heard last, while others are still being dealt with."""

from collections.abc import Iterable
from datetime import UTC, datetime

MOST = 20_000  # messages that are remembered; saving takes seconds, so only the last minutes matter
_WRITTEN, _GONE = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)


class Versions:
    """Latest version of each recent chat message: as written, edited at a moment, or deleted.

    Messages, edits and deletions are dealt with at the same time, and saving may take long. Whoever saves asks inside
    the transaction whether a later version was heard meanwhile; if so, whoever heard that one saves it.
    """

    def __init__(self) -> None:
        self._latest: dict[int, datetime] = {}
        self._tidied: dict[int, None] = {}

    def edited(self, message: int, at: datetime) -> None:
        """Remember an edit. Call it before anything is awaited."""
        self._note(message, max(at, self._latest.get(message, _WRITTEN)))

    def deleted(self, message: int) -> None:
        """Remember a deletion, which no edit comes after. Call it before anything is awaited."""
        self._note(message, _GONE)

    def is_latest(self, message: int, edited_at: datetime | None) -> bool:
        """Return True unless a later version than this one was heard; None: the message as it was written."""
        return self._latest.get(message, _WRITTEN) <= (edited_at or _WRITTEN)

    def tidied(self, messages: Iterable[int]) -> None:
        """Remember messages that moderators deleted together: what they said is kept, without them."""
        self._tidied |= dict.fromkeys(messages)
        for message in [*self._tidied][:-MOST]:
            del self._tidied[message]

    def stands(self, message: int) -> bool:
        """Return False for a message that was tidied up."""
        return message not in self._tidied

    def _note(self, message: int, version: datetime) -> None:
        self._latest.pop(message, None)
        self._latest[message] = version
        if len(self._latest) > MOST:
            del self._latest[next(iter(self._latest))]
