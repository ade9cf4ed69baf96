"""Read the content files: YAML in, models out, mistakes named by file, line and key."""

import os
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from bot.content import DATA, attachments
from bot.content.mistakes import BrokenContent, Mistake, in_order
from bot.content.reading import Source, hidden_notes, modelled, read, source_of
from bot.core.programme import theme_checks
from bot.core.programme.checks import Problem, problems, remarks
from bot.core.programme.models import Programme
from bot.core.programme.resolving import resolve
from bot.core.programme.themes import Theme
from bot.core.words.plain import fitting
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

M = TypeVar("M", bound=BaseModel)


class Library:
    """Programmes and themes of this bot, by name; a file that changed is read again.

    ``folders`` hold programmes/ and themes/; of two files with one name that of the later folder counts. Without
    them: the shipped content, and data/ under the working folder, where an installed bot finds what organisers wrote.
    ``extra`` are programmes from elsewhere, by name.
    """

    def __init__(self, *folders: Path, extra: Mapping[str, Path] | None = None) -> None:
        self._folders = folders or (DATA, Path.cwd() / "data")
        self._extra = dict(extra or {})

    def themes(self) -> dict[str, Theme]:
        """Return every valid theme by its slug, which is the file name."""
        found = {slug: _theme(*_version(path)) for slug, path in self._themes().items()}
        return {slug: theme for slug, theme in found.items() if isinstance(theme, Theme)}

    def files(self) -> list[Path]:
        """Return the path of every programme and theme."""
        return [*self._programmes().values(), *self._themes().values()]

    def _programmes(self) -> dict[str, Path]:
        return _files(self._folders, "programmes") | self._extra

    def _themes(self) -> dict[str, Path]:
        return _files(self._folders, "themes")

    def names(self) -> dict[str, Typed]:
        """Return the titles of the programmes to choose from, by file name without the extension.

        Broken ones are left out; ``broken`` has them.
        """
        found = {}
        for name, path in self._programmes().items():
            try:
                found[name] = self.load(path).title
            except BrokenContent:
                continue
        return found

    def broken(self) -> dict[str, Mistake]:
        """Return the first mistake of each programme that can't be chosen, by file name without the extension."""
        found = {}
        for name, path in self._programmes().items():
            try:
                self.load(path)
            except BrokenContent as broken:
                found[name] = broken.mistakes[0]
        return found

    def programme(self, name: str) -> Programme:
        """Return a resolved programme by its name or title, or how they begin.

        Raises Refusal if there is none, BrokenContent as ``load``.
        """
        path = self._path(name)
        if path is None:
            raise Refusal(
                _(
                    "There is no programme “{name}”. Choose one of: {names}.",
                    name=Typed(name),
                    names=Typed(", ".join(self.names()) or "–"),
                )
            )
        return self.load(path)

    def knows(self, name: str) -> bool:
        """Return whether ``programme`` finds one by this."""
        return self._path(name) is not None

    def path(self, name: str) -> Path:
        """Return the file of a programme, as ``programme`` finds it. Raises Refusal if there is none."""
        self.programme(name)
        path = self._path(name)
        assert path is not None
        return path

    def folder(self, name: str) -> Path:
        """Return the folder of a programme, as ``programme`` finds it, in which its attachments stand."""
        path = self._path(name)
        return path.parent if path else self._folders[-1] / "programmes"

    def _path(self, name: str) -> Path | None:
        return self._programmes().get(name) or self._meant(name)

    def _meant(self, typed: str) -> Path | None:
        """Return the only programme whose name or title is so, or else begins so; None where there is not just one."""
        files = self._programmes()
        for named in ({name: Typed(name) for name in files}, self.names()):
            found = fitting(Typed(typed), list(named.values()))
            if len(found) == 1:
                return files[list(named)[found[0]]]
        return None

    def load(self, path: Path) -> Programme:
        """Return the resolved programme in a file. Raises BrokenContent, also for a broken theme that it uses."""
        themes = self.themes()
        wrong = tuple((slug, *_version(file)) for slug, file in self._themes().items() if slug not in themes)
        return _right(_programme(*_version(path), tuple(themes.items()), wrong))

    def read_in(self, name: str, raw: bytes) -> Programme:
        """Return the resolved programme in a file of this name that holds these bytes. Raises BrokenContent."""
        themes = self.themes()
        wrong = tuple((slug, *_version(file)) for slug, file in self._themes().items() if slug not in themes)
        return _right(_in_memory(name, raw, tuple(themes.items()), wrong))

    def remarks_in(self, name: str, raw: bytes) -> list[Mistake]:
        """Return what an organiser should know of such a file that is right. Raises BrokenContent."""
        source = source_of(Path(name), raw)
        found = [source.mistake(one.path, one.text) for one in remarks(self.read_in(name, raw), self.themes())]
        return in_order([*found, *hidden_notes(source)])

    def has(self, name: str) -> bool:
        """Return whether there is a programme of this very name."""
        return name in self._programmes()

    def check(self, path: Path) -> list[Mistake]:
        """Return every mistake in a programme or theme file; empty if it is right.

        For a programme the themes that it uses must be right too, else their mistakes are returned.
        """
        try:
            source = read(path)
            if not _is_theme(source.data):
                return list(_without_attachment(source, self.load(path)))
            _right(_theme(*_version(path)))
        except BrokenContent as broken:
            return list(broken.mistakes)
        return []

    def remarks(self, path: Path) -> list[Mistake]:
        """Return what an organiser should know of a valid file. Raises BrokenContent."""
        source = read(path)
        found = [source.mistake(remark.path, remark.text) for remark in self._remarks(source)]
        return in_order([*found, *hidden_notes(source)])

    def _remarks(self, source: Source) -> list[Problem]:
        if _is_theme(source.data):
            theme = _right(_theme(*_version(source.path)))
            return [Problem(path, text) for path, text in theme_checks.remarks(theme)]
        return list(remarks(self.load(source.path), self.themes()))


