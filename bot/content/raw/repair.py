"""Walk over the lines of a content file: quote every plain value, and name each line that can't be read.

YAML takes ` #`, `: `, a first `@`, `%`, `*`, `&` or `!` and the begin of a next line for signs of its own. An organiser
means words. The lines keep their numbers.
"""

import re
from dataclasses import dataclass, field, replace
from typing import NoReturn, Self

from bot.content.raw import faults
from bot.content.raw.faults import Fault, Faulty, Keys, Misplaced
from bot.content.raw.layout import Layout
from bot.content.raw.lines import Line, key_without_colon, like_a_key, split, straightened
from bot.content.raw.values import Place, Value
from bot.core.programme.keys import KNOWN, LISTS, NAMED, NO_TEXT, NO_TEXT_ITEMS
from bot.core.words.text import Text

_DIVIDER = re.compile(r"(?:---|\.\.\.)(?:\s|$)")
_BULLET = re.compile(r"([–—−•·‣◦►→*])\s+")


@dataclass
class Repair:
    """One walk over the lines of a file. ``notes`` has what stands after a # behind a value, by line (from 1)."""

    lines: list[str]
    out: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    after_text: dict[int, Keys] = field(default_factory=dict)  # lines where a note stands behind words, and their path
    found: list[Fault] = field(default_factory=list)
    layout: Layout = field(default_factory=Layout)
    in_words: bool = False  # the last value was a text
    text: tuple[str, int, int] | None = None  # key, line and column of the last text

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the walk over a text, with its lines for YAML in ``out``. Raises Faulty."""
        repair = cls([straightened(line) for line in text.split("\n")])
        try:
            while len(repair.out) < len(repair.lines):
                repair._line(len(repair.out))
        except Misplaced as misplaced:
            repair.found.append(misplaced.fault)
        if repair.found:
            raise Faulty(repair.found)
        return repair

    def _line(self, at: int) -> None:
        raw = self.lines[at]
        top = self.layout.top
        if not raw.strip() or raw.lstrip().startswith("#") or (_DIVIDER.match(raw) and top is None):
            self._note(at)
            return
        self._refuse_strange(at)
        line = split(at + 1, raw)
        if line.key is None or (self._awaits_text(line.column) and not line.dashes):
            line = replace(line, key=None, start=line.column, rest=raw[line.column :])
            self._without_key(at, line)
        else:
            self._with_key(at, line, line.key)

    def _awaits_text(self, column: int) -> bool:
        """Whether a line at this column is the text of the key above it."""
        top = self.layout.top
        return bool(top and top.is_open and not top.is_list and self._is_text(top.here) and column > top.column)

    def _note(self, at: int) -> None:
        """A line that is empty or begins with a #; "#morgen" below a text may well be more of it."""
        raw = self.lines[at]
        body = raw.strip()
        in_doubt = self.in_words and re.match(r"#\w", body) and not like_a_key(re.split("[:#]", body[1:])[0].strip())
        if body and (in_doubt or self._awaits_text(raw.index(body))):
            self._note_fault(at, faults.hash_sign(body))
        self.out.append(raw)

    def _refuse_strange(self, at: int) -> None:
        raw = self.lines[at]
        front = raw[: len(raw) - len(raw.lstrip())]
        if _DIVIDER.match(raw):
            self._stop(at, faults.divider())
        if "\t" in front:
            self._stop(at, faults.tab())
        if front.strip(" "):
            self._stop(at, faults.strange_space())

    def _with_key(self, at: int, line: Line, key: str) -> None:
        small = key.lower()
        written, key = key, small if small in KNOWN else key
        self.layout.place(replace(line, key=key))
        if written != key:
            self._note_fault(at, faults.capitals(written, key), written)
        is_text = self._is_text(self.layout.here)
        if is_text:
            self.text = (key, line.number, line.column)
        self._value(at, line, Place(key, line.column, self.layout.here, is_text))

    @staticmethod
    def _is_text(path: Keys) -> bool:
        """Whether words stand behind this key: not behind a name that somebody chose, which has keys under it."""
        return path[-1] not in NO_TEXT and not (len(path) > 1 and path[-2] in NAMED)

    def _without_key(self, at: int, line: Line) -> None:
        top = self.layout.top
        if line.dashes:
            self._item(at, line)
        elif top is not None and top.is_open and line.column > top.column:
            if not top.is_list and top.last in LISTS and line.rest[0] != "[":
                self._stop(at, faults.loose_item(line.rest))
            key = top.list_key if top.is_list else top.last
            is_text = self._is_text((key,) if top.is_list else top.here)
            self._value(at, line, Place(key, top.column, self.layout.here, is_text))
        elif top is None and line.rest[0] in "{[":
            self._value(at, line, Place("", -1, (), is_text=False))
        else:
            self._loose(at, line)

    def _item(self, at: int, line: Line) -> None:
        meant = key_without_colon(line.rest)
        if meant and (meant[2] or self._keys_follow(at, line.dashes[-1])):
            self._meant_key(at, replace(line, key=meant[0]), meant)
            return
        self.layout.place(line)
        top = self.layout.top
        key = top.list_key if top else ""
        self._value(at, line, Place(key, line.dashes[-1], self.layout.here, key not in NO_TEXT_ITEMS))
        if top is not None and not line.rest.strip():
            top.is_open = True

    def _keys_follow(self, at: int, column: int) -> bool:
        """Whether the next line is a key of the same item."""
        if at + 1 >= len(self.lines) or not self.lines[at + 1].strip():
            return False
        after = split(at + 2, self.lines[at + 1])
        return after.key in KNOWN and after.begins > column

    def _meant_key(self, at: int, line: Line, meant: tuple[str, str, bool]) -> None:
        key, value, has_colon = meant
        self.layout.place(line)
        self.layout.filled()
        self._note_fault(at, faults.no_space(key, value) if has_colon else faults.no_colon(key, value))
        self.out.append(self.lines[at])

    def _loose(self, at: int, line: Line) -> None:
        """A line that has no key, no hyphen, and belongs to no value."""
        words = line.rest
        if bullet := _BULLET.match(words):
            self._stop(at, faults.bullet(bullet[1], words[bullet.end() :]))
        if re.match(r"[-–—]\w", words):
            self._stop(at, faults.no_space_after_dash(words[1:]))
        if meant := key_without_colon(words):
            self._meant_key(at, replace(line, key=meant[0]), meant)
            return
        if words.strip() in KNOWN:
            self._stop(at, faults.no_colon(words.strip(), "…"))
        top = self.layout.top
        if top is not None and top.is_list and top.column == line.column:
            self._stop(at, faults.loose_item(words))
        if self.text is not None:
            key, number, column = self.text
            self._stop(at, faults.loose_text(words, key, number, column + 2))
        self._stop(at, faults.no_key(words))

    def _value(self, at: int, line: Line, place: Place) -> None:
        value = Value(self.lines, line, place)
        value.read()
        if value.body and not value.body.startswith("#"):
            self.layout.filled()
        self.in_words = place.is_text and (bool(value.body) or place.key in KNOWN)
        self.out.extend(value.out)
        self.found.extend(value.found)
        self.notes |= value.notes
        self.after_text |= dict.fromkeys(value.notes, place.path) if place.is_text else {}

    def _note_fault(self, at: int, text: Text, key: str = "") -> None:
        keys = self.layout.here if not key else (*self.layout.here[:-1], key)
        self.found.append(Fault(at + 1, keys, text))

    def _stop(self, at: int, text: Text) -> NoReturn:
        """Give up on a line, which is named by the key that stands in it."""
        key = split(0, re.sub(r"^\W+", "", self.lines[at])).key
        raise Misplaced(Fault(at + 1, (key,) if key else (), text))
