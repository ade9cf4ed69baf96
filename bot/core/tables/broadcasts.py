"""Broadcasts: words of a moderator to all tables or some of them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import SAME_WISH
from bot.core.evening.places import Place
from bot.core.tables import titles
from bot.core.words.escaping import one_line, visible
from bot.core.words.text import Refusal, _
from bot.core.words.typed import Typed

LONGEST = 1000  # characters; people still read so much on a phone while they talk (our choice)
TRIES = 6  # attempts, in about three minutes, to post at a table where Discord refuses it


@dataclass(frozen=True, slots=True)
class Broadcast:
    """Words to be posted at tables; ``places`` are their ids. ``id`` is 0 until it is stored."""

    id: int
    meetup: int
    person: int
    text: Typed
    at: datetime
    places: tuple[int, ...]

    @property
    def forget_at(self) -> datetime:
        """Moment from which the words may be forgotten; until then the same words again are a second press."""
        return self.at + SAME_WISH


def worded(words: Typed) -> Typed:
    """Return the words as they are sent. Raises Refusal when there are none, or more than 1,000 characters."""
    text = visible(words.raw).strip()
    if not text:
        raise Refusal(_("There is nothing to send yet. Write what you want to say to the tables."))
    if len(text) > LONGEST:
        raise Refusal(
            _(
                "This is {n} characters long, and up to {most} are read at a table. Make it shorter and send it again.",
                n=len(text),
                most=LONGEST,
            )
        )
    return Typed(text)


def chosen(tables: Sequence[Place], typed: Typed) -> list[Place]:
    """Return the tables whose titles were typed, between commas; all tables where nothing was typed.

    Raises Refusal on a name of no open table.
    """
    found: dict[int, Place] = {}
    # A title may have a comma of its own.
    names = [typed.raw] if any(table.title.line == typed.line for table in tables) else typed.raw.split(",")
    for name in filter(None, map(one_line, names)):
        table = titles.meant(tables, Typed(name))
        found[table.id] = table
    return list(found.values()) or list(tables)


def completed(tables: Sequence[Place], typed: Typed) -> list[Typed]:
    """Return suggestions for table titles that are being typed, between commas.

    Each keeps the text before the last comma, and puts a title that contains the text after it in place of that.
    Titles that stand there already are left out.
    """
    *before, last = typed.raw.split(",")
    start = [name.strip() for name in before]
    known = [table.title.raw for table in tables]
    fitting = [title for title in known if last.strip().casefold() in title.casefold() and title not in start]
    return [Typed(", ".join([*start, title])) for title in fitting]


def picked(places: Sequence[Place], ids: Collection[str]) -> list[Place]:
    """Return the places that were picked from a list, by id. Raises Refusal when all of them are closed meanwhile."""
    found = [place for place in places if str(place.id) in ids]
    if not found:
        raise Refusal(_("These tables are closed meanwhile. Nothing was sent."))
    return found
