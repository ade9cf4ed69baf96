"""Stems of Dutch words, so that "ouders" finds "ouder": what the search index holds of a text.

One stemmer for all texts: nearly all are Dutch, and a search is stemmed as the texts were.
"""

from functools import lru_cache
from threading import Lock

import snowballstemmer

from bot.core.words import searching
from bot.core.words.typed import Typed

_DUTCH = snowballstemmer.stemmer("dutch")  # of Kraaij and Pohlmann: "klassen" is "klas", "gelezen" is "lees"
_ONE_AT_A_TIME = Lock()  # the stemmer keeps the word it is at in itself


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a word of ``searching.words``. To the stemmer "kind" and "kinderen" are two; here one."""
    with _ONE_AT_A_TIME:
        found: str = _DUTCH.stemWord(word)
    return found.removesuffix("er") if found.endswith("kinder") else found


def stems(text: Typed) -> str:
    """Return the stems of a text in their order, with spaces between them."""
    return " ".join(map(stem, searching.words(text.raw)))
