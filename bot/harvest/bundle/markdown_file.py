"""bundel.md: the report of a bundle for people to read."""

from collections.abc import Iterator
from datetime import tzinfo
from pathlib import Path

from bot.content.texts import Say, voice
from bot.core.words.text import Text
from bot.core.words.typed import Typed
from bot.harvest.bundle import report, summary
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.bundle.records import Row
from bot.harvest.bundle.report import Heading, Table
from bot.harvest.markdown_file import entry, shown
from bot.harvest.quoting import quote


def write(bundle: Bundle, _zone: tzinfo, path: Path) -> None:
    """Write the report, block by block."""
    say = voice(LANGUAGE, shown)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"# {shown(bundle.title)}\n\n{say(summary.over_all(bundle))}\n")
        before: report.Block | None = None
        for block in report.blocks(bundle):
            in_list = isinstance(block, Row) and isinstance(before, Row)
            file.write("" if in_list else "\n")
            file.writelines(f"{line}\n" for line in _lines(block, say))
            before = block


def _lines(block: report.Block, say: Say) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {say(block.text)}"
        case Table():
            yield _cells(*map(say, block.headings))
            yield f"|{'---|' * block.words}{'---:|' * (len(block.headings) - block.words)}"
            yield from (_cells(*(_cell(cell, say) for cell in row)) for row in block.rows)
        case Row():
            yield entry(quote(block.item, LANGUAGE), say).rstrip("\n")
            yield f"  - {say(report.where(block))}"
        case _:
            yield say(block)


def _cells(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(cell: Text | Typed | int, say: Say) -> str:
    match cell:
        case int():
            return str(cell)
        case Typed():
            return shown(cell)
    return say(cell)
