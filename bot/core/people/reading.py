"""How a chat message is read: which contributions stand in it, and what is to be asked back.

    message = line *("\\n" line)
    line    = [prefix] *(words / tag)
    prefix  = bullet / number / check box / heading / small print / [time] name ":"   left out where a tag follows
    tag     = "#" kind, with markup, a bracket and other hashtags around it
    end     = "." / "!" / "?" / "…" / ":" / emoji                                       of a sentence

A tag *opens* at the begin of its line or behind the end of a sentence: its words are all up to the next tag or the end
of the message. It *closes* where only hashtags, links, names, emoji and punctuation follow: its words are those before
it, back to the previous tag. Elsewhere it is *a word* of its sentence, which is kept from its begin on. Where the last
tag of a message closes and words stand before the first, each of its tags closes.

Not looked at: quoted lines, code, what is struck out, quotations together with their tag, links (``markup``). Talk
about a tag is no contribution (``talk``). What is doubtful and what is nearly a tag (``near``) is asked.
"""

import re
from dataclasses import dataclass

from bot.core.kinds import KINDS, ContributionKind, Sense
from bot.core.people import talk
from bot.core.people.markup import masked, without_halves
from bot.core.people.near import near_miss
from bot.core.people.tags import (
    LABEL,
    LABELS,
    Tag,
    ends_sentence,
    says_something,
    says_words,
    sentence_begin,
    sentence_end,
    tags_in,
)
from bot.core.words.escaping import INVISIBLE, SEEN
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Found:
    """A contribution in a message: its kind and its words, as typed. ``text`` is empty where a tag has no words."""

    kind: ContributionKind
    text: Typed


@dataclass(frozen=True, slots=True)
class Reading:
    """Result of reading a message: the contributions to keep, in order, and the one to ask about, if any."""

    kept: tuple[Found, ...] = ()
    asked: Found | None = None


_CLOSING = {"(": ")", "[": "]", "{": "}"}
# Between a tag and its words: small signs that belong to the tag.
_AFTER_TAG = re.compile(rf"(?:is\s*:|[\s;,.!?…{SEEN}]|:(?!\w+:)|[-–—=>→~|/]+(?=\s|$)|->|=>|→)+")
_JOINS = INVISIBLE + ",;:-–—=>→"  # between words and the tag that closes them
_LINKS_TAGS = re.compile(  # no words: "#werkt, dan #nodig", "#idee of een #morgen"
    r"\W*(?:(?:eerst|nu|en|of|én|dan|daarna|and|or|plus)\W+)*(?:een|je|jouw|de|mijn|ook)?\W*", re.IGNORECASE
)


def read(message: Typed) -> Reading:
    """Read a chat message; words come back as they were typed."""
    said, hidden = message.raw, masked(message.raw)
    tags = tags_in(hidden)
    found = _read_tags(said, hidden, tags)
    kept = tuple(item for item, sure in found if sure and item.text)
    if kept:
        return Reading(kept)
    asked = next((item for item, _sure in found), None) if tags else _near(said, hidden)
    return Reading((), asked)


def read_answer(message: Typed, kind: ContributionKind) -> Reading:
    """Read a reply to a question of ours about a kind: without a tag, its words are asked about."""
    reading = read(message)
    is_plain = not reading.kept and not reading.asked and says_something(message.raw)
    return Reading((), Found(kind, message)) if is_plain else reading


def _read_tags(message: str, hidden: str, tags: list[Tag]) -> list[tuple[Found, bool]]:
    """Return each contribution with whether it is sure; what surely is none is left out."""
    if not tags:
        return []
    before = hidden[: tags[0].ahead]
    greets = len(tags) > 1 and tags[0].opens and talk.is_praise(before)
    if tags[-1].closes and says_words(before) and not greets:
        return _read_closing(message, hidden, tags)
    own = tags[:1]
    for tag in tags[1:]:
        if _is_new(hidden, own[-1], tag):
            own.append(tag)
    ends = [*(tag.begin for tag in own[1:]), len(message)]
    found: list[tuple[Found, bool]] = []
    explains = False
    for tag, end in zip(own, ends, strict=True):
        explains = (explains and tag.inside) or (not tag.opens and _verdict(hidden, tag) is talk.Verdict.TALK)
        found += [(item, sure and not explains) for item, sure in _read_one(message, hidden, tag, end)]
    return found


def _is_new(hidden: str, tag: Tag, other: Tag) -> bool:
    """True unless the other tag is just a word among the words of this one."""
    between = hidden[tag.end : other.start]
    if other.inside:
        is_word = talk.is_word(other.kind, tag.kind, between, hidden[other.end :], last=other.closes)
        return not (talk.is_meant(between) or is_word)
    return other.opens or _verdict(hidden, other) is not talk.Verdict.TALK


def _verdict(hidden: str, tag: Tag) -> talk.Verdict:
    return talk.verdict(tag.kind, hidden[tag.begin : tag.start], hidden[tag.end : sentence_end(hidden, tag.end)])


