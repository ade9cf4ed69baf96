"""Lists and mappings between brackets, with every plain value quoted, so that YAML keeps it whole."""

import re
from dataclasses import dataclass, field

from bot.core.programme.keys import KNOWN

DEEPEST = 12  # brackets within brackets; a programme has three
_CLOSES = {"[": "]", "{": "}"}
# Behind a key between quotation marks the space may be left out, as in JSON.
_KEY = re.compile(r"\s*(?:(?:\"[^\"]*\"|'[^']*')\s*:|[^\W\d_][^:,\[\]{}\"'#\n]*?\s*:(?=\s|$))")
_SPACE = re.compile(r"\s+")
_NOTE = re.compile(r"(?<!\S)#(?:[ \t][^\n]*)?(?=\n|$)")


class Unclosed(Exception):
    """A bracket or a quotation mark that has no end."""

    def __init__(self, at: int) -> None:
        super().__init__(at)
        self.at = at


class TooDeep(Exception):
    """More brackets within brackets than any programme needs."""


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in single quotation marks; line breaks stay."""
    return "'" + text.replace("'", "''") + "'"


def closing_quote(text: str, start: int) -> int:
    """Return the index after the quotation mark that closes the one at ``start``. Raises Unclosed."""
    mark, at = text[start], start + 1
    while at < len(text):
        if text[at : at + 2] == "''" == 2 * mark or (text[at] == "\\" and mark == '"'):
            at += 2
        elif text[at] == mark:
            return at + 1
        else:
            at += 1
    raise Unclosed(start)


@dataclass
class Flow:
    """Reader of one bracket and all in it; ``out`` is the same text in parts, with its plain values quoted."""

    text: str
    at: int
    out: list[str] = field(default_factory=list)
    notes: list[tuple[int, str]] = field(default_factory=list)  # index and text of what stands after a #

    def read(self, depth: int = 1) -> None:
        """Read from the bracket that opens here to the one that closes it. Raises Unclosed, TooDeep."""
        if depth > DEEPEST:
            raise TooDeep
        opened, close = self.at, _CLOSES[self.text[self.at]]
        self._copy(1)
        while True:
            self._between()
            if self.at >= len(self.text):
                raise Unclosed(opened)
            if self.text[self.at] == close:
                self._copy(1)
                return
            if self.text[self.at] == ",":
                self._copy(1)
            else:
                self._entry(close, depth)

    def _entry(self, close: str, depth: int) -> None:
        if key := _KEY.match(self.text, self.at):
            self._copy(key.end() - self.at)
            self._space()
        if self.at < len(self.text) and self.text[self.at] not in f",{close}":
            self._value(close, depth)

    def _value(self, close: str, depth: int) -> None:
        mark = self.text[self.at]
        if mark in "\"'" and self._closes_well(close):
            self._copy(closing_quote(self.text, self.at) - self.at)
        elif mark in _CLOSES:
            self.read(depth + 1)
        else:
            self._plain(close)

    def _closes_well(self, close: str) -> bool:
        """Whether a quotation mark here is one round a whole value, and not the begin of a word such as 's."""
        try:
            end = closing_quote(self.text, self.at)
        except Unclosed:
            return False
        return self.text[end:].lstrip()[:1] in ("", ",", close)

    def _plain(self, close: str) -> None:
        start, open_brackets = self.at, 0
        while self.at < len(self.text):
            sign = self.text[self.at]
            if open_brackets == 0 and (sign == close or (sign == "," and self._ends_entry(close))):
                break
            open_brackets += (sign in _CLOSES) - (sign in "]}")
            self.at += 1
        value = self.text[start : self.at].rstrip()
        self.at = start + len(value)
        self.out.append(quoted(value))

    def _ends_entry(self, close: str) -> bool:
        """Whether a comma ends a value: in keys, only where a key, the end or a new line follows."""
        if close == "]":
            return True
        rest = _NOTE.sub("", self.text[self.at + 1 : self.at + 200])
        word = re.split("[,}]", rest, maxsplit=1)[0].strip()
        return _KEY.match(rest) is not None or not word or word in KNOWN

    def _between(self) -> None:
        """Copy white space and notes."""
        self._space()
        while (note := _NOTE.match(self.text, self.at)) and note.end() < len(self.text):
            self.notes.append((self.at, note[0]))
            self._copy(note.end() - self.at)
            self._space()

    def _space(self) -> None:
        if space := _SPACE.match(self.text, self.at):
            self.out.append(re.sub(r"[^\S\n]", " ", space[0]))  # YAML takes other spaces for words
            self.at = space.end()

    def _copy(self, count: int) -> None:
        self.out.append(self.text[self.at : self.at + count])
        self.at += count
