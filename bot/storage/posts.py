"""Queries on posts: the messages that cues have posted, so that none is posted twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.core.evening.cues import CueKind
from bot.storage.database import Queries, Transaction, moment, to_ms

GONE = " gone "  # stands in the part of a post that was deleted, before the id of its message


@dataclass(frozen=True, slots=True)
class Post:
    """A message that the bot posted: one part of a cue in one channel."""

    cue: int
    channel: int
    part: str
    message: int


@dataclass(frozen=True, slots=True)
class Posted:
    """What a message is: one part of a cue."""

    meetup: int
    cue: int
    channel: int
    kind: CueKind
    block: int
    note: str
    part: str
    has_buttons: bool


@dataclass(frozen=True, slots=True)
class Try:
    """A call to Discord to post one part of a cue in one channel: ``digest`` is of its words, ``at`` is when.

    Where there is no post of it, nobody knows what became of the call.
    """

    cue: int
    channel: int
    part: str
    digest: str
    at: datetime


async def of_cue(db: Queries, cue: int) -> list[Post]:
    """Return the posts of a cue so far."""
    rows = await db.all("SELECT cue, channel, part, message FROM posts WHERE cue = :cue", cue=cue)
    return [Post(*row) for row in rows]


async def of_block(db: Queries, meetup: int, block: int, part: str) -> list[Post]:
    """Return the posts of one part in a block, in all channels."""
    rows = await db.all(
        "SELECT cue, channel, part, message FROM posts WHERE part = :part AND cue IN "
        "(SELECT id FROM cues WHERE meetup = :meetup AND block = :block)",
        part=part,
        meetup=meetup,
        block=block,
    )
    return [Post(*row) for row in rows]


async def of_kind(db: Queries, meetup: int, kind: CueKind) -> list[Post]:
    """Return the posts of all cues of a kind in a meetup."""
    rows = await db.all(
        "SELECT cue, channel, part, message FROM posts WHERE cue IN "
        "(SELECT id FROM cues WHERE meetup = :meetup AND kind = :kind)",
        meetup=meetup,
        kind=kind,
    )
    return [Post(*row) for row in rows]


async def in_channel(db: Queries, channel: int) -> set[int]:
    """Return the ids of all messages in a channel that are stored as posts."""
    return {
        row["message"] for row in await db.all("SELECT message FROM posts WHERE channel = :channel", channel=channel)
    }


async def standing_in(db: Queries, channel: int) -> list[Post]:
    """Return the posts that stand in a channel as far as is known, in the order of their messages."""
    rows = await db.all(
        "SELECT cue, channel, part, message FROM posts WHERE channel = :channel AND part NOT LIKE :gone "
        "ORDER BY message",
        channel=channel,
        gone=f"%{GONE}%",
    )
    return [Post(*row) for row in rows]


async def with_buttons(db: Queries, meetup: int) -> list[Post]:
    """Return the posts of a meetup that have buttons and stand as far as is known, in the order of their messages."""
    rows = await db.all(
        "SELECT p.cue AS cue, p.channel AS channel, p.part AS part, p.message AS message FROM posts p "
        "JOIN cues c ON c.id = p.cue WHERE c.meetup = :meetup AND p.buttons = 1 AND p.part NOT LIKE :gone "
        "ORDER BY p.message",
        meetup=meetup,
        gone=f"%{GONE}%",
    )
    return [Post(*row) for row in rows]


async def tries(db: Queries, cue: int) -> list[Try]:
    """Return the tries of a cue, also those whose post is stored."""
    rows = await db.all("SELECT cue, channel, part, digest, tried_at FROM tries WHERE cue = :cue", cue=cue)
    return [Try(row["cue"], row["channel"], row["part"], row["digest"], moment(row["tried_at"])) for row in rows]


async def note_tries(db: Transaction, tries: Sequence[Try]) -> None:
    """Store tries that are about to be made. The same words tried again keep the moment of the first time."""
    rows = [
        {"cue": item.cue, "channel": item.channel, "part": item.part, "digest": item.digest, "tried_at": to_ms(item.at)}
        for item in tries
    ]
    await db.put("tries", rows, key="cue, channel, part, digest", update=["digest"])


async def add(db: Transaction, post: Post, *, buttons: bool = False) -> None:
    """Store a post; replaces the message of the same cue, channel and part."""
    await db.run(
        "INSERT INTO posts (cue, channel, part, message, buttons) "
        "VALUES (:cue, :channel, :part, :message, :buttons) "
        "ON CONFLICT (cue, channel, part) DO UPDATE SET message = excluded.message, buttons = excluded.buttons",
        buttons=int(buttons),
        cue=post.cue,
        channel=post.channel,
        part=post.part,
        message=post.message,
    )


async def forget(db: Transaction, post: Post) -> None:
    """Delete a post: its message is gone."""
    await db.run(
        "DELETE FROM posts WHERE cue = :cue AND channel = :channel AND part = :part",
        cue=post.cue,
        channel=post.channel,
        part=post.part,
    )


async def recognise(
    db: Transaction, meetup: int, kind: CueKind, note: str, part: str, channel: int, message: int
) -> None:
    """Store a message found on Discord as a post of the cue with this kind and note.

    Does nothing if that part of the cue has a message in this channel already.
    """
    await db.run(
        "INSERT INTO posts (cue, channel, part, message) SELECT id, :channel, :part, :message FROM cues "
        "WHERE meetup = :meetup AND kind = :kind AND note = :note ON CONFLICT (cue, channel, part) DO NOTHING",
        channel=channel,
        part=part,
        message=message,
        meetup=meetup,
        kind=kind,
        note=note,
    )


async def count(db: Queries, meetup: int) -> int:
    """Return how many messages the cues of a meetup have posted."""
    row = await db.one(
        "SELECT count(*) AS n FROM posts WHERE cue IN (SELECT id FROM cues WHERE meetup = :meetup)", meetup=meetup
    )
    return int(row["n"]) if row else 0


async def of_message(db: Queries, message: int) -> Posted | None:
    """Return which part of which cue a message is; None where no cue has posted it."""
    row = await db.one(
        "SELECT c.meetup AS meetup, p.cue AS cue, p.channel AS channel, c.kind AS kind, c.block AS block, "
        "c.note AS note, p.part AS part, p.buttons AS buttons "
        "FROM posts p JOIN cues c ON c.id = p.cue WHERE p.message = :message",
        message=message,
    )
    if row is None:
        return None
    kind = CueKind(row["kind"])
    return Posted(
        row["meetup"], row["cue"], row["channel"], kind, row["block"], row["note"], row["part"], bool(row["buttons"])
    )


async def lose(db: Transaction, message: int, part: str) -> None:
    """Note that a post is deleted, so that its part can be posted anew."""
    await db.run(
        "UPDATE posts SET part = :gone WHERE message = :message", gone=f"{part}{GONE}{message}", message=message
    )
