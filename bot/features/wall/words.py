"""Texts of the wall, and of the moderator's list."""

from collections.abc import Mapping, Sequence

from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, called
from bot.core.people import sentences
from bot.core.people import shows as rules
from bot.core.people.wall import Piece, View, name_of, waits
from bot.core.programme.shows import From, Per, Show
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.table import theme_name

ON_PAGE = 10  # in the list of a moderator
# Characters of a contribution alone on a board, with others, below headings, in the list; and of a name and a group.
# Six, or a page, fit.
ALONE, TOGETHER, IN_SHOW, LISTED, NAME, GROUP = 1500, 210, 170, 100, 40, 30


# ---------------------------------------------------------------------- in the plenary


def board(meetup: Meetup, pieces: Sequence[Piece]) -> Text:
    """Return the text of one board; each contribution is put on one line, to be read at a glance."""
    if len(pieces) == 1:
        (piece,) = pieces
        heading = Text.bold(called(piece.item.kind))
        if piece.starred:
            heading = "⭐ " + _("**Highlighted**") + " · " + heading
        return Text.lines(heading, *_lines(meetup, piece, ALONE))
    lines = ["## " + _("On the wall")]
    for number, piece in enumerate(pieces, start=1):
        star = "⭐ " if piece.starred else ""
        heading = Text.bold(Text.of(f"{number}. ", called(piece.item.kind)))
        lines += [star + heading, *_lines(meetup, piece, TOGETHER)]
    return Text.lines(*lines)


def _lines(meetup: Meetup, piece: Piece, most: int) -> list[Text]:
    item = piece.item
    facts: list[Text] = [Text.cut(name, NAME)] if (name := name_of(item, meetup)) else []
    if piece.joined:
        facts.append("🙋 " + ngettext("one person joins", "{n} people join", piece.joined))
    quote = sentences.quoted(item.kind, item.text.line, most)
    return [quote, *(["-# " + Text.join(" · ", facts)] if facts else [])]


def to_all(meetup: Meetup, piece: Piece) -> Text:
    """Return what everybody reads of a contribution that a moderator shows to all."""
    heading = "📣 " + _("**To read together**") + " · " + Text.bold(called(piece.item.kind))
    return Text.lines(heading, *_lines(meetup, piece, ALONE))


def shown(asked: Show, pieces: Sequence[Piece], meetups: Mapping[int, Meetup], above: Sequence[Text]) -> Text:
    """Return one message of what a block shows; ``meetups`` are those that the pieces are of, by id."""
    lines: list[Text] = [*above]
    under = ""
    for number, piece in enumerate(pieces, start=1):
        group = rules.group(asked, piece.item, meetups.get(piece.item.meetup))
        if group and group != under:
            name = theme_name(group) if asked.per is Per.THEME else Typed(group)
            lines.append("### " + Text.cut(name or Typed(group), GROUP))
        under = group
        star = "⭐ " if piece.starred else ""
        lines.append(star + Text.bold(Text.of(f"{number}. ", called(piece.item.kind))))
        lines += _lines(meetups[piece.item.meetup], piece, IN_SHOW)
    return Text.lines(*lines)


def show_heading(source: From, sources: Sequence[Meetup]) -> Text:
    """Return the heading above what a block shows of these meetups."""
    match source:
        case From.HERE:
            return _("What we wrote down")
        case From.PREVIOUS:
            return _("From the meetup before this one: {title}", title=sources[0].title)
        case From.YOUTH_COUNCIL:
            return _("What the youth council thought of")
    return ngettext("From one meetup of this season", "From {n} meetups of this season", len(sources))


def figures(meetups: int, people: int, counts: Mapping[ContributionKind, int]) -> Text:
    """Return what a season brought, in figures: "14 meetups · 1,240 people · 830 × #morgen"."""
    kinds = [Text.of(f"{n} × ", called(kind)) for kind in KINDS if (n := counts.get(kind))]
    return "📊 " + Text.join(
        " · ",
        [
            ngettext("one meetup", "{n} meetups", meetups),
            ngettext("one person", "{n} people", people),
            *kinds,
        ],
    )


def nothing_to_show(source: From, sources: Sequence[Meetup]) -> Text:
    """Return the sentence for a show of which there is nothing, or nothing that may be shown."""
    if source is From.HERE:
        return _("Nothing that everybody may read was written down yet. So we talk about it ourselves.")
    if not sources:
        return _("There is nothing to read back yet: no meetup came before this one. So we begin.")
    return _("From before there is nothing that everybody may read. So we begin with you.")


def words(piece: Piece) -> Text:
    """Return a contribution as a sentence, with the opening of its kind ("Tomorrow")."""
    return Text.of(sentences.opened(piece.item.kind, piece.item.text))


# ---------------------------------------------------------------------- for the moderator

NAMES: dict[str, Text] = {
    "wacht": _("Everything that waits"),
    "getoond": _("What stands on the wall"),
    "verborgen": _("What is kept off the wall"),
}


def listed(meetup: Meetup, pieces: Sequence[Piece], view: View) -> Text:
    """Return a moderator's list: how many wait, how many are shown, and one page of ``view``."""
    found = view.of(pieces)
    waiting = sum(waits(piece) for piece in pieces)
    unasked = sum(piece.by is None and piece.item.sharing is None and piece.item.hidden is None for piece in pieces)
    shown = sum(piece.is_shown for piece in pieces)
    lines: list[Text] = [
        _("🧱 **The wall of {title}**", title=meetup.title),
        _("{waiting} waiting · {shown} on the wall", waiting=waiting, shown=shown),
    ]
    if unasked:
        lines.append(
            "-# " + ngettext("One waits for its author's choice.", "{n} wait for their author's choice.", unasked)
        )
    heading = NAMES[view.which] if view.which in NAMES else label_of(view.which)
    lines.append(Text.bold(heading) + f" ({len(found)})")
    for number, piece in page_of(found, view):
        star = "⭐ " if piece.starred else ""
        line = Text.of(f"**{number}.** {star}", called(piece.item.kind), " ", Text.cut(words(piece), LISTED))
        if name := name_of(piece.item, meetup):
            line += " — " + Text.cut(name, NAME)
        lines.append(line + f" 🙋 {piece.joined}" if piece.joined else line)
    if not found:
        lines.append(_("Nothing here now."))
    return Text.lines(*lines)


def label_of(which: str) -> Text:
    """Return the name of a kind or a theme in the list."""
    theme = which.removeprefix("thema-")
    if theme == which:
        return called(ContributionKind(which)) if which in KINDS else Text.of(f"#{which}")
    return Text.of(theme_name(theme) or Typed(""))


def page_of(found: Sequence[Piece], view: View) -> list[tuple[int, Piece]]:
    numbered = list(enumerate(found, start=1))
    return numbered[view.page * ON_PAGE : (view.page + 1) * ON_PAGE]
