"""Owners: who does an action of a plan, by the name that its author typed."""

from bot.core.details import OWNER
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.words.plain import plain
from bot.core.words.typed import Typed


def has_owner(kind: ContributionKind) -> bool:
    """Return True for a kind of which somebody is the owner."""
    return OWNER in KINDS[kind].details


def is_named(item: Contribution, name: Typed) -> bool:
    """Return True if the owner that was typed may well be who is called so: the first name stands in it as a word."""
    owner = dict(item.details).get(OWNER.key)
    called = plain(name.raw).split()
    return bool(owner and called) and called[0] in plain(owner.raw if owner else "").split()
