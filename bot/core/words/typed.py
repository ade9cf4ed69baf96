"""Words from outside, as types: ``Typed`` by a person, ``Markup`` by an organiser, ``Shown`` by an exit."""

from dataclasses import dataclass
from typing import Any, NewType, NoReturn

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from bot.core.words.escaping import INVISIBLE, clean, one_line, shortened, visible

# Harmless in one medium: made by an exit, out of a ``Text``.
Shown = NewType("Shown", str)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Words:
    """Base of words that can't be formatted: ``str`` and f-strings raise TypeError.

    They are ``clean`` by themselves, whatever door they come in by. Rules and storage read ``raw``, and exits show it.
    Equal to the same words, also as a plain string.
    """

    raw: str

    def __post_init__(self) -> None:
        """Leave out what no text has; see ``escaping.clean``."""
        if not self.raw.isprintable():
            object.__setattr__(self, "raw", clean(self.raw))

    def __str__(self) -> NoReturn:
        raise TypeError(f"{type(self).__name__} is put into a Text, and made harmless by an exit")

    def __format__(self, spec: str) -> NoReturn:
        str(self)
        raise AssertionError

    def __repr__(self) -> str:
        """Without the words: this may stand in a log."""
        return f"{type(self).__name__}(<{len(self.raw)} characters>)"

    def __eq__(self, other: object) -> bool:
        return self.raw == (other.raw if isinstance(other, Words) else other)

    def __hash__(self) -> int:
        return hash(self.raw)

    def __len__(self) -> int:
        return len(self.raw)

    def __reduce__(self) -> tuple[type["Words"], tuple[str]]:
        """Pickled by their words alone."""
        return type(self), (self.raw,)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Typed(Words):
    """Words that a person typed: a name, a title, a message. Repeated as they read, never interpreted."""

    @property
    def line(self) -> "Typed":
        """On one line, with single spaces."""
        return Typed(one_line(self.raw))

    @property
    def trimmed(self) -> "Typed":
        """The same, without what nobody sees at its ends."""
        return Typed(one_line(self.raw).strip(INVISIBLE))

    @property
    def lines(self) -> list["Typed"]:
        """Line by line, without what nobody sees."""
        return [Typed(line) for line in visible(self.raw).splitlines()]

    def cut(self, most: int) -> "Typed":
        """At most so many characters."""
        return Typed(shortened(self.raw, most))


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Markup(Words):
    """Words of an organiser in a programme, in Discord's markdown: shown as they are."""


@dataclass(frozen=True, slots=True)
class Length:
    """Annotation of a model's field of Typed or Markup: 1 to ``most`` characters of text, stripped.

    Stored as a plain string. Raises pydantic's own errors of a string.
    """

    most: int

    def __get_pydantic_core_schema__(self, source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        """A string from a file or from storage, or words that were read before."""
        text = core_schema.str_schema(min_length=1, max_length=self.most, strip_whitespace=True)
        words = core_schema.no_info_after_validator_function(source, text)

        def string_of(value: object) -> object:
            raw = value.raw if isinstance(value, Words) else value
            return one_line(raw) if source is Typed and isinstance(raw, str) else raw

        stored = core_schema.plain_serializer_function_ser_schema(lambda value: value.raw, return_schema=text)
        return core_schema.no_info_before_validator_function(string_of, words, serialization=stored)
