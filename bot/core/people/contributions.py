"""What a contribution is, and how #morgen and its like are found in chat."""

import re
import unicodedata
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, Source, through
from bot.core.people.sharing import Sharing
from bot.core.words.escaping import INVISIBLE
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST = 4000  # characters; Discord's own limit for a form field


@dataclass(frozen=True, slots=True)
class Origin:
    """The message a contribution stands in; ``position`` counts the contributions of one message from 0."""

    channel: int
    message: int
    position: int = 0


class ThemeSource(StrEnum):
    """Where the theme of a contribution comes from."""

    SAID = "said"  # it was said at a table of that theme
    TABLE = "table"  # it was said elsewhere; its author sat at a table of that theme in their last break-out


@dataclass(frozen=True, slots=True)
class Contribution:
    """One thing a person brought in. ``id`` is 0 until it is stored; ``theme`` and ``table`` are titles."""

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
    sharing: Sharing | None = None  # None until the author chose; see ``bot.core.wall``
    known: bool = False  # who joins may know the author, see ``bot.core.joins``
    theme_source: ThemeSource | None = None  # None without a theme
    people: int = 1  # how many speak through the account of the author


@dataclass(frozen=True, slots=True)
class Found:
    """A tag found in a message, with what was said; ``text`` is empty when nothing was."""

    kind: ContributionKind
    text: Typed


