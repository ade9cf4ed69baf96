"""Queries on quick polls and the votes in them."""

from dataclasses import dataclass

from bot.core.evening.polls import Poll
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Transaction, moment, to_ms


@dataclass(frozen=True, slots=True)
class Vote:
    """What somebody chose in a poll."""

    meetup: int
    question: Typed
    choice: Typed


async def add(db: Transaction, poll: Poll) -> int:
    """Store a poll. Returns its id, which no other poll ever has."""
    id = await db.insert(
        "INSERT INTO polls (id, meetup, question, closes) VALUES (:id, :meetup, :question, :closes) RETURNING id",
        id=await sequences.next_id(db, "polls"),
        meetup=poll.meetup,
        question=poll.question.raw,
        closes=to_ms(poll.closes),
    )
    await db.put(
        "poll_choices", [{"poll": id, "number": n, "text": choice.raw} for n, choice in enumerate(poll.choices)]
    )
    return id


async def get(db: Queries, poll: int) -> Poll | None:
    """Return a poll with its votes, or None."""
    row = await db.one("SELECT id, meetup, question, closes FROM polls WHERE id = :poll", poll=poll)
    if row is None:
        return None
    choices = await db.all(
        "SELECT c.text AS text, count(v.person) AS votes FROM poll_choices c "
        "LEFT JOIN poll_votes v ON v.poll = c.poll AND v.choice = c.number "
        "WHERE c.poll = :poll GROUP BY c.number, c.text ORDER BY c.number",
        poll=poll,
    )
    texts = tuple(Typed(choice["text"]) for choice in choices)
    votes = tuple(int(choice["votes"]) for choice in choices)
    return Poll(row["id"], row["meetup"], Typed(row["question"]), texts, moment(row["closes"]), votes)


async def vote(db: Transaction, poll: int, person: int, choice: int) -> None:
    """Store what somebody chooses; it takes the place of what they chose before."""
    await db.run(
        "INSERT INTO poll_votes (poll, person, choice) VALUES (:poll, :person, :choice) "
        "ON CONFLICT (poll, person) DO UPDATE SET choice = excluded.choice",
        poll=poll,
        person=person,
        choice=choice,
    )


async def of_person(db: Queries, person: int) -> list[Vote]:
    """Return what somebody chose in polls."""
    rows = await db.all(
        "SELECT p.meetup AS meetup, p.question AS question, c.text AS text FROM poll_votes v "
        "JOIN polls p ON p.id = v.poll JOIN poll_choices c ON c.poll = v.poll AND c.number = v.choice "
        "WHERE v.person = :person ORDER BY p.id",
        person=person,
    )
    return [Vote(row["meetup"], Typed(row["question"]), Typed(row["text"])) for row in rows]


async def forget_person(db: Transaction, person: int) -> list[int]:
    """Delete what somebody chose; return the meetups that it was at."""
    rows = await db.all(
        "SELECT DISTINCT meetup FROM polls WHERE id IN (SELECT poll FROM poll_votes WHERE person = :person)",
        person=person,
    )
    await db.run("DELETE FROM poll_votes WHERE person = :person", person=person)
    return [row["meetup"] for row in rows]


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete the polls of a meetup with everything in them."""
    await db.run("DELETE FROM polls WHERE meetup = :meetup", meetup=meetup)
