"""Reading of one content file: bytes, lines, YAML, model. Whatever is wrong becomes BrokenContent."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml.error import MarkedYAMLError

from bot.content.explaining import explained
from bot.content.mistakes import BrokenContent, Mistake, found_at, in_order, spoken_path
from bot.content.raw.comparing import lost
from bot.content.raw.decoding import NoText, decoded, wrong_name
from bot.content.raw.faults import Fault, Faulty, Keys, backslash
from bot.content.raw.nodes import Nodes
from bot.content.raw.repair import Repair
from bot.core.words.text import Text, _

LARGEST = 200_000  # bytes; the longest programme we know has 20,000


@dataclass(frozen=True, slots=True)
class Source:
    """Content of a file: keys and values, the line of each path of keys, and the notes behind words by line."""

    path: Path
    data: dict[str, Any]
    lines: Mapping[Keys, int]
    notes: Mapping[int, tuple[Keys, str]]

    def mistake(self, keys: Keys, text: Text) -> Mistake:
        """Return a mistake at a path of keys."""
        return found_at(self.path, self.lines, keys, text)


def read(path: Path) -> Source:
    """Return the content of a file. Raises BrokenContent."""
    if (text := wrong_name(path.name)) is not None:
        raise BrokenContent([Mistake(path, None, "", text)])
    try:
        raw = path.read_bytes()
    except OSError as error:
        text = _("The file can't be read. Is the name right, and is it a file?")
        raise BrokenContent([Mistake(path, None, "", text)]) from error
    return source_of(path, raw)


def source_of(path: Path, raw: bytes) -> Source:
    """Return the content of a file that holds these bytes; ``path`` is how it is named. Raises BrokenContent."""
    try:
        if len(raw) > LARGEST:
            raise NoText(_("The file is too large to be a programme or a theme."))
        return _source(path, decoded(raw))
    except NoText as error:
        raise BrokenContent([Mistake(path, error.line, "", error.text)]) from error
    except Faulty as faulty:
        raise BrokenContent(in_order(_named(path, fault) for fault in faulty.found)) from faulty


def _named(path: Path, fault: Fault) -> Mistake:
    return found_at(path, {fault.keys: fault.line}, fault.keys, fault.text)


def _source(path: Path, text: str) -> Source:
    repair = Repair.of(text)
    nodes = Nodes("\n".join(repair.out))
    try:
        data = nodes.load()
    except Faulty:
        raise
    except Exception as error:  # whatever the library finds, also a bug of its own, is about this file only
        mark = _where(error)
        raise BrokenContent([Mistake(path, mark.line + 1 if mark else None, "", _unreadable(error))]) from error
    if not isinstance(data, dict):
        raise NoText(_("The file holds no keys. Start from data/programmes/eigen-meetup.yaml."), 1)
    if missing := list(lost(repair.lines, nodes.read, repair.notes)):
        raise Faulty(missing)
    notes = {line: (keys, repair.notes[line]) for line, keys in repair.after_text.items()}
    return Source(path, data, nodes.lines, notes)


def _unreadable(error: Exception) -> Text:
    if "escape" in str(error):
        return backslash()
    return _("This is no valid YAML. Look at the indentation, the colons and the quotation marks around here.")


def _where(error: Exception) -> Any:
    """Return the mark of a YAML error to look at, or None.

    An unclosed quotation mark or bracket is noticed only later in the file; then the mark is where it begins.
    """
    if not isinstance(error, MarkedYAMLError):
        return None
    unclosed = any(part in (error.context or "") for part in ("quoted scalar", "flow"))
    return (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark


M = TypeVar("M", bound=BaseModel)


def modelled(model: type[M], source: Source) -> M:
    """Return the content of a file as a model. Raises BrokenContent."""
    try:
        return model.model_validate(source.data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors()
        # pydantic counts only the right items of a list, and then may find the list too short as well.
        inside = {detail["loc"][:size] for detail in details for size in range(len(detail["loc"]))}
        real = [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside]
        found = [source.mistake(detail["loc"], explained(model, detail)) for detail in real]
        raise BrokenContent(in_order(found)) from None


def hidden_notes(source: Source) -> list[Mistake]:
    """Return a remark for each note behind words, which nobody gets to read."""
    return [
        Mistake(
            source.path,
            line,
            spoken_path(keys),
            _("After the # stands a note that nobody reads: “{text}”.", text=words),
        )
        for line, (keys, words) in source.notes.items()
    ]