def _files(folders: Sequence[Path], kind: str) -> dict[str, Path]:
    """Return the content files of a kind by name, also those called .yaml.txt, which are a mistake."""
    # Of a.yml and a.yaml the latter counts.
    found = [path for folder in folders for path in sorted((folder / kind).glob("*.y*ml*"), reverse=True)]
    named = {path.stem if path.suffix in (".yaml", ".yml") else path.name: path for path in found}
    return dict(sorted(named.items()))


def _version(path: Path) -> tuple[Path, int]:
    try:
        return path, os.stat(path).st_mtime_ns
    except OSError:
        return path, 0


def _right(found: M | BrokenContent) -> M:
    if isinstance(found, BrokenContent):
        raise BrokenContent(found.mistakes)
    return found


# What is wrong with a file is kept too: else it would be read anew at each key that somebody types in a command.
@lru_cache(maxsize=200)
def _theme(path: Path, _version: int) -> Theme | BrokenContent:
    try:
        return modelled(Theme, read(path))
    except BrokenContent as broken:
        return broken


@lru_cache(maxsize=200)
def _programme(
    path: Path, _version: int, themes: tuple[tuple[str, Theme], ...], wrong: tuple[tuple[str, Path, int], ...]
) -> Programme | BrokenContent:
    try:
        return _resolved(read(path), themes, wrong)
    except BrokenContent as broken:
        return broken


@lru_cache(maxsize=200)
def _in_memory(
    name: str, raw: bytes, themes: tuple[tuple[str, Theme], ...], wrong: tuple[tuple[str, Path, int], ...]
) -> Programme | BrokenContent:
    try:
        source = source_of(Path(name), raw)
        if _is_theme(source.data):
            raise BrokenContent(
                [source.mistake((), _("This is a theme, no programme. Who runs the bot puts it there."))]
            )
        return _resolved(source, themes, wrong)
    except BrokenContent as broken:
        return broken


def _resolved(
    source: Source, themes: tuple[tuple[str, Theme], ...], wrong: tuple[tuple[str, Path, int], ...]
) -> Programme:
    """Return the programme in a file with everything filled in. Raises BrokenContent."""
    programme = modelled(Programme, source)
    used = {room.theme for block in programme.blocks for room in block.rooms}
    for slug, *version in wrong:
        if slug in used:
            _right(_theme(*version))
    found = [source.mistake(problem.path, problem.text) for problem in problems(programme, dict(themes))]
    if found:
        raise BrokenContent(in_order(found))
    return resolve(programme, dict(themes))


def _without_attachment(source: Source, programme: Programme) -> Iterator[Mistake]:
    """Yield a mistake for each attachment that can't be posted as its file is now; the programme runs all the same."""
    for at, block in enumerate(programme.blocks):
        if block.attachment is not None:
            try:
                attachments.check(source.path.parent, block.attachment)
            except Refusal as refusal:
                yield source.mistake(("blokken", at, "bijlage"), refusal.text)


def _is_theme(data: Mapping[str, Any]) -> bool:
    return "blokken" not in data and bool({"richtingen", "wat speelt er", "rol van de school"} & set(data))
