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
import unicodedata
from dataclasses import dataclass

from bot.core.kinds import KINDS, ContributionKind, Source, through
from bot.core.people import talk
from bot.core.people.markup import masked, without_halves
from bot.core.people.near import near_miss
from bot.core.words.escaping import INVISIBLE
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Found:
    """A contribution in a message: its kind and its words, as typed. ``text`` is empty where a tag has no words."""

    kind: ContributionKind
    text: Typed


@dataclass(frozen=True, slots=True)
class Reading:
    """What a message says: the contributions to keep, in order, and the one to ask about, if any."""

    kept: tuple[Found, ...] = ()
    asked: Found | None = None


@dataclass(frozen=True, slots=True)
class _Tag:
    """A tag in a message, from ``start`` to ``end``; its prefix, or the sentence it is a word of, begins at ``begin``.

    ``inside`` tells that it stands in one sentence with the tag before it.
    """

    kind: ContributionKind
    begin: int
    start: int
    end: int
    opens: bool
    closes: bool
    inside: bool

    @property
    def ahead(self) -> int:
        """End of the words before it."""
        return self.begin if self.opens else self.start


_KINDS = "|".join(through(Source.CHAT))
_SEEN = "\u200b-\u200d\u2060\ufeff\u00ad"  # invisible characters inside a line
# A hyphen or an apostrophe before a letter makes a longer word: #morgen-avond, #idee's.
_TAG = re.compile(
    rf"(?:(?<![^\W_])(?<![&/])|{'|'.join(f'(?<=#{kind})' for kind in through(Source.CHAT))})"
    rf"#(?P<kind>{_KINDS})(?![^\W_])(?![-'’_.]+[^\W_])",
    re.IGNORECASE,
)
_PARTICLES = "d[ae]|de[nr]|van|der|ten|ter|el|al|bin|la|le|in|'t"
_NAME = (
    rf"(?:[^\W\d_a-z][\w'’.-]*|{_PARTICLES})(?:[ \t]+(?:[^\W\d_a-z][\w'’.-]*|{_PARTICLES}|\([^()\n]{{1,30}}\))){{0,5}}"
)
_TIME = r"\[?\d{1,2}[:.]\d{2}(?::\d{2})?\]?"
_BULLET = r"[-*+•–—·▪◦‣●○►➤✓✔☐☑☒✅]|\d{1,3}[.)]|[a-zA-Z]\)|\[[ xX]?\]|\#{1,3}|-\#"
_PREFIX = re.compile(rf"(?:(?:{_BULLET})[ \t\u00a0{_SEEN}]+|{_TIME}[ \t]+|(?:{_TIME}[ \t]*)?{_NAME}[ \t]*:[ \t]*)+")
_LABELS = re.compile(rf"(?:(?<!\w)#(?!(?:{_KINDS})(?!\w))[\w-]+[\s{_SEEN}]*)+\Z", re.IGNORECASE)
_LABEL = re.compile(rf"(?<!\w)#(?!(?:{_KINDS})(?!\w))[\w-]+", re.IGNORECASE)
_CLOSING = {"(": ")", "[": "]", "{": "}"}
# Between a tag and its words: small signs that belong to the tag.
_AFTER_TAG = re.compile(rf"(?:[\s:;,.!?…{_SEEN}]|[-–—=>→~|/]+(?=\s|$)|->|=>|→)+")
_TAIL = re.compile(r"<?(?:https?://|www\.)\S+|@[\w.]+|<[@#][!&]?\d+>|<a?:\w+:\d+>|:[\w~]+:", re.IGNORECASE)
_PREFIXES = re.compile(rf"[\s{_SEEN}*_|~]*(?:{_PREFIX.pattern})?[\s{_SEEN}*_|~]*")
_SIGN = re.compile(rf"[)\]*_]*[ \t{_SEEN}]*(?::|->|=>|→|[-–—]+(?=\s))\s*[*_]*\w")
_AROUND = INVISIBLE + "([{*_|~"
_JOINS = INVISIBLE + ",;:-–—>→"  # between words and the tag that closes them
_END = re.compile(r"[.!?…]+|\n")
_SENTENCE = re.compile(r"[.!?…]+[\"'”’)\]*_|]*\s+|\n+")


