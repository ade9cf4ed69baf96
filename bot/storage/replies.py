"""Queries on what people filled in on the forms of a programme."""

from typing import Any

from bot.core.people.replies import Reply
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction, moment, to_ms

_REPLIES = (
    "SELECT r.id AS id, r.meetup AS meetup, r.form AS form, r.person AS person, r.name AS name, r.people AS people, "
    "r.at AS at, a.question AS question, a.value AS value FROM replies r LEFT JOIN answers a ON a.reply = r.id "
)


async def keep(db: Transaction, reply: Reply) -> Reply:
    """Store what somebody filled in; it takes the place of what they filled in before on the same form.

    Returns it with how many people speak through the account.
    """
    row = await db.one(
        "INSERT INTO replies (meetup, form, person, name, people, at) VALUES (:meetup, :form, :person, :name, "
        "coalesce((SELECT people FROM screens WHERE meetup = :meetup AND person = :person), 1), :at) "
        "ON CONFLICT (meetup, form, person) DO UPDATE SET name = excluded.name, people = excluded.people, "
        "at = excluded.at RETURNING id, people",
        meetup=reply.meetup,
        form=reply.form,
        person=reply.person,
        name=reply.name.raw,
        at=to_ms(reply.at),
    )
    assert row is not None
    await db.run("DELETE FROM answers WHERE reply = :reply", reply=row["id"])
    await db.put(
        "answers",
        [
            {"reply": row["id"], "question": question, "number": number, "value": value.raw}
            for question, values in reply.answers.items()
            for number, value in enumerate(values)
        ],
    )
    return Reply(reply.meetup, reply.form, reply.person, reply.name, row["people"], reply.at, reply.answers)


async def get(db: Queries, meetup: int, form: str, person: int) -> Reply | None:
    """Return what somebody filled in on a form, or None."""
    rows = await db.all(
        _REPLIES + "WHERE r.meetup = :meetup AND r.form = :form AND r.person = :person ORDER BY a.question, a.number",
        meetup=meetup,
        form=form,
        person=person,
    )
    return next(iter(_replies(rows)), None)


async def of_meetup(db: Queries, meetup: int) -> list[Reply]:
    """Return everything that was filled in at a meetup, in the order in which it first came in."""
    rows = await db.all(_REPLIES + "WHERE r.meetup = :meetup ORDER BY r.id, a.question, a.number", meetup=meetup)
    return _replies(rows)


async def of_person(db: Queries, person: int) -> list[Reply]:
    """Return everything that somebody filled in."""
    rows = await db.all(_REPLIES + "WHERE r.person = :person ORDER BY r.id, a.question, a.number", person=person)
    return _replies(rows)


def _replies(rows: list[Any]) -> list[Reply]:
    found: dict[int, tuple[Any, dict[int, tuple[Typed, ...]]]] = {}
    for row in rows:
        answers = found.setdefault(row["id"], (row, {}))[1]
        if row["question"] is not None:
            answers[row["question"]] = (*answers.get(row["question"], ()), Typed(row["value"]))
    return [
        Reply(row["meetup"], row["form"], row["person"], Typed(row["name"]), row["people"], moment(row["at"]), answers)
        for row, answers in found.values()
    ]


async def count(db: Queries, meetup: int) -> dict[str, int]:
    """Return how many people filled in each form, by its key; a form that nobody filled in is left out."""
    rows = await db.all(
        "SELECT form, sum(people) AS n FROM replies WHERE meetup = :meetup GROUP BY form", meetup=meetup
    )
    return {row["form"]: row["n"] for row in rows}


async def withdraw(db: Transaction, meetup: int, form: str, person: int) -> bool:
    """Delete what somebody filled in on a form. Returns whether there was anything."""
    mine = {"meetup": meetup, "form": form, "person": person}
    there = await db.one("SELECT id FROM replies WHERE meetup = :meetup AND form = :form AND person = :person", **mine)
    await db.run("DELETE FROM replies WHERE meetup = :meetup AND form = :form AND person = :person", **mine)
    return there is not None


async def forget_person(db: Transaction, person: int) -> list[int]:
    """Delete what somebody filled in; return the meetups that it was at."""
    rows = await db.all("SELECT DISTINCT meetup FROM replies WHERE person = :person", person=person)
    await db.run("DELETE FROM replies WHERE person = :person", person=person)
    return [row["meetup"] for row in rows]


async def forget_name(db: Transaction, meetup: int, person: int, number: int) -> None:
    """Put a number in place of a person at a meetup, and delete their name."""
    await db.run(
        "UPDATE replies SET person = :number, name = '' WHERE meetup = :meetup AND person = :person",
        number=number,
        meetup=meetup,
        person=person,
    )


async def forget_answers(db: Transaction, meetup: int) -> None:
    """Delete everything that was answered at a meetup; how many filled in a form stays."""
    await db.run("DELETE FROM answers WHERE reply IN (SELECT id FROM replies WHERE meetup = :meetup)", meetup=meetup)
