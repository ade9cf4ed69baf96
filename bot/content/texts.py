"""The languages: sentences from the gettext catalogues."""

import io
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from bot.content import DATA
from bot.core.words.text import Text, Typed

LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT = "nl"
Say = Callable[[Text], str]


@lru_cache
def catalogue(language: str, folder: Path = DATA / "locales") -> NullTranslations:
    """The translations of a language; English is what stands in the code."""
    path = folder / f"{language}.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


def say(text: Text, language: str = DEFAULT, typed: Callable[[str], str] = str) -> str:
    """The sentence in a language, with its values filled in; ``typed`` makes harmless what a person typed."""
    translations = catalogue(language)
    if text.plural is None:
        sentence = translations.gettext(text.message)
    else:
        sentence = translations.ngettext(text.message, text.plural, text.count)
    return sentence.format(**{name: _value(value, language, typed) for name, value in text.values.items()})


def _value(value: object, language: str, typed: Callable[[str], str]) -> object:
    match value:
        case Text():
            return say(value, language, typed)
        case tuple():
            return format_list([str(_value(item, language, typed)) for item in value], locale=language)
        case Typed():
            return typed(value)
    return value


def voice(language: str, typed: Callable[[str], str] = str) -> Say:
    """A function that says texts in one language."""
    return lambda text: say(text, language, typed)
