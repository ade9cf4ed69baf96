"""oogst.md: the report for people to read."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import tzinfo
from pathlib import Path
from tempfile import SpooledTemporaryFile
from textwrap import indent
from typing import IO

from bot.content.texts import Say, voice
from bot.content.times import clock
from bot.core.kinds import called
from bot.core.words.escaping import escaped, one_line
from bot.core.words.text import Text, _
from bot.core.words.typed import Shown, Typed
from bot.harvest import forms, toolkit
from bot.harvest.forms import FormItem
from bot.harvest.quoting import Quote, Section, chapters, quotes
from bot.harvest.records import Harvest
from bot.harvest.summary import RULE, lead, where_and_when

IN_MEMORY = 64 * 1024  # bytes of a section that are kept in memory; there are as many as kinds times tables


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write the report: title, three sentences, contributions by theme and kind, then agenda and tables."""
    say = voice(harvest.meetup.language, shown)
    with path.open("w", encoding="utf-8", newline="") as file, _sections(harvest, say, path.parent) as sections:
        file.writelines(f"{line}\n" for line in _opening(harvest, say, zone))
        for chapter in chapters(sections):
            file.write(f"## {say(chapter.title)}\n\n")
            for heading, group in chapter.groups:
                file.write(f"### {say(heading)}\n\n" if heading else "")
                _copy(file, [sections[section] for section in group])
        file.writelines(f"{line}\n" for line in _evening(harvest, say, zone))


def _copy(file: IO[str], sections: Sequence[IO[str]]) -> None:
    """Write what was collected of a group."""
    for section in sections:
        section.seek(0)
        shutil.copyfileobj(section, file)
    file.write("\n")


def _opening(harvest: Harvest, say: Say, zone: tzinfo) -> Iterator[str]:
    yield f"# {shown(harvest.meetup.title)}"
    yield ""
    yield say(where_and_when(harvest.meetup, zone))
    yield ""
    for text in lead(harvest):
        yield say(text)
        yield ""
    yield say(RULE)
    yield ""


def _evening(harvest: Harvest, say: Say, zone: tzinfo) -> Iterator[str]:
    for form in harvest.forms:
        yield from _form(form, say)
    yield from _toolkit(harvest, say)
    yield from _agenda(harvest, say, zone)
    yield from _tables(harvest, say)


def _toolkit(harvest: Harvest, say: Say) -> Iterator[str]:
    found = toolkit.tools(harvest)
    if not found:
        return
    yield f"## {say(toolkit.TITLE)}"
    yield ""
    yield say(toolkit.LEAD)
    yield ""
    for tool in found:
        yield f"### {shown(tool.title)}"
        yield ""
        if tool.heading:
            yield say(tool.heading)
            yield ""
        yield from (f"- {say(Text.of(direction))}" for direction in tool.directions)
        for fragment in tool.fragments:
            note = toolkit.where(fragment)
            yield f"- 🎬 [{shown(fragment.title)}](<{fragment.url}>){f'. {say(note)}' if note else ''}"
        yield ""


def _agenda(harvest: Harvest, say: Say, zone: tzinfo) -> Iterator[str]:
    yield "## " + say(_("Agenda"))
    yield ""
    yield _row(say(_("Block")), say(_("Planned")), say(_("Really")))
    yield "|---|---|---|"
    for item in harvest.agenda:
        planned = f"{clock(item.planned_start, zone)}–{clock(item.planned_end, zone)}"
        really = "–"
        if item.actual_start:
            really = f"{clock(item.actual_start, zone)}–{clock(item.actual_end, zone)}"
        yield _row(shown(item.title), planned, really)
    yield ""


def _tables(harvest: Harvest, say: Say) -> Iterator[str]:
    if not harvest.tables:
        return
    yield "## " + say(_("Rooms"))
    yield ""
    yield _row(say(_("Room")), say(_("People")), say(_("Questions posted")))
    yield "|---|---:|---:|"
    for table in harvest.tables:
        yield _row(shown(table.title), str(table.people), str(table.prompts_posted))
    yield ""


def _form(form: FormItem, say: Say) -> Iterator[str]:
    """The figures of a form; what people wrote on it stands in the workbook."""
    if not form.replies:
        return
    yield f"## {shown(form.form.title)}"
    yield ""
    yield say(forms.filled_in(form)) + " " + say(_("What they wrote stands in the workbook."))
    yield ""
    for question, rows, note in forms.figures(form):
        yield f"- {shown(question)}"
        counts = say(Text.join(", ", (Text.of(option, f": {n}") for option, n in rows)))
        yield f"  {counts}.{f' {say(note)}' if note else ''}"
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


@contextmanager
def _sections(harvest: Harvest, say: Say, folder: Path) -> Iterator[dict[Section, IO[str]]]:
    """Collect what is quoted in each section as Markdown lines, one file object per section.

    A section of more than ``IN_MEMORY`` bytes moves to an unnamed file in ``folder``.
    """
    with ExitStack() as opened:
        sections: dict[Section, IO[str]] = {}
        for section, quote in quotes(harvest):
            if section not in sections:
                sections[section] = opened.enter_context(
                    SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="", dir=str(folder))
                )
            sections[section].write(entry(quote, say))
        yield sections


def entry(quote: Quote, say: Say) -> str:
    """Return a contribution as an item of a list, with what follows from it as a list of its own under it."""
    under = (f"- **{say(called(child.kind))}** {entry(child, say).removeprefix('- ')}" for child in quote.below)
    return _line(quote, say) + indent("".join(under), "  ")


def _line(quote: Quote, say: Say) -> str:
    said, who = "  \n  ".join(map(say, quote.lines)), ", ".join(map(say, quote.who))
    joined = f" (🙋 {say(quote.joined)})" if quote.joined else ""
    line = f"- {'⭐ ' if quote.highlighted else ''}{said}{f' — {who}' if who else ''}{joined}\n"
    return line + "".join(f"  - {say(fact)}\n" for fact in quote.facts)


def shown(words: Typed) -> Shown:
    """Return typed text on one line, escaped so that Markdown shows it as plain text."""
    return Shown(escaped(one_line(words.raw), "\\`*_{}[]<>#|~&"))


def shown_lines(words: Typed) -> list[Shown]:
    """Return the non-empty lines of a typed text, each escaped as ``shown`` does."""
    return [shown(line) for line in words.lines if line.raw.strip()]
