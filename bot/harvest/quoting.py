"""What a report quotes, and how: each contribution as a sentence with its facts, whatever file it stands in."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.core.details import CHOSEN, NAME, WHEN
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people import sentences, sharing
from bot.core.people.filling import Value
from bot.core.people.roles import NAMES
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.detailed import detailed, still_open
from bot.harvest.records import ContributionItem, Harvest
from bot.harvest.table import theme_name

NO_THEME = Typed("")


@dataclass(frozen=True, slots=True)
class Section:
    """The group of a contribution in a report: theme ("" is none), kind, and whether it is one of those on top."""

    theme: Typed
    kind: ContributionKind
    first: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """A contribution as a report has it: its lines, none of them empty; whose it is, facts, and what follows from it.

    ``who`` is empty where nobody may be named, ``joined`` where nobody joins.
    """

    kind: ContributionKind
    highlighted: bool
    lines: tuple[Text, ...]
    who: tuple[Text, ...]
    joined: Text | None
    facts: tuple[Text, ...]
    below: tuple["Quote", ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """A heading of a report, and below it a heading for each kind with its sections; None where the first says it."""

    title: Text
    groups: tuple[tuple[Text | None, tuple[Section, ...]], ...]


def chapters(sections: Collection[Section]) -> Iterator[Chapter]:
    """Yield sections in the order of a report: what opens it, then theme by theme, what has none last."""
    for kind, row in KINDS.items():
        if row.opens_report and (found := _of(sections, NO_THEME, kind)):
            yield Chapter(row.opens_report, ((None, found),))
    themes = {section.theme for section in sections if not KINDS[section.kind].opens_report}
    nothing = _("Without a theme") if len(themes) > 1 else _("Contributions")
    for theme in sorted(themes, key=lambda theme: (not theme, theme.raw)):
        groups = [(row.heading, _of(sections, theme, kind)) for kind, row in KINDS.items() if not row.opens_report]
        yield Chapter(Text.of(theme) if theme else nothing, tuple(group for group in groups if group[1]))


def _of(sections: Collection[Section], theme: Typed, kind: ContributionKind) -> tuple[Section, ...]:
    """Return the sections of a kind under a theme, that of what comes first on top."""
    both = (Section(theme, kind, first) for first in (True, False))
    return tuple(section for section in both if section in sections)


def quotes(harvest: Harvest) -> Iterator[tuple[Section, Quote]]:
    """Yield what a report quotes, in the order in which it was said, with the section in which it stands.

    Contributions whose text was erased, or that their author or a moderator keeps back, are left out. What follows
    from another comes with that one, where it is quoted.
    """
    return ((section, made()) for section, made in to_quote(harvest))


def to_quote(harvest: Harvest) -> Iterator[tuple[Section, Callable[[], Quote]]]:
    """Yield the same, each still to be made: for a report that has no room for all of them."""
    below = _below(harvest)
    for item in _quoted(harvest):
        if not (_is_nested(item) and item.parent in below):
            yield _section(item), partial(_quote, item, below, harvest.meetup.language)


def quote(item: ContributionItem, language: str) -> Quote:
    """Return a contribution by itself as a report quotes it, where it may be quoted."""
    return _quote(item, {}, language)


def may_publish(item: ContributionItem) -> bool:
    """Return True where the page and the poster may show it."""
    return bool(item.text) and item.let_through and sharing.may_publish(item.sharing, hidden=item.hidden)


def may_sign(item: ContributionItem) -> bool:
    """Return True where its author's name may stand under it: not where it was written down for somebody else."""
    return sharing.may_name(item.sharing) and NAME.key not in item.details


def _quoted(harvest: Harvest) -> Iterator[ContributionItem]:
    return (item for item in harvest.contributions if item.text and item.may_be_quoted)


def _section(item: ContributionItem) -> Section:
    """Return where a contribution stands: under its theme as people write it, else the title of its table."""
    opens = KINDS[item.kind].opens_report
    theme = NO_THEME if opens else theme_name(item.theme) or item.table or NO_THEME
    return Section(theme, item.kind, item.highlighted or bool(item.details.get(CHOSEN.key)))


def _below(harvest: Harvest) -> dict[int, list[ContributionItem]]:
    """Return what follows from each contribution that is quoted, where anything does; these are kept in memory."""
    parents = {item.parent for item in _quoted(harvest) if _is_nested(item)}
    if not parents:
        return {}
    below: dict[int, list[ContributionItem]] = {item.id: [] for item in _quoted(harvest) if item.id in parents}
    for item in _quoted(harvest) if below else ():
        if _is_nested(item) and item.parent in below:
            below[item.parent].append(item)
    return below


def _is_nested(item: ContributionItem) -> bool:
    """Return True for what stands under what it follows from."""
    return item.parent is not None and item.parent_meetup is None and not KINDS[item.kind].opens_report


def _quote(item: ContributionItem, below: Mapping[int, Sequence[ContributionItem]], language: str) -> Quote:
    details = item.details if sharing.may_name(item.sharing) else item.nameless_details
    lines, details = _lines(item, details)
    named = (item.author, item.role and NAMES[item.role]) if may_sign(item) else ()
    return Quote(
        item.kind,
        item.highlighted,
        lines,
        tuple(Text.of(part) for part in named if part),
        ngettext("one person joins", "{n} people join", item.joined) if item.joined else None,
        (*_elsewhere(item), *detailed(details, language), *still_open(item)),
        tuple(_quote(child, below, language) for child in below.get(item.id, ())),
    )


def _lines(item: ContributionItem, details: Mapping[str, Value]) -> tuple[tuple[Text, ...], Mapping[str, Value]]:
    """Return a contribution as a sentence, and the details that are not in it.

    As "Als het maandag 9 uur is, dan …" where its moment reads well so, and it is one line.
    """
    when = details.get(WHEN.key)
    together = sentences.if_then(item.kind, item.text, when if isinstance(when, Typed) else None)
    if together is not None and len(_filled(item.text)) == 1:
        return (together,), {key: value for key, value in details.items() if key != WHEN.key}
    begins, words = sentences.sentence(item.kind, item.text)
    first, *rest = _filled(words) or [words.line]
    return (Text.of(begins, " ", first) if begins else Text.of(first), *map(Text.of, rest)), details


def _filled(words: Typed) -> list[Typed]:
    return [line for line in words.lines if line.raw.strip()]


def _elsewhere(item: ContributionItem) -> Iterator[Text]:
    """Yield what it follows from where that stands elsewhere, and may be quoted."""
    if item.parent and not _is_nested(item) and item.parent_text and item.parent_may_be_quoted:
        yield Text.of(_("Follows from"), ": “", item.parent_text.line, "”")
