"""Values of a content file: where each ends, what of it is a note, and its lines quoted for YAML."""

import re
from dataclasses import dataclass, field
from typing import NoReturn

from bot.content.raw import faults
from bot.content.raw.faults import Fault, Keys, Misplaced
from bot.content.raw.flow import Flow, TooDeep, Unclosed, closing_quote, quoted
from bot.content.raw.lines import Line, split
from bot.content.raw.notes import Doubt, without_note
from bot.core.programme.keys import KNOWN
from bot.core.words.text import Text

_BLOCK = re.compile(r"[|>][-+]?\s*(?:\s\s#(?:\s.*)?)?$")
_BLOCK_AND_TEXT = re.compile(r"\s*[|>][-+]\s+(?=\S)")
_TAG = re.compile(r"!!\w\S*|!<")
_CLITIC = re.compile(r"'[a-z]{1,2}\b(?!')")  # 's Avonds, 't Hof, 'm


@dataclass(frozen=True, slots=True)
class Place:
    """Place of a value: its key or that of its list, the column it must stand behind, and its path."""

    key: str
    column: int
    path: Keys
    is_text: bool


@dataclass
class Value:
    """Value that begins on ``line``. ``out`` has its lines for YAML; ``notes`` what stands after a #, by line."""

    lines: list[str]
    line: Line
    place: Place
    out: list[str] = field(default_factory=list)
    notes: dict[int, str] = field(default_factory=dict)
    found: list[Fault] = field(default_factory=list)

    @property
    def at(self) -> int:
        """Index of the first line."""
        return self.line.number - 1

    @property
    def body(self) -> str:
        """Text on the first line."""
        return self.line.rest.strip()

    def read(self) -> None:
        """Find its end and quote it. Raises Misplaced."""
        if not self.body:
            self.out.append(self.lines[self.at])
        elif self.body.startswith("#") and self.place.key != "vraagt":
            self._only_a_note()
        elif _BLOCK.match(self.body):
            self._block()
        elif not self._is_quoted() and not self._is_flow():
            self._refuse_reference()
            self._plain()

    def _only_a_note(self) -> None:
        """Nothing but what YAML takes for a note, such as "titel: #Praten"."""
        below = (raw for raw in self.lines[self.at + 1 :] if raw.strip() and not raw.lstrip().startswith("#"))
        after = next(below, "")
        indent = len(after) - len(after.lstrip())
        holds = indent > self.place.column or (indent == self.place.column and after.lstrip().startswith("- "))
        if not holds or (self.place.is_text and self.place.key in KNOWN):
            self._fault(self.at, faults.hash_sign(self.body))
        self.notes[self.line.number] = self.body
        self.out.append(self.lines[self.at])

    def _refuse_reference(self) -> None:
        if tag := _TAG.match(self.body):
            self._stop(self.at, faults.tag(tag[0]))
        if self.body[0] in "&*" and not (self.place.is_text and self.place.key in KNOWN):
            self._stop(self.at, faults.reference())

    def _region(self, closers: str = "") -> list[str]:
        """This line and those below it that stand further in than its key, or begin with one of the closers."""
        end = self.at + 1
        while end < len(self.lines):
            body = self.lines[end].lstrip()
            if body and len(self.lines[end]) - len(body) <= self.place.column and body[0] not in closers:
                break
            end += 1
        return self.lines[self.at : end]

    def _block(self) -> None:
        region = self._region()
        indents = [len(raw) - len(raw.lstrip(" ")) if raw.strip() else None for raw in region]
        inside = next((indent for indent in indents[1:] if indent is not None), 0)
        for number, indent in enumerate(indents[1:], self.at + 1):
            if indent is not None and indent < inside:
                self._stop(number, faults.text_indented(inside, self.place.key, self.line.number))
        if not any(raw.strip() for raw in region[1:]):
            self._refuse_outside(self.at + len(region))
        if "#" in self.body:
            self.notes[self.line.number] = self.body[self.body.index("#") :]
        self.out = region

    def _refuse_outside(self, at: int) -> None:
        """Refuse a text that stands right under its key instead of further in."""
        if at < len(self.lines) and self.line.key is not None:
            after = split(at + 1, self.lines[at])
            if after.begins == self.place.column and after.key not in KNOWN and not after.dashes:
                self._stop(at, faults.text_indented(self.place.column + 2, self.place.key, self.line.number))

    def _is_quoted(self) -> bool:
        """Copy a value between quotation marks; False where they stand round a part of it only."""
        if self.body[0] not in "\"'":
            return False
        whole, start = self._whole()
        try:
            end = closing_quote(whole, start)
        except Unclosed:
            if _CLITIC.match(whole, start):
                return False
            self._fault(self.at, faults.unclosed_quote(whole[start]))
            self.out.append(self.lines[self.at])
            return True
        return self._copied(whole, end, whole[:end])

    def _is_flow(self) -> bool:
        """Copy a value between brackets with its plain values quoted; False for a text, or where more words follow."""
        if self.body[0] not in "[{" or (self.line.key in KNOWN and self.place.is_text):
            return False
        whole, start = self._whole("]}")
        flow = Flow(whole, start)
        try:
            flow.read()
        except Unclosed as unclosed:
            mark = whole[unclosed.at]
            text = faults.unclosed_quote(mark) if mark in "\"'" else faults.unclosed_bracket(mark)
            self._stop(self.at + whole[: unclosed.at].count("\n"), text)
        except TooDeep:
            self._stop(self.at, faults.too_deep())
        if re.search(r"[\]}]", whole[flow.at :].split("\n", 1)[0]):
            return False  # another bracket closes behind it: one of the two belongs to a text
        for where, note in flow.notes:
            self.notes[self.line.number + whole[:where].count("\n")] = note
        return self._copied(whole, flow.at, whole[:start] + "".join(flow.out))

    def _whole(self, closers: str = "") -> tuple[str, int]:
        """The lines on which the value may stand, and where it begins in them."""
        rest = self.line.rest
        return "\n".join(self._region(closers)), self.line.start + len(rest) - len(rest.lstrip())

    def _copied(self, whole: str, end: int, rewritten: str) -> bool:
        """Copy lines up to ``end``, if nothing but a note follows there on its line."""
        tail = whole[end:].split("\n", 1)[0]
        is_words = self.place.is_text or self.line.key is None  # there "#morgen" is a word, and no note
        if tail.strip() and not re.match(r"\s+#\s" if is_words else r"\s+#", f"{tail} "):
            return False
        if tail.strip():
            self.notes[self.line.number + whole[:end].count("\n")] = tail.strip()
        self.out = (rewritten + tail).split("\n")
        return True

    def _plain(self) -> None:
        """Quote a plain value, with the lines below that belong to it."""
        front, rest = self.lines[self.at][: self.line.start], self.line.rest
        if marker := _BLOCK_AND_TEXT.match(rest):  # the text stands beside >- instead of under it
            front, rest = front + " ", rest[marker.end() :]
        parts = [rest.lstrip(), *self._continued()]
        for number, part in enumerate(parts):
            try:
                parts[number], note = without_note(part, self.place.is_text)
            except Doubt as doubt:
                self._fault(self.at + number, faults.hash_sign(doubt.note))
            else:
                self.notes |= {self.line.number + number: note} if note else {}
        front = f"{front.rstrip()} " if front.strip() else front
        self.out = (front + quoted("\n".join(parts).rstrip())).split("\n")
        self.out += [""] * (len(parts) - len(self.out))

    def _continued(self) -> list[str]:
        """Lines below that YAML reads as more of a plain value."""
        region = self._region()[1:]
        for number, raw in enumerate(region):
            body = raw.strip()
            key = split(0, raw).key if body else None
            if (key and key.lower() in KNOWN) or (body.startswith("#") and not self.place.is_text):
                region = region[:number]
                break
        while region and not region[-1].strip():
            region.pop()
        return region

    def _fault(self, at: int, text: Text) -> None:
        self.found.append(Fault(at + 1, self.place.path, text))

    def _stop(self, at: int, text: Text) -> NoReturn:
        raise Misplaced(Fault(at + 1, self.place.path, text))
