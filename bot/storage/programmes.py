"""Queries on the programmes of a server's own."""

from dataclasses import dataclass
from datetime import datetime

from bot.storage.database import Queries, Row, Transaction, moment, to_ms


@dataclass(frozen=True, slots=True)
class Own:
    """A programme of a server in its newest version: the text of its file, and since when."""

    name: str
    version: int
    source: str
    changed_at: datetime


def _own(row: Row) -> Own:
    return Own(row["name"], row["version"], row["source"], moment(row["changed_at"]))


async def of_server(db: Queries, server: int) -> dict[str, Own]:
    """Return the programmes of a server by name, the last one that was changed first."""
    rows = await db.all(
        "SELECT name, version, source, changed_at FROM programmes p WHERE server = :server AND version = "
        "(SELECT max(version) FROM programmes o WHERE o.server = p.server AND o.name = p.name) "
        "ORDER BY changed_at DESC, name",
        server=server,
    )
    return {row["name"]: _own(row) for row in rows}


async def add(db: Transaction, server: int, name: str, source: str, now: datetime) -> int:
    """Store a programme, or a newer version of one. Returns the version."""
    return await db.insert(
        "INSERT INTO programmes (server, name, version, source, changed_at) VALUES (:server, :name, "
        "(SELECT coalesce(max(version), 0) + 1 FROM programmes WHERE server = :server AND name = :name), "
        ":source, :now) RETURNING version",
        server=server,
        name=name,
        source=source,
        now=to_ms(now),
    )


async def remove(db: Transaction, server: int, name: str) -> bool:
    """Delete a programme with all its versions. Returns False if there was none."""
    rows = await db.all(
        "DELETE FROM programmes WHERE server = :server AND name = :name RETURNING version", server=server, name=name
    )
    return bool(rows)
