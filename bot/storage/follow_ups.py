"""Queries on follow-ups: what became of what people were going to do, and when they are asked."""

from collections.abc import Collection
from datetime import datetime

from bot.core.kinds import ContributionKind
from bot.core.people.contributions import Contribution
from bot.core.people.follow_ups import Answer, FollowUp
from bot.core.words.typed import Typed
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Row, Transaction, moment, several, to_ms

# Of a contribution ``c``: whose word counts where several tell of it, its author's if they gave any.
_ANSWERED = "SELECT min(o.person) FROM follow_ups o WHERE o.contribution = c.id AND o.answer IS NOT NULL"
TELLER = f"coalesce(({_ANSWERED} AND o.person = c.author), ({_ANSWERED}), c.author)"
_OF_MEETUP = "contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)"


def follow_up_of(row: Row) -> FollowUp:
    """Return the follow-up in a row of ``follow_ups``."""
    return FollowUp(
        moment(row["asked_at"]) if row["asked_at"] is not None else None,
        Answer(row["answer"]) if row["answer"] else None,
        Typed(row["line"]),
        moment(row["ask_at"]) if row["ask_at"] is not None else None,
        row["asked"],
        row["answered"],
    )


async def of_person(db: Queries, person: int) -> dict[int, FollowUp]:
    """Return what somebody told of what became of which contributions, and when they are asked, by id."""
    rows = await db.all("SELECT * FROM follow_ups WHERE person = :person ORDER BY contribution", person=person)
    return {row["contribution"]: follow_up_of(row) for row in rows}


async def of_others(db: Queries, person: int) -> dict[int, int]:
    """Return the contributions of others that somebody takes part in, was asked to, or asked about."""
    rows = await db.all(
        "SELECT id, meetup FROM contributions WHERE author <> :person AND (id IN (SELECT contribution FROM follow_ups "
        "WHERE person = :person) OR id IN (SELECT contribution FROM buddies WHERE person = :person) "
        "OR id IN (SELECT contribution FROM letters WHERE asker = :person)) ORDER BY id",
        person=person,
    )
    return {row["id"]: row["meetup"] for row in rows}


async def of_contribution(db: Queries, contribution: int) -> dict[int, FollowUp]:
    """Return what people told of what became of a contribution, by person."""
    rows = await db.all("SELECT * FROM follow_ups WHERE contribution = :id ORDER BY person", id=contribution)
    return {row["person"]: follow_up_of(row) for row in rows}


async def get(db: Queries, contribution: int, person: int) -> FollowUp | None:
    """Return what somebody told of a contribution; None where they are not asked and told nothing."""
    return (await of_contribution(db, contribution)).get(person)


async def of_author(db: Queries, person: int, meetup: int, kinds: Collection[ContributionKind]) -> list[Contribution]:
    """Return what somebody wrote of these kinds at a meetup, or takes part in, oldest first."""
    marks, values = several("kind", kinds)
    rows = await db.all(
        f"SELECT * FROM contributions WHERE meetup = :meetup AND kind IN ({marks}) AND (author = :person "
        "OR id IN (SELECT contribution FROM follow_ups WHERE person = :person)) ORDER BY id",
        person=person,
        meetup=meetup,
        **values,
    )
    return [contribution_of(row) for row in rows]


async def plan(db: Transaction, contribution: int, person: int, ask_at: datetime | None) -> None:
    """Store when somebody wants to be asked of a contribution, in place of what was planned; None for not at all."""
    await db.run(
        "INSERT INTO follow_ups (contribution, person, ask_at) VALUES (:id, :person, :ask_at) "
        "ON CONFLICT (contribution, person) DO UPDATE SET ask_at = excluded.ask_at",
        id=contribution,
        person=person,
        ask_at=None if ask_at is None else to_ms(ask_at),
    )


async def due(db: Queries, contribution: int, now: datetime) -> list[int]:
    """Return who is to be asked now how it went with a contribution."""
    rows = await db.all(
        "SELECT person FROM follow_ups WHERE contribution = :id AND ask_at <= :now ORDER BY person",
        id=contribution,
        now=to_ms(now),
    )
    return [row["person"] for row in rows]


