"""Queries on follow-ups: what became of what people were going to do."""

from collections.abc import Collection
from datetime import datetime

from bot.core.kinds import ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import Answer, FollowUp
from bot.core.words.typed import Typed
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Row, Transaction, moment, several, to_ms


def follow_up_of(row: Row) -> FollowUp:
    """Return the follow-up in a row of ``follow_ups``."""
    answer = Answer(row["answer"]) if row["answer"] else None
    return FollowUp(moment(row["asked_at"]), answer, Typed(row["line"]))


async def of_contributions(db: Queries, ids: Collection[int]) -> dict[int, FollowUp]:
    """Return what is known of what became of these contributions, by id."""
    marks, values = several("id", ids)
    rows = await db.all(f"SELECT * FROM follow_ups WHERE contribution IN ({marks})", **values)
    return {row["contribution"]: follow_up_of(row) for row in rows}


async def of_author(db: Queries, person: int, meetup: int, kinds: Collection[ContributionKind]) -> list[Contribution]:
    """Return what somebody wrote of these kinds at a meetup, oldest first."""
    marks, values = several("kind", kinds)
    rows = await db.all(
        f"SELECT * FROM contributions WHERE author = :person AND meetup = :meetup AND kind IN ({marks}) ORDER BY id",
        person=person,
        meetup=meetup,
        **values,
    )
    return [contribution_of(row) for row in rows]


async def answer(db: Transaction, contribution: int, said: Answer, now: datetime) -> None:
    """Store what became of a contribution; a line that was told before stays."""
    await db.run(
        "INSERT INTO follow_ups (contribution, asked_at, answer) VALUES (:id, :now, :answer) "
        "ON CONFLICT (contribution) DO UPDATE SET answer = excluded.answer",
        id=contribution,
        now=to_ms(now),
        answer=said,
    )


async def tell(db: Transaction, contribution: int, line: Typed, now: datetime) -> None:
    """Store a line on what became of a contribution."""
    await db.run(
        "INSERT INTO follow_ups (contribution, asked_at, line) VALUES (:id, :now, :line) "
        "ON CONFLICT (contribution) DO UPDATE SET line = excluded.line",
        id=contribution,
        now=to_ms(now),
        line=line.raw,
    )


async def counts(db: Queries, meetup: int, kinds: Collection[ContributionKind]) -> tuple[int, list[Answer]]:
    """Return how many contributions of these kinds a meetup has, and what became of those of which it was told."""
    marks, values = several("kind", kinds)
    rows = await db.all(
        "SELECT f.answer AS answer FROM contributions c LEFT JOIN follow_ups f ON f.contribution = c.id "
        f"WHERE c.meetup = :meetup AND c.kind IN ({marks})",
        meetup=meetup,
        **values,
    )
    return len(rows), [Answer(row["answer"]) for row in rows if row["answer"]]


async def forget_words(db: Transaction, meetup: int) -> None:
    """Erase what people told of their plans at a meetup; what became of these is a count, and stays."""
    await db.run(
        "UPDATE follow_ups SET line = '' WHERE contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)",
        meetup=meetup,
    )
