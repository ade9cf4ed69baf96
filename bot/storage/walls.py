"""Queries on walls. A board is one message of the wall."""

from collections.abc import Collection, Sequence
from datetime import datetime

from bot.core.evening.cues import CueKind
from bot.core.kinds import KINDS
from bot.core.people.contributions import Contribution
from bot.core.people.wall import Piece
from bot.core.words.typed import Typed
from bot.storage import sequences, timelines
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Row, Transaction, several

ON_BOARD = 6  # contributions in one message: it fits in 2,000 characters, and is read on a phone at a glance


def _piece(row: Row) -> Piece:
    by = Typed(row["by_name"] or "") if row["deed"] is not None else None
    return Piece(contribution_of(row), row["board"], by, row["joined"])


_PIECES = (
    "SELECT c.*, w.board AS board, w.deed AS deed, d.name AS by_name, "
    "(SELECT count(*) FROM joins WHERE contribution = c.id) AS joined "
    "FROM contributions c LEFT JOIN wall w ON w.contribution = c.id LEFT JOIN deeds d ON d.id = w.deed "
    "WHERE c.text <> ''"
)
_OF_MEETUP = f"{_PIECES} AND c.meetup = :meetup"


async def pieces(db: Queries, ids: Sequence[int]) -> list[Piece]:
    """Return the contributions with these ids, in this order, each with its decision; without those gone."""
    marks, values = several("id", ids)
    found = {row["id"]: _piece(row) for row in await db.all(f"{_PIECES} AND c.id IN ({marks})", **values)}
    return [found[id] for id in ids if id in found]


async def of_meetup(db: Queries, meetup: int) -> list[Piece]:
    """Return the contributions of a meetup of a kind for the wall, with the decision on each, oldest first.

    Those whose text was erased are left out.
    """
    pieces = [_piece(row) for row in await db.all(f"{_OF_MEETUP} ORDER BY c.said_at, c.id", meetup=meetup)]
    return [piece for piece in pieces if KINDS[piece.item.kind].on_wall]


async def shown(db: Queries, meetup: int) -> dict[int, list[Piece]]:
    """Return the boards of a meetup with those of their contributions that may be public.

    Highlighted ones first, then oldest first. Empty boards are included.
    """
    boards = await db.all("SELECT id FROM boards WHERE meetup = :meetup ORDER BY id", meetup=meetup)
    found: dict[int, list[Piece]] = {row["id"]: [] for row in boards}
    order = "ORDER BY c.highlighted DESC, c.said_at, c.id"
    for row in await db.all(f"{_OF_MEETUP} AND w.board IS NOT NULL {order}", meetup=meetup):
        if (piece := _piece(row)).item.is_public:
            found[row["board"]].append(piece)
    return found


async def digests(db: Queries, meetup: int) -> dict[int, str]:
    """Return a digest of how each board looks on Discord now; "" for one that is not posted yet."""
    rows = await db.all("SELECT id, shown FROM boards WHERE meetup = :meetup", meetup=meetup)
    return {row["id"]: row["shown"] for row in rows}


async def is_shown(db: Queries, contribution: int) -> bool:
    """Return True if a contribution stands on the wall."""
    return (
        await db.one(
            "SELECT 1 FROM wall WHERE contribution = :contribution AND board IS NOT NULL", contribution=contribution
        )
        is not None
    )


async def put_with_last(db: Transaction, meetup: int, item: int, deed: int) -> None:
    """Put a contribution on the newest board where that has room, else on a new one."""
    row = await db.one(
        "SELECT b.id AS id, count(w.contribution) AS n FROM boards b LEFT JOIN wall w ON w.board = b.id "
        "WHERE b.meetup = :meetup GROUP BY b.id ORDER BY b.id DESC LIMIT 1",
        meetup=meetup,
    )
    if row is None or row["n"] >= ON_BOARD:
        await put(db, meetup, [item], deed)
    else:
        await _decide(db, item, row["id"], deed)


async def put(db: Transaction, meetup: int, items: Sequence[int], deed: int) -> None:
    """Put contributions on new boards, ``ON_BOARD`` each; they leave the boards they were on."""
    for at in range(0, len(items), ON_BOARD):
        board = await sequences.next_id(db, "boards")
        await db.run("INSERT INTO boards (id, meetup) VALUES (:board, :meetup)", board=board, meetup=meetup)
        for item in items[at : at + ON_BOARD]:
            await _decide(db, item, board, deed)


async def put_away(db: Transaction, items: Collection[int], deed: int) -> None:
    """Take contributions off the wall and keep them off."""
    for item in items:
        await _decide(db, item, None, deed)


async def _decide(db: Transaction, item: int, board: int | None, deed: int) -> None:
    await db.run(
        "INSERT INTO wall (contribution, board, deed) VALUES (:item, :board, :deed) "
        "ON CONFLICT (contribution) DO UPDATE SET board = excluded.board, deed = excluded.deed",
        item=item,
        board=board,
        deed=deed,
    )


async def take_off(db: Transaction, contribution: int) -> None:
    """Delete the decision on a contribution; its author's choice says whether it can be shown again."""
    await db.run("DELETE FROM wall WHERE contribution = :contribution", contribution=contribution)


async def changed(db: Transaction, item: Contribution, now: datetime) -> None:
    """Update the wall after a contribution got new words.

    Where names are hidden the contribution leaves the wall, so that a moderator reads the new words first.
    """
    await db.run(
        "DELETE FROM wall WHERE contribution = :id AND EXISTS (SELECT 1 FROM meetups WHERE id = :meetup "
        "AND shows_names = 0)",
        id=item.id,
        meetup=item.meetup,
    )
    await timelines.wake(db, item.meetup, CueKind.WALL, now)


async def looks_like(db: Transaction, board: int, digest: str) -> None:
    """Store a digest of how a board looks on Discord now."""
    await db.run("UPDATE boards SET shown = :digest WHERE id = :board", digest=digest, board=board)


async def forget_board(db: Transaction, board: int) -> None:
    """Delete a board and its post. Its contributions wait to be shown again."""
    await db.run("DELETE FROM posts WHERE part = :board", board=part_of(board))
    await db.run("DELETE FROM boards WHERE id = :board", board=board)


def part_of(board: int) -> str:
    """Return the part under which the message of a board is stored in ``posts``."""
    return f"board {board}"


async def boards_in(db: Queries, messages: Collection[int]) -> list[int]:
    """Return the ids of the boards among these messages."""
    marks, values = several("message", messages)
    rows = await db.all(
        f"SELECT b.id AS id FROM posts p JOIN boards b ON p.part = 'board ' || b.id WHERE p.message IN ({marks})",
        **values,
    )
    return [row["id"] for row in rows]


async def items_of_message(db: Queries, message: int) -> list[int]:
    """Return the ids of the contributions on the board of a message; empty if it is no board."""
    boards = await boards_in(db, [message])
    rows = await db.all("SELECT contribution FROM wall WHERE board = :board", board=boards[0]) if boards else []
    return [row["contribution"] for row in rows]
