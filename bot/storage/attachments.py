"""Queries on the attachments of blocks; the files themselves stand beside the database, see ``file.attached``."""

from bot.core.evening.meetup import State
from bot.core.programme.attachments import Attachment
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction

# By way of the few attachments there are, not of all meetups that have been.
_OVER = "EXISTS (SELECT 1 FROM meetups m WHERE m.id = attachments.meetup AND m.state = :closed)"


async def of_meetup(db: Queries, meetup: int) -> dict[int, Attachment]:
    """Return the attachments of a meetup, by the number of their block."""
    rows = await db.all("SELECT block, name, file FROM attachments WHERE meetup = :meetup", meetup=meetup)
    return {row["block"]: Attachment(Typed(row["name"]), row["file"]) for row in rows}


async def put(db: Transaction, meetup: int, block: int, attachment: Attachment) -> None:
    """Store the attachment of a block, in place of the one that it had."""
    row = {"meetup": meetup, "block": block, "name": attachment.name.raw, "file": attachment.file}
    await db.put("attachments", [row], key="meetup, block", update=("name", "file"))


async def any_over(db: Queries) -> bool:
    """Return whether a meetup that is over still has attachments."""
    return await db.one(f"SELECT 1 FROM attachments WHERE {_OVER} LIMIT 1", closed=State.CLOSED) is not None


async def forget_over(db: Transaction) -> None:
    """Forget the attachments of meetups that are over: they stand on Discord."""
    await db.run(f"DELETE FROM attachments WHERE {_OVER}", closed=State.CLOSED)


async def files(db: Queries) -> set[str]:
    """Return the names of all files that a meetup has."""
    return {row["file"] for row in await db.all("SELECT DISTINCT file FROM attachments")}
