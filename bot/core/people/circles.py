"""Circles: the private channel of those who do a pledge together, when its author wants one."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.core.evening.meetup import Meetup
from bot.core.people.contributions import Contribution
from bot.core.people.joins import Join
from bot.core.words.text import Refusal, _


@dataclass(frozen=True, slots=True)
class Circle:
    """The channel of a pledge, None until it is made; ``contribution`` is None once the pledge was withdrawn."""

    id: int
    meetup: int
    contribution: int | None
    channel: int | None


def members(item: Contribution, joined: Sequence[Join]) -> frozenset[int]:
    """Return who is in the circle of a pledge: its author, and those who join and told them their name."""
    return frozenset({item.author, *(join.person for join in joined if join.name)})


def may_open(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> bool:
    """Return True if its author can go on together with others."""
    return meetup.shows_names and not meetup.is_dry_run and bool(item.text) and len(members(item, joined)) > 1


def refuse_alone(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> None:
    """Raise Refusal where there is nobody to go on with."""
    if not may_open(item, meetup, joined):
        raise Refusal(
            _("Nobody who joins has told their name yet, so there is nobody to bring together. It can still come.")
        )


def refuse_closing(item: Contribution | None, person: int, *, is_moderator: bool) -> None:
    """Raise Refusal for who may not close a circle: it is for its author and moderators, or for all without these."""
    if item is not None and item.author > 0 and item.author != person and not is_moderator:
        raise Refusal(_("Only who wrote the plan closes this channel, or a moderator. You can go out yourself."))
