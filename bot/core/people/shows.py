"""Shows: which contributions of which meetups a block puts before everybody."""

from collections.abc import Iterable

from bot.core.details import DOTS
from bot.core.evening.meetup import Meetup
from bot.core.evening.relay import may_be_followed
from bot.core.kinds import KINDS
from bot.core.people.contributions import Contribution
from bot.core.people.parents import is_chosen
from bot.core.people.wall import Piece
from bot.core.programme.models import MeetupKind
from bot.core.programme.shows import From, Per, Show
from bot.core.words.typed import Typed

MOST_IN_GROUPS = 60  # contributions in all: ten messages of six


def sources(show: Show, meetup: Meetup, known: Iterable[Meetup]) -> list[Meetup]:
    """Return the meetups whose harvest is shown. ``known`` are those of its server; only what is over counts."""
    if show.source is From.HERE:
        return [meetup]
    over = [other for other in known if may_be_followed(other) and other.id != meetup.id]
    match show.source:
        case From.PREVIOUS:
            return [other for other in over if other.id == meetup.follows]
        case From.YOUTH_COUNCIL:
            return [other for other in over if other.kind is MeetupKind.YOUTH_COUNCIL]
    return [other for other in over if not other.season or other.season == meetup.season]


def chosen(show: Show, pieces: Iterable[Piece], of: Iterable[Meetup]) -> list[Piece]:
    """Return what is shown of these pieces of meetups: what may be shown, and the show asks for.

    Highlighted ones come first, then those that most people join, then the newest; so in each group, if it is grouped.
    """
    meetups = {meetup.id: meetup for meetup in of}
    found = [piece for piece in pieces if may_show(piece, meetups.get(piece.item.meetup)) and _is_asked(show, piece)]
    found.sort(key=lambda piece: (not piece.item.highlighted, -piece.joined, -piece.item.id))
    if show.per is None:
        return found[: show.most]
    groups: dict[str, list[Piece]] = {}
    for piece in found:
        groups.setdefault(group(show, piece.item, meetups.get(piece.item.meetup)), []).append(piece)
    order = sorted(groups, key=lambda name: (not name, name))
    return [piece for name in order for piece in groups[name][: show.most]][:MOST_IN_GROUPS]


def group(show: Show, item: Contribution, meetup: Meetup | None) -> str:
    """Return the province, or the slug of the theme, that something is shown under; "" where it has none.

    Of a meetup whose province is not known it is the place, or else the title.
    """
    match show.per:
        case Per.PROVINCE:
            return (meetup.province or (meetup.place or meetup.title).line.raw) if meetup else ""
        case Per.THEME:
            return item.theme or ""
    return ""


def listed(show: Show, pieces: Iterable[Piece], meetup: Meetup) -> list[Piece]:
    """Return what stands in a list that grows at a meetup, oldest first; of more than it holds, the newest."""
    found = [piece for piece in pieces if may_list(piece, meetup) and _is_asked(show, piece)]
    return found[-show.most :]


def chosen_above(show: Show, pieces: Iterable[Piece], meetup: Meetup) -> list[Contribution]:
    """Return what was chosen by dots that what a list holds may stand under, with the most dots first."""
    kinds = {parent for kind in show.kinds for parent in KINDS[kind].parents}
    found = [
        piece.item for piece in pieces if piece.item.kind in kinds and is_chosen(piece.item) and may_list(piece, meetup)
    ]
    return sorted(found, key=lambda item: -int(dict(item.details).get(DOTS.key, Typed("0")).raw))


def may_list(piece: Piece, meetup: Meetup) -> bool:
    """Return True for words that stand in a list at their own meetup: what is made for all does at once.

    Where names are hidden a moderator must have shown them before, as in ``may_show``.
    """
    return bool(piece.item.text) and piece.item.is_for_all and (meetup.shows_names or piece.is_shown)


def may_show(piece: Piece, meetup: Meetup | None) -> bool:
    """Return True for words of a meetup that its author lets everybody read.

    Where names are hidden they may stand in the words, so there a moderator must have shown them before.
    """
    item = piece.item
    return meetup is not None and bool(item.text) and item.is_public and (meetup.shows_names or piece.is_shown)


def _is_asked(show: Show, piece: Piece) -> bool:
    item = piece.item
    return (
        (item.kind in show.kinds if show.kinds else KINDS[item.kind].on_wall)
        and (show.theme is None or item.theme == show.theme)
        and (item.highlighted or not show.highlighted)
    )
