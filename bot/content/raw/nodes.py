"""YAML as plain data: mappings, lists and text, with their lines. Nothing becomes a number or a date."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from bot.content.raw import faults
from bot.content.raw.faults import Fault, Faulty, Keys
from bot.core.words.text import Text

Node = dict[str, Any] | list[Any] | str | None
DEEPEST = 12  # a programme has six


@dataclass
class Nodes:
    """Reader of one file's events. ``lines`` has the line (from 1) of each path, ``read`` what was read of each."""

    text: str
    lines: dict[Keys, int] = field(default_factory=dict)
    read: dict[int, list[str]] = field(default_factory=dict)

    def load(self) -> Node:
        """Return the data of the whole file. Raises Faulty, and what the YAML library raises."""
        events = iter(YAML(typ="safe", pure=True).parse(self.text))
        found: Node = None
        documents = 0
        for event in events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop(event, (), faults.divider())
            elif isinstance(event, NodeEvent):
                found = self._node(event, events, ())
        return found

    def _node(self, event: Event, events: Iterator[Event], path: Keys) -> Node:
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            self._stop(event, path, faults.reference())
        if len(path) > DEEPEST:
            self._stop(event, (), faults.too_deep())
        match event:
            case MappingStartEvent():
                return self._mapping(events, path)
            case SequenceStartEvent():
                return self._sequence(events, path)
            case ScalarEvent():
                return self._scalar(event, path)
        raise AssertionError(event)

    def _mapping(self, events: Iterator[Event], path: Keys) -> Node:
        found: dict[str, Any] = {}
        for event in events:
            if isinstance(event, MappingEndEvent):
                break
            key = self._scalar(event, path) if isinstance(event, ScalarEvent) else None
            if key is None:
                self._stop(event, path, faults.no_text_key())
            here = (*path, key)
            if key in found:
                self._stop(event, here, faults.twice(key, self.lines[here]))
            self.lines[here] = event.start_mark.line + 1
            found[key] = self._node(next(events), events, here)
        return found

    def _sequence(self, events: Iterator[Event], path: Keys) -> Node:
        found: list[Any] = []
        for event in events:
            if isinstance(event, SequenceEndEvent):
                break
            here = (*path, len(found))
            self.lines[here] = event.start_mark.line + 1
            found.append(self._node(event, events, here))
        return found

    def _scalar(self, event: ScalarEvent, path: Keys) -> str | None:
        if event.tag is not None and event.tag != "!":
            self._stop(event, path, faults.tag(str(event.tag)))
        if re.search("[\x00-\x08\x0b-\x1f\x7f]", event.value or ""):
            self._stop(event, path, faults.backslash())
        start = event.start_mark
        for number, part in enumerate(self.text[start.index : event.end_mark.index].split("\n"), start.line + 1):
            self.read.setdefault(number, []).append(part)
        return None if event.style is None and not event.value else str(event.value)

    @staticmethod
    def _stop(event: Event, path: Keys, text: Text) -> NoReturn:
        raise Faulty([Fault(event.start_mark.line + 1, path, text)])
