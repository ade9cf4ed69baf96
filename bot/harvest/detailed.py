"""Details of a contribution in words, for files that people read."""

from collections.abc import Iterator, Mapping
from datetime import date

from bot.content.times import date_in_words
from bot.core.people.filling import Value, left_open
from bot.core.words.text import Part, Text, _
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem
from bot.harvest.table import DETAILS, NOT_YET


def detailed(details: Mapping[str, Value], language: str) -> Iterator[Text]:
    """Yield each detail as "First step: call Fatma"."""
    for key, value in details.items():
        if value is False and key in NOT_YET:
            yield NOT_YET[key]
            continue
        yield Text.of(DETAILS.get(key) or Typed(key), ": ", _in_words(value, language))


def still_open(item: ContributionItem) -> Iterator[Text]:
    """Yield what is still to be filled in, if anything is: "Still open: by which day"."""
    if left := left_open(item.kind, item.details):
        yield _("Still open: {what}", what=left)


def _in_words(value: Value, language: str) -> Part:
    match value:
        case Typed():
            return value.line
        case bool():
            return _("yes") if value else _("no")
        case date():
            return date_in_words(value, language)
    return str(value)