def _read_one(message: str, hidden: str, tag: Tag, end: int) -> list[tuple[Found, bool]]:
    if tag.opens:
        text = _said(message, tag, end)
        greets = KINDS[tag.kind].sense is Sense.TIME and talk.is_greeting(text)
        return [] if greets else [(Found(tag.kind, Typed(text)), True)]
    verdict = _verdict(hidden, tag)
    if not says_words(hidden[tag.begin : tag.start] + hidden[tag.end : end]):
        return [(Found(tag.kind, Typed("")), False)]
    word = message[tag.start + 1 : tag.end]
    before, after = without_halves(message, tag.begin, tag.start), without_halves(message, tag.end, end)
    text = _unlabelled(f"{before}{word}{after}".strip(INVISIBLE))
    ends = sentence_end(hidden, tag.end)
    if verdict is talk.Verdict.TALK and not says_words(hidden[tag.end : ends]) and says_words(hidden[ends:end]):
        said = Typed(message[ends:end].strip(INVISIBLE))
        return [(Found(tag.kind, said), False)] if talk.announces(hidden[tag.begin : tag.start]) else []
    return [] if verdict is talk.Verdict.TALK else [(Found(tag.kind, Typed(text)), verdict is talk.Verdict.SAID)]


def _read_closing(message: str, hidden: str, tags: list[Tag]) -> list[tuple[Found, bool]]:
    found = []
    at = 0
    for tag in tags:
        words = hidden[at : tag.start]
        text = _unlabelled(_slice(message, at, max(tag.ahead, at)).rstrip(_JOINS)).rstrip(_JOINS)
        text = text if ")" in text else text.lstrip("( ")
        text = text.lstrip("!?.,;:…" + INVISIBLE) if at else text  # of the sentence that the tag before closed
        ended = ends_sentence(words.rstrip(INVISIBLE + "([{*_|"))
        if not ended and not tag.opens and (KINDS[tag.kind].sense is Sense.VERB or talk.goes_on(words)):
            text = f"{text} {message[tag.start + 1 : tag.end]}"
        sentence = hidden[sentence_begin(hidden, tag.start, at) : tag.start]
        if tag is tags[-1]:
            text = f"{text} {_tail(message[tag.end :])}".strip()
        behind = hidden[tag.end :] if tag is tags[-1] else ""
        verdict = talk.closing_verdict(tag.kind, words, sentence, behind, ended=ended)
        says = says_words(words) and not _LINKS_TAGS.fullmatch(words)
        if says and verdict is not talk.Verdict.TALK:
            found.append((Found(tag.kind, Typed(text)), verdict is talk.Verdict.SAID))
        at = tag.end
    return found


def _said(message: str, tag: Tag, end: int) -> str:
    """Return what follows a tag that opens, without the signs and the second half of the markup around the tag."""
    start = tag.end
    opening = message[max(tag.start - 1, 0) : tag.start]
    if opening in _CLOSING and message.startswith(_CLOSING[opening], start):
        start += 1
    text = without_halves(message, start, end)
    while True:
        shorter = text.strip(INVISIBLE)
        if signs := _AFTER_TAG.match(shorter):
            shorter = shorter[signs.end() :]
        elif re.match(r"(?:\*\*|__|\|\|)(?=[\s:])", shorter):
            shorter = shorter[2:]
        if shorter == text:
            break
        text = shorter
    if opening == "(" and text.endswith(")") and text.count("(") < text.count(")"):  # the whole line stood in it
        text = text[:-1].rstrip(INVISIBLE)
    row = KINDS[tag.kind]
    if row.leading_word:
        rest = re.sub(rf"\A{row.leading_word}\b(?![-'’]\w)[\s:,…]*", "", text, flags=re.IGNORECASE)
        text = rest if says_something(rest) else text
    return text if says_something(LABEL.sub(" ", text)) else ""


def _slice(message: str, start: int, end: int) -> str:
    return without_halves(message, start, end).lstrip(INVISIBLE).rstrip(INVISIBLE + "([{")


def _unlabelled(text: str) -> str:
    """Return the words without hashtags in a row at their end."""
    shorter = LABELS.sub("", text + " ").rstrip(INVISIBLE)
    return shorter if says_something(shorter) else text


def _tail(text: str) -> str:
    """Return what stands behind a closing tag, without hashtags and bare punctuation."""
    rest = " ".join(LABEL.sub(" ", text).split()).strip(INVISIBLE + "*_|)]}")
    return rest if says_something(rest) else ""


def _near(message: str, hidden: str) -> Found | None:
    if (found := near_miss(hidden)) is None:
        return None
    kind, start, end = found
    behind = without_halves(message, end, len(message))
    behind = behind[signs.end() :] if (signs := _AFTER_TAG.match(behind)) else behind
    behind = behind.strip(INVISIBLE)
    text = behind if says_words(behind) else _unlabelled(_slice(message, 0, start))
    return Found(kind, Typed(text if says_something(text) else ""))
