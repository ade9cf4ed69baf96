"""What stands on the wall, and in the moderator's list of it."""

from collections.abc import Sequence

from bot.content.texts import Say, bare
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS
from bot.core.people.wall import Piece, View, name_of, waits
from bot.core.words.escaping import shortened
from bot.core.words.text import Text, _, ngettext
from bot.core.words.typed import Typed
from bot.harvest.table import theme_name
from bot.platform.text import plain, quoted

ON_PAGE = 10  # in the list of a moderator
# Characters of each: alone on a board, with others, in the list; and of a name. Six, or a page, fit in one message.
ALONE, TOGETHER, LISTED, NAME = 1500, 210, 100, 40


# ---------------------------------------------------------------------- in the plenary


def board(say: Say, meetup: Meetup, pieces: Sequence[Piece]) -> str:
    """What stands on one board; what its authors typed, each on one line: a wall is read at a glance."""
    if len(pieces) == 1:
        (piece,) = pieces
        heading = f"**#{piece.item.kind}**"
        if piece.starred:
            heading = "⭐ " + say(_("**Highlighted**")) + f" · {heading}"
        return "\n".join([heading, *_lines(say, meetup, piece, ALONE)])
    lines = ["## " + say(_("On the wall"))]
    for number, piece in enumerate(pieces, start=1):
        star = "⭐ " if piece.starred else ""
        lines += [f"{star}**{number}. #{piece.item.kind}**", *_lines(say, meetup, piece, TOGETHER)]
    return "\n".join(lines)


def _lines(say: Say, meetup: Meetup, piece: Piece, most: int) -> list[str]:
    facts = [shortened(plain(name), NAME)] if (name := name_of(piece.item, meetup)) else []
    if piece.joined:
        facts.append("🙋 " + say(ngettext("one person joins", "{n} people join", piece.joined)))
    return [quoted(words(say, piece).line, most), *([f"-# {' · '.join(facts)}"] if facts else [])]


def words(say: Say, piece: Piece) -> Typed:
    """A contribution as a sentence: a pledge goes on from "Tomorrow"."""
    item = piece.item
    opening = KINDS[item.kind].opens(item.text)
    return Typed(f"{say(opening)} {item.text.raw}") if opening else item.text


# ---------------------------------------------------------------------- for the moderator

NAMES: dict[str, Text] = {
    "wacht": _("Everything that waits"),
    "getoond": _("What stands on the wall"),
    "verborgen": _("What was hidden"),
}


def listed(say: Say, meetup: Meetup, pieces: Sequence[Piece], view: View, plenary: int | None) -> str:
    """The list of a moderator: how many wait, and one page of them."""
    found = view.of(pieces, plenary)
    waiting = sum(waits(piece, plenary) for piece in pieces)
    unasked = sum(piece.by is None and piece.item.sharing is None and not waits(piece, plenary) for piece in pieces)
    shown = sum(piece.is_shown for piece in pieces)
    lines = [
        say(_("🧱 **The wall of {title}**", title=plain(meetup.title))),
        say(_("{waiting} waiting · {shown} on the wall", waiting=waiting, shown=shown)),
    ]
    if unasked:
        lines.append(
            "-# " + say(ngettext("One waits for its author's choice.", "{n} wait for their author's choice.", unasked))
        )
    lines.append(f"**{say(NAMES[view.which]) if view.which in NAMES else label_of(view.which)}** ({len(found)})")
    for number, piece in page_of(found, view):
        star = "⭐ " if piece.starred else ""
        by = f" — {shortened(plain(name), NAME)}" if (name := name_of(piece.item, meetup)) else ""
        joined = f" 🙋 {piece.joined}" if piece.joined else ""
        text = shortened(plain(words(say, piece)), LISTED)
        lines.append(f"**{number}.** {star}#{piece.item.kind} {text}{by}{joined}")
    if not found:
        lines.append(say(_("Nothing here now.")))
    return "\n".join(lines)


def label_of(which: str) -> str:
    """A kind or a theme, as the list calls it."""
    theme = which.removeprefix("thema-")
    return f"#{which}" if theme == which else bare(theme_name(theme) or Typed(""))


def page_of(found: Sequence[Piece], view: View) -> list[tuple[int, Piece]]:
    numbered = list(enumerate(found, start=1))
    return numbered[view.page * ON_PAGE : (view.page + 1) * ON_PAGE]
