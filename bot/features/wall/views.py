"""Buttons on the wall, and under the moderator's list."""

import re
from collections.abc import Sequence
from datetime import datetime

import discord

from bot.content.texts import Say, bare
from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS
from bot.core.people import sentences
from bot.core.people.wall import Piece, View, kinds, themes
from bot.core.words.escaping import shortened
from bot.core.words.text import Text, _, ngettext
from bot.features.contributions import joining, parents, travelling
from bot.features.wall.words import NAMES, ON_PAGE, label_of, page_of
from bot.platform import limits
from bot.platform.custom_id import CustomId, Field
from bot.platform.views import Button, lasting

MINE = CustomId("muur:mijn:{id}")
_VIEW: dict[str, Field] = {"which": "[a-z0-9-]{1,60}", "order": ("nieuw", "oud"), "page": 6}
LIST = CustomId("muur:lijst:{id}:{which}:{order}:{page}", **_VIEW)
FILTER = CustomId("muur:filter:{id}:{which}:{order}:{page}", **_VIEW)
ASK_ALL = CustomId("muur:iedereen:{id}")
TO_ALL = CustomId("muur:deel:{id}:{seen}", seen=11)
# With the id of the newest contribution that the moderator saw, and when, in whole seconds since 1970.
DO = CustomId(
    "muur:{act}:{id}:{which}:{order}:{page}:{newest}:{seen}",
    act=("toon", "licht-uit", "verberg", "toon-alles"),
    seen=11,
    **_VIEW,
)
# With when these words were said or changed, in milliseconds since 1970, as they are stored.
FIRST = CustomId("muur:eerst:{act}:{id}:{seen}", act=("toon", "verberg"), seen=14)


def under_show(meetup: Meetup, pieces: Sequence[Piece], say: Say) -> discord.ui.View:
    """Return the buttons under one message of what a block shows at a meetup, by kind."""
    return lasting(*_each(meetup, pieces, say))


def under_board(board: int, meetup: Meetup, pieces: Sequence[Piece], say: Say) -> discord.ui.View:
    """Return the buttons of a board: to join each pledge, to go on from others, and to a person's own contributions."""
    mine = Button(label=say(_("My contributions")), custom_id=MINE(id=board))
    return lasting(*_each(meetup, pieces, say), mine)


def _each(meetup: Meetup, pieces: Sequence[Piece], say: Say) -> list[Button]:
    buttons = []
    for number, piece in enumerate(pieces, start=1):
        behind = "" if len(pieces) == 1 else f" · {number}"
        if KINDS[piece.item.kind].joinable:
            label = say(_("I join") + behind)
            buttons.append(Button(label=label, emoji="🙋", custom_id=joining.JOIN(id=piece.item.id)))
        buttons += parents.buttons(piece.item, meetup.programme, behind, say)
        if travelling.travels(piece.item, meetup):
            buttons.append(travelling.button(piece.item, behind, say))
    return buttons


def under_list(say: Say, meetup: Meetup, pieces: Sequence[Piece], view: View, now: datetime) -> discord.ui.View:
    """Return what a moderator can do with this page of the list, and the ways to other pages and lists."""
    found = view.of(pieces)
    here = state(meetup.id, view)
    newest = max((piece.item.id for piece in pieces), default=0)
    seen = {**here, "newest": newest, "seen": int(now.timestamp())}
    page = page_of(found, view)
    items: list[discord.ui.Item[discord.ui.View]] = []
    for act, label, fitting in (
        ("toon", _("Show …"), [pair for pair in page if not pair[1].is_shown or pair[1].starred]),
        ("licht-uit", _("Highlight …"), [pair for pair in page if not pair[1].starred]),
        ("verberg", _("Keep off the wall …"), [pair for pair in page if not pair[1].is_put_away]),
    ):
        if fitting:
            options = [option(say, number, piece) for number, piece in fitting]
            items.append(menu(DO(act=act, **seen), say(label), options, len(options)))
    items.append(menu(FILTER(**here), say(_("Look at …")), _filters(say, pieces), 1))
    # Where names are hidden, a moderator shows only what they have read, so not what stands on other pages.
    if found and view.which not in ("getoond", "verborgen") and (meetup.shows_names or len(found) <= ON_PAGE):
        show_all = say(ngettext("Show this one", "Show all {n}", len(found)))
        style = discord.ButtonStyle.primary
        items.append(Button(label=show_all, style=style, custom_id=DO(act="toon-alles", **seen)))
    items.append(Button(label=say(_("To everybody …")), emoji="📣", custom_id=ASK_ALL(id=meetup.id)))
    turned = View(view.which, not view.newest_first)
    turn = say(_("Oldest first") if view.newest_first else _("Newest first"))
    items.append(Button(label=turn, custom_id=LIST(**state(meetup.id, turned))))
    if view.page > 0:
        back = View(view.which, view.newest_first, view.page - 1)
        items.append(Button(label=say(Text.of("◀")), custom_id=LIST(**state(meetup.id, back))))
    if (view.page + 1) * ON_PAGE < len(found):
        on = View(view.which, view.newest_first, view.page + 1)
        items.append(Button(label=say(Text.of("▶")), custom_id=LIST(**state(meetup.id, on))))
    return lasting(*items)


def begin(meetup: int) -> str:
    """Return the custom_id of a button that opens the list."""
    return LIST(**state(meetup, View()))


def state(meetup: int, view: View) -> dict[str, object]:
    """Return the fields of a custom_id that hold a view of the list; see ``view_of``."""
    order = "nieuw" if view.newest_first else "oud"
    return {"id": meetup, "which": view.which, "order": order, "page": view.page}


def view_of(which: str, order: str, page: int) -> View:
    """Return the view of the list that a custom_id holds."""
    return View(which, order == "nieuw", page)


def option(say: Say, number: int, piece: Piece) -> discord.SelectOption:
    """Return a piece as a choice of a menu, by a number."""
    opening, said = sentences.sentence(piece.item.kind, piece.item.text)
    words = f"{say(opening)} {bare(said)}" if opening else bare(said)
    return discord.SelectOption(label=shortened(f"{number}. {words}", limits.OPTION), value=str(piece.item.id))


def _filters(say: Say, pieces: Sequence[Piece]) -> list[discord.SelectOption]:
    which: list[str] = [*kinds(pieces)]
    which += [f"thema-{theme}" for theme in themes(pieces) if re.fullmatch("[a-z0-9-]{1,40}", theme)]
    options = [discord.SelectOption(label=say(name), value=value) for value, name in NAMES.items()]
    options += [
        discord.SelectOption(label=shortened(say(label_of(value)), limits.OPTION), value=value) for value in which
    ]
    return options[: limits.OPTIONS]


def menu(
    custom_id: str, placeholder: str, options: list[discord.SelectOption], most: int
) -> discord.ui.Select[discord.ui.View]:
    """Return a menu."""
    return discord.ui.Select(custom_id=custom_id, placeholder=placeholder, options=options, max_values=most)
