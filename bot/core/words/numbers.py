"""Whole numbers as people write them: "24", "4.000", "dertig", "thirty-two"."""

import re
from typing import Final

from bot.core.words.plain import plain

_FIGURES = re.compile(r"\d{1,3}(?:[.,]\d{3})+|\d{1,9}")
_WORD = re.compile(r"[^\W\d_]+")
_DUTCH = (
    "nul", "een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf", "dertien",
    "veertien", "vijftien", "zestien", "zeventien", "achttien", "negentien",
)  # fmt: skip
_DUTCH_TENS = (
    "twintig", "dertig", "veertig", "vijftig", "zestig", "zeventig", "tachtig", "negentig",
)  # fmt: skip
_ENGLISH = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_ENGLISH_TENS = (
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
)  # fmt: skip


def _words() -> dict[str, int]:
    found = {word: n for words in (_DUTCH, _ENGLISH) for n, word in enumerate(words)}
    for tens, words in ((_DUTCH_TENS, _DUTCH), (_ENGLISH_TENS, _ENGLISH)):
        for at, ten in enumerate(tens, start=2):
            found[ten] = 10 * at
            for n, word in enumerate(words[1:10], start=1):
                found[f"{word}en{ten}" if words is _DUTCH else f"{ten} {word}"] = 10 * at + n
    return found | {"honderd": 100, "hundred": 100}


WORDS: Final = _words()
_ARTICLES: Final = ("een", "one")  # "een man of dertig" is thirty


def number_in(text: str) -> int | None:
    """Return the one number in a text, in figures or, up to a hundred, in words; None for none or several."""
    figures = _FIGURES.findall(text)
    if figures:
        return int(re.sub(r"\D", "", figures[0])) if len(figures) == 1 else None
    words = _WORD.findall(plain(text))
    numbers, at = list[str](), 0
    while at < len(words):
        pair = " ".join(words[at : at + 2])
        found = pair if pair in WORDS else words[at]
        numbers += [found] if found in WORDS else []
        at += len(found.split())
    several = [number for number in numbers if number not in _ARTICLES] or numbers
    return WORDS[several[0]] if len(several) == 1 else None
