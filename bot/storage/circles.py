"""Queries on circles: the private channels of those who do a pledge together."""

from bot.core.people.circles import Circle
from bot.storage.database import Queries, Row, Transaction


def _circle(row: Row) -> Circle:
    return Circle(row["id"], row["meetup"], row["contribution"], row["channel"])


async def get(db: Queries, id: int) -> Circle | None:
    """Return a circle by its id; None where it was closed."""
    row = await db.one("SELECT * FROM circles WHERE id = :id", id=id)
    return _circle(row) if row else None


async def of_contribution(db: Queries, contribution: int) -> Circle | None:
    """Return the circle of a pledge; None without."""
    row = await db.one("SELECT * FROM circles WHERE contribution = :id", id=contribution)
    return _circle(row) if row else None


async def open_for(db: Transaction, meetup: int, contribution: int) -> Circle:
    """Return the circle of a pledge, a new one where there is none."""
    await db.run(
        "INSERT INTO circles (meetup, contribution) VALUES (:meetup, :id) ON CONFLICT (contribution) DO NOTHING",
        meetup=meetup,
        id=contribution,
    )
    found = await of_contribution(db, contribution)
    assert found is not None
    return found


async def set_channel(db: Transaction, id: int, channel: int | None) -> None:
    """Store the channel of a circle."""
    await db.run("UPDATE circles SET channel = :channel WHERE id = :id", id=id, channel=channel)


async def close(db: Transaction, id: int) -> None:
    """Delete a circle."""
    await db.run("DELETE FROM circles WHERE id = :id", id=id)
