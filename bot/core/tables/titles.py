"""Titles of tables: finding one as somebody typed it, without minding case or accents, and giving a new one."""

from collections.abc import Iterable, Sequence

from bot.core.evening.places import Place
from bot.core.words.escaping import INVISIBLE, one_line
from bot.core.words.plain import fitting, plain
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST = 60  # characters of a new title; so many fit on a button (our choice)


def meant(places: Sequence[Place], typed: Typed) -> Place:
    """Return the place with this title, or else the only one whose title begins so. Raises Refusal without one."""
    found = fitting(typed, [place.title for place in places])
    if len(found) != 1:
        known = tuple(place.title for place in places)
        raise Refusal(_("There is no table “{name}” open now. Choose from {known}.", name=typed.line, known=known))
    return places[found[0]]


def new(typed: Typed, others: Iterable[Place]) -> Typed:
    """Return a title as it is kept. Raises Refusal without words, when it is too long, or when another table has it."""
    title = Typed(one_line(typed.raw).strip(INVISIBLE))
    if not title.raw:
        raise Refusal(_("A table needs a name. Give it one of a few words."))
    if len(title) > LONGEST:
        raise Refusal(
            _("That name is {n} characters long, and up to {most} fit. Make it shorter.", n=len(title), most=LONGEST)
        )
    if any(plain(other.title.raw) == plain(title.raw) for other in others):
        raise Refusal(_("There is a table “{name}” already. Give this one another name.", name=title))
    return title
