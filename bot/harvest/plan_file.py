"""plan.pdf: the plan of a school team as one page for the wall."""

from datetime import date, tzinfo
from typing import Any

from bot.content.texts import Say, voice
from bot.content.times import date_in_words
from bot.core.details import DUE, FIRST_STEP, MEASURE, OWNER
from bot.core.people.filling import Value
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest.plan import plan_of
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.summary import where_and_when
from bot.harvest.typesetting import as_typed

LONGEST = 400  # characters of one cell: what is longer stands in the workbook
_HEADINGS = (
    _("What we do"),
    _("Who sees to it"),
    _("By when it is done"),
    _("First step, tomorrow"),
    _("How we see that it works"),
)
_OPEN = _("open")


def is_due(harvest: Harvest) -> bool:
    """Return True where there is a plan to print."""
    return bool(plan_of(harvest))


def content(harvest: Harvest, zone: tzinfo) -> dict[str, Any]:
    """Return what stands on the page. Raises Refusal where there is no plan."""
    if not is_due(harvest):
        raise Refusal(_("There is no plan to print: nobody brought in an ambition or an action."))
    say, language = voice(harvest.meetup.language, as_typed), harvest.meetup.language
    return {
        "title": say(Text.of(harvest.meetup.title)),
        "where": say(where_and_when(harvest.meetup, zone)),
        "language": language,
        "footer": say(_("Hang it up where everybody sees it.")),
        "nothing": say(_("No action yet.")),
        "headings": [say(heading) for heading in _HEADINGS],
        "ambitions": [
            {
                "text": say(Text.of(planned.text)) if planned.text else say(_("Other actions")),
                "actions": [_row(item, say, language) for item in planned.actions],
            }
            for planned in plan_of(harvest)
        ],
    }


def _row(item: ContributionItem, say: Say, language: str) -> list[dict[str, Any]]:
    known = item.details
    asked = [_cell(known.get(detail.key), say, language, asks=True) for detail in (OWNER, DUE)]
    told = [_cell(known.get(detail.key), say, language, asks=False) for detail in (FIRST_STEP, MEASURE)]
    return [_cell(item.text, say, language, asks=False), *asked, *told]


def _cell(value: Value | None, say: Say, language: str, *, asks: bool) -> dict[str, Any]:
    match value:
        case Typed():
            return {"text": say(Text.cut(value, LONGEST)), "open": False}
        case date():
            return {"text": date_in_words(value, language), "open": False}
    return {"text": say(Text.of(_OPEN)) if asks else "", "open": asks}
