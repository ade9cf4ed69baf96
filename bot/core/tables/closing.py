"""Closing one table while its block goes on: when its people are moved, and when it may not be closed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import timedelta

from bot.core.evening.meetup import Action, Deed
from bot.core.evening.places import Place
from bot.core.words.remedies import Mend, Remedy
from bot.core.words.text import Refusal, Text, _

GRACE = timedelta(seconds=15)  # between the word that a table closes and the first move (our choice)
CLOSED = _("This table is closed. Look in the plenary for what is going on now.")


def refuse_closed(table: Place, deeds: Sequence[Deed] = ()) -> None:
    """Raise Refusal where a moderator has closed this table; the words say who, where ``deeds`` tell."""
    if table.closed_at is None:
        return
    names = [deed.name for deed in deeds if deed.action is Action.CLOSE_TABLE and deed.at == table.closed_at]
    if not names:
        raise Refusal(CLOSED)
    title = Text.bold(table.title)
    raise Refusal(_("{name} has closed {table} already.", name=names[0] or _("Somebody else"), table=title))


def refuse_last(tables: Collection[Place]) -> None:
    """Raise Refusal where this is the only table that is open."""
    if len(tables) < 2:
        block = next((table.block for table in tables), None)
        raise Refusal(_("This is the only table that is open. Call everybody back with `/ruimtes terug`."),
                      Remedy(Mend.CALL_BACK, block=block))  # fmt: skip


def goals(closed: Place, others: Sequence[Place], there: Mapping[int, int], most: int | None) -> list[Place]:
    """Return the tables that the people of a closed one may go to: about the same first, then those with the fewest.

    ``there`` is how many people are at each (id); ``most`` is how many a table takes, where the programme says so.
    """
    room = [table for table in others if most is None or there[table.id] + there[closed.id] <= most]
    return sorted(room, key=lambda table: (table.room != closed.room, there[table.id]))
