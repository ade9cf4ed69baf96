"""Queries on which contribution follows from which."""

from collections.abc import Collection

from bot.core.kinds import ContributionKind
from bot.core.people.contributions import Contribution
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Transaction, several


async def of_kinds(db: Queries, meetup: int, kinds: Collection[ContributionKind]) -> list[Contribution]:
    """Return the contributions of a meetup of these kinds, oldest first."""
    marks, values = several("kind", kinds)
    rows = await db.all(
        f"SELECT * FROM contributions WHERE meetup = :meetup AND kind IN ({marks}) ORDER BY said_at, id",
        meetup=meetup,
        **values,
    )
    return [contribution_of(row) for row in rows]


async def under(db: Queries, contribution: int) -> list[Contribution]:
    """Return what follows from a contribution, at any meetup, oldest first."""
    rows = await db.all("SELECT * FROM contributions WHERE parent = :id ORDER BY said_at, id", id=contribution)
    return [contribution_of(row) for row in rows]


async def put_under(db: Transaction, contribution: int, parent: int | None) -> None:
    """Store what a contribution follows from; None where it stands by itself."""
    await db.run("UPDATE contributions SET parent = :parent WHERE id = :id", parent=parent, id=contribution)


async def keep_only(db: Transaction, contribution: int, kinds: Collection[ContributionKind]) -> None:
    """Let what follows from a contribution stand by itself, unless it is of these kinds."""
    marks, values = several("kind", [*kinds, ""])
    await db.run(
        f"UPDATE contributions SET parent = NULL WHERE parent = :id AND kind NOT IN ({marks})",
        id=contribution,
        **values,
    )
