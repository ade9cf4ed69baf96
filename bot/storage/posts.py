"""What the cues have posted, so that nothing is posted twice."""

from dataclasses import dataclass

from bot.core.evening.cues import CueKind
from bot.storage.database import Queries, Transaction


@dataclass(frozen=True, slots=True)
class Post:
    """A message of the bot: part of a cue, in a channel."""

    cue: int
    channel: int
    part: str
    message: int


async def of_cue(db: Queries, cue: int) -> list[Post]:
    """What a cue has posted so far."""
    rows = await db.all("SELECT cue, channel, part, message FROM posts WHERE cue = ?", cue)
    return [Post(*row) for row in rows]


async def of_block(db: Queries, meetup: int, block: int, part: str) -> list[Post]:
    """Every post of one part in a block."""
    rows = await db.all(
        "SELECT cue, channel, part, message FROM posts WHERE part = ? AND cue IN "
        "(SELECT id FROM cues WHERE meetup = ? AND block = ?)",
        part,
        meetup,
        block,
    )
    return [Post(*row) for row in rows]


async def of_kind(db: Queries, meetup: int, kind: CueKind) -> list[Post]:
    """Every post of the cues of one kind in a meetup."""
    rows = await db.all(
        "SELECT cue, channel, part, message FROM posts WHERE cue IN "
        "(SELECT id FROM cues WHERE meetup = ? AND kind = ?)",
        meetup,
        kind,
    )
    return [Post(*row) for row in rows]


async def add(db: Transaction, post: Post) -> None:
    """Keep that this stands on Discord."""
    await db.run(
        "INSERT INTO posts (cue, channel, part, message) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (cue, channel, part) DO UPDATE SET message = excluded.message",
        post.cue,
        post.channel,
        post.part,
        post.message,
    )


async def recognise(
    db: Transaction, meetup: int, kind: CueKind, note: str, part: str, channel: int, message: int
) -> None:
    """This is a post of the cue of this kind that has this note, unless it is known already where that stands."""
    await db.run(
        "INSERT INTO posts (cue, channel, part, message) SELECT id, ?, ?, ? FROM cues "
        "WHERE meetup = ? AND kind = ? AND note = ? ON CONFLICT (cue, channel, part) DO NOTHING",
        channel,
        part,
        message,
        meetup,
        kind,
        note,
    )


async def prompts_per_channel(db: Queries, meetup: int) -> dict[int, int]:
    """How many prompts were posted in each channel of a meetup."""
    rows = await db.all(
        "SELECT channel, count(*) AS n FROM posts WHERE part LIKE 'prompt%' AND cue IN "
        "(SELECT id FROM cues WHERE meetup = ?) GROUP BY channel",
        meetup,
    )
    return {row["channel"]: row["n"] for row in rows}


async def parts_in(db: Queries, meetup: int, block: int, channel: int) -> set[str]:
    """What a block has posted in a channel so far."""
    rows = await db.all(
        "SELECT DISTINCT part FROM posts WHERE channel = ? AND cue IN "
        "(SELECT id FROM cues WHERE meetup = ? AND block = ?)",
        channel,
        meetup,
        block,
    )
    return {row["part"] for row in rows}


async def count(db: Queries, meetup: int) -> int:
    """How many messages the cues of a meetup have posted."""
    row = await db.one("SELECT count(*) AS n FROM posts WHERE cue IN (SELECT id FROM cues WHERE meetup = ?)", meetup)
    return int(row["n"]) if row else 0
