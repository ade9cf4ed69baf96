"""Queries on buddies: who does a plan together with its author."""

from bot.core.people.buddies import Buddy, BuddyState
from bot.storage.database import Queries, Row, Transaction


def _buddy(row: Row) -> Buddy:
    return Buddy(row["contribution"], row["person"], BuddyState(row["state"]), bool(row["told"]))


async def get(db: Queries, contribution: int) -> Buddy | None:
    """Return whom the author of a contribution asked; None without."""
    row = await db.one("SELECT * FROM buddies WHERE contribution = :id", id=contribution)
    return _buddy(row) if row else None


async def of_person(db: Queries, person: int) -> list[Buddy]:
    """Return what somebody was asked, oldest first."""
    rows = await db.all("SELECT * FROM buddies WHERE person = :person ORDER BY contribution", person=person)
    return [_buddy(row) for row in rows]


async def of_all(db: Queries, person: int) -> dict[int, Buddy]:
    """Return whom somebody asked and by whom they were asked, by contribution."""
    rows = await db.all(
        "SELECT * FROM buddies WHERE person = :person OR contribution IN "
        "(SELECT id FROM contributions WHERE author = :person) ORDER BY contribution",
        person=person,
    )
    return {row["contribution"]: _buddy(row) for row in rows}


async def ask(db: Transaction, contribution: int, person: int) -> None:
    """Store that somebody is asked, in place of who said no."""
    await db.run(
        "INSERT INTO buddies (contribution, person, state) VALUES (:id, :person, :state) "
        "ON CONFLICT (contribution) DO UPDATE SET person = excluded.person, state = excluded.state, told = 0",
        id=contribution,
        person=person,
        state=BuddyState.ASKED,
    )


async def answer(db: Transaction, contribution: int, state: BuddyState) -> None:
    """Store what they answered; the author has to hear of it."""
    await db.run("UPDATE buddies SET state = :state, told = 0 WHERE contribution = :id", id=contribution, state=state)


async def told(db: Transaction, buddy: Buddy) -> None:
    """Store that who has to hear of it was told, unless it changed meanwhile."""
    await db.run(
        "UPDATE buddies SET told = 1 WHERE contribution = :id AND person = :person AND state = :state",
        id=buddy.contribution,
        person=buddy.person,
        state=buddy.state,
    )


async def forget_person(db: Transaction, person: int) -> None:
    """Erase what somebody was asked and answered."""
    await db.run("DELETE FROM buddies WHERE person = :person", person=person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Erase who does what together with whom at a meetup."""
    await db.run(
        "DELETE FROM buddies WHERE contribution IN (SELECT id FROM contributions WHERE meetup = :meetup)",
        meetup=meetup,
    )
