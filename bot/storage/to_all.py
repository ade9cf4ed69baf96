"""Queries on contributions that were shown to everybody."""

from collections.abc import Iterable
from datetime import datetime

from bot.core.people.wall import ToAll
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, moment


async def add(db: Transaction, contribution: int, deed: int, places: Iterable[int]) -> None:
    """Store that a contribution is shown at these places, by a moderator's deed."""
    await db.run("INSERT INTO to_all (contribution, deed) VALUES (:contribution, :deed)",
                 contribution=contribution, deed=deed)  # fmt: skip
    await db.put("to_all_places", [{"contribution": contribution, "place": place} for place in places])


async def of_meetup(db: Queries, meetup: int) -> dict[int, ToAll]:
    """Return what was shown to everybody at a meetup, by contribution."""
    rows = await db.all(
        "SELECT t.contribution AS contribution, d.name AS name, d.at AS at, p.place AS place FROM to_all t "
        "JOIN contributions c ON c.id = t.contribution JOIN deeds d ON d.id = t.deed "
        "LEFT JOIN to_all_places p ON p.contribution = t.contribution WHERE c.meetup = :meetup ORDER BY d.id, p.place",
        meetup=meetup,
    )
    found: dict[int, tuple[Typed, datetime, list[int]]] = {}
    for row in rows:
        _name, _at, places = found.setdefault(row["contribution"], (Typed(row["name"]), moment(row["at"]), []))
        places += [] if row["place"] is None else [row["place"]]
    return {id: ToAll(name, at, frozenset(places)) for id, (name, at, places) in found.items()}
