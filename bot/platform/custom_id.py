"""custom_ids of lasting buttons, menus and forms: one definition each, to write, recognise and read them."""

import re
from collections.abc import Iterable
from enum import EnumType, StrEnum
from typing import Any

from bot.platform import limits

Field = int | str | tuple[str, ...] | type[StrEnum]
DIGITS = 18  # of a number, unless given: as long as surely fits in the database
_FIELD = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[(.*)\]")


class CustomId:
    """Shape of custom_ids, such as ``bord:volgende:{id}:{block}``.

    A field is a number of at most 18 digits, unless given: an int is the most digits of a number, a str a regular
    expression, a tuple or an enum the choices. A part in square brackets may be left out. ``template`` is the
    regular expression of the whole. Posted messages keep their custom_ids, so a changed template breaks their
    buttons.
    """

    def __init__(self, shape: str, **fields: Field) -> None:
        self._shape = shape
        self._fields: dict[str, Field] = {name: fields.get(name, DIGITS) for name in _FIELD.findall(shape)}
        groups = {name: f"(?P<{name}>{_pattern(field)})" for name, field in self._fields.items()}
        self.template = _filled_in(shape.replace("[", "(?:").replace("]", ")?"), groups)
        self._compiled = re.compile(self.template)

    def __repr__(self) -> str:
        return f"CustomId({self._shape!r})"

    def __str__(self) -> str:
        return self._shape

    def __call__(self, **values: object) -> str:
        """Return a custom_id with these values.

        Raises ValueError where it doesn't read back as the same values, or is over 100 characters.
        """
        written = self.written(**values)
        if written is None:
            raise ValueError(f"{values} don't fit in {self!r}")
        return written

    def written(self, **values: object) -> str | None:
        """The same, but None where the values don't fit: for those that people chose."""
        shape = _OPTIONAL.sub(lambda part: part[1] if values.keys() >= {*_FIELD.findall(part[1])} else "", self._shape)
        written = _filled_in(shape, {name: str(values.get(name)) for name in self._fields})
        fits = len(written) <= limits.CUSTOM_ID and self.read(written) == dict.fromkeys(self._fields) | values
        return written if fits else None

    def read(self, custom_id: str) -> dict[str, Any] | None:
        """Return the values of a custom_id by field, or None where it has another shape.

        Numbers are int, enums their member, and a field that was left out is None.
        """
        match = self._compiled.fullmatch(custom_id)
        return match and {name: _typed(self._fields[name], text) for name, text in match.groupdict().items()}

    def examples(self, values: Iterable[str]) -> list[str]:
        """Return custom_ids as a changed client could send them: every choice, each value in other fields."""
        shapes = [_OPTIONAL.sub("", self._shape), _OPTIONAL.sub(r"\1", self._shape)]
        for name, field in self._fields.items():
            if not isinstance(field, int | str):
                shapes = [_filled_in(shape, {name: choice}) for shape in shapes for choice in field]
        found = (_filled_in(shape, dict.fromkeys(self._fields, value)) for shape in shapes for value in values)
        return list(dict.fromkeys(found))


def _filled_in(shape: str, texts: dict[str, str]) -> str:
    """Return the shape with these texts in place of its fields; fields without a text stay."""
    return _FIELD.sub(lambda field: texts.get(field[1], field[0]), shape)


def _pattern(field: Field) -> str:
    match field:
        case int():
            return rf"\d{{1,{field}}}"
        case str():
            return field
    return "|".join(field)


def _typed(field: Field, text: str | None) -> Any:
    if text is None:
        return None
    if isinstance(field, int):
        return int(text)
    return field(text) if isinstance(field, EnumType) else text
