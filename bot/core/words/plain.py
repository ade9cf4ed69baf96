"""Words without what people do not mind: capitals, accents, hyphens and spaces; and the name that they mean."""

import re
import unicodedata
from collections.abc import Sequence

from bot.core.words.escaping import one_line
from bot.core.words.typed import Typed

_ENDING = re.compile(r"\.ya?ml(\.txt)?$|\.txt$", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s\-_.'’]+")


def plain(words: str) -> str:
    """Return words in small letters, without accents and signs between them: "Súd-West" as "sud west"."""
    letters = unicodedata.normalize("NFKD", one_line(words).casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return _BETWEEN.sub(" ", bare).strip()


def file_name(typed: Typed, most: int) -> str:
    """Return a name for a file out of a title, or of the name of a file of text: letters, digits and hyphens, or ""."""
    stem = _ENDING.sub("", typed.line.raw)
    return re.sub(r"[^a-z0-9]+", "-", plain(stem)).strip("-")[:most].strip("-")


def fitting(typed: Typed, names: Sequence[Typed]) -> list[int]:
    """Return the places of the names that are meant: those that are the same, or else those that begin so."""
    wanted = plain(typed.raw)
    known = [plain(name.raw) for name in names]
    same = [at for at, name in enumerate(known) if name == wanted]
    return same or [at for at, name in enumerate(known) if wanted and name.startswith(wanted)]
