"""Keys of content files, and which of them take words that people read; all derived from the models."""

from collections.abc import Iterator
from typing import Any, Final, get_args, get_origin

from pydantic import BaseModel

from bot.core.programme.dots import Dots
from bot.core.programme.forms import Form, Question
from bot.core.programme.models import Block, Fragment, Programme, Prompt, Room
from bot.core.programme.shows import Show
from bot.core.programme.themes import Telling, Theme
from bot.core.words.typed import Words

MODELS: Final[tuple[type[BaseModel], ...]] = (
    Programme,
    Block,
    Room,
    Fragment,
    Prompt,
    Theme,
    Telling,
    Form,
    Question,
    Show,
    Dots,
)


def keys_of(model: type[BaseModel]) -> list[str]:
    """Return the keys of a model as an organiser writes them."""
    return [field.alias or name for name, field in model.model_fields.items()]


def _of_words(in_list: bool) -> Iterator[str]:
    """Yield the keys whose value is words, or whose list has words as its items."""
    for model in MODELS:
        for name, field in model.model_fields.items():
            if _takes_words(field.annotation, in_list):
                yield field.alias or name


def _takes_words(annotation: Any, in_list: bool) -> bool:
    if get_origin(annotation) is tuple:
        return in_list and any(_takes_words(part, False) for part in get_args(annotation))
    if isinstance(annotation, type):
        return not in_list and issubclass(annotation, Words)
    return any(_takes_words(part, in_list) for part in get_args(annotation))


KNOWN: Final = frozenset(key for model in MODELS for key in keys_of(model))
# Of a key that is not known, the value is read as text as well: no word of a text may be lost.
NO_TEXT: Final = KNOWN - set(_of_words(in_list=False))
NO_TEXT_ITEMS: Final = KNOWN - set(_of_words(in_list=True))
# Under these stand names that somebody chose, with keys of their own.
NAMED: Final = frozenset(
    field.alias or name
    for model in MODELS
    for name, field in model.model_fields.items()
    if get_origin(field.annotation) is dict
)
# Under these every item begins with a hyphen.
LISTS: Final = frozenset(
    field.alias or name
    for model in MODELS
    for name, field in model.model_fields.items()
    if any(get_origin(part) is tuple for part in (field.annotation, *get_args(field.annotation)))
)
