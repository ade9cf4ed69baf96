"""Indentation of a file: the mapping or list that each line belongs to, as YAML reads it."""

from dataclasses import dataclass, field

from bot.content.raw import faults
from bot.content.raw.faults import Fault, Keys, Misplaced
from bot.content.raw.lines import Line
from bot.core.programme.keys import LISTS
from bot.core.words.text import Text

_IN_PROMPT = ("na", "tekst", "thema", "vraag")  # keys that begin an item of an inner list


@dataclass(slots=True, eq=False)
class Frame:
    """Mapping or list that is open; ``keys`` has the line of each key of a mapping, in order."""

    column: int
    path: Keys
    is_list: bool
    items: int = 0
    keys: dict[str, int] = field(default_factory=dict)
    is_open: bool = False  # the last key has no value yet

    @property
    def first(self) -> str:
        """First key of a mapping."""
        return next(iter(self.keys), "")

    @property
    def last(self) -> str:
        """Last key of a mapping."""
        return next(reversed(self.keys), "")

    @property
    def here(self) -> Keys:
        """Path of the last key or item."""
        if self.is_list:
            return (*self.path, max(0, self.items - 1))
        return (*self.path, self.last) if self.keys else self.path

    @property
    def list_key(self) -> str:
        """Key under which the list stands that this is, or is an item of."""
        return next((key for key in reversed(self.path) if isinstance(key, str)), "")


class Layout:
    """The mappings and lists that are open, from the outermost inwards."""

    def __init__(self) -> None:
        self._open: list[Frame] = []

    @property
    def top(self) -> Frame | None:
        """Innermost mapping or list."""
        return self._open[-1] if self._open else None

    @property
    def here(self) -> Keys:
        """Path of what was placed last."""
        return self._open[-1].here if self._open else ()

    def filled(self) -> None:
        """Note that the last key has its value."""
        if self._open:
            self._open[-1].is_open = False

    def place(self, line: Line) -> None:
        """Put a line with a hyphen or a key in its place. Raises Misplaced."""
        if line.dashes:
            self._item(line, line.dashes[0])
        for column in line.dashes[1:]:
            self._enter(column, is_list=True)
            self._open[-1].items = 1
        if line.key is not None:
            if line.dashes:
                self._open.append(Frame(line.column, self.here, is_list=False))
            else:
                self._beside(line)
            self._named(line, line.key)

    def _enter(self, column: int, is_list: bool) -> None:
        path = self.here
        self.filled()
        self._open.append(Frame(column, path, is_list))

    def _item(self, line: Line, column: int) -> None:
        self._refuse_outer_item(line, column)
        before = list(self._open)
        while self._open and self._open[-1].column > column:
            self._open.pop()
        top = self.top
        if top is not None and top.is_list and top.column != column:
            raise self._misplaced(line, before)
        if top is None or not top.is_list:
            if top is not None and not top.is_open:
                raise self._misplaced(line, before)
            self._enter(column, is_list=True)
        self._open[-1].items += 1

    def _refuse_outer_item(self, line: Line, column: int) -> None:
        """Refuse an item of an inner list that stands at the outer one."""
        top = self.top
        begins = line.key or line.rest.lstrip("{ ").split(":")[0].strip()
        if top and top.is_open and column < top.column and begins in _IN_PROMPT and top.last != begins:
            raise self._fault(line, faults.belongs_under(top.last, top.keys[top.last], top.column + 2))

    def _beside(self, line: Line) -> None:
        """Find the mapping for a key without a hyphen."""
        before = list(self._open)
        while self._open and (self._open[-1].column > line.column or self._ends_list(line)):
            self._open.pop()
        top = self.top
        if top and top.is_open and not top.is_list and top.last in LISTS and top.column < line.column:
            raise self._fault(line, faults.loose_item(f"{line.key}: {line.rest.strip()}"))
        if top is None or (top.is_open and top.column < line.column):
            if top is None and before:
                raise self._misplaced(line, before)
            self._enter(line.column, is_list=False)
        elif top.column != line.column:
            raise self._misplaced(line, before)

    def _ends_list(self, line: Line) -> bool:
        top = self._open[-1]
        return top.is_list and top.column == line.column and len(self._open) > 1

    def _named(self, line: Line, key: str) -> None:
        """Note a key in its mapping. Raises Misplaced where it is there already."""
        frame = self._open[-1]
        if key in frame.keys:
            in_list = len(self._open) > 1 and self._open[-2].is_list
            if key == frame.first and in_list:
                raise self._fault(line, faults.forgotten_dash(key, frame.keys[key], frame.list_key))
            raise self._fault(line, faults.twice(key, frame.keys[key]))
        frame.keys[key], frame.is_open = line.number, True

    def _misplaced(self, line: Line, before: list[Frame]) -> Misplaced:
        """Name the column that was meant, or the hyphen that was forgotten."""
        columns = [frame.column for frame in before if frame.is_list]
        for frame in before:
            if line.key and line.key == frame.first and line.begins in columns and line.begins < frame.column:
                text = faults.forgotten_dash(frame.first, frame.keys[frame.first], frame.list_key)
                return self._fault(line, text, frame)
        same = [frame for frame in before if frame.is_list is bool(line.dashes)] or before
        near = min(same, key=lambda frame: (abs(frame.column - line.begins), -frame.column))
        if near.is_list:
            return self._fault(line, faults.item_indented(near.column, near.list_key), near)
        return self._fault(line, faults.indented(near.column, near.last, near.keys[near.last]), near)

    def _fault(self, line: Line, text: Text, frame: Frame | None = None) -> Misplaced:
        path = (frame or self._open[-1]).path
        return Misplaced(Fault(line.number, (*path, line.key) if line.key else path, text))
