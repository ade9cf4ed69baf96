"""Contributions. A withdrawn one is deleted, not hidden."""

from dataclasses import replace

from bot.core.contributions import Contribution, Origin, Source
from bot.core.programme import ContributionKind
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, to_ms


def _contribution(row: Row) -> Contribution:
    origin = None if row["message"] is None else Origin(row["channel"], row["message"], row["position"])
    return Contribution(
        row["id"],
        row["meetup"],
        ContributionKind(row["kind"]),
        row["text"],
        row["author"],
        row["author_name"],
        row["theme"],
        row["room"],
        Source(row["source"]),
        moment(row["said_at"]),
        from_ms(row["edited_at"]),
        origin,
    )


async def add(db: Transaction, item: Contribution) -> Contribution:
    """Store a contribution; one that stands in a message that is stored already stays one."""
    origin = item.origin
    id = await db.insert(
        "INSERT INTO contributions (meetup, kind, text, author, author_name, theme, room, source, said_at, edited_at, "
        "channel, message, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (message, position) DO UPDATE SET kind = excluded.kind, text = excluded.text RETURNING id",
        item.meetup,
        item.kind,
        item.text,
        item.author,
        item.author_name,
        item.theme,
        item.room,
        item.source,
        to_ms(item.said_at),
        to_ms(item.edited_at),
        origin.channel if origin else None,
        origin.message if origin else None,
        origin.position if origin else None,
    )
    return replace(item, id=id)


async def get(db: Queries, contribution: int) -> Contribution | None:
    """The contribution with this id, unless it was withdrawn."""
    row = await db.one("SELECT * FROM contributions WHERE id = ?", contribution)
    return _contribution(row) if row else None


async def change(db: Transaction, item: Contribution) -> None:
    """Keep a contribution's new words."""
    await db.run(
        "UPDATE contributions SET kind = ?, text = ?, edited_at = ? WHERE id = ?",
        item.kind,
        item.text,
        to_ms(item.edited_at),
        item.id,
    )


async def withdraw(db: Transaction, contribution: int) -> None:
    """Delete a contribution."""
    await db.run("DELETE FROM contributions WHERE id = ?", contribution)


async def of_message(db: Queries, message: int) -> list[Contribution]:
    """The contributions that stand in a message."""
    rows = await db.all("SELECT * FROM contributions WHERE message = ? ORDER BY position", message)
    return [_contribution(row) for row in rows]


async def of_author(db: Queries, author: int) -> list[Contribution]:
    """Everything a person brought in, the newest first."""
    rows = await db.all("SELECT * FROM contributions WHERE author = ? ORDER BY said_at DESC, id DESC", author)
    return [_contribution(row) for row in rows]


async def of_meetup(db: Queries, meetup: int) -> list[Contribution]:
    """Everything that was brought in at a meetup, in order."""
    rows = await db.all("SELECT * FROM contributions WHERE meetup = ? ORDER BY said_at, id", meetup)
    return [_contribution(row) for row in rows]


async def per_kind(db: Queries, meetup: int) -> dict[ContributionKind, int]:
    """How many of each kind; kinds without any are there with 0."""
    rows = await db.all("SELECT kind, count(*) AS n FROM contributions WHERE meetup = ? GROUP BY kind", meetup)
    counts = {row["kind"]: int(row["n"]) for row in rows}
    return {kind: counts.get(kind.value, 0) for kind in ContributionKind}
