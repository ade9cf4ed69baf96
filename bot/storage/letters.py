"""Queries on letters: questions to authors, and their answers."""

from collections.abc import Sequence

from bot.core.people.letters import Letter, LetterState
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Row, Transaction


def _letter(row: Row) -> Letter:
    return Letter(
        row["id"],
        row["contribution"],
        row["asker"],
        Typed(row["name"]),
        Typed(row["question"]),
        LetterState(row["state"]),
        Typed(row["answer"]),
        bool(row["told"]),
    )


async def get(db: Queries, id: int) -> Letter | None:
    """Return a letter by its id; None where it is gone."""
    row = await db.one("SELECT * FROM letters WHERE id = :id", id=id)
    return _letter(row) if row else None


async def of_asker(db: Queries, person: int) -> list[Letter]:
    """Return what somebody asked, oldest first."""
    return _letters(await db.all("SELECT * FROM letters WHERE asker = :person ORDER BY id", person=person))


async def to_author(db: Queries, person: int) -> list[Letter]:
    """Return what somebody was asked, oldest first."""
    return _letters(
        await db.all(
            "SELECT l.* FROM letters l JOIN contributions c ON c.id = l.contribution WHERE c.author = :person "
            "ORDER BY l.id",
            person=person,
        )
    )


def _letters(rows: Sequence[Row]) -> list[Letter]:
    return [_letter(row) for row in rows]


async def add(db: Transaction, contribution: int, asker: int, name: Typed, question: Typed) -> int | None:
    """Store a question. Returns its id; None where this person asked this author of this text before."""
    row = await db.one(
        "INSERT INTO letters (contribution, asker, name, question, state) "
        "VALUES (:contribution, :asker, :name, :question, :state) ON CONFLICT (contribution, asker) DO NOTHING "
        "RETURNING id",
        contribution=contribution,
        asker=asker,
        name=name.raw,
        question=question.raw,
        state=LetterState.ASKED,
    )
    return row["id"] if row else None


async def settle(db: Transaction, id: int, state: LetterState, answer: Typed) -> None:
    """Store what became of a question."""
    await db.run(
        "UPDATE letters SET state = :state, answer = :answer, told = 0 WHERE id = :id",
        id=id,
        state=state,
        answer=answer.raw,
    )


async def told(db: Transaction, letter: Letter) -> None:
    """Store that who has to hear of it was told, unless it changed meanwhile."""
    await db.run("UPDATE letters SET told = 1 WHERE id = :id AND state = :state", id=letter.id, state=letter.state)


async def forget_person(db: Transaction, person: int) -> None:
    """Erase what somebody asked; what they were asked goes with their texts."""
    await db.run("DELETE FROM letters WHERE asker = :person", person=person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Erase what was asked about the texts of a meetup."""
    await db.run(
        "DELETE FROM letters WHERE contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)", meetup=meetup
    )
