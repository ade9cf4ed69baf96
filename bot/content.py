"""Reading the content files: YAML in, models out, mistakes named by file, line and key."""

import difflib
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.core.programme import Block, Fragment, Programme, Prompt, Room, Theme, problems, remarks, resolve
from bot.core.words import Refusal, Text, Typed, _

DATA = Path(__file__).parent.parent / "data"
LARGEST = 500_000  # bytes; the longest programme we know has 20,000

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing wrong in one file; ``line`` counts from 1, and is None where the file as a whole is wrong."""

    file: Path
    line: int | None
    key: str
    text: Text

    @property
    def sentence(self) -> Text:
        """File, line, key and what to do."""
        if self.line is None:
            return _("{file}: {text}", file=self.file, text=self.text)
        if not self.key:
            return _("{file}, line {line}: {text}", file=self.file, line=self.line, text=self.text)
        return _("{file}, line {line}, {key}: {text}", file=self.file, line=self.line, key=self.key, text=self.text)


class BrokenContent(Refusal):
    """A content file with mistakes; as a refusal it tells the first of them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(mistakes[0].sentence)
        self.mistakes = mistakes


class Library:
    """The programmes and themes that this bot has; a file that changed is read again.

    ``extra`` are programmes from elsewhere, by name.
    """

    def __init__(self, folder: Path = DATA, extra: Mapping[str, Path] | None = None) -> None:
        self._themes = folder / "themes"
        self._folder, self._extra = folder / "programmes", dict(extra or {})

    def themes(self) -> dict[str, Theme]:
        """Every theme by its slug, which is its file's name. Raises BrokenContent."""
        return {path.stem: _theme(*_version(path)) for path in sorted(self._themes.glob("*.yaml"))}

    def files(self) -> list[Path]:
        """Every content file."""
        return [*self._programmes().values(), *sorted(self._themes.glob("*.yaml"))]

    def _programmes(self) -> dict[str, Path]:
        return {path.stem: path for path in sorted(self._folder.glob("*.yaml"))} | self._extra

    def names(self) -> dict[str, str]:
        """The programmes to choose from: file name to title. A broken one is left out; ``check`` names it."""
        found = {}
        for name, path in self._programmes().items():
            try:
                found[name] = self.load(path).title
            except BrokenContent:
                continue
        return found

    def programme(self, name: str) -> Programme:
        """A resolved programme by its name. Raises Refusal."""
        path = self._programmes().get(name)
        if path is None:
            raise Refusal(
                _(
                    "There is no programme “{name}”. Choose one of: {names}.",
                    name=Typed(name),
                    names=", ".join(self.names()) or "–",
                )
            )
        return self.load(path)

    def load(self, path: Path) -> Programme:
        """The resolved programme in a file. Raises BrokenContent."""
        return _programme(*_version(path), _frozen(self.themes()))

    def check(self, path: Path) -> list[Mistake]:
        """Every mistake in a programme or theme file; the themes it names must be right too."""
        try:
            if _is_theme(_read(path)):
                _theme(*_version(path))
            else:
                self.load(path)
        except BrokenContent as broken:
            return list(broken.mistakes)
        return []

    def remarks(self, path: Path) -> list[Mistake]:
        """What an organiser should know of a programme that is right."""
        data = _read(path)
        if _is_theme(data):
            return []
        return [_mistake(path, data, found.path, found.text) for found in remarks(self.load(path))]


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
    found = [_mistake(path, data, problem.path, problem.text) for problem in problems(programme, dict(themes))]
    if found:
        raise BrokenContent(_in_order(found))
    return resolve(programme, dict(themes))


def _read(path: Path) -> Any:
    """The YAML of a file, whose mappings know their lines."""
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
    """The place to look at. An unclosed quotation mark or bracket is found at the end, but stands at its begin."""
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
        found = [_mistake(path, data, detail["loc"], _explain(model, detail)) for detail in real]
        raise BrokenContent(_in_order(found)) from None


def _in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: mistake.line or 0)


