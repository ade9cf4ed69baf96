"""The wall: messages in the plenary with contributions that a moderator chose to show.

These rules decide which contributions may be shown, which wait, and which are shown.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import Meetup
from bot.core.kinds import KINDS, ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import may_name
from bot.core.words.text import Refusal, Text, _
from bot.core.words.typed import Typed

GONE = _("This is no longer there: its author withdrew it. Look at the list again.")
READ_AT_ONCE = 5  # a row of buttons on Discord


@dataclass(frozen=True, slots=True)
class Piece:
    """A contribution and the decision of a moderator on it.

    ``by`` is the name of that moderator, None where nobody decided yet. ``joined`` is how many people join it.
    """

    item: Contribution
    board: int | None = None  # the message of the wall in which it stands
    by: Typed | None = None
    joined: int = 0

    @property
    def is_shown(self) -> bool:
        """True if it stands on the wall."""
        return self.board is not None

    @property
    def starred(self) -> bool:
        """True if a moderator highlighted it."""
        return self.item.highlighted

    @property
    def is_put_away(self) -> bool:
        """True if a moderator keeps it off the wall."""
        return self.by is not None and not self.is_shown


def name_of(item: Contribution, meetup: Meetup) -> Typed | None:
    """The name beside it on the wall; None or empty unless its author wants it there and the programme shows names."""
    return item.author_name if meetup.shows_names and may_name(item.sharing) else None


def waits(piece: Piece) -> bool:
    """Return True if a contribution may be shown and no moderator has decided on it yet."""
    return piece.by is None and piece.item.is_public


def to_read_first(pieces: Sequence[Piece]) -> list[list[tuple[int, Piece]]]:
    """Return what may be shown, with a number, by ``READ_AT_ONCE``; what is decided on too, so that the others stay."""
    numbered = [*enumerate((piece for piece in pieces if piece.item.is_public), start=1)]
    return [numbered[at : at + READ_AT_ONCE] for at in range(0, len(numbered), READ_AT_ONCE)]


@dataclass(frozen=True, slots=True)
class ToAll:
    """A contribution that was shown to everybody: by whom, when, and at which tables besides the plenary."""

    by: Typed
    at: datetime
    places: frozenset[int]


@dataclass(frozen=True, slots=True)
class View:
    """A moderator's selection from the list for the wall.

    ``which`` is "wacht" (waiting), "getoond" (shown) or "verborgen" (kept off the wall); or for waiting ones of one
    kind its tag, of one theme "thema-" and its slug.
    """

    which: str = "wacht"
    newest_first: bool = True
    page: int = 0

    def of(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Return the pieces of this selection, newest or oldest first.

        ``pieces`` come oldest first. The page is not cut out here.
        """
        found = [piece for piece in pieces if self._fits(piece)]
        return found[::-1] if self.newest_first else found

    def _fits(self, piece: Piece) -> bool:
        if self.which == "getoond":
            return piece.is_shown
        if self.which == "verborgen":
            return piece.is_put_away and piece.item.is_public
        kinds_and_themes = ("wacht", piece.item.kind, f"thema-{piece.item.theme}")
        return waits(piece) and self.which in kinds_and_themes


def themes(pieces: Iterable[Piece]) -> list[str]:
    """Return the slugs of the themes of the pieces that wait, sorted."""
    return sorted({piece.item.theme for piece in pieces if piece.item.theme and waits(piece)})


def kinds(pieces: Iterable[Piece]) -> list[ContributionKind]:
    """Return the kinds of the pieces that wait, in the order of ``ContributionKind``."""
    there = {piece.item.kind for piece in pieces if waits(piece)}
    return [kind for kind in KINDS if kind in there]


Reason = Callable[[Piece], Text | None]


def to_show(pieces: Sequence[Piece], *, star: bool, seen: datetime) -> list[Piece]:
    """Return those of the chosen pieces that can be shown now, or highlighted with ``star``.

    ``seen`` is when the moderator read them: words that changed later were read by nobody. Raises Refusal where
    none can.
    """

    def why_not(piece: Piece) -> Text | None:
        if reason := _unfit(piece, seen):
            return reason
        if star and piece.is_shown and piece.starred:
            return _("{name} has highlighted this already. Nothing changed now.", name=_by(piece))
        if not star and piece.is_shown and not piece.starred:
            return _("{name} has shown this already. Nothing changed now.", name=_by(piece))
        return None

    return _possible(pieces, why_not)


def _unfit(piece: Piece, seen: datetime) -> Text | None:
    """Return why others may not read a piece now, which a moderator read at ``seen``; None where they may."""
    if piece.item.hidden is not None:
        return _("A moderator keeps this out of all that is published. So it stays off the wall.")
    if not piece.item.is_public:
        return _("Its author has not agreed that others read this. So it stays off the wall.")
    if piece.item.edited_at is not None and piece.item.edited_at > seen:
        return _("Its author has just changed the words. Read them again with `/oogst toon`, and then show them.")
    return None


def for_all(pieces: Iterable[Piece], shown: Collection[int]) -> list[Piece]:
    """Return what may be shown to everybody and was not yet: highlighted ones first, then the newest.

    ``shown`` are the ids of contributions that were.
    """
    found = [piece for piece in pieces if piece.item.is_public and piece.item.id not in shown]
    return sorted(found, key=lambda piece: (piece.starred, piece.item.said_at, piece.item.id), reverse=True)


def to_show_all(chosen: Sequence[Piece], shown: Mapping[int, ToAll], seen: datetime) -> Piece:
    """Return the chosen piece if it may be shown to everybody now; ``seen`` is when the moderator read it.

    Raises Refusal where it may not, or was shown already.
    """

    def why_not(piece: Piece) -> Text | None:
        if before := shown.get(piece.item.id):
            name = before.by or _("Somebody else")
            return _("{name} has shown this to everybody already. Nothing changed now.", name=name)
        return _unfit(piece, seen)

    return _possible(chosen, why_not)[0]


def stays(piece: Piece, shown: ToAll, meetup: Meetup) -> bool:
    """Return whether what was shown to everybody may stay.

    Where names are hidden, words that changed since go: no moderator has read them.
    """
    changed = piece.item.edited_at is not None and piece.item.edited_at > shown.at
    return piece.item.is_public and (meetup.shows_names or not changed)


def to_put_away(pieces: Sequence[Piece]) -> list[Piece]:
    """Return those of the chosen pieces that can be kept off the wall now. Raises Refusal where none can."""

    def why_not(piece: Piece) -> Text | None:
        if piece.is_put_away:
            return _("{name} keeps this off the wall already. Nothing changed now.", name=_by(piece))
        return None

    return _possible(pieces, why_not)


def _possible(pieces: Sequence[Piece], why_not: Reason) -> list[Piece]:
    reasons = [(piece, why_not(piece)) for piece in pieces]
    possible = [piece for piece, reason in reasons if reason is None]
    if possible:
        return possible
    told = next((reason for _piece, reason in reasons if reason), None)
    raise Refusal(told or GONE)


def _by(piece: Piece) -> Text | Typed:
    return piece.by or _("Somebody else")
