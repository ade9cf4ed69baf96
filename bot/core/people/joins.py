"""Joining a pledge: "I do that too".

The person who joins and the author see each other's names only if both agree.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
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
    """A person's joining of a pledge; ``name`` is empty unless the pledge's author may see it."""

    contribution: int
    person: int
    name: Typed
    at: datetime


def may_join(
    item: Contribution | None,
    meetup: Meetup | None,
    person: int,
    now: datetime,
    *,
    shared: bool,
    elsewhere: Iterable[Meetup] = (),
    is_found: bool = False,
) -> Meetup:
    """Return the meetup of a pledge that this person may join. Raises Refusal otherwise.

    ``shared`` is whether it stands on the wall, or is a chat message that this person has before them; ``elsewhere``
    are later meetups that show it; ``is_found``: everybody finds it with a search, also when its meetup is over. A
    pledge that its author or a moderator keeps back can't be joined.
    """
    if item is None or meetup is None:
        raise Refusal(_("This contribution is no longer there: it was withdrawn. You need to do nothing more."))
    if not KINDS[item.kind].joinable:
        raise Refusal(_("You can join what somebody does tomorrow: a **#morgen**. This is something else."))
    if item.author == person:
        raise Refusal(_("This is your own. Others can join it; “My contributions” tells you how many do."))
    if item.sharing is Sharing.NOT or item.hidden is not None or not shared:
        raise Refusal(_("This is not shared now, so nobody can join it. Look on the wall for what is."))
    takes_more = is_found or any(one.takes_contributions(now) for one in (meetup, *elsewhere))
    if not takes_more or not item.text:
        raise Refusal(_("This meetup is over and its harvest is in. Who you joined before, you still do."))
    return meetup


def is_offered(item: Contribution, meetup: Meetup, person: int, now: datetime, *, is_found: bool) -> bool:
    """Return True if this person may join a pledge that they find with a search; see ``may_join``."""
    with suppress(Refusal):
        may_join(item, meetup, person, now, shared=is_found, is_found=is_found)
        return True
    return False


def may_read(item: Contribution, *, shown: bool) -> bool:
    """Return True if those who join a pledge may read its words now.

    The author may have changed the words since, and not shared the new ones. ``shown`` is whether it stands on the
    wall; a chat message is there to be read.
    """
    return item.sharing is not Sharing.NOT and item.hidden is None and (shown or item.origin is not None)


def author_known(item: Contribution, meetup: Meetup) -> bool:
    """Return True if those who join may know the author.

    The author agreed to that, or wants their name beside the pledge on the wall; and the meetup shows names.
    """
    return bool(meetup.shows_names and item.author_name) and (item.known or item.sharing is Sharing.NAMED)


def names(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> list[Typed]:
    """Return the names of those who join that the author may see.

    They are of those who agreed; none unless the author agreed to be known too.
    """
    return [join.name for join in joined if join.name] if author_known(item, meetup) else []


def asks_author(item: Contribution, meetup: Meetup, joined: Sequence[Join]) -> bool:
    """Return True if somebody who joins gave their name, and the author has not agreed to be known yet."""
    known = author_known(item, meetup)
    return meetup.shows_names and bool(item.author_name) and not known and any(join.name for join in joined)
