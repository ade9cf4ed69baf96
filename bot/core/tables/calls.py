"""Tables that ask for help, and tables that are ready."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.core.people.privacy import NOBODY
from bot.core.words.text import Refusal, Text, _

# How long a call may wait before all moderators are told, by their role.
UNCLAIMED_AFTER = timedelta(minutes=2)
# How often what was posted at a table is repeated there; more often it only pushes the talk away (our choice).
SHOW_AGAIN_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Call:
    """A table that asked for help. ``asker`` is nobody where names are hidden; ``helper`` is who took care of it.

    ``id`` is 0 until it is stored.
    """

    id: int
    place: int
    asker: int
    asked_at: datetime
    helper: int = NOBODY
    claimed_at: datetime | None = None
    ended_at: datetime | None = None

    @property
    def alarm(self) -> datetime:
        """When all moderators are told, if nobody goes before."""
        return self.asked_at + UNCLAIMED_AFTER


def somebody(person: int) -> Text | str:
    """Who it is, as Discord shows a person; it calls nobody."""
    return f"<@{person}>" if person > NOBODY else _("somebody")


def claimed(call: Call, person: int, now: datetime) -> Call:
    """This moderator goes. Raises Refusal when it is over, or somebody goes already."""
    _must_be_open(call)
    if call.claimed_at and call.helper == person:
        raise Refusal(_("You are going already. The table knows that you come."))
    if call.claimed_at:
        raise Refusal(_("{who} is going already. You need to do nothing.", who=somebody(call.helper)))
    return replace(call, helper=person, claimed_at=now)


def done(call: Call, person: int, now: datetime) -> Call:
    """This moderator says that the table was helped. Raises Refusal when it is over already."""
    _must_be_open(call)
    return replace(call, helper=person, claimed_at=call.claimed_at or now, ended_at=now)


def _must_be_open(call: Call) -> None:
    if call.ended_at and call.claimed_at:
        raise Refusal(_("This is done already: {who} took care of it.", who=somebody(call.helper)))
    if call.ended_at:
        raise Refusal(_("This table has closed meanwhile. You need to do nothing."))


def answer_to_a_second(call: Call) -> Text:
    """For somebody who asks for help at a table that asked for it already."""
    if call.claimed_at:
        return _("🙋 {who} is on the way to your table already.", who=somebody(call.helper))
    return _("🙋 Your table asked for help already, and I have passed it on. Somebody will come; hold on a moment.")


def counted(people: Mapping[int, int], ready: Collection[int]) -> list[int]:
    """The tables that are waited for: those with people, and those that said something.

    ``people`` tells how many are in the voice of each. Where nobody is in voice anywhere, all of them count: then the
    talk is somewhere else.
    """
    quiet = not any(people.values())
    return [place for place, inside in people.items() if quiet or inside or place in ready]


def not_ready(people: Mapping[int, int], ready: Collection[int]) -> list[int]:
    """The tables that are waited for and are not ready."""
    return [place for place in counted(people, ready) if place not in ready]


def may_speak_for(person: int, inside: Collection[int]) -> bool:
    """Whether somebody can say that a table is ready: who is in its voice, or anybody where nobody is."""
    return person in inside or not inside


def refuse_too_soon(shown_at: datetime | None, now: datetime) -> None:
    """Raises Refusal when the table had everything shown again a moment ago."""
    if shown_at and now - shown_at < SHOW_AGAIN_EVERY:
        raise Refusal(_("Somebody at your table did this a moment ago: look just above, in the chat of this table."))
