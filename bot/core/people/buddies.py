"""Buddies: somebody who does a plan together with its author; both are asked how it went."""

from dataclasses import dataclass
from enum import StrEnum

from bot.core.evening.meetup import Meetup
from bot.core.people.contributions import Contribution
from bot.core.words.text import Refusal, _


class BuddyState(StrEnum):
    """What somebody answered to the question whether they take part."""

    ASKED = "asked"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Buddy:
    """Whom the author of a contribution asked to do it together; ``told``: who has to hear of it was told."""

    contribution: int
    person: int
    state: BuddyState
    told: bool = False


def may_ask(item: Contribution, meetup: Meetup, person: int, buddy: Buddy | None) -> bool:
    """Return True if somebody may ask another for this plan: its author, where names show, and nobody does it yet."""
    return item.author == person and meetup.shows_names and (buddy is None or buddy.state is BuddyState.NO)


def refuse_other(item: Contribution, meetup: Meetup, other: int, *, is_bot: bool, before: Buddy | None) -> None:
    """Raise Refusal where the author of a plan can't ask this person for it."""
    if not meetup.shows_names:
        raise Refusal(_("At this meetup names are hidden, so I can't ask anybody for you. Ask them yourself."))
    if other == item.author:
        raise Refusal(_("That is you. Choose somebody else to do it with."))
    if is_bot:
        raise Refusal(_("That is a bot, and can't do it with you. Choose a person."))
    if before is not None and before.state is not BuddyState.NO:
        raise Refusal(_("You asked somebody for this already. One is enough to do it with."))
    if before is not None and before.person == other:
        raise Refusal(_("They would rather not, this time. Choose somebody else, or do it by yourself."))


def asked(buddy: Buddy | None, person: int) -> Buddy:
    """Return what somebody was asked. Raises Refusal where they are not asked any more."""
    if buddy is None or buddy.person != person:
        raise Refusal(_("This is no longer asked of you. You need to do nothing."))
    return buddy
