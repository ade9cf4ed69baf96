"""Names of people in what somebody typed: pointed at for whoever reads it first, never decided by."""

import re

from bot.core.people.talk import word_set
from bot.core.words.typed import Typed

_BETWEEN = word_set("van de der den het 't ’t ten ter te el al la le da dos do di bin ben von op in")
_PIECE = re.compile(r"\n|\S+")
_MARKS = '"“”„‘(),.;:!?*_~…'
# What opens a sentence with a capital, or a name of something else; a word of ours here hides no name behind it.
_NO_NAME = word_set(
    "ik je jij u hij zij ze we wij jullie de het een die dat dit deze er hier daar en of maar want dus als toen wat "
    "wie waar wanneer hoe waarom welke niet geen ja nee ook nog met zonder voor na op in aan bij van naar om over door "
    "uit morgen vandaag gisteren maandag dinsdag woensdag donderdag vrijdag zaterdag zondag mijn jouw zijn haar ons "
    "onze hun alle iedereen niemand iemand mensen kinderen leerlingen ouders meer eerst dan volgens misschien omdat "
    "soms klassen meester juf meneer mevrouw den nieuw noord zuid oost west the"
)


def full_names(words: Typed) -> list[Typed]:
    """Return what may be first names with a surname, as they are written, each once.

    That is a row of words with a capital, and between them perhaps "van der": "Fatma el Idrissi".
    """
    found: dict[str, None] = {}
    row: list[str] = []
    for piece in [*_PIECE.findall(words.raw), "\n"]:
        word = piece.strip(_MARKS)
        goes_on = _is_name(word) or (row and word in _BETWEEN)
        if goes_on:
            row.append(word)
        if not goes_on or piece != piece.rstrip(_MARKS):
            found |= dict.fromkeys([_named(row)] if _named(row) else [])
            row = []
    return [Typed(name) for name in found]


def _is_name(word: str) -> bool:
    """Return True for a word with a capital that is not all capitals, and no tag or mention."""
    return word[:1].isupper() and word != word.upper()


def _named(row: list[str]) -> str:
    """Return the name in a row of words, without what opens a sentence before it; "" where one word is left."""
    first = next((at for at, word in enumerate(row) if _is_name(word) and word.casefold() not in _NO_NAME), len(row))
    last = next((at for at in range(len(row) - 1, first, -1) if _is_name(row[at])), first)
    return " ".join(row[first : last + 1]) if last > first else ""