def read(message: Typed) -> Reading:
    """Read a chat message; words come back as they were typed."""
    said, hidden = message.raw, masked(message.raw)
    tags = _tags(hidden)
    found = _read_tags(said, hidden, tags)
    kept = tuple(item for item, sure in found if sure and item.text)
    if kept:
        return Reading(kept)
    asked = next((item for item, _sure in found), None) if tags else _near(said, hidden)
    return Reading((), asked)


def _tags(hidden: str) -> list[_Tag]:
    tags: list[_Tag] = []
    matches = [tag for tag in _TAG.finditer(hidden) if not _is_accented(hidden, tag.end())]
    stops = [*(match.start() for match in matches[1:]), len(hidden)]
    for match, stop in zip(matches, stops, strict=False):
        tags.append(_tag(hidden, match, stop, tags[-1].end if tags else 0))
    return tags


def _tag(hidden: str, match: re.Match[str], stop: int, previous: int) -> _Tag:
    """Make one tag; ``previous`` is the end of the tag before it, ``stop`` the start of the next one."""
    kind, start, end = ContributionKind(match["kind"].lower()), match.start(), match.end()
    begin, opens = _opening(hidden, start, previous)
    sentence = _sentence_begin(hidden, start)
    inside = not opens and 0 < previous >= sentence
    if not opens and not inside:
        opens = bool(_SIGN.match(hidden, end)) and not talk.is_request(hidden[sentence:start])
        begin = sentence
    return _Tag(kind, begin, start, end, opens or inside, not _says_words(hidden[end:stop]), inside)


def _opening(hidden: str, start: int, previous: int) -> tuple[int, bool]:
    """Return where the prefix, labels and brackets of a tag begin, and whether it stands where a tag opens."""
    line = max(hidden.rfind("\n", 0, start) + 1, previous)
    bare = hidden[line:start].rstrip(_AROUND)
    bare = _LABELS.sub("", f"{bare} ").rstrip(_AROUND)
    at_begin = line == 0 or hidden[line - 1] == "\n" or not _has_words(hidden[:line])
    if at_begin and _PREFIXES.fullmatch(f"{bare} "):
        return line, True
    return line + len(bare), _ends_sentence(bare) if bare else at_begin


def _read_tags(message: str, hidden: str, tags: list[_Tag]) -> list[tuple[Found, bool]]:
    """Return each contribution with whether it is sure; what surely is none is left out."""
    if not tags:
        return []
    before = hidden[: tags[0].ahead]
    greets = len(tags) > 1 and tags[0].opens and talk.is_praise(before)
    if tags[-1].closes and _says_words(before) and not greets:
        return _read_closing(message, hidden, tags)
    own = tags[:1]
    for tag in tags[1:]:
        if _is_new(hidden, own[-1], tag):
            own.append(tag)
    ends = [*(tag.begin for tag in own[1:]), len(message)]
    return [found for tag, end in zip(own, ends, strict=True) for found in _read_one(message, hidden, tag, end)]


def _is_new(hidden: str, tag: _Tag, other: _Tag) -> bool:
    """True unless the other tag is just a word among the words of this one."""
    between = hidden[tag.end : other.start]
    if other.inside:
        is_word = talk.is_word(other.kind, tag.kind, between, hidden[other.end :], last=other.closes)
        return not (talk.is_meant(between) or is_word)
    return other.opens or _verdict(hidden, other) is not talk.Verdict.TALK


def _verdict(hidden: str, tag: _Tag) -> talk.Verdict:
    return talk.verdict(tag.kind, hidden[tag.begin : tag.start], hidden[tag.end : _sentence_end(hidden, tag.end)])


def _read_one(message: str, hidden: str, tag: _Tag, end: int) -> list[tuple[Found, bool]]:
    if tag.opens:
        text = _said(message, tag, end)
        greets = tag.kind == "morgen" and talk.is_greeting(text)
        return [] if greets else [(Found(tag.kind, Typed(text)), True)]
    verdict = _verdict(hidden, tag)
    word = message[tag.start + 1 : tag.end]
    before, after = without_halves(message, tag.begin, tag.start), without_halves(message, tag.end, end)
    text = _unlabelled(f"{before}{word}{after}".strip(INVISIBLE))
    return [] if verdict is talk.Verdict.TALK else [(Found(tag.kind, Typed(text)), verdict is talk.Verdict.SAID)]


