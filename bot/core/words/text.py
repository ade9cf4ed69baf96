"""Texts before they are put in a language and made harmless.

A rule writes its sentences in English with ``_``; ``bot.content.texts`` says them in the reader's language. A ``Text``
is all that can be sent. Its parts are other Texts, ``Typed``, ``Markup``, and our own strings: mentions and moments.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from bot.core.words.escaping import shortened
from bot.core.words.remedies import Remedy
from bot.core.words.typed import Markup, Typed, Words

WITHIN_SENTENCE = 500  # characters of what somebody typed


class Voice(ABC):
    """A language, and how one medium makes words harmless."""

    @abstractmethod
    def sentence(self, text: "Sentence") -> str:
        """The sentence in the language, its ``{placeholders}`` still in it."""

    @abstractmethod
    def listed(self, items: Sequence[str]) -> str:
        """Items as an enumeration: "a, b and c"."""

    @abstractmethod
    def typed(self, words: Typed) -> str:
        """Make typed words harmless at this exit; on one line."""

    def markup(self, words: Markup) -> str:
        """Return an organiser's markdown as it is."""
        return words.raw

    def said(self, part: object) -> str:
        """A part of a Text: words made harmless, and our own as it is."""
        match part:
            case Text():
                return part.said(self)
            case Typed():
                return self.typed(part)
            case Markup():
                return self.markup(part)
            case tuple():
                return self.listed([self.said(item) for item in part])
        return str(part)


class Text(ABC):
    """Base of what can be said. It can't be formatted: ``str`` and f-strings raise TypeError."""

    __slots__ = ()

    @abstractmethod
    def said(self, voice: Voice) -> str:
        """The text in a voice."""

    def __str__(self) -> NoReturn:
        raise TypeError("a Text is said by an exit, see bot.content.texts")

    def __format__(self, spec: str) -> NoReturn:
        str(self)
        raise AssertionError

    def __add__(self, other: "Part") -> "Text":
        return Joined("", (self, other))

    def __radd__(self, other: str) -> "Text":
        return Joined("", (other, self))

    @staticmethod
    def of(*parts: "Part") -> "Text":
        """The parts, one directly after the other."""
        return Joined("", parts)

    @staticmethod
    def join(between: str, parts: "Iterable[Part]") -> "Text":
        """The parts, with a string of ours between them."""
        return Joined(between, tuple(parts))

    @staticmethod
    def lines(*parts: "Part") -> "Text":
        """Each part on a line of its own."""
        return Joined("\n", parts)

    @staticmethod
    def bold(part: "Part") -> "Text":
        """The part in bold."""
        return Joined("", ("**", part, "**"))

    @staticmethod
    def cut(part: "Part", most: int) -> "Text":
        """The part in at most so many characters, counted when it was made harmless."""
        return Cut(part, most)

    @staticmethod
    def quote(words: Typed, most: int = 600, opening: "Part" = "") -> "Text":
        """A person's words as a quotation of at most so many characters; ``opening`` comes before its first line."""
        return Quote(words, most, opening)


Part = Text | Words | str


@dataclass(frozen=True, slots=True)
class Sentence(Text):
    """A sentence with the values for its ``{placeholders}``; a value may be any part, or a tuple of them."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def said(self, voice: Voice) -> str:
        """Translated and filled in. What a person typed is cut, so that what to do behind it is always read."""
        values = {
            name: voice.said(value.cut(WITHIN_SENTENCE) if isinstance(value, Typed) else value)
            for name, value in self.values.items()
        }
        return voice.sentence(self).format(**values)


@dataclass(frozen=True, slots=True)
class Joined(Text):
    """Parts with a string of ours between them."""

    between: str
    parts: tuple[Part, ...]

    def said(self, voice: Voice) -> str:
        """One after the other."""
        return self.between.join(map(voice.said, self.parts))


@dataclass(frozen=True, slots=True)
class Cut(Text):
    """A part in at most so many characters."""

    part: Part
    most: int

    def said(self, voice: Voice) -> str:
        """Cut after it was made harmless."""
        return shortened(voice.said(self.part), self.most)


@dataclass(frozen=True, slots=True)
class Quote(Text):
    """A person's words as a quotation; see ``Text.quote``."""

    words: Typed
    most: int
    opening: Part = ""

    def said(self, voice: Voice) -> str:
        """Every line with a mark in front."""
        lines = [voice.typed(line) for line in self.words.lines]
        if lines and self.opening:
            lines[0] = f"{voice.said(self.opening)} {lines[0]}".rstrip()
        return shortened("\n".join(f"> {line}" for line in lines), self.most)


@dataclass(frozen=True, slots=True)
class Fitting(Text):
    """As many of these lines as fit; ``more`` says how many there are besides."""

    parts: tuple[Part, ...]
    most: int
    more: Callable[[int], Part]

    def said(self, voice: Voice) -> str:
        """Whole lines only."""
        lines = [voice.said(part) for part in self.parts]
        text, kept = "\n".join(lines), len(lines)
        while len(text) > self.most and kept:
            kept -= 1
            text = "\n".join([*lines[:kept], voice.said(self.more(len(lines) - kept))])
        return text


def _(message: str, /, **values: object) -> Sentence:
    """Return a sentence marked for translation, with the values for its placeholders."""
    return Sentence(message, values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> Sentence:
    """Return a sentence in singular and plural, chosen by ``n``, which both may show as ``{n}``."""
    return Sentence(one, {"n": n, **values}, plural=many, count=n)


class _ForLogs(Voice):
    """English, without anybody's words."""

    def sentence(self, text: Sentence) -> str:
        return text.message if text.plural is None or text.count == 1 else text.plural

    def listed(self, items: Sequence[str]) -> str:
        return ", ".join(items)

    def typed(self, words: Typed) -> str:
        return "…"


class Refusal(Exception):
    """The one type for "no": a sentence that tells the person what to do next. Anything else is a bug.

    ``str`` is the English sentence for logs, in which nothing stands that anybody typed. ``remedy`` is what the person
    can do with one press, where that is so.
    """

    def __init__(self, text: Text, remedy: Remedy | None = None) -> None:
        super().__init__(_ForLogs().said(text))
        self.text, self.remedy = text, remedy
