"""Queries on the meetups of a server as a list, without the programme of each, which makes its row wide."""

from datetime import datetime

from bot.core.evening.listed import Listed
from bot.core.evening.meetup import State
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Row, moment
from bot.storage.meetup_rows import UNKNOWN


def _listed(row: Row) -> Listed:
    return Listed(
        row["id"],
        Typed(str(row["title"])),
        Typed(str(row["place"])),
        row["province"],
        row["season"],
        _state(row["state"]),
        _begins(row),
        row["started_at"] is not None,
        row["follows"],
        bool(row["is_dry_run"]),
        row["channels"],
    )


def _state(stored: str) -> State:
    """Return the state; of a row that can't be read, planned: a moderator puts it away."""
    try:
        return State(stored)
    except ValueError:
        return State.PLANNED


def _begins(row: Row) -> datetime:
    try:
        return moment(row["planned_start"] if row["started_at"] is None else row["started_at"])
    except (ValueError, TypeError, OverflowError, OSError):
        return UNKNOWN


async def of_server(db: Queries, server: int) -> list[Listed]:
    """Return every meetup of a server, latest start first, dry runs too."""
    rows = await db.all(
        "SELECT id, title, place, province, season, state, planned_start, started_at, follows, is_dry_run, "
        "(SELECT count(*) FROM places p WHERE p.meetup = m.id AND p.channel IS NOT NULL AND p.borrowed = 0) "
        "AS channels FROM meetups m WHERE server = :server ORDER BY coalesce(started_at, planned_start) DESC, id DESC",
        server=server,
    )
    return [_listed(row) for row in rows]
