"""Queries on drafts: what a moderator filled in to plan a meetup, while it is asked which day they mean."""

from datetime import datetime

from bot.core.evening.starting import Wanted
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, to_ms


async def add(db: Transaction, id: int, server: int, wanted: Wanted, now: datetime) -> None:
    """Store a draft under the id of its command."""
    await db.run(
        "INSERT INTO drafts (id, server, programme, title, place, ends, follows, province, season, asked_at) "
        "VALUES (:id, :server, :programme, :title, :place, :ends, :follows, :province, :season, :now)",
        id=id,
        server=server,
        programme=wanted.programme,
        title=wanted.title.raw,
        place=wanted.place.raw,
        ends=wanted.ends.raw,
        follows=wanted.follows,
        province=wanted.province,
        season=wanted.season,
        now=to_ms(now),
    )


async def get(db: Queries, id: int, server: int) -> Wanted | None:
    """Return a draft of this server, or None."""
    row = await db.one(
        "SELECT programme, title, place, ends, follows, province, season FROM drafts "
        "WHERE id = :id AND server = :server",
        id=id,
        server=server,
    )
    if row is None:
        return None
    title, place, ends = (Typed(row[name]) for name in ("title", "place", "ends"))
    return Wanted(row["programme"], title, place, ends, row["follows"], row["province"], row["season"])


async def take(db: Transaction, id: int) -> bool:
    """Delete a draft, which is being planned. Returns False if it was gone already."""
    return await db.one("DELETE FROM drafts WHERE id = :id RETURNING id", id=id) is not None


async def forget_old(db: Transaction, before: datetime) -> None:
    """Delete the drafts of before a moment."""
    await db.run("DELETE FROM drafts WHERE asked_at < :before", before=to_ms(before))


async def any_old(db: Queries, before: datetime) -> bool:
    """Return whether there are drafts of before a moment."""
    return await db.one("SELECT 1 FROM drafts WHERE asked_at < :before LIMIT 1", before=to_ms(before)) is not None
