"""Parts of one line of a content file: indentation, hyphens, key and the rest."""

import difflib
import re
from dataclasses import dataclass

from bot.core.programme.keys import KNOWN

_DASH = re.compile(r"-(?:\s+|$)")
_KEY = re.compile(r"(?P<key>\"[^\"]+\"|'[^']+'|[^\W\d_][^:#\[\]{}]*?)\s*:(?=\s|$)")
_SPACES = str.maketrans(dict.fromkeys("\u00a0\u202f\u2007\u3000", " "))


@dataclass(frozen=True, slots=True)
class Line:
    """Line that is neither empty nor a note. Columns count from 0; ``rest`` is what follows the key, or all."""

    number: int
    dashes: tuple[int, ...]
    column: int  # of the key, or of the text
    key: str | None
    start: int  # column of ``rest``
    rest: str

    @property
    def begins(self) -> int:
        """Column of the first sign."""
        return self.dashes[0] if self.dashes else self.column


def straightened(line: str) -> str:
    """Return the line with plain spaces in front and behind its hyphen or key, where Word leaves other ones."""
    body = line.lstrip()
    front = line[: len(line) - len(body)].translate(_SPACES)
    if dash := re.match(r"-[\u00a0\u202f]+", body):
        body = dash[0].translate(_SPACES) + body[dash.end() :]
    if key := re.match(r"[^\s:]+:[\u00a0\u202f]+", body):
        body = key[0].translate(_SPACES) + body[key.end() :]
    return front + body


def split(number: int, line: str) -> Line:
    """Return the parts of a line. A list item such as "Maak af: Morgen …" has no key: none is like it."""
    column = len(line) - len(line.lstrip())
    dashes: list[int] = []
    while dash := _DASH.match(line, column):
        dashes.append(column)
        column = dash.end()
    match = _KEY.match(line, column)
    if match is None or (dashes and not like_a_key(match["key"])):
        return Line(number, tuple(dashes), column, None, column, line[column:])
    return Line(number, tuple(dashes), column, match["key"].strip("\"'"), match.end(), line[match.end() :])


def like_a_key(word: str) -> bool:
    """Return whether this is a known key, or one with a typing error."""
    small = word.strip("\"'").lower()
    return small in KNOWN or (len(small) < 25 and bool(difflib.get_close_matches(small, KNOWN, 1, 0.75)))


def key_without_colon(text: str) -> tuple[str, str, bool] | None:
    """Return key and value of "soort plenair" or "soort:plenair", and whether it has its colon. None without a key."""
    found = re.match(r"(?:- +)?([^\W\d_][\w ]*?)(\s*[:;=]\s*|\s+)(?=\S)", text)
    while found:
        if found[1] in KNOWN:
            return found[1], text[found.end() :], found[2].strip() == ":"
        found = re.match(rf"({re.escape(text[: found.end()])}[\w]+)(\s*[:;=]\s*|\s+)(?=\S)", text)
    return None
