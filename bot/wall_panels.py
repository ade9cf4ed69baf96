"""How the wall looks: the messages in the plenary, and the list from which a moderator shows them."""

import re
from collections.abc import Sequence
from datetime import datetime

import discord

from bot.core.meetup import Meetup
from bot.core.programme import ContributionKind
from bot.core.typed import one_line
from bot.core.wall import Piece, View, kinds, name_of, themes, waits
from bot.core.words import Text, _, ngettext
from bot.harvest.table import theme_name
from bot.panels import Button, lasting
from bot.replies import plain, quoted, shortened
from bot.texts import Say

_ID = r"(?P<id>\d{1,18})"  # as long as surely fits in the database
JOIN = f"meedoen:{_ID}"
MINE = f"muur:mijn:{_ID}"
_WHICH = r"(?P<which>[a-z0-9-]{1,60})"
_VIEW = rf"{_ID}:{_WHICH}:(?P<order>nieuw|oud):(?P<page>\d{{1,6}})"
LIST = f"muur:lijst:{_VIEW}"
FILTER = f"muur:filter:{_VIEW}"
# With what the moderator saw: the newest contribution, and the moment in whole seconds since 1970.
DO = rf"muur:(?P<act>toon|licht-uit|verberg|toon-alles):{_VIEW}:(?P<newest>\d{{1,18}}):(?P<seen>\d{{1,11}})"

ON_PAGE = 10  # in the list of a moderator
# Characters of each: alone on a board, with others, in the list; and of a name. Six, or a page, fit in one message.
ALONE, TOGETHER, LISTED, NAME = 1500, 210, 100, 40
MOST_OPTIONS = 25  # of a menu, Discord's limit


# ---------------------------------------------------------------------- in the plenary


def board(say: Say, meetup: Meetup, pieces: Sequence[Piece]) -> str:
    """What stands on one board; what its authors typed, each on one line: a wall is read at a glance."""
    if len(pieces) == 1:
        (piece,) = pieces
        heading = f"**#{piece.item.kind.value}**"
        if piece.starred:
            heading = "⭐ " + say(_("**Highlighted**")) + f" · {heading}"
        return "\n".join([heading, *_lines(say, meetup, piece, ALONE)])
    lines = ["## " + say(_("On the wall"))]
    for number, piece in enumerate(pieces, start=1):
        star = "⭐ " if piece.starred else ""
        lines += [f"{star}**{number}. #{piece.item.kind.value}**", *_lines(say, meetup, piece, TOGETHER)]
    return "\n".join(lines)


def _lines(say: Say, meetup: Meetup, piece: Piece, most: int) -> list[str]:
    facts = [shortened(plain(name), NAME)] if (name := name_of(piece.item, meetup)) else []
    if piece.joined:
        facts.append("🙋 " + say(ngettext("one person joins", "{n} people join", piece.joined)))
    return [quoted(one_line(words(say, piece)), most), *([f"-# {' · '.join(facts)}"] if facts else [])]


def words(say: Say, piece: Piece) -> str:
    """A contribution as a sentence: a pledge goes on from "Tomorrow"."""
    item = piece.item
    goes_on = item.kind is ContributionKind.PLEDGE and item.text[:1].islower()
    return say(_("Tomorrow")) + f" {item.text}" if goes_on else item.text


def mark(board: int) -> str:
    """The custom_id by which a board is recognised on Discord."""
    return f"muur:mijn:{board}"


def under_board(board: int, pieces: Sequence[Piece], say: Say) -> discord.ui.View:
    """A button to join each pledge, and the way to one's own words."""
    buttons = []
    for number, piece in enumerate(pieces, start=1):
        if piece.item.kind is ContributionKind.PLEDGE:
            label = say(_("I join"))
            label = label if len(pieces) == 1 else f"{label} · {number}"
            buttons.append(Button(label=label, emoji="🙋", custom_id=f"meedoen:{piece.item.id}"))
    return lasting(*buttons, Button(label=say(_("My contributions")), custom_id=mark(board)))


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
    for number, piece in _page(found, view):
        star = "⭐ " if piece.starred else ""
        by = f" — {shortened(plain(name), NAME)}" if (name := name_of(piece.item, meetup)) else ""
        joined = f" 🙋 {piece.joined}" if piece.joined else ""
        text = shortened(plain(words(say, piece)), LISTED)
        lines.append(f"**{number}.** {star}#{piece.item.kind.value} {text}{by}{joined}")
    if not found:
        lines.append(say(_("Nothing here now.")))
    return "\n".join(lines)


