"""Sentences about a harvest as Texts, which each format says in its own way."""

from collections.abc import Iterable, Iterator
from datetime import tzinfo
from heapq import nsmallest

from bot.content.times import clock, day
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, Summary
from bot.core.people.addressees import IN_A_SENTENCE
from bot.core.people.sentences import opened
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.table import theme_name

EXAMPLES = 2  # in one sentence
EXAMPLE = 90  # characters; longer ones are no example
THEMES = 3  # that a sentence names, the greatest


def where_and_when(meetup: Meetup, zone: tzinfo) -> Text:
    """Return the line "Lelystad · dinsdag 24 november 2026 · 19:30–21:30"; without a place it begins with the day."""
    begun = meetup.started_at or meetup.planned_start
    hours = f"{clock(begun, zone)}–{clock(meetup.ended_at, zone)}"
    return Text.join(" · ", [*([meetup.place] if meetup.place else []), day(begun, meetup.language, zone), hours])


def opening(harvest: Harvest) -> Text:
    """Return the sentences that a report opens with: how many people there were, and one for each kind that has one.

    Figures count everything; what is quoted may be.
    """
    people = ngettext(
        "One person took part and brought in {contributions}.",
        "{n} people took part and brought in {contributions}.",
        harvest.people,
        contributions=ngettext("one contribution", "{n} contributions", harvest.total),
    )
    about = [_about(harvest, kind, row.summary) + "." for kind, row in KINDS.items() if row.summary]
    return Text.join(" ", [people, *about])


def _about(harvest: Harvest, kind: ContributionKind, summary: Summary) -> Text:
    n = harvest.counts.get(kind, 0)
    if not n:
        return summary.none
    said = summary.some(n)
    if KINDS[kind].addressed and (parties := tuple(_parties(harvest))):
        rest = harvest.figures.addressed.get(None)
        words = _("among others from {parties}", parties=parties) if rest else _("from {parties}", parties=parties)
        said = said + ", " + words
    elif themes := tuple(_themes(harvest, kind)):
        said = said + ", " + _("above all about {themes}", themes=themes)
    if examples := tuple(_examples(harvest.of_kind(kind))):
        said = said + "; " + _("for example {examples}", examples=examples)
    return said


def _parties(harvest: Harvest) -> Iterator[Text]:
    for party, name in IN_A_SENTENCE.items():
        if n := harvest.figures.addressed.get(party):
            yield Text.of(name, f" ({n})")


def _themes(harvest: Harvest, kind: ContributionKind) -> Iterator[Text]:
    """Yield the greatest themes of a kind with their numbers, if there is more than one theme."""
    counts = harvest.figures.per_theme.get(kind, {})
    if len(counts) > 1:
        for theme, n in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:THEMES]:
            name = theme_name(theme, capital=False)
            yield Text.of(name or "", f" ({n})")


def _examples(items: Iterable[ContributionItem]) -> Iterator[Text]:
    """Yield short quotations: highlighted ones first, then what most people join, then what was said first."""
    fit = (item for item in items if item.may_be_quoted and 0 < len(_short(item)) <= EXAMPLE)
    first = nsmallest(5 * EXAMPLES, fit, key=lambda item: (not item.highlighted, -item.joined))
    different = {_short(item): item for item in reversed(first)}  # of two that say the same, the first
    for item in [item for item in first if different[_short(item)] is item][:EXAMPLES]:
        yield Text.of("“", opened(item.kind, _short(item)), "”")


def _short(item: ContributionItem) -> Typed:
    return Typed(item.text.line.raw.rstrip(". "))
