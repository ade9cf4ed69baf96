"""The tags in a chat message: where they stand, and whether they open, close or are a word. See ``reading``."""

import re
import unicodedata
from dataclasses import dataclass

from bot.core.kinds import ContributionKind, Source, through
from bot.core.people import talk
from bot.core.people.markup import LINK
from bot.core.words.escaping import INVISIBLE, SEEN


@dataclass(frozen=True, slots=True)
class Tag:
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
# A hyphen, an apostrophe or one full stop before a letter makes a longer word: #morgen-avond, #idee's.
_TAG = re.compile(
    rf"(?:(?<![^\W_])(?<![&@])|{'|'.join(f'(?<=#{kind})' for kind in through(Source.CHAT))})"
    rf"#(?P<kind>{_KINDS})(?![^\W_])(?![-'’_]+[^\W_]|\.[^\W_])",
    re.IGNORECASE,
)
_PARTICLES = "d[ae]|de[nr]|van|der|ten|ter|el|al|bin|la|le|in|'t"
_NAME = (
    rf"(?:[^\W\d_a-z][\w'’.-]*|{_PARTICLES})(?:[ \t]+(?:[^\W\d_a-z][\w'’.-]*|{_PARTICLES}|\([^()\n]{{1,30}}\))){{0,5}}"
)
_TIME = r"\[?\d{1,2}[:.]\d{2}(?::\d{2})?\]?"
_BULLET = r"[-*+•–—·▪◦‣●○►➤✓✔☐☑☒✅→➔➜»]|\d\ufe0f?\u20e3|\d{1,3}[.)]|[a-zA-Z]\)|\[[ xX]?\]|\#{1,3}|-\#"
_PREFIX = re.compile(rf"(?:(?:{_BULLET})[ \t\u00a0{SEEN}]+|{_TIME}[ \t]+|(?:{_TIME}[ \t]*)?{_NAME}[ \t]*:[ \t]*)+")
LABELS = re.compile(rf"(?:(?<!\w)#(?!(?:{_KINDS})(?!\w))[\w-]+[\s{SEEN}]*)+\Z", re.IGNORECASE)
LABEL = re.compile(rf"(?<!\w)#(?!(?:{_KINDS})(?!\w))[\w-]+", re.IGNORECASE)
_TAIL = re.compile(r"<?(?:https?://|www\.)\S+|@[\w.]+|<[@#][!&]?\d+>|<a?:\w+:\d+>|:[\w~]+:", re.IGNORECASE)
_PREFIXES = re.compile(rf"[\s{SEEN}{LINK}*_|~,;.]*(?:{_PREFIX.pattern})?[\s{SEEN}{LINK}*_|~]*")
_SIGN = re.compile(rf"[)\]*_]*[ \t{SEEN}]*(?:(?:is|zijn)[ \t]*:|:(?!\w+:)|->|=>|→|[-–—]+(?=\s))[\s*_]*\w")
_AROUND = INVISIBLE + "([{*_|~"
_END = re.compile(r"[.!?…]+|\n")
_SENTENCE = re.compile(r"(?<![.!?…])[.!?…]+[\"'”’)\]*_|]*\s+|\n+")


def tags_in(hidden: str) -> list[Tag]:
    """Return the tags of a message, in order; ``hidden`` is the message as ``markup.masked`` gives it."""
    tags: list[Tag] = []
    found = _TAG.finditer(hidden)
    matches = [tag for tag in found if not (_is_accented(hidden, tag.end()) or _is_in_address(hidden, tag.start()))]
    stops = [*(match.start() for match in matches[1:]), len(hidden)]
    for match, stop in zip(matches, stops, strict=False):
        tags.append(_tag(hidden, match, stop, tags[-1].end if tags else 0))
    return tags


def _tag(hidden: str, match: re.Match[str], stop: int, previous: int) -> Tag:
    """Make one tag; ``previous`` is the end of the tag before it, ``stop`` the start of the next one."""
    kind, start, end = ContributionKind(match["kind"].lower()), match.start(), match.end()
    begin, opens = _opening(hidden, start, previous)
    sentence = sentence_begin(hidden, start, previous)
    inside = not opens and 0 < previous >= sentence
    if not opens and not inside:
        opens = bool(_SIGN.match(hidden, end)) and not talk.is_request(hidden[sentence:start])
        begin = sentence
    return Tag(kind, begin, start, end, opens or inside, not says_words(hidden[end:stop]), inside)


def _opening(hidden: str, start: int, previous: int) -> tuple[int, bool]:
    """Return where the prefix, labels and brackets of a tag begin, and whether it stands where a tag opens."""
    line = max(hidden.rfind("\n", 0, start) + 1, previous)
    bare = hidden[line:start].rstrip(_AROUND)
    bare = LABELS.sub("", f"{bare} ").rstrip(_AROUND)
    at_begin = line == 0 or hidden[line - 1] == "\n" or not _has_words(hidden[:line])
    if at_begin and _PREFIXES.fullmatch(f"{bare} "):
        return line, True
    return line + len(bare), ends_sentence(bare) if bare else at_begin


def sentence_begin(hidden: str, at: int, previous: int) -> int:
    """Return where the sentence around a place begins: not before ``previous``, nor with a bullet or a name."""
    start = max([previous, *(match.end() for match in _SENTENCE.finditer(hidden, previous, at))])
    prefix = _PREFIX.match(hidden, start)
    return prefix.end() if prefix and prefix.end() <= at and (start == 0 or hidden[start - 1] == "\n") else start


def sentence_end(hidden: str, at: int) -> int:
    """Return where the sentence around a place ends, its sign included."""
    match = _END.search(hidden, at)
    return match.end() if match else len(hidden)


def ends_sentence(text: str) -> bool:
    """True where a sentence ends here: with . ! ? … : or an emoji, perhaps inside quotation marks or brackets."""
    text = text.rstrip(INVISIBLE + "\"'”’)]*_|~\u200d\ufe0f")
    if not text:
        return True
    last = text[-1]
    return last in ".!?…:" or _is_emoji(last) or bool(re.search(r"(?:<a?:\w+:\d+>|:\w+:)$", text))


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in ("So", "Sk") and ord(character) > 0xA9


def says_words(text: str) -> bool:
    """True where something is said besides hashtags, links, names and emoji: a letter or a digit is left."""
    return any(character.isalnum() for character in LABEL.sub(" ", _TAIL.sub(" ", text)))


def _has_words(text: str) -> bool:
    """True where a letter or digit stands outside hashtags."""
    return any(character.isalnum() for character in LABEL.sub(" ", text))


def says_something(text: str) -> bool:
    """True where anything can be seen but punctuation: a letter, a number, an emoji."""
    return any(unicodedata.category(character)[0] not in "PZC" for character in text)


def _is_in_address(text: str, at: int) -> bool:
    """True where a tag is a place on a page, as in example.nl/#morgen; not in "een bus/#idee een fiets"."""
    return text[at - 1 : at] == "/" and "." in text[:at].rsplit(None, 1)[-1]


def _is_accented(text: str, at: int) -> bool:
    """True where the letter before this place carries an accent of its own character: then the word goes on."""
    after = text[at : at + 1] or " "
    return after not in SEEN and unicodedata.category(after).startswith("M")
