"""Calls for help from tables, and tables that say they are ready."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.people.privacy import NOBODY
from bot.core.words.text import Refusal, Text, _

# How long a call may wait before all moderators are told, by a mention of their role.
UNCLAIMED_AFTER = timedelta(minutes=2)
# How long a table must be empty before its call ends by itself: a connection may drop for a moment (our choice).
EMPTY_FOR = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Call:
    """A call for help from a table. ``id`` is 0 until it is stored.

    ``asker`` is ``NOBODY`` where names are hidden; ``helper`` is the moderator who goes or went, or ``NOBODY``.
    ``emptied_at`` is since when everybody has left the table; None where people are, or nobody was seen there.
    """

    id: int
    place: int
    asker: int
    asked_at: datetime
    helper: int = NOBODY
    claimed_at: datetime | None = None
    ended_at: datetime | None = None
    emptied_at: datetime | None = None

    @property
    def next_look(self) -> datetime:
        """Moment at which it is to be looked at, while nobody has taken it: see ``alarm`` and ``left_alone``."""
        return min(self.alarm, self.emptied_at + EMPTY_FOR) if self.emptied_at else self.alarm

    @property
    def alarm(self) -> datetime:
        """Moment at which all moderators are told, if no one has taken the call before."""
        return self.asked_at + UNCLAIMED_AFTER


def somebody(person: int) -> Text | str:
    """Return a person as a Discord mention, which is posted without a ping; "somebody" where no one is known."""
    return f"<@{person}>" if person > NOBODY else _("somebody")


def claimed(call: Call, person: int, now: datetime) -> Call:
    """Return the call taken by a moderator. Raises Refusal when it is over, or somebody goes already."""
    _must_be_open(call)
    if call.claimed_at and call.helper == person:
        raise Refusal(_("You are going already. The table knows that you come."))
    if call.claimed_at:
        raise Refusal(_("{who} is going already. You need to do nothing.", who=somebody(call.helper)))
    return replace(call, helper=person, claimed_at=now)


def done(call: Call, person: int, now: datetime) -> Call:
    """Return the call ended by a moderator: the table was helped. Raises Refusal when it is over already."""
    _must_be_open(call)
    return replace(call, helper=person, claimed_at=call.claimed_at or now, ended_at=now)


def left_alone(call: Call, now: datetime) -> Call:
    """Return the call, ended where nobody goes yet and its table has been empty for ``EMPTY_FOR``."""
    is_left = call.emptied_at is not None and now - call.emptied_at >= EMPTY_FOR
    return replace(call, ended_at=now) if is_left and not call.claimed_at and not call.ended_at else call


def _must_be_open(call: Call) -> None:
    if call.ended_at and call.claimed_at:
        raise Refusal(_("This is done already: {who} took care of it.", who=somebody(call.helper)))
    if call.ended_at:
        raise Refusal(_("This table is empty or has closed meanwhile. You need to do nothing."))


def answer_to_a_second(call: Call) -> Text:
    """Return the answer to a person who asks for help at a table that asked for it already."""
    if call.claimed_at:
        return _("🙋 {who} is on the way to your table already.", who=somebody(call.helper))
    return _("🙋 Your table asked for help already, and I have passed it on. Somebody will come; hold on a moment.")


def counted(people: Mapping[int, int], ready: Collection[int]) -> list[int]:
    """Return the tables that are waited for: those with people, and those that said they are ready.

    ``people`` is how many are in the voice channel of each table. Where nobody is in any, all tables count: then
    the talk is somewhere else.
    """
    quiet = not any(people.values())
    return [place for place, inside in people.items() if quiet or inside or place in ready]


def not_ready(people: Mapping[int, int], ready: Collection[int]) -> list[int]:
    """Return the tables that are waited for and are not ready."""
    return [place for place in counted(people, ready) if place not in ready]


def may_speak_for(person: int, inside: Collection[int]) -> bool:
    """Return True if this person may say that a table is ready.

    ``inside`` are the people in its voice channel. If that is empty, anybody may.
    """
    return person in inside or not inside
