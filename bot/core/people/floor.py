"""Who may speak in the plenary: everybody, or only moderators and guests."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

HUSH = timedelta(minutes=2)  # how long "quiet for a moment" lasts (our choice)
LONGEST = 180  # minutes
A_SECOND = 1  # people whose right to speak Discord computes anew (PLATFORM: "Moving people is slow")


@dataclass(frozen=True, slots=True)
class Floor:
    """Who may speak: everybody, or while it is ``closed`` only moderators, ``guests`` and who has the word.

    ``until`` is when a closed one opens by itself, None where a moderator does that. ``turn`` is the person from the
    queue of raised hands who has the word.
    """

    closed: bool = False
    until: datetime | None = None
    guests: frozenset[int] = frozenset()
    turn: int | None = None

    @property
    def speakers(self) -> frozenset[int]:
        """Who may speak while it is closed, besides moderators."""
        return self.guests if self.turn is None else self.guests | {self.turn}

    def at(self, now: datetime) -> "Floor":
        """Return the floor as it is at a moment: open once its time is over."""
        return self.opened() if self.closed and self.until is not None and now >= self.until else self

    def opened(self) -> "Floor":
        """Return the floor open to everybody."""
        return replace(self, closed=False, until=None)


def close(floor: Floor, now: datetime, length: timedelta | None, by: Typed | Text) -> Floor:
    """Return the floor closed, for a while or with None until a moderator opens it. Raises Refusal where it is so.

    ``by`` is who closed it. A moment of quiet may become lasting, or longer; it never cuts short a lasting one.
    """
    if floor.closed and (floor.until is None or (length is not None and now + length <= floor.until)):
        raise Refusal(_("Only guests and moderators speak already, {name} chose that. Nothing changed now.", name=by))
    return replace(floor, closed=True, until=None if length is None else now + length)


def open_up(floor: Floor, by: Typed | Text) -> Floor:
    """Return the floor open to everybody. Raises Refusal where it is; ``by`` is who opened it."""
    if not floor.closed:
        raise Refusal(_("Everybody may speak already, {name} chose that. Nothing changed now.", name=by))
    return floor.opened()


def takes(people: int) -> timedelta:
    """Return how long it takes until a change counts for so many people who are in voice already."""
    return timedelta(seconds=people / A_SECOND)
