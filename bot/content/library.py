"""Read the content files: YAML in, models out, mistakes named by file, line and key."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.content import DATA
from bot.content.mistakes import BrokenContent, Mistake, explained, found_at, in_order
from bot.core.programme.checks import problems, remarks
from bot.core.programme.models import Programme, Theme
from bot.core.programme.resolving import resolve
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LARGEST = 500_000  # bytes; the longest programme we know has 20,000


class Library:
    """Programmes and themes of this bot, by name; a file that changed is read again.

    ``extra`` are programmes from elsewhere, by name.
    """

    def __init__(self, folder: Path = DATA, extra: Mapping[str, Path] | None = None) -> None:
        self._themes = folder / "themes"
        self._folder, self._extra = folder / "programmes", dict(extra or {})

    def themes(self) -> dict[str, Theme]:
        """Return every theme by its slug, which is the file name. Raises BrokenContent."""
        return {path.stem: _theme(*_version(path)) for path in sorted(self._themes.glob("*.yaml"))}

    def files(self) -> list[Path]:
        """Return the path of every programme and theme."""
        return [*self._programmes().values(), *sorted(self._themes.glob("*.yaml"))]

    def _programmes(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted(self._folder.glob("*.yaml"))} | self._extra

    def names(self) -> dict[str, Typed]:
        """Return the titles of the programmes to choose from, by file name without the extension.

        A broken one is left out; ``check`` names it.
        """
        found = {}
        for name, path in self._programmes().items():
            try:
                found[name] = self.load(path).title
            except BrokenContent:
                continue
        return found

    def programme(self, name: str) -> Programme:
        """Return a resolved programme by its name. Raises Refusal if there is none, BrokenContent as ``load``."""
        path = self._programmes().get(name)
        if path is None:
            raise Refusal(
                _(
                    "There is no programme “{name}”. Choose one of: {names}.",
                    name=Typed(name),
                    names=Typed(", ".join(self.names()) or "–"),
                )
            )
        return self.load(path)

    def load(self, path: Path) -> Programme:
        """Return the resolved programme in a file. Raises BrokenContent, also for a broken theme file."""
        return _programme(*_version(path), _frozen(self.themes()))

    def check(self, path: Path) -> list[Mistake]:
        """Return every mistake in a programme or theme file; empty if it is right.

        For a programme the themes of the library must be right too, else their mistakes are returned.
        """
        try:
            if _is_theme(_read(path)):
                _theme(*_version(path))
            else:
                self.load(path)
        except BrokenContent as broken:
            return list(broken.mistakes)
        return []

    def remarks(self, path: Path) -> list[Mistake]:
        """Return what an organiser should know of a valid programme; empty for a theme. Raises BrokenContent."""
        data = _read(path)
        if _is_theme(data):
            return []
        return [found_at(path, data, found.path, found.text) for found in remarks(self.load(path))]


def _version(path: Path) -> tuple[Path, int]:
    try:
        return path, os.stat(path).st_mtime_ns
    except OSError:
        return path, 0


def _frozen(themes: Mapping[str, Theme]) -> tuple[tuple[str, Theme], ...]:
    return tuple(themes.items())


@lru_cache(maxsize=200)
def _theme(path: Path, _version: int) -> Theme:
    return _model(Theme, path, _read(path))


@lru_cache(maxsize=200)
def _programme(path: Path, _version: int, themes: tuple[tuple[str, Theme], ...]) -> Programme:
    data = _read(path)
    programme = _model(Programme, path, data)
    found = [found_at(path, data, problem.path, problem.text) for problem in problems(programme, dict(themes))]
    if found:
        raise BrokenContent(in_order(found))
    return resolve(programme, dict(themes))


def _read(path: Path) -> Any:
    """Return the YAML of a file; its mappings know their lines. Raises BrokenContent if it can't be read."""
    try:
        raw = path.read_bytes()
        if len(raw) > LARGEST:
            raise BrokenContent([Mistake(path, None, "", _("The file is too large to be a programme or a theme."))])
        data = YAML(typ="rt").load(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        text = _("The file is not in UTF-8. Save it again as UTF-8 text.")
        raise BrokenContent([Mistake(path, None, "", text)]) from error
    except OSError as error:
        text = _("The file can't be read. Is the name right, and is it a file?")
        raise BrokenContent([Mistake(path, None, "", text)]) from error
    except YAMLError as error:
        mark = _where(error)
        text = _("This is no valid YAML. Look at the indentation, the colons and the quotation marks around here.")
        if "duplicate key" in str(error):
            text = _("The same key stands here twice. Remove one of them.")
        raise BrokenContent([Mistake(path, mark.line + 1 if mark else None, "", text)]) from error
    if not isinstance(data, dict):
        text = _("The file holds no keys. Start from data/programmes/eigen-meetup.yaml.")
        raise BrokenContent([Mistake(path, 1, "", text)])
    return data


def _where(error: YAMLError) -> Any:
    """Return the mark of a YAML error to look at, or None.

    An unclosed quotation mark or bracket is noticed only later in the file; then the mark is where it begins.
    """
    if not isinstance(error, MarkedYAMLError):
        return None
    unclosed = any(part in (error.context or "") for part in ("quoted scalar", "flow"))
    return (error.context_mark if unclosed else None) or error.problem_mark or error.context_mark


def _is_theme(data: Any) -> bool:
    return "blokken" not in data and bool({"richtingen", "wat speelt er", "rol van de school"} & set(data))


M = TypeVar("M", bound=BaseModel)


def _model(model: type[M], path: Path, data: Any) -> M:
    try:
        return model.model_validate(data, by_alias=True, by_name=False)
    except ValidationError as error:
        details = error.errors()
        # pydantic counts only the right items of a list, and then may find the list too short as well.
        inside = {detail["loc"][:size] for detail in details for size in range(len(detail["loc"]))}
        real = [detail for detail in details if detail["type"] != "too_short" or detail["loc"] not in inside]
        found = [found_at(path, data, detail["loc"], explained(model, detail)) for detail in real]
        raise BrokenContent(in_order(found)) from None