def label_of(which: str) -> str:
    """A kind or a theme, as the list calls it."""
    theme = which.removeprefix("thema-")
    return f"#{which}" if theme == which else theme_name(theme) or ""


def _page(found: Sequence[Piece], view: View) -> list[tuple[int, Piece]]:
    numbered = list(enumerate(found, start=1))
    return numbered[view.page * ON_PAGE : (view.page + 1) * ON_PAGE]


def under_list(
    say: Say, meetup: Meetup, pieces: Sequence[Piece], view: View, plenary: int | None, now: datetime
) -> discord.ui.View:
    """What a moderator can do with this page, and the other pages and lists."""
    found = view.of(pieces, plenary)
    here = _state(meetup.id, view)
    seen = f"{here}:{max((piece.item.id for piece in pieces), default=0)}:{int(now.timestamp())}"
    page = _page(found, view)
    items: list[discord.ui.Item[discord.ui.View]] = []
    for act, label, fitting in (
        ("toon", _("Show …"), [pair for pair in page if not pair[1].is_shown or pair[1].starred]),
        ("licht-uit", _("Highlight …"), [pair for pair in page if not pair[1].starred]),
        ("verberg", _("Hide …"), [pair for pair in page if not pair[1].is_hidden]),
    ):
        if fitting:
            options = [_option(say, number, piece) for number, piece in fitting]
            items.append(_menu(f"muur:{act}:{seen}", say(label), options, len(options)))
    items.append(_menu(f"muur:filter:{here}", say(_("Look at …")), _filters(say, pieces, plenary), 1))
    # Where names are hidden nothing goes up unseen: not what stands on another page either.
    if found and view.which not in ("getoond", "verborgen") and (meetup.shows_names or len(found) <= ON_PAGE):
        show_all = say(ngettext("Show this one", "Show all {n}", len(found)))
        style = discord.ButtonStyle.primary
        items.append(Button(label=show_all, style=style, custom_id=f"muur:toon-alles:{seen}"))
    turned = View(view.which, not view.newest_first)
    turn = say(_("Oldest first") if view.newest_first else _("Newest first"))
    items.append(Button(label=turn, custom_id=f"muur:lijst:{_state(meetup.id, turned)}"))
    if view.page > 0:
        back = View(view.which, view.newest_first, view.page - 1)
        items.append(Button(label="◀", custom_id=f"muur:lijst:{_state(meetup.id, back)}"))
    if (view.page + 1) * ON_PAGE < len(found):
        on = View(view.which, view.newest_first, view.page + 1)
        items.append(Button(label="▶", custom_id=f"muur:lijst:{_state(meetup.id, on)}"))
    return lasting(*items)


def begin(meetup: int) -> str:
    """The custom_id of a button that opens the list."""
    return f"muur:lijst:{_state(meetup, View())}"


def _state(meetup: int, view: View) -> str:
    return f"{meetup}:{view.which}:{'nieuw' if view.newest_first else 'oud'}:{view.page}"


def _option(say: Say, number: int, piece: Piece) -> discord.SelectOption:
    label = shortened(f"{number}. {' '.join(words(say, piece).split())}", 100)
    return discord.SelectOption(label=label, value=str(piece.item.id))


def _filters(say: Say, pieces: Sequence[Piece], plenary: int | None) -> list[discord.SelectOption]:
    which = [kind.value for kind in kinds(pieces, plenary)]
    which += [f"thema-{theme}" for theme in themes(pieces, plenary) if re.fullmatch("[a-z0-9-]{1,40}", theme)]
    options = [discord.SelectOption(label=say(name), value=value) for value, name in NAMES.items()]
    options += [discord.SelectOption(label=shortened(label_of(value), 100), value=value) for value in which]
    return options[:MOST_OPTIONS]


def _menu(
    custom_id: str, placeholder: str, options: list[discord.SelectOption], most: int
) -> discord.ui.Select[discord.ui.View]:
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options, max_values=most)
