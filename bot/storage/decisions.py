"""Queries on what moderators decide about contributions: highlighted, or kept out of all that is published."""

from collections.abc import Collection

from bot.core.people.contributions import Contribution
from bot.core.people.decisions import Decided
from bot.core.words.typed import Typed
from bot.storage import walls
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Row, Transaction, several

_DECIDED = "SELECT c.*, d.name AS by_name FROM contributions c LEFT JOIN deeds d ON d.id = c.decided"


def _decided(row: Row) -> Decided:
    return Decided(contribution_of(row), None if row["by_name"] is None else Typed(row["by_name"]))


async def of_meetup(db: Queries, meetup: int) -> list[Decided]:
    """Return the contributions of a meetup with who decided about each, oldest first, without erased texts."""
    rows = await db.all(f"{_DECIDED} WHERE c.meetup = :meetup AND c.text <> '' ORDER BY c.said_at, c.id", meetup=meetup)
    return [_decided(row) for row in rows]


async def get(db: Queries, contribution: int) -> Decided | None:
    """Return a contribution with who decided about it, or None."""
    row = await db.one(f"{_DECIDED} WHERE c.id = :contribution", contribution=contribution)
    return _decided(row) if row else None


async def highlight(db: Transaction, items: Collection[int], deed: int, highlighted: bool) -> None:
    """Highlight contributions on the wall and in the files, or stop doing so."""
    for item in items:
        await db.run(
            "UPDATE contributions SET highlighted = :highlighted, decided = :deed WHERE id = :item",
            highlighted=int(highlighted),
            deed=deed,
            item=item,
        )


async def hide(db: Transaction, item: int, reason: Typed, deed: int) -> None:
    """Keep a contribution out of all that is published, the wall too; its author is still to be told."""
    await db.run(
        "UPDATE contributions SET hidden = :reason, highlighted = 0, untold = 1, decided = :deed WHERE id = :item",
        reason=reason.raw,
        deed=deed,
        item=item,
    )
    await walls.take_off(db, item)


async def stay_hidden(db: Transaction, item: int, reason: Typed) -> None:
    """Keep a contribution out that took the place of one that was; its author was told of that one."""
    await db.run("UPDATE contributions SET hidden = :reason WHERE id = :item", reason=reason.raw, item=item)


async def let_in(db: Transaction, item: int, deed: int) -> None:
    """Undo hiding and highlighting. Who was told that it is hidden is still to be told that it no longer is."""
    await db.run(
        "UPDATE contributions SET untold = CASE WHEN hidden IS NULL THEN untold ELSE 1 - untold END, hidden = NULL, "
        "highlighted = 0, decided = :deed WHERE id = :item",
        deed=deed,
        item=item,
    )


async def untold(db: Queries, person: int) -> list[Contribution]:
    """Return the contributions of a person that were hidden, or let in again, which they were not told yet."""
    rows = await db.all(
        "SELECT * FROM contributions WHERE author = :person AND untold = 1 ORDER BY said_at, id", person=person
    )
    return [contribution_of(row) for row in rows]


async def told(db: Transaction, items: Collection[int]) -> None:
    """Store that their author was told."""
    marks, values = several("item", items)
    await db.run(f"UPDATE contributions SET untold = 0 WHERE id IN ({marks})", **values)
