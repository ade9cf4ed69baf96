"""First names: what of a name stands on a page that is public."""

import re

from bot.core.people.talk import word_set
from bot.core.words.typed import Typed

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")  # letters, up to a sign, a number or a space
_NO_NAME = word_set("de den der het van dhr heer meneer mevr mevrouw mw drs dr ir prof familie fam")


def first_name(name: Typed) -> Typed:
    """Return the first name in a name as people write it, or "" where none is to be seen.

    "Jansen, Piet" is Piet, "NoorDeVries" is Noor, and "de heer Jansen" has none.
    """
    family, comma, given = name.line.raw.partition(",")
    found = (_WORD.search(given) if comma else None) or _WORD.search(family)
    word = found[0] if found else ""
    end = next((n for n in range(1, len(word)) if word[n].isupper() and word[n - 1].islower()), len(word))
    return Typed("" if word.lower() in _NO_NAME else word[:end])
