"""Mistakes in content files: sentences with file, line, key and what to do."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.content.raw.faults import Keys
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake in a file; ``line`` counts from 1, and is None where the file as a whole is wrong."""

    file: Path
    line: int | None
    key: str
    text: Text

    @property
    def sentence(self) -> Text:
        """Sentence with file, line, key and what to do."""
        file, key = Typed(str(self.file)), Typed(self.key)
        if self.line is None:
            return _("{file}: {text}", file=file, text=self.text)
        if not key:
            return _("{file}, line {line}: {text}", file=file, line=self.line, text=self.text)
        return _("{file}, line {line}, {key}: {text}", file=file, line=self.line, key=key, text=self.text)

    @property
    def brief(self) -> Text:
        """Sentence without the folders of the file."""
        return replace(self, file=Path(self.file.name)).sentence


class BrokenContent(Refusal):
    """Refusal of a content file with ``mistakes``; its text is the first of them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(mistakes[0].sentence)
        self.mistakes = mistakes


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: mistake.line or 0)


def found_at(path: Path, lines: Mapping[Keys, int], keys: Keys, text: Text) -> Mistake:
    """Return a mistake with its line: that of the key, or of the nearest thing around it that is there.

    ``lines`` has the line (from 1) of each path of keys, with indexes from 0.
    """
    around = (keys[:size] for size in range(len(keys), -1, -1))
    line = next((lines[part] for part in around if part in lines), 1)
    return Mistake(path, line, spoken_path(keys), text)


def spoken_path(keys: Keys) -> str:
    """Return a path of keys in words, such as "blokken 2 → vragen 1 → na"; places count from 1."""
    parts: list[str] = []
    for key in keys:
        if isinstance(key, int) and parts:
            parts[-1] += f" {key + 1}"
        else:
            parts.append(str(key))
    return " → ".join(parts)
