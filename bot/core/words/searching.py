"""Words to find texts by: of a text, and of what somebody searches for, also when it is spelled otherwise.

Forms of a word ("ouder", "ouders") are not for here: storage knows them, see ``bot.storage.stems``.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.core.words.escaping import SEEN
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

MOST_WORDS: Final = 30  # of a search; who pastes a whole text finds what is like its beginning
SHORTEST_GUESS: Final = 5  # letters of a word in which a typing mistake is looked for: "taal" is no mistake for "zaal"
LONGEST_GUESS: Final = 20
SHORTEST_IN_LONGER: Final = 4  # letters of a word to find in longer ones: "taal" finds "taalklas" and "moedertaal"
SHORTEST_PART: Final = 3  # letters of a word that is written as two
# Chinese and Japanese are written without spaces: each sign counts as a word.
_SIGN: Final = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_WORD: Final = re.compile(rf"[{_SIGN}]|[^\W_{_SIGN}]+")
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"
_PLAIN: Final = re.compile(f"[{_LETTERS}]+")
# Letters that Unicode does not take apart into a plain one and a mark.
_FOLDED: Final = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})
_OWNED: Final = re.compile(r"(?<=\w)['’ʼ]s\b|" + f"[{SEEN}'’ʼ]")  # foto's is foto, ’s avonds is s avonds
# Words that stand in so many texts that they find nothing.
_DUTCH: Final = (
    "aan al als ben bij daar dan dat de deze die dit door dus een en er ga gaan geen haar had heb hebben heeft "
    "het hier hij hoe hun ik in is je jij kan kunnen maar me meer men met mij mijn moet na naar niet nog nu of om "
    "onder ons onze ook op over s t te toch toe tot tussen u uit van veel voor waar wanneer want was wat we wel "
    "werd wie wij wil willen wordt worden zal ze zei zelf zich zij zijn zo zou"
)
_ENGLISH: Final = "a an and are for from how in is my of on or our that the this to we what with you your"
_COMMON: Final = frozenset(f"{_DUTCH} {_ENGLISH}".split())


@dataclass(frozen=True, slots=True)
class Wanted:
    """One word of a search: as it was typed, and as it may be written by others, joined to its neighbours or apart."""

    word: str
    joined: tuple[str, ...] = ()  # "sud west" is "sudwest" too
    apart: tuple[tuple[str, str], ...] = ()  # and the other way round

    @property
    def is_in_longer(self) -> bool:
        """True if longer words that begin or end so are worth finding."""
        return len(self.word) >= SHORTEST_IN_LONGER


def words(text: str) -> list[str]:
    """Return the words of a text in their order: small letters, no accents, no signs. "Súd-West!" is sud and west."""
    small = unicodedata.normalize("NFKD", _OWNED.sub("", text)).casefold()  # of some signs the letters are capitals
    letters = unicodedata.normalize("NFKD", small).translate(_FOLDED)
    return _WORD.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))


def wanted(typed: Typed) -> list[Wanted]:
    """Return the words that somebody searches for, at most 30, without those that stand in every text.

    Raises Refusal where there are none.
    """
    said = words(typed.raw)
    if not said:
        raise Refusal(_("Search for a word, such as “ouders” or “huiswerk”. Signs and emoji alone find nothing."))
    return [_of(said, at) for at in _telling(said)]


def _telling(said: Sequence[str]) -> list[int]:
    """Return the places of the words to search for, each word once; all, where only common ones were typed."""
    some = [at for at, word in enumerate(said) if word not in _COMMON] or [*range(len(said))]
    return [at for n, at in enumerate(some) if said[at] not in {said[one] for one in some[:n]}][:MOST_WORDS]


def _of(said: Sequence[str], at: int) -> Wanted:
    near = [pair for pair in pairwise(range(len(said))) if at in pair]
    return Wanted(said[at], tuple(said[a] + said[b] for a, b in near), tuple(_halves(said[at])))


def _halves(word: str) -> Iterator[tuple[str, str]]:
    if len(word) <= LONGEST_GUESS:
        yield from ((word[:at], word[at:]) for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1))


def mistyped(word: str) -> set[str]:
    """Return every word that is one typing mistake away: a letter too many, too few, another, or two changed about.

    None for short words, where each mistake is another word, and for words with other letters than a to z.
    """
    if not SHORTEST_GUESS <= len(word) <= LONGEST_GUESS or not _PLAIN.fullmatch(word):
        return set()
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in splits if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in splits if b for letter in _LETTERS}
    found |= {a + letter + b for a, b in splits for letter in _LETTERS}
    return found - {word}
