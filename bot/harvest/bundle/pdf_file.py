"""bundel.pdf: the report of a bundle to print and pass on, with charts, set with typst."""

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path
from typing import Any

from bot.content.texts import Say, voice
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle import report, summary
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.bundle.records import Row
from bot.harvest.bundle.report import Heading, Table
from bot.harvest.charts import Chart
from bot.harvest.quoting import quote
from bot.harvest.report_file import drawn, entry
from bot.harvest.typesetting import as_typed, typeset

# Quotations, and of those the highlighted ones. Typst takes some 90 KB of memory for each, and bundling is to stay
# within 200 MB, 80 of which are the program's own.
MOST, HIGHLIGHTED = 800, 600


def write(bundle: Bundle, _zone: tzinfo, path: Path) -> None:
    """Write the report. Raises Refusal without typst, OSError, and TypesettingError."""
    typeset("bundle.typ", content(bundle), [path])


def content(bundle: Bundle) -> dict[str, Any]:
    """Return what stands in the report; its texts are said, and hold no markup."""
    say = voice(LANGUAGE, as_typed)
    return {
        "language": LANGUAGE,
        "title": say(Text.of(bundle.title)),
        "where": say(summary.over_all(bundle)),
        "blocks": list(_blocks(bundle, say)),
        "words": {
            "contents": say(_("In this report")),
            "page": say(_("page {page} of {pages}", page="{page}", pages="{pages}")),
        },
    }


def _blocks(bundle: Bundle, say: Say) -> Iterator[dict[str, Any]]:
    """Yield the blocks of the report, with at most ``MOST`` quotations."""
    quoted = 0
    for block in report.blocks(bundle, HIGHLIGHTED):
        quoted += isinstance(block, Row)
        if not isinstance(block, Row) or quoted <= MOST:
            yield _set(block, say)
    if quoted > MOST:
        yield _set(
            ngettext(
                "There are {most} quotations in this report; the other one stands in the workbook (bundel.xlsx).",
                "There are {most} quotations in this report; the other {n} stand in the workbook (bundel.xlsx).",
                quoted - MOST,
                most=MOST,
            ),
            say,
        )


def _set(block: report.Block, say: Say) -> dict[str, Any]:
    match block:
        case Heading():
            return {"is": "heading", "level": block.level - 1, "text": say(block.text)}
        case Table(charted=True):
            return {"is": "chart", "chart": drawn(_chart(block), say)}
        case Table():
            rows = [[_cell(cell, say) for cell in row] for row in block.rows]
            head = [say(heading) for heading in block.headings]
            return {"is": "table", "head": head, "rows": rows, "words": block.words}
        case Row():
            said = entry(quote(block.item, LANGUAGE), say)
            said["facts"].append(say(report.where(block)))
            return {"is": "quote", "quote": said}
    return {"is": "text", "text": say(block)}


def _chart(figures: Table) -> Chart:
    """Return the first numbers of a table as a chart."""
    return Chart(figures.headings[0], [(name, n) for name, n, *_more in figures.rows])  # type: ignore[misc]  # two cells at least


def _cell(cell: Text | Typed | int, say: Say) -> str:
    return str(cell) if isinstance(cell, int) else say(Text.of(cell))
