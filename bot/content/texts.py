"""Languages: sentences from the gettext catalogues."""

import io
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path

from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

from bot.content import DATA
from bot.core.words.escaping import one_line
from bot.core.words.text import Sentence, Text, Voice
from bot.core.words.typed import Shown, Typed

LANGUAGES = {"nl": "Nederlands", "en": "English"}
DEFAULT = "nl"
Say = Callable[[Text], Shown]
Exit = Callable[[Typed], Shown]  # makes what a person typed harmless in one medium, on one line


@lru_cache
def catalogue(language: str, folder: Path = DATA / "locales") -> NullTranslations:
    """Return the translations of a language; without a .po file, as for English, sentences stay as in the code."""
    path = folder / f"{language}.po"
    if not path.is_file():
        return NullTranslations()
    with path.open("rb") as file:
        compiled = io.BytesIO()
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class _Voice(Voice):
    """A language, at an exit; ``ours`` changes our own sentences for it, before their values are filled in."""

    def __init__(self, language: str, exit: Exit, ours: Callable[[str, str], str] | None) -> None:
        self._language, self._exit, self._ours = language, exit, ours

    def sentence(self, text: Sentence) -> str:
        sentence = self._translated(text)
        return self._ours(sentence, self._language) if self._ours else sentence

    def _translated(self, text: Sentence) -> str:
        translations = catalogue(self._language)
        if text.plural is None:
            return translations.gettext(text.message)
        return translations.ngettext(text.message, text.plural, text.count)

    def listed(self, items: Sequence[str]) -> str:
        return format_list(items, locale=self._language)

    def typed(self, words: Typed) -> str:
        return self._exit(words)


def bare(words: Typed) -> Shown:
    """Make typed words harmless for a terminal, and where Discord shows a name as it is: on one line."""
    return Shown(one_line(words.raw))


def voice(language: str, exit: Exit, ours: Callable[[str, str], str] | None = None) -> Say:
    """A function that says texts in one language, at one exit.

    ``ours`` takes a sentence of ours, its placeholders still in it, and its language, and returns it for this exit.
    """
    speaker = _Voice(language, exit, ours)
    return lambda text: Shown(speaker.said(text))


def say(text: Text, language: str = DEFAULT) -> Shown:
    """The text in a language, for a terminal."""
    return voice(language, bare)(text)
