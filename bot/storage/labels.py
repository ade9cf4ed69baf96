"""Queries on labels of contributions, and on the needs of a server that get them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from bot.core.people.labels import NEED, Labelled, Which
from bot.core.words.typed import Typed
from bot.storage.database import ROWS_AT_ONCE, Queries, Row, Transaction, several

_NEEDS = (
    "FROM contributions c JOIN meetups m ON m.id = c.meetup "
    "WHERE m.server = :server AND m.is_dry_run = 0 AND c.kind = :kind AND c.text <> ''"
)
_UNLABELLED = " AND NOT EXISTS (SELECT 1 FROM labels l WHERE l.contribution = c.id)"


async def of_meetup(db: Queries, meetup: int) -> dict[int, tuple[Typed, ...]]:
    """Return the labels of each need of a meetup that has any, by its id.

    What was a need when it got them, and is something else by now, counts under none.
    """
    return _by_contribution(
        await db.all(
            "SELECT l.contribution AS contribution, l.label AS label FROM labels l "
            "JOIN contributions c ON c.id = l.contribution WHERE c.meetup = :meetup AND c.kind = :kind "
            "ORDER BY l.contribution, l.label",
            meetup=meetup,
            kind=NEED,
        )
    )


async def of_author(db: Queries, author: int) -> dict[int, tuple[Typed, ...]]:
    """Return the labels of each contribution of somebody that has any, by its id."""
    return _by_contribution(
        await db.all(
            "SELECT l.contribution AS contribution, l.label AS label FROM labels l "
            "JOIN contributions c ON c.id = l.contribution WHERE c.author = :author ORDER BY l.contribution, l.label",
            author=author,
        )
    )


async def known(db: Queries, server: int) -> list[Typed]:
    """Return the labels that are given on a server, the most often given first."""
    rows = await db.all(
        "SELECT l.label AS label FROM labels l JOIN contributions c ON c.id = l.contribution "
        "JOIN meetups m ON m.id = c.meetup WHERE m.server = :server AND c.kind = :kind "
        "GROUP BY l.label ORDER BY count(*) DESC, l.label",
        server=server,
        kind=NEED,
    )
    return [Typed(row["label"]) for row in rows]


async def count(db: Queries, server: int, which: Which) -> int:
    """Return how many needs a list has."""
    row = await db.one(f"SELECT count(*) AS n {_NEEDS}{_narrowed(which)}", server=server, kind=NEED)
    return int(row["n"]) if row else 0


async def page(db: Queries, server: int, which: Which, start: int, most: int) -> list[Labelled]:
    """Return at most ``most`` needs of a server from the place ``start`` on, the newest first."""
    rows = await db.all(
        f"SELECT c.id AS id, c.text AS text, c.theme AS theme, m.title AS title {_NEEDS}{_narrowed(which)} "
        "ORDER BY c.said_at DESC, c.id DESC LIMIT :most OFFSET :start",
        server=server,
        kind=NEED,
        most=most,
        start=start,
    )
    return await _labelled(db, rows)


async def chosen(db: Queries, server: int, ids: Collection[int]) -> list[Labelled]:
    """Return these needs, without those that are gone, no need, or of another server."""
    marks, values = several("id", ids)
    rows = await db.all(
        f"SELECT c.id AS id, c.text AS text, c.theme AS theme, m.title AS title {_NEEDS} AND c.id IN ({marks}) "
        "ORDER BY c.id",
        server=server,
        kind=NEED,
        **values,
    )
    return await _labelled(db, rows)


async def give(db: Transaction, needs: Iterable[Labelled], labels: Iterable[Typed]) -> None:
    """Give each of these needs these labels; one that has it keeps it."""
    rows = [{"contribution": need.id, "label": label.raw} for need in needs for label in labels]
    if rows:
        await db.put("labels", rows, key="contribution, label", update=["label"])


async def take(db: Transaction, needs: Collection[Labelled], labels: Iterable[Typed]) -> None:
    """Take these labels from these needs."""
    marks, values = several("id", [need.id for need in needs])
    named, words = several("label", [label.raw for label in labels])
    await db.run(f"DELETE FROM labels WHERE contribution IN ({marks}) AND label IN ({named})", **values, **words)


async def needs_by_key(db: Queries, server: int) -> dict[str, int]:
    """Return the id of every need of a server by what it is known by in every export, see ``harvest.bundle``."""
    rows = await db.all(f"SELECT c.id AS id, m.uid AS uid {_NEEDS}", server=server, kind=NEED)
    return {f"{row['uid']}#{row['id']}": row["id"] for row in rows}


async def put(db: Transaction, given: Mapping[int, Sequence[Typed]]) -> None:
    """Give each of these contributions these labels in place of those that it has."""
    ids = list(given)
    for at in range(0, len(ids), ROWS_AT_ONCE):
        marks, values = several("id", ids[at : at + ROWS_AT_ONCE])
        await db.run(f"DELETE FROM labels WHERE contribution IN ({marks})", **values)
    rows = [{"contribution": id, "label": label.raw} for id, labels in given.items() for label in dict.fromkeys(labels)]
    if rows:
        await db.put("labels", rows)


def _narrowed(which: Which) -> str:
    return _UNLABELLED if which is Which.UNLABELLED else ""


async def _labelled(db: Queries, rows: Collection[Row]) -> list[Labelled]:
    marks, values = several("id", [row["id"] for row in rows])
    found = _by_contribution(
        await db.all(f"SELECT contribution, label FROM labels WHERE contribution IN ({marks}) ORDER BY label", **values)
    )
    return [
        Labelled(row["id"], Typed(row["text"]), row["theme"], Typed(row["title"]), found.get(row["id"], ()))
        for row in rows
    ]


def _by_contribution(rows: Iterable[Row]) -> dict[int, tuple[Typed, ...]]:
    found: defaultdict[int, list[Typed]] = defaultdict(list)
    for row in rows:
        found[row["contribution"]].append(Typed(row["label"]))
    return {id: tuple(labels) for id, labels in found.items()}
