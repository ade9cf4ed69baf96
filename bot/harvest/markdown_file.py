"""oogst.md: a report to read."""

from collections.abc import Iterator
from datetime import tzinfo
from itertools import groupby

from bot.core.programme import ContributionKind
from bot.core.typed import escaped, one_line, visible
from bot.core.words import Text, _, ngettext
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.table import theme_name
from bot.texts import Say, clock, day

HEADINGS: dict[ContributionKind, Text] = {
    ContributionKind.PLEDGE: _("What we do tomorrow (#morgen)"),
    ContributionKind.NEED: _("What we need for it (#nodig)"),
    ContributionKind.WORKS: _("What already works (#werkt)"),
    ContributionKind.IDEA: _("Ideas (#idee)"),
}


def render(harvest: Harvest, say: Say, language: str, zone: tzinfo) -> bytes:
    """The report: what it was, the agenda planned and actual, the rooms, the contributions by kind and theme."""
    return ("\n".join(_lines(harvest, say, language, zone)) + "\n").encode()


def _lines(harvest: Harvest, say: Say, language: str, zone: tzinfo) -> Iterator[str]:
    meetup = harvest.meetup
    yield f"# {shown(meetup.title)}"
    yield ""
    begun = meetup.started_at or meetup.planned_start
    where = [shown(meetup.place)] if meetup.place else []
    hours = f"{clock(begun, zone)}–{clock(meetup.ended_at, zone)}"
    yield " · ".join([*where, day(begun, language, zone), hours])
    yield ""
    total = len(harvest.contributions)
    yield (
        say(ngettext("One contribution", "{n} contributions", total))
        + ", "
        + say(ngettext("by and with one person.", "by and with {n} people.", harvest.people))
    )
    yield ""
    yield from _agenda(harvest, say, zone)
    yield from _rooms(harvest, say)
    for kind in ContributionKind:
        yield from _kind(harvest.of_kind(kind), say(HEADINGS[kind]), kind, say)


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


def _rooms(harvest: Harvest, say: Say) -> Iterator[str]:
    if not harvest.rooms:
        return
    yield "## " + say(_("Rooms"))
    yield ""
    yield _row(say(_("Room")), say(_("People")), say(_("Questions posted")))
    yield "|---|---:|---:|"
    for room in harvest.rooms:
        yield _row(shown(room.title), str(room.people), str(room.prompts_posted))
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def _kind(items: list[ContributionItem], heading: str, kind: ContributionKind, say: Say) -> Iterator[str]:
    items = [item for item in items if item.text]  # none where the time of keeping is over: then only numbers are left
    if not items:
        return
    yield f"## {heading}"
    yield ""
    by_theme = sorted(items, key=lambda item: (not _theme(item), _theme(item)))
    groups = [(theme, list(group)) for theme, group in groupby(by_theme, key=_theme)]
    for theme, group in groups:
        if len(groups) > 1 or theme:
            yield "### " + shown(theme or say(_("Without a theme")))
            yield ""
        for item in group:
            said = "  \n  ".join(shown_lines(item.text))
            opening = say(_("Tomorrow")) + " " if kind is ContributionKind.PLEDGE and _completes(item.text) else ""
            name = f" — {shown(item.author)}" if item.author else ""
            yield f"- {opening}{said}{name}"
        yield ""


def _theme(item: ContributionItem) -> str:
    """The theme, or the table without one, at which it was said."""
    return theme_name(item.theme) or item.room or ""


def _completes(text: str) -> bool:
    """Whether the text goes on from "Morgen …": it opens with a small letter."""
    return text[:1].islower()


def shown(text: str) -> str:
    """What a person typed, on one line and as plain text in Markdown."""
    return escaped(one_line(text), "\\`*_{}[]<>#|~&")


def shown_lines(text: str) -> list[str]:
    """The lines of a longer text in the same way, without empty ones."""
    return [shown(line) for line in visible(text).splitlines() if line.strip()]
