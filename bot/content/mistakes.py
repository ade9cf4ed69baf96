"""Mistakes in content files: sentences with file, line, key and what to do."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from bot.core.programme.models import Block, Fragment, Prompt, Room
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

Keys = tuple[str | int, ...]


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


class BrokenContent(Refusal):
    """Refusal of a content file with ``mistakes``; its text is the first of them."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        super().__init__(mistakes[0].sentence)
        self.mistakes = mistakes


def in_order(mistakes: Iterable[Mistake]) -> list[Mistake]:
    return sorted(mistakes, key=lambda mistake: mistake.line or 0)


def found_at(path: Path, data: Any, keys: Keys, text: Text) -> Mistake:
    """Return a mistake with its line: that of the key, or of the nearest thing around it that is there.

    ``data`` is the YAML, ``keys`` the path in it, with indexes from 0.
    """
    line = 1
    for key in keys:
        try:
            line = data.lc.data[key][0] + 1
            data = data[key]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
    return Mistake(path, line, _spoken_path(keys), text)


def _spoken_path(keys: Keys) -> str:
    """Return a path of keys in words, such as "blokken 2 → vragen 1 → na"; places count from 1."""
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
    """Return the keys that may stand in the mapping that holds the last of these keys."""
    names = [key for key in keys[:-1] if isinstance(key, str)]
    model = _MODELS.get(names[-1], root) if names else root
    return [field.alias or name for name, field in model.model_fields.items()]


def explained(root: type[BaseModel], detail: ErrorDetails) -> Text:
    """Return a sentence for one of pydantic's errors; pydantic's documentation lists their types."""
    given = detail["input"]
    limits = detail.get("ctx", {})
    key = str(detail["loc"][-1] if detail["loc"] else "")
    match detail["type"]:
        case "missing":
            return _("“{key}” is missing here. Add it.", key=Typed(key))
        case "extra_forbidden":
            known = _keys_at(root, detail["loc"])
            if given is None:
                return _(
                    "“{key}” is not a key that I know. Is it part of a text? Put that between quotation marks.",
                    key=Typed(key),
                )
            near = difflib.get_close_matches(key.lower(), known, 1, 0.6)
            if near:
                return _("“{key}” is not a key that I know. Do you mean “{near}”?", key=Typed(key), near=near[0])
            return _("“{key}” is not a key that I know. Known here: {known}.", key=Typed(key), known=", ".join(known))
        case "duration":
            return _(
                "“{given}” is not a duration. Write it as “90 s”, “15 min” or “1 uur 30 min”.", given=_given(given)
            )
        case "duration_range":
            return _("This must be longer than nothing, and 12 hours at the most.")
        case "web_address":
            return _("“{given}” is not a web address. It begins with https:// and has no spaces.", given=_given(given))
        case "clock_time":
            return _(
                '“{given}” is not a time of day. Write it as "20:30", between quotation marks.',
                given=_given(given),
            )
        case "time_code":
            return _('“{given}” is not a moment in a film. Write it as "12:30" or "1:02:30".', given=_given(given))
        case "enum" | "literal_error":
            return _(
                "“{given}” can't be chosen here. Choose one of: {choices}.",
                given=_given(given),
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
            return _("Here must be a list, also when it has one item: [{given}].", given=_given(given))
        case "tuple_type" | "list_type":
            return _("Here must be a list: every item on a line of its own that begins with “- ”.")
        case "model_type" | "model_attributes_type" | "dict_type":
            return _("Here must be keys with a value, such as “titel: …”; it is {given}.", given=_shown(given))
    return _("This can't be read ({given}). Compare it with an example in data/programmes.", given=_shown(given))


def _choices(limits: Mapping[str, Any]) -> str:
    return str(limits.get("expected", "")).replace("'", "").replace(" or ", ", ")


def _given(value: object) -> Typed:
    return Typed("–" if value is None else str(value))


def _shown(given: object) -> Typed:
    if given is None:
        return Typed("–")
    return Typed(repr(given)[:60]) if isinstance(given, str | int | float | bool) else Typed(type(given).__name__)
