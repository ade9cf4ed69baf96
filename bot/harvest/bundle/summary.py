"""Sentences and tables about a bundle as Texts, which each format says in its own way."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.content.times import date_in_words
from bot.core.kinds import KINDS
from bot.core.people import addressees
from bot.core.people.follow_ups import FOLLOWED, LABELS, counted
from bot.core.people.roles import NAMES
from bot.core.words.text import Part, Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.table import theme_name
from bot.harvest.xlsx_overview import Section


def over_all(bundle: Bundle) -> Text:
    """Return the line "Seizoen 2026-2027 · 14 meetups · 24 november 2026 – 3 juni 2027"."""
    parts: list[Part] = [_("Season {season}", season=Typed(bundle.season))] if bundle.season else []
    parts.append(ngettext("one meetup", "{n} meetups", len(bundle.parts)))
    days = sorted({part.meetup.date for part in bundle.parts if part.meetup.date})
    parts += [" – ".join(date_in_words(day, LANGUAGE) for day in dict.fromkeys((days[0], days[-1])))] if days else []
    return Text.join(" · ", parts)


def opening(bundle: Bundle) -> Iterator[Text]:
    """Yield the sentences that a report opens with; figures count everything, also what is not quoted."""
    tally = bundle.figures
    yield ngettext(
        "At these meetups one person took part, and wrote down {contributions}.",
        "At these meetups {n} people took part, and wrote down {contributions}. Who came to two counts twice.",
        bundle.people,
        contributions=ngettext("one contribution", "{n} contributions", tally.contributions),
    )
    plans = sum(tally.kinds[kind] for kind in FOLLOWED)
    if plans:
        yield counted(plans, tally.followed_up.elements())
    if promised := tally.confirmed + tally.unconfirmed:
        yield ngettext(
            "There is one commitment; {confirmed} confirmed.",
            "There are {n} commitments; {confirmed} confirmed.",
            promised,
            confirmed=ngettext("one is", "{n} are", tally.confirmed),
        )


def remarks(bundle: Bundle) -> Iterator[Text]:
    """Yield what whoever reads the bundle must know about how it was made."""
    for meetup in bundle.doubles:
        yield _(
            "{title} of {date} was there more than once; the newest export of it counts.",
            title=meetup.title.line,
            date=date_in_words(meetup.date, LANGUAGE) if meetup.date else "?",
        )
    if n := len(bundle.unknown):
        yield ngettext(
            "One row of the labels is of a need that is not in this bundle. It stays in labels.csv, without its text.",
            "{n} rows of the labels are of needs that are not in this bundle. They stay in labels.csv, without text.",
            n,
        )


def left_out(bundle: Bundle) -> Text | None:
    """Return the sentence on the sources that could not be read, without the folders of whoever made it."""
    names = tuple(Typed("/".join(Path(rejected.source).parts[-2:])) for rejected in bundle.rejected)
    return _("Not in this bundle, because it can't be read: {names}.", names=names) if names else None


def figures(bundle: Bundle) -> Iterator[Section]:
    """Yield tables of figures; those that are empty have no rows."""
    tally, number = bundle.figures, _("Contributions")
    yield Section(
        (_("Figures"), _("Number")),
        (
            (_("Meetups"), len(bundle.parts)),
            (_("People who took part"), bundle.people),
            (_("Contributions"), tally.contributions),
            (_("Times that somebody joins"), tally.joined),
            (_("Highlighted"), tally.highlighted),
            (_("Hidden"), tally.hidden),
        ),
    )
    yield Section((_("By province"), number, _("People")), _provinces(bundle), charted=True)
    yield Section((_("By kind"), number), [(KINDS[kind].heading, n) for kind, n in _ranked(tally.kinds)], charted=True)
    themes = [(theme_name(theme) or Typed(""), n) for theme, n in _ranked(tally.themes)]
    left = tally.contributions - sum(tally.themes.values())
    yield Section((_("By theme"), number), _with_rest(themes, _("Without a theme"), left), charted=True)
    yield Section((_("By label"), number), [(label, n) for label, n in _ranked(tally.labels)], charted=True)
    to = [(addressees.NAMES[to], tally.addressed[to]) for to in addressees.Addressee if tally.addressed[to]]
    both = _("One that names two counts at both.")
    yield Section(
        (_("What is needed, addressed to"), number),
        _with_rest(to, _("not named"), tally.addressed[None]) if to else (),
        note=both,
    )
    yield Section((_("By role, from who told theirs"), number), [(NAMES[role], n) for role, n in _ranked(tally.roles)])
    yield Section(
        (_("How it went, from who told"), number),
        [(name, tally.followed_up[answer]) for answer, name in LABELS.items() if tally.followed_up[answer]],
    )
    promised = [(_("Confirmed"), tally.confirmed), (_("Not confirmed yet"), tally.unconfirmed)]
    yield Section((_("Commitments"), _("Number")), promised if tally.confirmed + tally.unconfirmed else ())


def _provinces(bundle: Bundle) -> list[tuple[Text | Typed, int, int]]:
    names = sorted({part.meetup.province for part in bundle.parts}, key=lambda name: (not name, name))
    found = [(name, [part for part in bundle.parts if part.meetup.province == name]) for name in names]
    return [
        (
            Typed(name) if name else _("Without a province"),
            sum(part.tally.contributions for part in parts),
            sum(part.meetup.people for part in parts),
        )
        for name, parts in found
    ]


def _with_rest(rows: list[tuple[Any, int]], heading: Text, left: int) -> list[tuple[Any, int]]:
    return [*rows, (heading, left)] if left else rows


def _ranked(counts: Mapping[Any, int]) -> list[tuple[Any, int]]:
    """Return the greatest first, those that are equally great by name."""

    def place(pair: tuple[Any, int]) -> tuple[int, str]:
        name = pair[0]
        return -pair[1], name.raw if isinstance(name, Typed) else str(name)

    return sorted(((name, n) for name, n in counts.items() if n), key=place)