def _read_closing(message: str, hidden: str, tags: list[_Tag]) -> list[tuple[Found, bool]]:
    found = []
    at = 0
    for tag in tags:
        words = hidden[at : tag.start]
        text = _unlabelled(_slice(message, at, max(tag.ahead, at)).rstrip(_JOINS)).rstrip(_JOINS)
        text = text if ")" in text else text.lstrip("( ")
        if not _ends_sentence(words.rstrip(INVISIBLE + "([{*_|")) and not tag.opens and tag.kind in talk.VERBS:
            text = f"{text} {message[tag.start + 1 : tag.end]}"
        sentence = hidden[_sentence_begin(hidden, tag.start) : tag.start]
        if tag is tags[-1]:
            text = f"{text} {_tail(message[tag.end :])}".strip()
        verdict = talk.closing_verdict(
            tag.kind,
            words,
            sentence,
            hidden[tag.end :] if tag is tags[-1] else "",
            ended=_ends_sentence(words.rstrip(INVISIBLE + "*_|([{")),
        )
        if _says_words(words) and verdict is not talk.Verdict.TALK:
            found.append((Found(tag.kind, Typed(text)), verdict is talk.Verdict.SAID))
        at = tag.end
    return found


def _said(message: str, tag: _Tag, end: int) -> str:
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
    row = KINDS[tag.kind]
    if row.leading_word:
        rest = re.sub(rf"\A{row.leading_word}\b(?![-'’]\w)[\s:,…]*", "", text, flags=re.IGNORECASE)
        text = rest if says_something(rest) else text
    return text if says_something(text) else ""


def _slice(message: str, start: int, end: int, *, left: bool = True, right: bool = True) -> str:
    text = without_halves(message, start, end)
    text = text.lstrip(INVISIBLE) if left else text
    return text.rstrip(INVISIBLE + "([{") if right else text


def _unlabelled(text: str) -> str:
    """Return the words without hashtags in a row at their end."""
    shorter = _LABELS.sub("", text + " ").rstrip(INVISIBLE)
    return shorter if says_something(shorter) else text


def _tail(text: str) -> str:
    """Return what stands behind a closing tag, without hashtags and bare punctuation."""
    rest = " ".join(_LABEL.sub(" ", text).split()).strip(INVISIBLE + "*_|)]}")
    return rest if says_something(rest) else ""


def _sentence_begin(hidden: str, at: int) -> int:
    begins = [match.end() for match in _SENTENCE.finditer(hidden[:at])]
    tags = [tag.end() for tag in _TAG.finditer(hidden[:at])]
    start = max([0, *begins, *tags])
    prefix = _PREFIX.match(hidden, start)
    return prefix.end() if prefix and prefix.end() <= at and (start == 0 or hidden[start - 1] == "\n") else start


def _sentence_end(hidden: str, at: int) -> int:
    match = _END.search(hidden, at)
    return match.end() if match else len(hidden)


def _ends_sentence(text: str) -> bool:
    """True where a sentence ends here: with . ! ? … : or an emoji, perhaps inside quotation marks or brackets."""
    text = text.rstrip(INVISIBLE + "\"'”’)]*_|~\u200d\ufe0f")
    if not text:
        return True
    last = text[-1]
    return last in ".!?…:" or _is_emoji(last) or bool(re.search(r"(?:<a?:\w+:\d+>|:\w+:)$", text))


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk") and ord(character) > 0xA9


def _says_words(text: str) -> bool:
    """True where something is said besides hashtags, links, names and emoji: a letter or a digit is left."""
    return any(character.isalnum() for character in _LABEL.sub(" ", _TAIL.sub(" ", text)))


def _has_words(text: str) -> bool:
    """True where a letter or digit stands outside hashtags."""
    return any(character.isalnum() for character in _LABEL.sub(" ", text))


def says_something(text: str) -> bool:
    """True where anything can be seen but punctuation: a letter, a number, an emoji."""
    return any(unicodedata.category(character)[0] not in "PZC" for character in text)


def _is_accented(text: str, at: int) -> bool:
    """True where the letter before this place carries an accent of its own character: then the word goes on."""
    return unicodedata.category(text[at : at + 1] or " ").startswith("M")


def _near(message: str, hidden: str) -> Found | None:
    if (found := near_miss(hidden)) is None:
        return None
    kind, start, end = found
    behind = without_halves(message, end, len(message))
    behind = behind[signs.end() :] if (signs := _AFTER_TAG.match(behind)) else behind
    behind = behind.strip(INVISIBLE)
    text = behind if _says_words(behind) else _unlabelled(_slice(message, 0, start))
    return Found(kind, Typed(text if says_something(text) else ""))
