"""Commitments: made by the person themselves, or written down for somebody, who confirms them or says they are not."""

from dataclasses import replace

from bot.core.details import CONFIRMED, NAME, ORGANISATION
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.people.filling import NO, YES, Details
from bot.core.people.sharing import Sharing, may_name
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

DECLINED = Typed("-")  # as it is kept in place of a yes or no
SHORTEST = 3  # letters of a part of a name that tells it is the same person


def takes_confirming(kind: ContributionKind) -> bool:
    """Return True for a kind that may be written down for somebody else."""
    return CONFIRMED in KINDS[kind].details


def is_ones_own(name: Typed | None, own: Typed) -> bool:
    """Return True where no other name than somebody's own was filled in; one part of it in common is enough."""
    if name is None or name.raw.casefold() == own.raw.casefold():
        return True
    one, other = ({part for part in words.raw.casefold().split() if len(part) >= SHORTEST} for words in (name, own))
    return bool(one & other)


def standing(details: Details, name: Typed, *, by_oneself: bool) -> Details:
    """Return the detail that tells whether a commitment is confirmed: it is where its author, of this name, made it."""
    own = by_oneself and is_ones_own(dict(details).get(NAME.key), name)
    return ((CONFIRMED.key, YES if own else NO),)


def made(item: Contribution, name: Typed) -> Contribution:
    """Return a contribution as its author words it now; what they say themselves needs no confirming any more."""
    if not takes_confirming(item.kind):
        return item
    others = tuple(pair for pair in item.details if pair[0] != CONFIRMED.key)
    return replace(item, details=others + standing(others, name, by_oneself=True))


def by(item: Contribution, meetup: Meetup) -> list[Typed]:
    """Return who a contribution comes from, for others to read: a name as its author agreed, and the organisation."""
    details = dict(item.details)
    name = (details.get(NAME.key) or item.author_name) if meetup.shows_names and may_name(item.sharing) else None
    return [words.line for words in (name, details.get(ORGANISATION.key)) if words]


def is_confirmed(item: Contribution) -> bool:
    """Return True where its author says that they made it."""
    return dict(item.details).get(CONFIRMED.key) == YES


def is_declined(item: Contribution) -> bool:
    """Return True where the person it was written down for says that they did not make it."""
    return dict(item.details).get(CONFIRMED.key) == DECLINED


def answered(item: Contribution | None, person: int, *, yes: bool) -> Contribution:
    """Return a commitment once its person said whether it is theirs; what is not is shown to nobody.

    Raises Refusal for anybody else, and where it is gone.
    """
    if item is None:
        raise Refusal(_("This commitment is no longer there: it was withdrawn. You need to do nothing more."))
    if item.author != person:
        raise Refusal(_("Only the person who made this commitment can answer. You need to do nothing."))
    details = (*(pair for pair in item.details if pair[0] != CONFIRMED.key), (CONFIRMED.key, YES if yes else DECLINED))
    return replace(item, details=details, sharing=item.sharing if yes else Sharing.NOT)
