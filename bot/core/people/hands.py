"""Raised hands in the plenary: a queue by time, from which a moderator gives the word."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.core.evening.meetup import Meetup, State
from bot.core.evening.slots import Timeline
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

LONGEST = 100  # characters of what it is about
_MOMENT = timedelta(seconds=1)
KEPT = timedelta(minutes=1)  # who leaves voice and is back within this time keeps their place


@dataclass(frozen=True, slots=True)
class Hand:
    """Somebody who wants to say something, or since ``turn`` has the word.

    ``topic`` is what it is about, perhaps empty; ``away`` is since when they are in no voice channel of the meetup.
    """

    person: int
    topic: Typed
    raised: datetime
    away: datetime | None = None
    turn: datetime | None = None

    def is_there(self, inside: Collection[int], now: datetime) -> bool:
        """Return whether they are in voice, or left it a moment ago. ``inside`` are the people in voice."""
        return self.person in inside or (self.away is not None and now - self.away <= KEPT)


@dataclass(frozen=True, slots=True)
class Queue:
    """Raised hands of people who are there: those that wait, the first one first, and who has the word."""

    waiting: tuple[Hand, ...] = ()
    speaker: Hand | None = None

    @property
    def changes_at(self) -> datetime | None:
        """Moment after which somebody who left voice is in it no more; None where nobody left."""
        hands = (*self.waiting, self.speaker) if self.speaker else self.waiting
        return min((hand.away + KEPT + _MOMENT for hand in hands if hand.away), default=None)

    @property
    def first(self) -> Hand | None:
        """The hand that was raised first."""
        return self.waiting[0] if self.waiting else None

    def of(self, person: int) -> Hand | None:
        """Return the hand of a person that waits."""
        return next((hand for hand in self.waiting if hand.person == person), None)

    def place_of(self, person: int) -> int:
        """Return how many wait before somebody, or before who comes last."""
        return next((n for n, hand in enumerate(self.waiting) if hand.person == person), len(self.waiting))


def queue_of(hands: Iterable[Hand], inside: Collection[int], now: datetime) -> Queue:
    """Return the queue of those who are there. ``inside`` are the people in voice."""
    there = sorted((hand for hand in hands if hand.is_there(inside, now)), key=lambda hand: (hand.raised, hand.person))
    speaker = next((hand for hand in there if hand.turn is not None), None)
    return Queue(tuple(hand for hand in there if hand.turn is None), speaker)


def is_possible(meetup: Meetup, timeline: Timeline) -> bool:
    """Return whether hands can be raised: while a meetup runs and its tables are not open."""
    slot = timeline.current
    return meetup.is_running and slot is not None and not timeline.tables_are_open(slot.block)


def must_be_possible(meetup: Meetup, timeline: Timeline) -> None:
    """Raise Refusal where no hand can be raised now; see ``is_possible``."""
    if meetup.state is State.CLOSED:
        raise Refusal(_("This meetup is over, so nobody has the word any more."))
    if not meetup.is_running:
        raise Refusal(_("The meetup has not begun yet. Raise your hand once it has."))
    if not is_possible(meetup, timeline):
        raise Refusal(
            _("Everybody is at the tables now, and there you just talk. In the plenary you can raise your hand.")
        )


def topic_of(typed: Typed) -> Typed:
    """Return what it is about on one line. Raises Refusal where that is too long."""
    topic = typed.trimmed
    if len(topic) > LONGEST:
        raise Refusal(
            _("That is too long: at most {n} characters. You tell the rest when you have the word.", n=LONGEST)
        )
    return topic


def given(queue: Queue, person: int, by: Typed | Text) -> Hand:
    """Return the hand of who gets the word. Raises Refusal where they have it, ``by`` somebody, or left the queue."""
    if queue.speaker is not None and queue.speaker.person == person:
        raise Refusal(
            _("{who} has the word already, given by {name}. Nothing changed now.", who=f"<@{person}>", name=by)
        )
    hand = queue.of(person)
    if hand is None:
        raise Refusal(
            _("{who} does not wait any more. Look at the panel: there stands who is first now.", who=f"<@{person}>")
        )
    return hand
