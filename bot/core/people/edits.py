"""Edits of a chat message: which stored contribution is which of those that stand in it now, by their words."""

import hashlib
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from difflib import SequenceMatcher
from typing import TypeVar

from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import Contribution, in_message
from bot.core.people.reading import Found
from bot.core.people.tags import says_something
from bot.core.words.typed import Typed

Item = TypeVar("Item")

ANY = -1  # in place of a fingerprint: whatever a message says was withdrawn
LIKE = 0.6  # share of letters in common from which on words are the same, mended (difflib's ratio)
COMPARED = 200  # letters of each that are compared
MOST_PAIRS = 400  # of left-over words that are compared with each other; beyond that, none is: it would take seconds

# Messages, and people who wrote them, from which on what went during one absence was tidied up (our choice).
TOGETHER, WRITERS = 3, 2


def was_tidied_up(authors: Sequence[int]) -> bool:
    """Return whether messages that are gone after an absence were deleted together; ``authors`` has one of each.

    Discord does not tell afterwards who deleted what. Several people seldom take back their words in one channel in
    one absence; a moderator who tidies up deletes many. In doubt words stay, and the moderators hear of it.
    """
    return len(authors) >= TOGETHER and len(set(authors)) >= WRITERS


def fingerprint(words: Typed) -> int:
    """Return 32 bits that tell words apart, whatever their capitals, spaces and punctuation.

    They can't be turned back into the words: so they may stay where the words are gone.
    """
    return int.from_bytes(hashlib.blake2s(_letters(words).encode("utf-8", "replace"), digest_size=4).digest(), "big")


def _letters(words: Typed) -> str:
    letters = (c for c in unicodedata.normalize("NFKC", words.raw).casefold() if c.isalnum())
    return "".join(letters) or "".join(words.raw.split())


@dataclass(frozen=True, slots=True)
class Placed:
    """A contribution that stands in a message now: which of them, counted from 0, and its fingerprint."""

    position: int
    kind: ContributionKind
    text: Typed
    words: int


@dataclass(frozen=True, slots=True)
class Changes:
    """Changes that an edited message asks for, in the contributions that came from it."""

    changed: tuple[Contribution, ...] = ()  # in kind or text
    withdrawn: tuple[Contribution, ...] = ()
    added: tuple[Placed, ...] = ()
    stay: tuple[Contribution, ...] = ()  # all that are still there, changed or not, each with its new place


def placed(kept: Sequence[Found], withdrawn: Collection[int] = ()) -> list[Placed]:
    """Return what stands in a message, each words once, without those withdrawn on their author's command."""
    all = [Placed(position, item.kind, item.text, fingerprint(item.text)) for position, item in enumerate(kept)]
    once = {(item.kind, item.words): item for item in reversed(all) if item.words not in withdrawn}
    return sorted(once.values(), key=lambda item: item.position)


def compare(
    stored: Sequence[Contribution],
    message: Typed,
    kept: Sequence[Found],
    now: datetime,
    withdrawn: Collection[int] = (),
) -> Changes:
    """Return what to change so that the store says what the edited message says.

    ``kept`` is what is found in it now. ``withdrawn`` are the fingerprints of what the author withdrew by a button:
    it stays withdrawn. A contribution is known by its words: the same ones first, then those most like them. Only
    where a message had one and has one of the same kind now, they are the same whatever the words.
    """
    if stored and stored[0].source is Source.MENU:
        return _compare_saved(stored[0], message, now)
    found = placed(kept, withdrawn)
    pairs = dict(_same_words(stored, found))
    pairs |= dict(_like_words(_left(stored, pairs), _left(found, pairs.values())))
    if len(stored) == len(found) == 1 and not pairs and stored[0].kind == found[0].kind:
        pairs[stored[0]] = found[0]
    stay = {before: _after(before, item, now) for before, item in pairs.items()}
    return Changes(
        changed=tuple(after for before, after in stay.items() if _said(before) != _said(after)),
        withdrawn=tuple(_left(stored, pairs)),
        added=() if ANY in withdrawn else tuple(_left(found, pairs.values())),
        stay=tuple(stay.values()),
    )


def _left(all: Sequence[Item], without: Collection[Item]) -> list[Item]:
    return [item for item in all if item not in without]


def _same_words(stored: Sequence[Contribution], found: Sequence[Placed]) -> Iterator[tuple[Contribution, Placed]]:
    """Yield pairs of the same words; of those with the same words several times, first those of the same kind."""
    left, free = list(stored), list(found)
    for of_any_kind in (False, True):
        for before in list(left):
            same = (item for item in free if item.words == words_of(before))
            item = next((item for item in same if of_any_kind or item.kind == before.kind), None)
            if item is not None:
                left.remove(before)
                free.remove(item)
                yield before, item


def _like_words(stored: Sequence[Contribution], found: Sequence[Placed]) -> Iterator[tuple[Contribution, Placed]]:
    """Yield pairs of words that are like each other, the most alike first."""
    if len(stored) * len(found) > MOST_PAIRS:
        return
    pairs = [(_likeness(one.text, other.text), one, other) for one in stored for other in found]
    left, free = list(stored), list(found)
    for likeness, one, other in sorted(pairs, key=lambda pair: (-pair[0], pair[1].kind != pair[2].kind)):
        if likeness >= LIKE and one in left and other in free:
            left.remove(one)
            free.remove(other)
            yield one, other


def _likeness(one: Typed, other: Typed) -> float:
    matcher = SequenceMatcher(None, _letters(one)[:COMPARED], _letters(other)[:COMPARED], autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= LIKE else 0.0


def words_of(item: Contribution) -> int:
    """Return the fingerprint of a contribution's words in its message, which its author may have changed since."""
    heard = item.origin.words if item.origin else None
    return fingerprint(item.text) if heard is None else heard


def _after(before: Contribution, item: Placed, now: datetime) -> Contribution:
    """Return a contribution as the message says it now; words that its author changed by the form stay theirs."""
    assert before.origin is not None
    by_form = words_of(before) == item.words != fingerprint(before.text)
    origin = replace(before.origin, position=item.position, words=item.words)
    after = replace(before, kind=item.kind, text=before.text if by_form else item.text, origin=origin)
    return after if _said(after) == _said(before) else replace(after, edited_at=now)


def _said(item: Contribution) -> tuple[ContributionKind, str]:
    return item.kind, item.text.raw


def _compare_saved(before: Contribution, message: Typed, now: datetime) -> Changes:
    """Return the changes for a message saved by the menu, which is one contribution even without a tag."""
    text = in_message(before.kind, message)
    if not says_something(text.raw):
        return Changes(withdrawn=(before,))
    after = replace(before, text=text, edited_at=now)
    return Changes((after,) if text != before.text else (), stay=(before if text == before.text else after,))
