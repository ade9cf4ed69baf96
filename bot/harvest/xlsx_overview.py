"""First sheet of the workbook: figures and charts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import tzinfo

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from bot.content.texts import Say
from bot.core.people import addressees
from bot.core.people.roles import NAMES
from bot.core.words.escaping import one_line
from bot.core.words.text import Text, _
from bot.core.words.typed import Typed
from bot.harvest.charts import charts
from bot.harvest.records import Harvest
from bot.harvest.summary import where_and_when
from bot.harvest.xlsx_styles import Styles, write_text

ROW = 20  # pixels: the height of a row in Excel
WIDTHS = (42, 14, 14, 3)  # characters of the columns before the charts
COLUMNS = 280  # pixels: the height of a chart of columns
BESIDE = len(WIDTHS)  # the column of the charts


@dataclass(frozen=True, slots=True)
class Section:
    """A table of figures: headings of its columns, rows of a name and numbers, and the chart of these."""

    headings: tuple[Text, ...]
    rows: Sequence[tuple[Text | Typed, *tuple[int, ...]]]
    charted: bool = False
    over_time: bool = False  # its chart has columns, else bars
    note: Text | None = None


def fill(book: xlsxwriter.Workbook, sheet: Worksheet, harvest: Harvest, say: Say, zone: tzinfo, styles: Styles) -> None:
    """Write title, place and time, and a section for each kind of figure there is anything of."""
    lay_out(
        book, sheet, harvest.meetup.title, where_and_when(harvest.meetup, zone), _sections(harvest, zone), say, styles
    )


def lay_out(
    book: xlsxwriter.Workbook,
    sheet: Worksheet,
    title: Typed,
    under: Text,
    sections: Iterable[Section],
    say: Say,
    styles: Styles,
) -> None:
    """Write a title, a line under it, and each section that has rows."""
    for column, width in enumerate(WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    write_text(sheet, (0, 0), one_line(title.raw), styles.title)
    write_text(sheet, (1, 0), say(under), styles.bare)
    top = 3
    for section in sections:
        if not section.rows:
            continue
        write(sheet, top, section, say, styles)
        high = len(section.rows) + 1 + bool(section.note)
        if section.charted:
            pixels = COLUMNS if section.over_time else 90 + 26 * len(section.rows)
            sheet.insert_chart(top, BESIDE, *_chart(book, sheet, top, section, pixels, say))
            high = max(high, -(-pixels // ROW))
        top += high + 1


def _sections(harvest: Harvest, zone: tzinfo) -> Iterator[Section]:
    figures, number = harvest.figures, _("Contributions")
    everything = (
        (_("People who took part"), harvest.people),
        (_("Contributions"), harvest.total),
        (_("Times that somebody joins"), figures.joined),
        (_("Highlighted"), figures.highlighted),
        (_("Hidden"), figures.hidden),
        (_("Brought in after the end"), figures.late),
    )
    yield Section((_("Figures"), _("Number")), everything)
    drawn = charts(harvest, zone)
    yield from (Section((chart.title, number), chart.rows, charted=True) for chart in drawn if not chart.over_time)
    to = [(addressees.NAMES[to], figures.addressed[to]) for to in addressees.Addressee if figures.addressed.get(to)]
    if to:
        nobody = (_("not named"), figures.addressed.get(None, 0))
        both = _("One that names two counts at both.")
        yield Section((_("What is needed, addressed to"), number), [*to, nobody], note=both)
    roles = [(NAMES[role], count.people, count.contributions) for role, count in harvest.roles.items()]
    yield Section((_("By role, from who told theirs"), _("People"), number), roles)
    for chart in drawn:
        if chart.over_time:
            yield Section((chart.title, number), chart.rows, charted=True, over_time=True)


def write(sheet: Worksheet, top: int, section: Section, say: Say, styles: Styles) -> None:
    """Write a section, with its headings in the row ``top``."""
    for column, heading in enumerate(section.headings):
        sheet.write_string(top, column, say(heading), styles.head_of_numbers if column else styles.head)
    for row, (name, *numbers) in enumerate(section.rows, start=top + 1):
        write_text(sheet, (row, 0), one_line(name.raw) if isinstance(name, Typed) else say(name), styles.plain)
        for column, n in enumerate(numbers, start=1):
            sheet.write_number(row, column, n, styles.number)
    if section.note:
        sheet.write_string(top + len(section.rows) + 1, 0, say(section.note), styles.bare)


def _chart(
    book: xlsxwriter.Workbook, sheet: Worksheet, top: int, section: Section, pixels: int, say: Say
) -> tuple[xlsxwriter.chart.Chart, dict[str, object]]:
    """Return the chart of a section's first numbers, and how to insert it."""
    chart, title = book.add_chart({"type": "column" if section.over_time else "bar"}), say(section.headings[0])
    begin, end = top + 1, top + len(section.rows)
    chart.add_series(
        {
            "categories": [sheet.name, begin, 0, end, 0],
            "values": [sheet.name, begin, 1, end, 1],
            "fill": {"color": "#3B6FB6"},
            "gap": 40,
            "data_labels": {"value": True},
        }
    )
    chart.set_title({"name": title, "name_font": {"size": 12}})
    chart.set_legend({"none": True})
    numbers = {"visible": False, "major_gridlines": {"visible": False}, "min": 0}
    if not section.over_time:
        chart.set_y_axis({"reverse": True})
        chart.set_x_axis(numbers)
    else:
        chart.set_y_axis(numbers)
    chart.set_size({"width": 560, "height": pixels})
    return chart, {"description": title}
