"""oogst.pdf: the report as a document to print and pass on, with charts."""

from collections.abc import Sequence
from datetime import tzinfo
from typing import Any

from bot.content.texts import Say, voice
from bot.content.times import clock
from bot.core.kinds import called
from bot.core.words.text import Text, _, ngettext
from bot.harvest import forms, toolkit
from bot.harvest.charts import Chart, charts
from bot.harvest.forms import FormItem
from bot.harvest.quoting import Quote, Section, chapters, to_quote
from bot.harvest.records import Harvest
from bot.harvest.summary import RULE, lead, where_and_when
from bot.harvest.typesetting import as_typed

MOST = 5000  # quotations


def content(harvest: Harvest, zone: tzinfo) -> dict[str, Any]:
    """Return what stands in the report; its texts are said, and hold no markup."""
    say = voice(harvest.meetup.language, as_typed)
    sections, left_out = _quoted(harvest)
    notes = [RULE] if sections else [_("Nothing was written down this time. What people told each other counts too.")]
    if left_out:
        notes.append(
            ngettext(
                "These are the first {most}; the other one stands in the workbook (oogst.xlsx).",
                "These are the first {most}; the other {n} stand in the workbook (oogst.xlsx).",
                left_out,
                most=MOST,
            )
        )
    return {
        "language": harvest.meetup.language,
        "title": say(Text.of(harvest.meetup.title)),
        "where": say(where_and_when(harvest.meetup, zone)),
        "lead": [say(text) for text in lead(harvest)],
        "figures": [{"n": n, "of": say(of)} for n, of in _figures(harvest)],
        "charts": [drawn(chart, say) for chart in charts(harvest, zone)],
        "notes": [say(note) for note in notes],
        "chapters": [
            {
                "title": say(chapter.title),
                "groups": [
                    {
                        "heading": say(heading) if heading else "",
                        "quotes": [entry(quote, say) for section in group for quote in sections[section]],
                    }
                    for heading, group in chapter.groups
                ],
            }
            for chapter in chapters(sections)
        ],
        "forms": [_form(form, say) for form in harvest.forms if form.replies],
        "toolkit": _toolkit(harvest, say),
        "tables": _tables(harvest, say, zone),
        "words": {
            "contents": say(_("In this report")),
            "page": say(_("page {page} of {pages}", page="{page}", pages="{pages}")),
        },
    }


def drawn(chart: Chart, say: Say) -> dict[str, Any]:
    """Return a chart as a template draws it."""
    rows = [{"of": say(Text.of(of)), "n": n} for of, n in chart.rows]
    return {"title": say(chart.title), "rows": rows, "over_time": chart.over_time}


def _quoted(harvest: Harvest) -> tuple[dict[Section, list[Quote]], int]:
    """Return the quotations of each section, and how many more there are; what comes first is always there."""
    sections: dict[Section, list[Quote]] = {}
    left_out = taken = 0
    for section, made in to_quote(harvest):
        if taken >= MOST and not section.first:
            left_out += 1
            continue
        sections.setdefault(section, []).append(made())
        taken += 1
    return sections, left_out


def _figures(harvest: Harvest) -> Sequence[tuple[int, Text]]:
    figures = harvest.figures
    found = [
        (harvest.people, _("People who took part")),
        (harvest.total, _("Contributions")),
        (figures.joined, _("Times that somebody joins")),
        (figures.highlighted, _("Highlighted")),
    ]
    return found[:2] + [(n, of) for n, of in found[2:] if n]


def entry(quote: Quote, say: Say) -> dict[str, Any]:
    """Return a quotation as a template sets it."""
    return {
        "kind": say(called(quote.kind)),
        "highlighted": quote.highlighted,
        "lines": [say(line) for line in quote.lines],
        "who": ", ".join(map(say, quote.who)),
        "joined": say(quote.joined) if quote.joined else "",
        "facts": [say(fact) for fact in quote.facts],
        "below": [entry(child, say) for child in quote.below],
    }


def _form(form: FormItem, say: Say) -> dict[str, Any]:
    """Return the figures of a form; what people wrote on it stands in the workbook."""
    return {
        "title": say(Text.of(form.form.title)),
        "note": say(forms.filled_in(form) + " " + _("What they wrote stands in the workbook.")),
        "questions": [
            {**drawn(Chart(Text.of(asked), rows), say), "note": say(note) if note else ""}
            for asked, rows, note in forms.figures(form)
        ],
    }


def _toolkit(harvest: Harvest, say: Say) -> dict[str, Any]:
    """Return the directions and links of each theme that was talked about."""
    return {
        "title": say(toolkit.TITLE),
        "lead": say(toolkit.LEAD),
        "tools": [
            {
                "title": say(Text.of(tool.title)),
                "heading": say(tool.heading) if tool.heading else "",
                "directions": [say(Text.of(direction)) for direction in tool.directions],
                "links": [
                    {"title": say(Text.of(one.title)), "url": one.url, "note": say(note) if note else ""}
                    for one in tool.fragments
                    for note in [toolkit.where(one)]
                ],
            }
            for tool in toolkit.tools(harvest)
        ],
    }


def _tables(harvest: Harvest, say: Say, zone: tzinfo) -> list[dict[str, Any]]:
    """Return agenda and tables, each with its title, headings and rows."""
    agenda = [
        [
            say(Text.of(item.title)),
            f"{clock(item.planned_start, zone)}–{clock(item.planned_end, zone)}",
            f"{clock(item.actual_start, zone)}–{clock(item.actual_end, zone)}" if item.actual_start else "–",
        ]
        for item in harvest.agenda
    ]
    tables = [[say(Text.of(item.title)), str(item.people), str(item.prompts_posted)] for item in harvest.tables]
    found = (
        (_("Agenda"), (_("Block"), _("Planned"), _("Really")), agenda),
        (_("Rooms"), (_("Room"), _("People"), _("Questions posted")), tables),
    )
    return [
        {"title": say(title), "head": [say(one) for one in head], "rows": rows} for title, head, rows in found if rows
    ]
