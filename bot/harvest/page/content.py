"""What stands on the #morgen page: only texts whose author lets everybody read them, with a first name at most."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import nsmallest
from typing import Any

from bot.content.texts import Say
from bot.content.times import date_in_words
from bot.core.kinds import KINDS, called
from bot.core.people.first_names import first_name
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle import summary
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.bundle.records import Row
from bot.harvest.charts import Chart
from bot.harvest.quoting import may_publish, may_sign, quote
from bot.harvest.table import theme_name

MOST_ON_TOP = 6  # highlighted texts above the themes
SHORT = 160  # characters of those
PART, PARTS = timedelta(minutes=15), 16  # of an evening in the chart; what comes after four hours is one bar


@dataclass(frozen=True, slots=True)
class Card:
    """One text; ``who`` is a first name; all but its lines and its kind may be ""."""

    lines: tuple[str, ...]
    who: str
    joined: str
    kind: str
    theme: str
    place: str
    province: str
    date: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its cards; the one on top has the highlighted ones."""

    title: str
    cards: Sequence[Card]
    is_top: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among values of the cards: how many have each."""

    name: str
    label: str
    options: Sequence[tuple[str, int]]


def content(bundle: Bundle, title: Typed, say: Say) -> dict[str, Any]:
    """Return what the template shows."""
    rows = [row for row in bundle.rows() if is_public(row)]
    top = _on_top(rows)
    first, others = [_card(row, say) for row in top.values()], [_card(row, say) for row in rows if row.key not in top]
    cards = [*first, *others]
    return {
        "language": LANGUAGE,
        "title": say(Text.of(title)) or say(_("What do we do tomorrow?")),
        "over_all": say(summary.over_all(bundle)),
        "sections": list(_sections(first, others, say)),
        "filters": [one for one in _filters(cards, say) if len(one.options) > 1],
        "opening": [say(text) for text in summary.opening(bundle)],
        "charts": [_drawn(chart, say) for chart in _charts(bundle) if len(chart.rows) > 1],
        "shown": say(ngettext("Here is one text to read.", "Here are {n} texts to read.", len(cards))) if cards else "",
        "made": say(_("Made on {day}.", day=date_in_words(bundle.made_at.date(), LANGUAGE))),
        "words": {name: say(text) for name, text in _WORDS.items()},
    }


_WORDS = {
    "tomorrow": _("Tomorrow"),
    "nothing": _("There is nothing yet that its author lets everybody read. Come back after the next meetup."),
    "rule": _(
        "Only texts whose author lets everybody read them stand here, with a first name where they chose so. Is one "
        "of them yours and should it go? Tell the organiser of your meetup."
    ),
    "find": _("Find"),
    "search": _("Search in the texts"),
    "all": _("all"),
    "again": _("Show everything"),
    "some": _("{n} of {all} texts", n="{n}", all="{all}"),
    "none": _("Nothing found. Try another word or another choice."),
    "themes": _("On this page"),
    "figures": _("In figures"),
    "skip": _("To the texts"),
}


def is_public(row: Row) -> bool:
    """Return True for a text that everybody may read, of a kind that is shown on walls."""
    return KINDS[row.item.kind].on_wall and may_publish(row.item)


def _card(row: Row, say: Say) -> Card:
    item, meetup = row.item, row.meetup
    said = quote(item, LANGUAGE)
    who = first_name(item.author) if item.author and may_sign(item) else Typed("")
    return Card(
        lines=tuple(map(say, said.lines)),
        who=say(Text.of(who)),
        joined=say(said.joined) if said.joined else "",
        kind=say(called(item.kind)),
        theme=say(Text.of(theme_name(item.theme) or "")),
        place=say(Text.of(meetup.place)),
        province=meetup.province,
        date=date_in_words(meetup.date, LANGUAGE) if meetup.date else "",
    )


def _on_top(rows: Iterable[Row]) -> dict[str, Row]:
    """Return short highlighted ones by their keys: of each meetup one, and then those that most people join."""
    fit = sorted(
        (row for row in rows if row.item.highlighted and len(row.item.text) <= SHORT), key=lambda row: -row.item.joined
    )
    nth = Counter[str]()
    order = []
    for row in fit:
        nth[row.meetup.key] += 1
        order.append((nth[row.meetup.key], row))
    return {row.key: row for _n, row in nsmallest(MOST_ON_TOP, order, key=lambda pair: pair[0])}


def _sections(top: Sequence[Card], others: Iterable[Card], say: Say) -> Iterator[Section]:
    """Yield the highlighted ones, and then the others by theme in the order of the alphabet, those without one last."""
    if top:
        yield Section(say(_("Highlighted")), top, is_top=True)
    themes: dict[str, list[Card]] = {}
    for card in others:
        themes.setdefault(card.theme, []).append(card)
    for theme in sorted(themes, key=lambda theme: (not theme, theme)):
        yield Section(theme or say(_("Without a theme") if len(themes) > 1 else _("All texts")), themes[theme])


def _filters(cards: Sequence[Card], say: Say) -> Iterator[Filter]:
    for name, label in (("theme", _("Theme")), ("province", _("Province")), ("kind", _("Kind"))):
        counts = Counter(value for card in cards if (value := getattr(card, name)))
        yield Filter(name, say(label), sorted(counts.items()))


def _charts(bundle: Bundle) -> Iterator[Chart]:
    """Yield how much there is by province and by theme; everything counts, also what is not shown."""
    provinces = bundle.per_province()
    yield Chart(_("By province"), [(Typed(name), provinces[name]) for name in sorted(provinces)])
    themes = bundle.figures.themes
    yield Chart(_("By theme"), [(theme_name(name) or Typed(name), n) for name, n in sorted(themes.items())])
    yield _over_the_evening(bundle)


def _over_the_evening(bundle: Bundle) -> Chart:
    """Return how much was brought in how long after the start, of all meetups together, without what came before."""
    counts: Counter[int] = Counter()
    for row in bundle.rows():
        if row.meetup.started_at is not None and row.item.said_at >= row.meetup.started_at:
            counts[min((row.item.said_at - row.meetup.started_at) // PART, PARTS)] += 1
    minutes = int(PART.total_seconds()) // 60
    during = [(Typed(f"{n * minutes}–{(n + 1) * minutes} min"), counts[n]) for n in range(max(counts, default=-1) + 1)]
    rows: list[tuple[Text | Typed, int]] = [*during[:PARTS], *([(_("later"), counts[PARTS])] if counts[PARTS] else [])]
    return Chart(_("Over the evening"), rows)


def _drawn(chart: Chart, say: Say) -> Mapping[str, Any]:
    """Return a chart with the length of each bar, in percent of the longest."""
    most = max(n for _of, n in chart.rows)
    return {
        "title": say(chart.title),
        "rows": [(say(Text.of(of)), n, round(100 * n / most, 1)) for of, n in chart.rows],
    }
