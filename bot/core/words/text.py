"""What is said, before it is put in a language.

A rule writes its sentences in English with ``_``; ``bot.texts`` says them in the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


class Typed(str):
    """What a person typed, as a value in a sentence: repeated as it is, never interpreted."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence with the values for its ``{placeholders}``; a value may be a Text, or a tuple of them."""

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    count: int = 1

    def __str__(self) -> str:
        """The English sentence, for logs."""
        chosen = self.message if self.plural is None or self.count == 1 else self.plural
        return chosen.format(**self.values)


def _(message: str, /, **values: object) -> Text:
    """Mark a sentence for translation."""
    return Text(message, values)


def ngettext(one: str, many: str, n: int, /, **values: object) -> Text:
    """Mark a sentence that depends on a number, which it may show as ``{n}``."""
    return Text(one, {"n": n, **values}, plural=many, count=n)


class Refusal(Exception):
    """The one type for "no": a sentence that tells the person what to do next. Anything else is a bug."""

    def __init__(self, text: Text) -> None:
        super().__init__(str(text))
        self.text = text
