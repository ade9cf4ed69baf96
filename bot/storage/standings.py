"""How the bot found each server that it is on, and what all of them did: for whoever runs the bot."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.meetup import State
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, from_ms, moment, to_ms


@dataclass(frozen=True, slots=True)
class Standing:
    """What a server is called, and the rights that the bot lacks there, by Discord's names."""

    name: Typed
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Totals:
    """What a server did: meetups by how far they are, without dry runs and cancelled ones, and what came of them.

    ``next`` is when the first planned one begins, ``last`` when the latest began. ``notices`` counts what moderators
    were to read and could not be posted.
    """

    over: int = 0
    running: int = 0
    planned: int = 0
    next: datetime | None = None
    last: datetime | None = None
    people: int = 0
    contributions: int = 0
    notices: int = 0


async def known(db: Queries) -> dict[int, Standing]:
    """Return what is stored, by server, in the order of their names."""
    rows = await db.all("SELECT server, name, missing FROM standings ORDER BY lower(name), server")
    return {row["server"]: Standing(Typed(row["name"]), tuple(row["missing"].split())) for row in rows}


async def save(db: Transaction, found: Mapping[int, Standing], gone: Collection[int]) -> None:
    """Store how servers were found, and forget those that are ``gone``."""
    rows = [{"server": id, "name": one.name.raw, "missing": " ".join(one.missing)} for id, one in sorted(found.items())]
    if rows:
        await db.put("standings", rows, key="server", update=("name", "missing"))
    for server in gone:
        await db.run("DELETE FROM standings WHERE server = :server", server=server)


async def of_somebody(db: Queries) -> set[int]:
    """Return the servers that chose something or have a meetup; also those that the bot has left."""
    rows = await db.all("SELECT id FROM servers UNION SELECT server FROM meetups")
    return {row["id"] for row in rows}


async def left(db: Queries) -> dict[int, datetime]:
    """Return when the bot was put out of servers of which something is still kept."""
    rows = await db.all("SELECT id, left_at FROM servers WHERE left_at IS NOT NULL")
    return {row["id"]: moment(row["left_at"]) for row in rows}


_ENDED = f"state = '{State.CLOSED}' AND started_at IS NOT NULL"
_COUNTED = "is_dry_run = 0 AND (season = :season OR :season = '')"
_PER_MEETUP = f"""
    SELECT server, {{what}} FROM meetups m JOIN (
        {{counts}}
    ) AS counted ON counted.meetup = m.id WHERE {_COUNTED} GROUP BY server
"""
_PEOPLE = """
    SELECT p.meetup AS meetup, sum(coalesce(s.people, 1)) AS n FROM (
        SELECT places.meetup AS meetup, attendance.person AS person
        FROM attendance JOIN places ON places.id = attendance.place
        UNION SELECT meetup, author FROM contributions
    ) AS p LEFT JOIN screens s ON s.meetup = p.meetup AND s.person = p.person GROUP BY p.meetup
"""  # as attendance.people counts them for one meetup


async def totals(db: Queries, now: datetime, season: str = "") -> dict[int, Totals]:
    """Return what each server did, of one season or of all; without servers that have no meetup."""
    rows = await db.all(
        f"SELECT server, count(CASE WHEN {_ENDED} THEN 1 END) AS over, "
        f"count(CASE WHEN state IN ('{State.LIVE}', '{State.PAUSED}') THEN 1 END) AS running, "
        f"count(CASE WHEN state = '{State.PLANNED}' THEN 1 END) AS planned, "
        f"min(CASE WHEN state = '{State.PLANNED}' AND planned_start > :now THEN planned_start END) AS next, "
        f"max(started_at) AS last FROM meetups WHERE {_COUNTED} GROUP BY server",
        season=season,
        now=to_ms(now),
    )
    people = await _counts(db, _PEOPLE, season)
    contributions = await _counts(db, "SELECT meetup, count(*) AS n FROM contributions GROUP BY meetup", season)
    notices = await _counts(db, "SELECT meetup, count(*) AS n FROM untold GROUP BY meetup", season)
    return {
        row["server"]: Totals(
            row["over"],
            row["running"],
            row["planned"],
            from_ms(row["next"]),
            from_ms(row["last"]),
            people.get(row["server"], 0),
            contributions.get(row["server"], 0),
            notices.get(row["server"], 0),
        )
        for row in rows
    }


async def _counts(db: Queries, per_meetup: str, season: str) -> dict[int, int]:
    """Return the sum of what is counted for each meetup, by server."""
    rows = await db.all(_PER_MEETUP.format(what="sum(n) AS n", counts=per_meetup), season=season)
    return {row["server"]: row["n"] for row in rows}