def _mistake(path: Path, data: Any, keys: Keys, text: Text) -> Mistake:
    """Find the line: that of the key itself, or of the nearest thing around it that is there."""
    line = 1
    for key in keys:
        try:
            line = data.lc.data[key][0] + 1
            data = data[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return Mistake(path, line, _spoken_path(keys), text)


def _spoken_path(keys: Keys) -> str:
    """ "blokken 2 → vragen 1 → na": places counted from 1, as people do."""
    parts: list[str] = []
    for key in keys:
        if isinstance(key, int) and parts:
            parts[-1] += f" {key + 1}"
        else:
            parts.append(str(key))
    return " → ".join(parts)


_MODELS: dict[str, type[BaseModel]] = {
    "blokken": Block,
    "ruimtes": Room,
    "fragment": Fragment,
    "vragen": Prompt,
}


def _keys_at(root: type[BaseModel], keys: Keys) -> list[str]:
    """The keys that may stand in the mapping that the last of these keys was found in."""
    names = [key for key in keys[:-1] if isinstance(key, str)]
    model = _MODELS.get(names[-1], root) if names else root
    return [field.alias or name for name, field in model.model_fields.items()]


def _explain(root: type[BaseModel], detail: ErrorDetails) -> Text:
    """A sentence for one of pydantic's errors; their types are listed in pydantic's documentation."""
    given = detail["input"]
    limits = detail.get("ctx", {})
    key = detail["loc"][-1] if detail["loc"] else ""
    match detail["type"]:
        case "missing":
            return _("“{key}” is missing here. Add it.", key=key)
        case "extra_forbidden":
            known = _keys_at(root, detail["loc"])
            if given is None:
                return _(
                    "“{key}” is not a key that I know. Is it part of a text? Put that between quotation marks.", key=key
                )
            near = difflib.get_close_matches(str(key).lower(), known, 1, 0.6)
            if near:
                return _("“{key}” is not a key that I know. Do you mean “{near}”?", key=key, near=near[0])
            return _("“{key}” is not a key that I know. Known here: {known}.", key=key, known=", ".join(known))
        case "duration":
            shown = "–" if given is None else given
            return _("“{given}” is not a duration. Write it as “90 s”, “15 min” or “1 uur 30 min”.", given=shown)
        case "duration_range":
            return _("This must be longer than nothing, and 12 hours at the most.")
        case "web_address":
            return _("“{given}” is not a web address. It begins with https:// and has no spaces.", given=given)
        case "time_code":
            return _('“{given}” is not a moment in a film. Write it as "12:30" or "1:02:30".', given=given)
        case "enum" | "literal_error":
            return _(
                "“{given}” can't be chosen here. Choose one of: {choices}.",
                given=given,
                choices=_choices(limits),
            )
        case "string_type":
            return _("Here must be text, and it is {given}. Put it between quotation marks.", given=_shown(given))
        case "string_too_short":
            return _("This text is empty. Write something, or remove the key.")
        case "string_too_long":
            return _("This text is too long: {most} characters fit in one message.", most=limits.get("max_length"))
        case "too_short":
            return _("This list is too short: it needs at least {least}.", least=limits.get("min_length"))
        case "too_long":
            return _("This list is too long: it holds {most} at the most.", most=limits.get("max_length"))
        case "tuple_type" | "list_type" if key in ("vraagt", "waarschuw"):
            return _("Here must be a list, also when it has one item: [{given}].", given=given)
        case "tuple_type" | "list_type":
            return _("Here must be a list: every item on a line of its own that begins with “- ”.")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("Here must be keys with a value, such as “titel: …”; it is {given}.", given=_shown(given))
    return _("This can't be read ({given}). Compare it with an example in data/programmes.", given=_shown(given))


def _choices(limits: Mapping[str, Any]) -> str:
    return str(limits.get("expected", "")).replace("'", "").replace(" or ", ", ")


def _shown(given: object) -> str:
    if given is None:
        return "–"
    return repr(given)[:60] if isinstance(given, str | int | float | bool) else type(given).__name__
