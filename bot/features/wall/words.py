"""Texts of the wall, and of the moderator's list."""

from collections.abc import Sequence

from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind, called
from bot.core.people import sentences
from bot.core.people.wall import Piece, View, name_of, waits
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.table import theme_name

ON_PAGE = 10  # in the list of a moderator
# Characters of a contribution alone on a board, with others, in the list; and of a name. Six, or a page, fit.
ALONE, TOGETHER, LISTED, NAME = 1500, 210, 100, 40


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
