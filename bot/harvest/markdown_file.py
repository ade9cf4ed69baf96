"""oogst.md: the report for people to read."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import tzinfo
from pathlib import Path
from tempfile import SpooledTemporaryFile
from textwrap import indent
from typing import IO

from bot.content.texts import Say, voice
from bot.content.times import clock
from bot.core.details import CHOSEN, NAME, WHEN
from bot.core.kinds import KINDS, ContributionKind, called
from bot.core.people import sentences
from bot.core.people.filling import Value
from bot.core.people.roles import NAMES, Role
from bot.core.people.sharing import may_name
from bot.core.words.escaping import escaped, one_line
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Shown, Typed
from bot.harvest import forms
from bot.harvest.detailed import detailed, still_open
from bot.harvest.forms import FormItem
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.summary import opening, what_became, where_and_when
from bot.harvest.table import theme_name
from bot.storage.harvests import RoleCount

# Of a theme, a kind, and whether it has those that come first: highlighted, or chosen.
Section = tuple[Typed, ContributionKind, bool]
NO_THEME = Typed("")
IN_MEMORY = 64 * 1024  # bytes of a section that are kept in memory; there are as many as kinds times tables


def write(harvest: Harvest, zone: tzinfo, path: Path) -> None:
    """Write the report: title, three sentences, contributions by theme and kind, then agenda and tables."""
    say = voice(harvest.meetup.language, shown)
    with path.open("w", encoding="utf-8", newline="") as file, _sections(harvest, say, path.parent) as sections:
        file.writelines(f"{line}\n" for line in _opening(harvest, say, zone))
        for kind, row in KINDS.items():
            if row.opens_report:
                _copy(file, sections, NO_THEME, kind, f"## {say(row.opens_report)}")
        themes = dict.fromkeys(theme for theme, kind, _first in sections if not KINDS[kind].opens_report)
        for theme in sorted(themes, key=lambda theme: (not theme, theme.raw)):
            nothing = _("Without a theme") if len(themes) > 1 else _("Contributions")
            file.write(f"## {shown(theme) if theme else say(nothing)}\n\n")
            for kind, row in KINDS.items():
                if not row.opens_report:
                    _copy(file, sections, theme, kind, f"### {say(row.heading)}")
        file.writelines(f"{line}\n" for line in _evening(harvest, say, zone))


def _copy(
    file: IO[str], sections: Mapping[Section, IO[str]], theme: Typed, kind: ContributionKind, heading: str
) -> None:
    """Write what was collected of a kind under a theme, highlighted ones first; nothing where there is none."""
    found = [sections[key] for first in (True, False) if (key := (theme, kind, first)) in sections]
    if found:
        file.write(f"{heading}\n\n")
    for section in found:
        section.seek(0)
        shutil.copyfileobj(section, file)
    file.write("\n" if found else "")


def _opening(harvest: Harvest, say: Say, zone: tzinfo) -> Iterator[str]:
    yield f"# {shown(harvest.meetup.title)}"
    yield ""
    yield say(where_and_when(harvest.meetup, zone))
    yield ""
    yield say(opening(harvest))
    yield ""
    if followed := what_became(harvest):
        yield say(followed)
        yield ""
    if harvest.roles:
        counts = Text.join(", ", (_role(role, count) for role, count in harvest.roles.items()))
        yield say(_("By role, from who told theirs: {counts}.", counts=counts))
        yield ""
    yield say(_("Texts stand here with a name only where their author chose that, and not at all where they chose so."))
    yield ""


def _evening(harvest: Harvest, say: Say, zone: tzinfo) -> Iterator[str]:
    for form in harvest.forms:
        yield from _form(form, say)
    yield from _agenda(harvest, say, zone)
    yield from _tables(harvest, say)


def _role(role: Role, count: RoleCount) -> Text:
    """The people of a role, once each, and beside it what they brought in."""
    return _(
        "{role} {people} ({contributions})",
        role=NAMES[role],
        people=ngettext("one person", "{n} people", count.people),
        contributions=ngettext("one contribution", "{n} contributions", count.contributions),
    )


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
    """Collect the contributions of each section as Markdown lines, one file object per section.

    A section of more than ``IN_MEMORY`` bytes moves to an unnamed file in ``folder``.
    Contributions whose text was erased, or that their author or a moderator keeps back, are left out. What follows
    from another stands under that one, where it is quoted.
    """
    below = _below(harvest)
    with ExitStack() as opened:
        sections: dict[Section, IO[str]] = {}
        for item in _quoted(harvest):
            if _is_nested(item) and item.parent in below:
                continue
            theme = NO_THEME if KINDS[item.kind].opens_report else _theme(item)
            key = theme, item.kind, item.highlighted or bool(item.details.get(CHOSEN.key))
            if key not in sections:
                sections[key] = opened.enter_context(
                    SpooledTemporaryFile(IN_MEMORY, "w+", encoding="utf-8", newline="", dir=str(folder))
                )
            sections[key].write(_entry(item, below, say, harvest.meetup.language))
        yield sections


def _quoted(harvest: Harvest) -> Iterator[ContributionItem]:
    """Yield what a report quotes: not what was erased after ``keep_days``, nor what is kept back."""
    return (item for item in harvest.contributions if item.text and item.may_be_quoted)


def _below(harvest: Harvest) -> dict[int, list[ContributionItem]]:
    """Return what follows from each contribution that is quoted, where anything does; these are kept in memory."""
    parents = {item.parent for item in _quoted(harvest) if _is_nested(item)}
    below: dict[int, list[ContributionItem]] = {item.id: [] for item in _quoted(harvest) if item.id in parents}
    for item in _quoted(harvest) if below else ():
        if _is_nested(item) and item.parent in below:
            below[item.parent].append(item)
    return below


def _is_nested(item: ContributionItem) -> bool:
    """Return True for what stands under what it follows from."""
    return item.parent is not None and item.parent_meetup is None and not KINDS[item.kind].opens_report


def _entry(item: ContributionItem, below: Mapping[int, Sequence[ContributionItem]], say: Say, language: str) -> str:
    """Return a contribution as an item of a list, with what follows from it as a list of its own under it."""
    under = (
        f"- **{say(called(child.kind))}** {_entry(child, below, say, language).removeprefix('- ')}"
        for child in below.get(item.id, ())
    )
    return _line(item, say, language) + indent("".join(under), "  ")


def _line(item: ContributionItem, say: Say, language: str) -> str:
    details = item.details if may_name(item.sharing) else item.nameless_details
    said, details = _said(item, details, say)
    by_author = may_name(item.sharing) and NAME.key not in item.details  # else it may be written down for somebody
    named = (item.author and shown(item.author), item.role and say(NAMES[item.role])) if by_author else ()
    who = ", ".join(part for part in named if part)
    joined = say(ngettext("one person joins", "{n} people join", item.joined))
    star = "⭐ " if item.highlighted else ""
    line = f"- {star}{said}{f' — {who}' if who else ''}{f' (🙋 {joined})' if item.joined else ''}\n"
    facts = [*_elsewhere(item), *detailed(details, language), *still_open(item)]
    return line + "".join(f"  - {say(fact)}\n" for fact in facts)


def _said(item: ContributionItem, details: Mapping[str, Value], say: Say) -> tuple[str, Mapping[str, Value]]:
    """Return a contribution as a sentence, and the details that are not in it.

    As "Als het maandag 9 uur is, dan …" where its moment reads well so, and it is one line.
    """
    when = details.get(WHEN.key)
    lines = shown_lines(item.text)
    together = sentences.if_then(item.kind, item.text, when if isinstance(when, Typed) else None)
    if together is not None and len(lines) == 1:
        return say(together), {key: value for key, value in details.items() if key != WHEN.key}
    begins, words = sentences.sentence(item.kind, item.text)
    said = "  \n  ".join(shown_lines(words))
    return f"{say(begins)} {said}" if begins else said, details


def _elsewhere(item: ContributionItem) -> Iterator[Text]:
    """Yield what it follows from where that stands elsewhere, and may be quoted."""
    if item.parent and not _is_nested(item) and item.parent_text and item.parent_may_be_quoted:
        yield Text.of(_("Follows from"), ": “", item.parent_text.line, "”")


def _theme(item: ContributionItem) -> Typed:
    """Return the theme of a contribution as people write it, else the title of its table, else "" (none)."""
    return theme_name(item.theme) or item.table or NO_THEME


def shown(words: Typed) -> Shown:
    """Return typed text on one line, escaped so that Markdown shows it as plain text."""
    return Shown(escaped(one_line(words.raw), "\\`*_{}[]<>#|~&"))


def shown_lines(words: Typed) -> list[Shown]:
    """Return the non-empty lines of a typed text, each escaped as ``shown`` does."""
    return [shown(line) for line in words.lines if line.raw.strip()]
