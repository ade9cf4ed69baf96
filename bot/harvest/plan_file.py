"""plan.pdf: the plan of a school team as one page for the wall, set with typst."""

import importlib.util
import json
from datetime import date, tzinfo
from importlib.resources import files
from pathlib import Path
from typing import Any

from bot.content.texts import Say, bare, voice
from bot.content.times import date_in_words
from bot.core.details import DUE, FIRST_STEP, MEASURE, OWNER
from bot.core.people.filling import Value
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed
from bot.harvest.plan import plan_of
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.summary import where_and_when

SIZES = (13, 12, 11, 10, 9, 8, 7)  # points: the largest with which all of it fits on one page
LONGEST = 400  # characters of one cell: what is longer stands in the workbook
_HEADINGS = (
    _("What we do"),
    _("Who sees to it"),
    _("By when it is done"),
    _("First step, tomorrow"),
    _("How we see that it works"),
)
_OPEN = _("open")


def can_print() -> bool:
    """Return True where typst is installed, an extra of 80 MB."""
    return importlib.util.find_spec("typst") is not None


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write the plan. Raises Refusal where typst is not installed, or there is nothing to print."""
    if not can_print():
        raise Refusal(_("The plan as a page needs typst, which is not installed here. Install it with: make printing"))
    content = _content(harvest, zone)
    if not content["ambitions"]:
        raise Refusal(_("There is no plan to print: nobody brought in an ambition or an action."))
    import typst

    template = (files("bot.harvest") / "templates" / "plan.typ").read_bytes()
    for size in SIZES:
        inputs = {"plan": json.dumps({**content, "size": size}, ensure_ascii=False)}
        pages = typst.compile(template, format="svg", sys_inputs=inputs)
        if not isinstance(pages, list) or len(pages) == 1:
            break
    path.write_bytes(typst.compile(template, format="pdf", sys_inputs=inputs))


def _content(harvest: Harvest, zone: tzinfo) -> dict[str, Any]:
    """Return what stands on the page, every text as it was typed."""
    say, language = voice(harvest.meetup.language, bare), harvest.meetup.language
    return {
        "title": harvest.meetup.title.line.raw,
        "where": say(where_and_when(harvest.meetup, zone)),
        "language": language,
        "footer": say(_("Hang it up where everybody sees it.")),
        "nothing": say(_("No action yet.")),
        "headings": [say(heading) for heading in _HEADINGS],
        "ambitions": [
            {
                "text": planned.text.raw if planned.text else say(_("Other actions")),
                "actions": [_row(item, say, language) for item in planned.actions],
            }
            for planned in plan_of(harvest)
        ],
    }


def _row(item: ContributionItem, say: Say, language: str) -> list[dict[str, Any]]:
    known = item.details
    asked = [_cell(known.get(detail.key), say, language, asks=True) for detail in (OWNER, DUE)]
    told = [_cell(known.get(detail.key), say, language, asks=False) for detail in (FIRST_STEP, MEASURE)]
    return [{"text": item.text.cut(LONGEST).raw, "open": False}, *asked, *told]


def _cell(value: Value | None, say: Say, language: str, *, asks: bool) -> dict[str, Any]:
    match value:
        case Typed():
            return {"text": value.cut(LONGEST).raw, "open": False}
        case date():
            return {"text": date_in_words(value, language), "open": False}
    return {"text": say(Text.of(_OPEN)) if asks else "", "open": asks}
