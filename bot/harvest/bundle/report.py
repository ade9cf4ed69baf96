"""The report of a bundle as blocks, which Markdown and PDF each set in their own way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from bot.content.times import date_in_words
from bot.core.people import addressees
from bot.core.people.labels import NEED
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.bundle import grouping, summary
from bot.harvest.bundle.collecting import LANGUAGE, Bundle
from bot.harvest.bundle.grouping import Group
from bot.harvest.bundle.records import BundledMeetup, Row
from bot.harvest.summary import RULE
from bot.harvest.xlsx_overview import Section


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; 2 is the highest level below the title."""

    level: int
    text: Text


@dataclass(frozen=True, slots=True)
class Table:
    """Figures: headings of the columns, and rows whose first cell is a name.

    ``charted``: paper draws the first numbers.
    """

    headings: Sequence[Text]
    rows: Sequence[tuple[Text | Typed | int, ...]]
    charted: bool = False

    @property
    def words(self) -> int:
        """How many columns hold words; the others hold numbers."""
        return sum(not isinstance(cell, int) for cell in self.rows[0]) if self.rows else 1


Block = Heading | Text | Table | Row  # a Text is a paragraph, a Row a contribution that is quoted


def blocks(bundle: Bundle, highlighted: int | None = None) -> Iterator[Block]:
    """Yield the report: sentences, figures, highlighted ones by province, needs, commitments, and the meetups.

    ``highlighted`` is how many of these are quoted at most, as many of each province; None for all.
    """
    yield Text.join(" ", summary.opening(bundle))
    yield from summary.remarks(bundle)
    if left_out := summary.left_out(bundle):
        yield left_out
    yield RULE
    yield from _highlighted(bundle, highlighted)
    if bundle.figures.kinds[NEED]:
        yield from _needs(bundle)
    yield from _commitments(bundle)
    yield Heading(2, _("Figures"))
    yield from (_table(section) for section in summary.figures(bundle) if section.rows)
    yield Heading(2, _("Meetups"))
    yield _meetups(bundle)


def where(row: Row) -> Text:
    """Return the meetup and the day of a contribution."""
    day = [date_in_words(row.meetup.date, LANGUAGE)] if row.meetup.date else []
    return Text.join(", ", [row.meetup.title.line, *day])


def _table(section: Section) -> Table:
    return Table(section.headings, section.rows, section.charted)


def _highlighted(bundle: Bundle, most: int | None) -> Iterator[Block]:
    yield Heading(2, _("Highlighted"))
    provinces = list(grouping.highlighted(bundle))
    for province, rows in provinces:
        yield Heading(3, Text.of(Typed(province)) if province else _("Without a province"))
        yield from islice(rows, None if most is None else most // len(provinces))
        if left := sum(1 for _row in rows):
            yield _left(left)
    if not provinces:
        yield _("Nothing that may be quoted was highlighted at these meetups.")


def _needs(bundle: Bundle) -> Iterator[Block]:
    yield Heading(2, _("What is needed"))
    yield ngettext("One need was written down.", "{n} needs were written down.", bundle.figures.kinds[NEED])
    for group in grouping.labelled(bundle):
        yield Heading(3, Text.of(group.label or "", f" ({len(group.needs)})"))
        if asked := _asked(group):
            yield asked
        yield from _examples(bundle, group)
    for group in grouping.unlabelled(bundle):
        whom = addressees.NAMES[group.addressee] if group.addressee else _("not named")
        yield Heading(3, Text.of(_("Without a label, addressed to"), ": ", whom, f" ({len(group.needs)})"))
        yield from _examples(bundle, group)


def _asked(group: Group) -> Text | None:
    """Return whom the needs under a label are addressed to, with numbers; None where nobody is named."""
    counts = [(party, sum(party in need.addressees for _part, need in group.needs)) for party in addressees.Addressee]
    parties = tuple(Text.of(addressees.NAMES[party], f" ({n})") for party, n in counts if n)
    return _("Addressed to: {parties}.", parties=parties) if parties else None


def _examples(bundle: Bundle, group: Group) -> Iterator[Block]:
    shown = group.examples
    yield from grouping.rows_of(bundle, shown)
    if left := len(group.needs) - len(shown):
        yield _left(left)


def _left(n: int) -> Text:
    return ngettext("One more stands in the workbook.", "{n} more stand in the workbook.", n)


def _commitments(bundle: Bundle) -> Iterator[Block]:
    shown = (row for row in grouping.commitments(bundle) if row.item.text and row.item.may_be_quoted)
    for n, row in enumerate(shown):
        if not n:
            yield Heading(2, _("Commitments"))
        yield row


def _meetups(bundle: Bundle) -> Table:
    headings = (_("Meetup"), _("Place"), _("Province"), _("Date"), _("People"), _("Contributions"))
    return Table(headings, [_meetup(part.meetup, part.tally.contributions) for part in bundle.parts])


def _meetup(meetup: BundledMeetup, contributions: int) -> tuple[Text | Typed | int, ...]:
    day = Text.of(date_in_words(meetup.date, LANGUAGE) if meetup.date else "–")
    return meetup.title.line, meetup.place.line, Typed(meetup.province), day, meetup.people, contributions
