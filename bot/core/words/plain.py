"""Words without what people do not mind: capitals, accents and extra spaces."""

import unicodedata

from bot.core.words.escaping import one_line


def plain(words: str) -> str:
    """Return words in small letters, without accents, on one line: "Súd-West" as "sud-west"."""
    letters = unicodedata.normalize("NFKD", one_line(words).casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
