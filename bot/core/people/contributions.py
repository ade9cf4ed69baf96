"""Contributions: how they are worded, and changed by their author. See ``reading`` and ``edits``."""

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, Source
from bot.core.people import talk
from bot.core.people.filling import Details, filled_in, of_length
from bot.core.people.reading import Reading, read
from bot.core.people.sharing import Sharing, may_publish
from bot.core.people.tags import says_something
from bot.core.words.escaping import INVISIBLE
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Origin:
    """Chat message that holds a contribution; ``position`` counts the contributions of one message from 0.

    ``words`` is the fingerprint of the words there (see ``edits``); None where it was saved by the menu.
    """

    channel: int
    message: int
    position: int = 0
    words: int | None = None


class ThemeSource(StrEnum):
    """Where the theme of a contribution comes from."""

    SAID = "said"  # it was said at a table of that theme
    TABLE = "table"  # it was said elsewhere; its author sat at a table of that theme in their last break-out


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing a person brought in. ``id`` is 0 until it is stored.

    ``theme`` is a slug and ``table`` a title; each may be None.
    """

    id: int
    meetup: int
    kind: ContributionKind
    text: Typed
    author: int
    author_name: Typed
    theme: str | None
    table: Typed | None
    source: Source
    said_at: datetime
    edited_at: datetime | None = None
    origin: Origin | None = None
    sharing: Sharing | None = None  # None until the author chose
    known: bool = False  # those who join may know the author; see ``joins``
    theme_source: ThemeSource | None = None  # None without a theme
    people: int = 1  # how many speak through the account of the author
    hidden: Typed | None = None  # why a moderator keeps it out of all that is published; None where none does
    highlighted: bool = False
    details: Details = ()
    parent: int | None = None  # the contribution that it follows from, perhaps of another meetup; see ``parents``

    @property
    def is_public(self) -> bool:
        """True if it may stand on the wall, the page and the poster."""
        return may_publish(self.sharing, hidden=self.hidden is not None)

    @property
    def is_for_all(self) -> bool:
        """True if everybody at its meetup may read it: what may be public, and what is made for all unless kept back.

        Without a choice of its author that is without a name.
        """
        kept_back = self.hidden is not None or self.sharing is Sharing.NOT
        return self.is_public or (KINDS[self.kind].for_all and not kept_back)


_OWN_TAG = re.compile(rf"\s*#({'|'.join(KINDS)})(?![\w-])[\s:,]*", re.IGNORECASE)
_LEADING_WORDS = {
    kind: re.compile(rf"\A\s*{row.leading_word}\b(?![-'’]\w)[\s:,…]*", re.IGNORECASE)
    for kind, row in KINDS.items()
    if row.leading_word
}


def completed(kind: ContributionKind, words: Typed) -> Typed:
    """Return what was filled in after "Morgen …", without a second "morgen" or tag.

    Raises Refusal when nothing is left, or more than 4,000 characters.
    """
    said = _OWN_TAG.sub("", words.raw, count=1) if _OWN_TAG.match(words.raw) else words.raw
    if kind in _LEADING_WORDS:
        said = _LEADING_WORDS[kind].sub("", said)
    said = said.strip(INVISIBLE)
    if not says_something(said):
        raise Refusal(KINDS[kind].empty)
    return of_length(said)


def whole(text: Typed, details: Details) -> Typed:
    """Return everything that somebody filled in, a line each, to be given back to them."""
    return together([text, *(value for _key, value in details)])


def together(words: Iterable[Typed]) -> Typed:
    """Return words that were filled in apart, a line each, without the empty ones."""
    return Typed("\n".join(part.raw for part in words if part))


def number_of(*words: Typed) -> int:
    """Return a number of at most ten digits for these words; other words have another one, as good as surely."""
    return zlib.crc32("\0".join(part.raw for part in words).encode())


def own(contribution: Contribution | None, person: int) -> Contribution:
    """Return the contribution. Raises Refusal unless it is still there and this person wrote it."""
    if contribution is None:
        raise Refusal(_("This contribution is no longer there: it was withdrawn. You need to do nothing more."))
    if contribution.author != person:
        raise Refusal(_("This contribution is somebody else's. Only its author can change or withdraw it."))
    return contribution


def reworded(
    contribution: Contribution, text: Typed, details: Iterable[Typed], now: datetime, today: date
) -> Contribution:
    """Return the contribution in new words, with these details; ``today`` is where the meetup is.

    Raises Refusal when there are no words, or too many.
    """
    kind = contribution.kind
    filled = filled_in(kind, details, today, contribution.details)
    return replace(contribution, text=completed(kind, text), details=filled, edited_at=now)


def in_message(kind: ContributionKind, message: Typed) -> Typed:
    """Return the text of a message as a contribution of this kind: after its tag, or else all of it."""
    whole = Typed(message.raw.strip(INVISIBLE))
    return next((item.text for item in read(message).kept if item.kind == kind), whole)


def of_moderator(reading: Reading) -> Reading:
    """Keep of what a moderator says in the plenary only what is their own; ask about the rest that has words."""
    own = tuple(item for item in reading.kept if talk.is_own(item.text.raw))
    return Reading(own, None if own else next(iter(reading.kept), None))


def may_contribute(meetup: Meetup | None, now: datetime) -> Meetup:
    """Return the meetup. Raises Refusal unless there is one that takes contributions now."""
    if meetup is None:
        raise Refusal(_("There is no meetup here. Go to a channel of your meetup and try again there."))
    if meetup.is_dry_run:
        raise Refusal(_("This is a dry run: nothing that is said here is kept. On the evening itself it is."))
    if meetup.was_cancelled:
        raise Refusal(_("This meetup has been cancelled. You need to do nothing more."))
    if not meetup.has_begun:
        raise Refusal(_("This meetup has not begun yet. Keep your thought and share it when it starts."))
    if not meetup.takes_contributions(now):
        raise Refusal(_("This meetup is over and its harvest is in. You can still change what you said before."))
    return meetup