_TAGS = "|".join(through(Source.CHAT))
# A hyphen or an apostrophe before a letter makes a longer word: #morgen-avond, #idee's.
_TAG = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3}|~~|\|\|)?"
    rf"(?:(?<!\w)|{'|'.join(f'(?<=#{kind})' for kind in through(Source.CHAT))})"
    rf"#(?P<kind>{_TAGS})(?!\w)(?![-'’]\w)",
    re.IGNORECASE,
)
# What is not said by the writer as a contribution, in Discord's own markdown.
_NOT_SAID = re.compile(
    r"""
      ```.*?```                              # a block of code
    | (?<!`)(`+)(?!`).+?(?<!`)\1(?!`)        # code in a line
    | (?:^|(?<=\n))>>>\ .*                   # a quote up to the end
    | (?:^|(?<=\n))>\ [^\n]*                 # a quoted line
    | \]\([^)\s]*\)                          # the address of a masked link
    | <?(?:https?://|www\.)[^\s>]*>?         # a link
    | ~~.*?~~                                # struck out
    | [‘'’`´]\#\w+[’'‘`´]                    # the tag itself, between single quotation marks
    | "[^"\n]*" | “[^”\n]*” | „[^”“\n]*[”“] | «[^»\n]*»   # somebody else's words
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# Between a tag and what is said: punctuation that belongs to the tag.
_AFTER_TAG = re.compile(r"(?:[\s:;,.!?…\u200b-\u200d\u2060\ufeff]|[-–—=>→]+(?=\s|$))+")


def find(words: Typed) -> list[Found]:
    """The contributions in a chat message, in order.

    What is said is everything from a tag to the next one or to the end. Where nothing is said behind the last
    tag and words stand before the first, the tags close what they follow ("I call her. #morgen").
    Tags in code, quotes, quotation marks and links are not tags. A text is empty when nothing was said.
    """
    message = words.raw
    hidden = _NOT_SAID.sub(lambda part: " " * len(part[0]), message)
    tags = [tag for tag in _TAG.finditer(hidden) if not _accented(hidden, tag.end())]
    if not tags:
        return []
    kinds = [ContributionKind(tag["kind"].lower()) for tag in tags]
    ends = [*(tag.start() for tag in tags[1:]), len(message)]
    behind = [
        _said(message[tag.end() : end].removeprefix(_closing(message, tag)), tag["mark"])
        for tag, end in zip(tags, ends, strict=True)
    ]
    tail = message[tags[-1].end() :]
    before_first = message[: tags[0].start()]
    if not _has_words(tail) and "?" not in tail and _has_words(before_first):
        if _UNTIL.search(before_first):
            return []  # "Tot #morgen!"
        starts = [0, *(tag.end() for tag in tags[:-1])]
        before = [
            message[start : tag.start() - bool(_closing(message, tag))].strip(INVISIBLE)
            for start, tag in zip(starts, tags, strict=True)
        ]
        before[-1] = f"{before[-1]} {behind[-1]}".strip()  # an emoji at the very end
        return [Found(kind, Typed(text)) for kind, text in zip(kinds, before, strict=True) if _has_words(text)]
    return [Found(kind, Typed(text)) for kind, text in zip(kinds, behind, strict=True)]


def _accented(text: str, at: int) -> bool:
    """Whether the letter before this place carries an accent of its own character: then the word goes on."""
    return unicodedata.category(text[at : at + 1] or " ").startswith("M")


_UNTIL = re.compile(r"\btot\s*$", re.IGNORECASE)


def _has_words(text: str) -> bool:
    return any(character.isalnum() for character in text)


def _closing(message: str, tag: re.Match[str]) -> str:
    """The bracket that closes around a tag, where the tag alone stands between brackets; or nothing."""
    closing = {"(": ")", "[": "]", "{": "}"}.get(message[max(tag.start() - 1, 0) : tag.start()], "")
    return closing if closing and message.startswith(closing, tag.end()) else ""


def _said(text: str, mark: str | None) -> str:
    """What follows a tag, without the punctuation and the closing bold or italics of the tag itself."""
    opening = _AFTER_TAG.match(text)
    start = opening.end() if opening else 0
    said = text[start:].strip(INVISIBLE)
    if mark and said.startswith(mark):
        said = _said(said[len(mark) :], None)
    elif mark:
        said = said.removesuffix(mark)
    return said if says_something(said) else ""


def says_something(text: str) -> bool:
    """Whether there is anything to see but punctuation: a letter, a number, an emoji."""
    return any(unicodedata.category(character)[0] not in "PZC" for character in text)


_OWN_TAG = re.compile(rf"\s*#({'|'.join(KINDS)})(?![\w-])[\s:,]*", re.IGNORECASE)
_LEADING_WORDS = {
    kind: re.compile(rf"\A\s*{row.leading_word}\b(?![-'’]\w)[\s:,…]*", re.IGNORECASE)
    for kind, row in KINDS.items()
    if row.leading_word
}


def completed(kind: ContributionKind, words: Typed, details: Iterable[Typed] = ()) -> Typed:
    """What was filled in after "Morgen …", without a second "morgen"; the details follow in brackets.

    Raises Refusal when nothing is left, or more than 4,000 characters.
    """
    said = _OWN_TAG.sub("", words.raw, count=1) if _OWN_TAG.match(words.raw) else words.raw
    if kind in _LEADING_WORDS:
        said = _LEADING_WORDS[kind].sub("", said)
    said = said.strip(INVISIBLE)
    if not says_something(said):
        raise Refusal(KINDS[kind].empty)
    if filled := [extra for detail in details if (extra := detail.raw.strip(INVISIBLE))]:
        said = f"{said} ({', '.join(filled)})"
    if len(said) > LONGEST:
        raise Refusal(
            _(
                "This text has {n} characters; at most {most} fit. Say it a little shorter, or in two parts.",
                n=len(said),
                most=LONGEST,
            )
        )
    return Typed(said)


def own(contribution: Contribution | None, person: int) -> Contribution:
    """The contribution, if it is still there and this person's; raises Refusal otherwise."""
    if contribution is None:
        raise Refusal(_("This contribution is no longer there: it was withdrawn. You need to do nothing more."))
    if contribution.author != person:
        raise Refusal(_("This contribution is somebody else's. Only its author can change or withdraw it."))
    return contribution


def reworded(contribution: Contribution, text: Typed, now: datetime) -> Contribution:
    """The contribution in new words; raises Refusal when there are none, or too many."""
    return replace(contribution, text=completed(contribution.kind, text), edited_at=now)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an edited message means for the contributions that stand in it."""

    changed: tuple[Contribution, ...] = ()
    withdrawn: tuple[Contribution, ...] = ()
    added: tuple[tuple[int, Found], ...] = ()  # position in the message, and what was found there


def compare(stored: Sequence[Contribution], message: Typed, now: datetime, withdrawn: Container[int] = ()) -> Changes:
    """What to change so that the store says what the edited message says.

    ``withdrawn`` are the positions whose contribution the author withdrew by a button: they stay withdrawn.
    """
    if stored and stored[0].source is Source.MENU:
        return _compare_saved(stored[0], message, now)
    found = {position: item for position, item in enumerate(find(message)) if item.text and position not in withdrawn}
    changed, gone = [], []
    for before in stored:
        item = found.pop(before.origin.position if before.origin else 0, None)
        if item is None:
            gone.append(before)
        elif (before.kind, before.text) != (item.kind, item.text):
            changed.append(replace(before, kind=item.kind, text=item.text, edited_at=now))
    return Changes(tuple(changed), tuple(gone), tuple(found.items()))


def _compare_saved(before: Contribution, message: Typed, now: datetime) -> Changes:
    """A message that was saved by the menu is a contribution as a whole; it needs no tag."""
    text = in_message(before.kind, message)
    if not says_something(text.raw):
        return Changes(withdrawn=(before,))
    return Changes((replace(before, text=text, edited_at=now),) if text != before.text else ())


def in_message(kind: ContributionKind, message: Typed) -> Typed:
    """What a message says as a contribution of this kind: what follows its tag, or else all of it."""
    whole = Typed(message.raw.strip(INVISIBLE))
    return next((item.text for item in find(message) if item.kind == kind and item.text), whole)


def may_contribute(meetup: Meetup | None, now: datetime) -> Meetup:
    """The meetup, if it takes contributions now; raises Refusal otherwise."""
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