async def due_of_person(db: Queries, person: int, meetup: int, now: datetime) -> list[int]:
    """Return the contributions to a meetup of which somebody is to be asked now, oldest first."""
    rows = await db.all(
        f"SELECT contribution FROM follow_ups WHERE person = :person AND ask_at <= :now AND {_OF_MEETUP} "
        "ORDER BY contribution",
        person=person,
        meetup=meetup,
        now=to_ms(now),
    )
    return [row["contribution"] for row in rows]


async def next_moment(db: Queries, contribution: int) -> datetime | None:
    """Return when somebody is asked next of a contribution; None where nobody is."""
    row = await db.one("SELECT min(ask_at) AS at FROM follow_ups WHERE contribution = :id", id=contribution)
    return moment(row["at"]) if row and row["at"] is not None else None


async def asked(db: Transaction, ids: Collection[int], person: int, now: datetime) -> None:
    """Store that somebody was asked of these contributions just now."""
    marks, values = several("id", ids)
    await db.run(
        "UPDATE follow_ups SET ask_at = NULL, asked = asked + 1, asked_at = coalesce(asked_at, :now) "
        f"WHERE person = :person AND contribution IN ({marks})",
        person=person,
        now=to_ms(now),
        **values,
    )


async def answer(db: Transaction, contribution: int, person: int, said: Answer, now: datetime) -> None:
    """Store what became of a contribution; a line that was told before stays, and nobody is asked of what is over."""
    await db.run(
        "INSERT INTO follow_ups (contribution, person, asked_at, answer) VALUES (:id, :person, :now, :answer) "
        "ON CONFLICT (contribution, person) DO UPDATE SET answer = excluded.answer, answered = follow_ups.asked, "
        "asked_at = coalesce(follow_ups.asked_at, excluded.asked_at), "
        "ask_at = CASE WHEN :is_over = 1 THEN NULL ELSE follow_ups.ask_at END",
        id=contribution,
        person=person,
        now=to_ms(now),
        answer=said,
        is_over=int(said in (Answer.DONE, Answer.NEVER_MIND)),
    )


async def tell(db: Transaction, contribution: int, person: int, line: Typed, now: datetime) -> None:
    """Store a line on what became of a contribution."""
    await db.run(
        "INSERT INTO follow_ups (contribution, person, asked_at, line) VALUES (:id, :person, :now, :line) "
        "ON CONFLICT (contribution, person) DO UPDATE SET line = excluded.line, "
        "asked_at = coalesce(follow_ups.asked_at, excluded.asked_at)",
        id=contribution,
        person=person,
        now=to_ms(now),
        line=line.raw,
    )


async def counts(db: Queries, meetup: int, kinds: Collection[ContributionKind]) -> tuple[int, list[Answer]]:
    """Return how many contributions of these kinds a meetup has, and what became of those of which it was told."""
    marks, values = several("kind", kinds)
    rows = await db.all(
        "SELECT f.answer AS answer FROM contributions c "
        f"LEFT JOIN follow_ups f ON f.contribution = c.id AND f.person = {TELLER} "
        f"WHERE c.meetup = :meetup AND c.kind IN ({marks})",
        meetup=meetup,
        **values,
    )
    return len(rows), [Answer(row["answer"]) for row in rows if row["answer"]]


async def forget(db: Transaction, contribution: int, person: int) -> None:
    """Erase what somebody told of a contribution, and when they are asked."""
    await db.run("DELETE FROM follow_ups WHERE contribution = :id AND person = :person", id=contribution, person=person)


async def forget_person(db: Transaction, person: int) -> None:
    """Erase what somebody told of what others planned; what they told of their own goes with that."""
    await db.run("DELETE FROM follow_ups WHERE person = :person", person=person)


async def forget_words(db: Transaction, meetup: int) -> None:
    """Erase what people told of their plans at a meetup; what became of these is a count, and stays."""
    await db.run(f"UPDATE follow_ups SET line = '', ask_at = NULL WHERE {_OF_MEETUP}", meetup=meetup)
