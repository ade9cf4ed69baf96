"""Joining a pledge: "I do that too". Who joins and who pledged see each other's names only if both agree."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import Sharing
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Join:
    """Somebody joins a pledge; ``name`` is empty unless its author may see it."""

    contribution: int
    person: int
    name: Typed
    at: datetime


def may_join(item: Contribution | None, meetup: Meetup | None, person: int, now: datetime, *, shared: bool) -> Meetup:
    """The meetup of a pledge that this person may join. Raises Refusal otherwise.

    ``shared`` is whether it stands on the wall, or is a chat message that this person has before them. What its
    author keeps off the wall is joined by nobody.
    """
    if item is None or meetup is None:
        raise Refusal(_("This contribution is no longer there: it was withdrawn. You need to do nothing more."))
    if not KINDS[item.kind].joinable:
        raise Refusal(_("You can join what somebody does tomorrow: a **#morgen**. This is something else."))
    if item.author == person:
        raise Refusal(_("This is your own. Others can join it; “My contributions” tells you how many do."))
    if item.sharing is Sharing.NOT or not shared:
        raise Refusal(_("This is not shared now, so nobody can join it. Look on the wall for what is."))
    if not meetup.takes_contributions(now) or not item.text:
        raise Refusal(_("This meetup is over and its harvest is in. Who you joined before, you still do."))
    return meetup


def may_read(item: Contribution, *, shown: bool) -> bool:
    """Whether who joins it may read its words now: its author may have changed them since, and not shared those.

    ``shown`` is whether it stands on the wall; a chat message is there to be read.
    """
    return item.sharing is not Sharing.NOT and (shown or item.origin is not None)


def author_known(item: Contribution, meetup: Meetup) -> bool:
    """Whether who joins may know the author: they said so, or want their name beside it on the wall."""
    return bool(meetup.shows_names and item.author_name) and (item.known or item.sharing is Sharing.NAMED)


def names(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> list[Typed]:
    """The names that the author may see: of who agreed, where the author agrees to be known too."""
    return [join.name for join in joined if join.name] if author_known(item, meetup) else []


def asks_author(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> bool:
    """Whether somebody would tell the author their name, if only the author did the same."""
    known = author_known(item, meetup)
    return meetup.shows_names and bool(item.author_name) and not known and any(join.name for join in joined)
