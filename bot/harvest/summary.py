"""Sentences about a harvest as Texts, which each format says in its own way."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from heapq import nsmallest

from bot.content.times import clock, day
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, Summary
from bot.core.people.addressees import IN_A_SENTENCE
from bot.core.people.follow_ups import FOLLOWED, Answer, counted
from bot.core.people.roles import NAMES, Role
from bot.core.people.sentences import opened
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.table import theme_name
from bot.storage.harvests import RoleCount

EXAMPLES = 2  # in one sentence
EXAMPLE = 90  # characters; longer ones are no example
RULE = _("Texts stand here with a name only where their author chose that, and not at all where they chose so.")
THEMES = 3  # that a sentence names, the greatest


def where_and_when(meetup: Meetup, zone: tzinfo) -> Text:
    """Return the line "Lelystad · dinsdag 24 november 2026 · 19:30–21:30"; without a place it begins with the day."""
    begun = meetup.started_at or meetup.planned_start
    hours = f"{clock(begun, zone)}–{clock(meetup.ended_at, zone)}"
    return Text.join(" · ", [*([meetup.place] if meetup.place else []), day(begun, meetup.language, zone), hours])


def lead(harvest: Harvest) -> Iterator[Text]:
    """Yield the paragraphs that a report opens with."""
    yield opening(harvest)
    if followed := what_became(harvest):
        yield followed
    if harvest.roles:
        counts = Text.join(", ", (_role(role, count) for role, count in harvest.roles.items()))
        yield _("By role, from who told theirs: {counts}.", counts=counts)


def _role(role: Role, count: RoleCount) -> Text:
    """The people of a role, once each, and beside it what they brought in."""
    return _(
        "{role} {people} ({contributions})",
        role=NAMES[role],
        people=ngettext("one person", "{n} people", count.people),
        contributions=ngettext("one contribution", "{n} contributions", count.contributions),
    )


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


def what_became(harvest: Harvest) -> Text | None:
    """Return how many plans there are and what people told of them; None where nobody has told anything yet."""
    total, told = 0, list[Answer]()
    for item in harvest.contributions:
        if item.kind in FOLLOWED:
            total += 1
            told += [item.follow_up.answer] if item.follow_up and item.follow_up.answer else []
    return counted(total, told) if told else None


def _about(harvest: Harvest, kind: ContributionKind, summary: Summary) -> Text:
    n = harvest.counts.get(kind, 0)
    if not n:
        return summary.none
    said = summary.some(n)
    if whom := _addressed(harvest) if KINDS[kind].addressed else None:
        said = said + ", " + whom
    elif about := _themes(harvest.figures.per_theme.get(kind, {}), n):
        said = said + ", " + about
    if examples := tuple(_examples(harvest.of_kind(kind))):
        said = said + "; " + _("for example {examples}", examples=examples)
    return said


def _addressed(harvest: Harvest) -> Text | None:
    """Return whom is asked, with numbers; None where nobody is named."""
    counts = harvest.figures.addressed
    parties = tuple(Text.of(name, f" ({counts[party]})") for party, name in IN_A_SENTENCE.items() if counts.get(party))
    if not parties:
        return None
    return (
        _("among others from {parties}", parties=parties) if counts.get(None) else _("from {parties}", parties=parties)
    )


def _themes(counts: Mapping[str, int], total: int) -> Text | None:
    """Return the greatest themes with their numbers; None where there are not two."""
    if len(counts) < 2:
        return None
    greatest = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:THEMES]
    themes = tuple(Text.of(theme_name(theme, capital=False) or "", f" ({n})") for theme, n in greatest)
    if sum(n for _theme, n in greatest) == total:
        return _("about {themes}", themes=themes)
    return _("above all about {themes}", themes=themes)


def _examples(items: Iterable[ContributionItem]) -> Iterator[Text]:
    """Yield short quotations: highlighted ones first, then what most people join, then what was said first."""
    fit = (item for item in items if item.may_be_quoted and 0 < len(_short(item)) <= EXAMPLE)
    first = nsmallest(5 * EXAMPLES, fit, key=lambda item: (not item.highlighted, -item.joined))
    different = {_short(item): item for item in reversed(first)}  # of two that say the same, the first
    for item in [item for item in first if different[_short(item)] is item][:EXAMPLES]:
        yield Text.of("“", opened(item.kind, _short(item)), "”")


def _short(item: ContributionItem) -> Typed:
    return Typed(item.text.line.raw.rstrip(". "))
