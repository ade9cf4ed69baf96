"""Queries on what people answered to "May others read this?", for all of their words at a meetup."""

from bot.core.kinds import Source
from bot.core.people.contributions import Contribution
from bot.core.people.sharing import Sharing
from bot.storage import contributions, walls
from bot.storage.contributions import contribution_of
from bot.storage.database import Queries, Transaction


async def of_person(db: Queries, meetup: int, person: int) -> Sharing | None:
    """Return what a person chose at a meetup, or None."""
    row = await db.one(
        "SELECT choice FROM consents WHERE meetup = :meetup AND person = :person", meetup=meetup, person=person
    )
    return Sharing(row["choice"]) if row else None


async def all_of_person(db: Queries, person: int) -> list[tuple[int, Sharing]]:
    """Return what a person chose, by meetup."""
    rows = await db.all("SELECT meetup, choice FROM consents WHERE person = :person ORDER BY meetup", person=person)
    return [(row["meetup"], Sharing(row["choice"])) for row in rows]


async def undecided(db: Queries, meetup: int, person: int) -> list[Contribution]:
    """Return the contributions of a person at a meetup that they did not choose for yet, newest first."""
    rows = await db.all(
        "SELECT * FROM contributions WHERE meetup = :meetup AND author = :person AND wall IS NULL AND text <> '' "
        "ORDER BY said_at DESC, id DESC",
        meetup=meetup,
        person=person,
    )
    return [contribution_of(row) for row in rows]


async def choose(db: Transaction, meetup: int, person: int, choice: Sharing) -> list[Contribution]:
    """Store a person's choice for all of their words at a meetup, also later ones. Returns those it holds for.

    What they chose for one of them alone stays. Newest first.
    """
    rows = await db.all(
        "SELECT * FROM contributions WHERE meetup = :meetup AND author = :person AND (wall IS NULL OR wall IN "
        "(SELECT choice FROM consents WHERE meetup = :meetup AND person = :person)) ORDER BY said_at DESC, id DESC",
        meetup=meetup,
        person=person,
    )
    for row in rows:
        await choose_for_one(db, row["id"], choice)
    await db.run(
        "INSERT INTO consents (meetup, person, choice) VALUES (:meetup, :person, :choice) "
        "ON CONFLICT (meetup, person) DO UPDATE SET choice = excluded.choice",
        meetup=meetup,
        person=person,
        choice=choice,
    )
    return [contribution_of(row) for row in rows]


async def choose_for_one(db: Transaction, contribution: int, choice: Sharing) -> None:
    """Store the author's choice for one contribution; one that nobody may read leaves the wall."""
    await contributions.choose_sharing(db, contribution, choice)
    if choice is Sharing.NOT:
        await walls.take_off(db, contribution)


async def newest_unasked(db: Queries, meetup: int) -> int:
    """Return the id of the newest contribution from the chat whose author did not choose yet; 0 if there is none.

    Words from the chat get no private answer, which would ask.
    """
    row = await db.one(
        "SELECT max(c.id) AS newest FROM contributions c WHERE c.meetup = :meetup AND c.wall IS NULL "
        "AND c.source IN (:chat, :menu) AND c.text <> ''",
        meetup=meetup,
        chat=Source.CHAT,
        menu=Source.MENU,
    )
    return int(row["newest"] or 0) if row else 0


async def forget_person(db: Transaction, person: int) -> None:
    """Delete what a person chose."""
    await db.run("DELETE FROM consents WHERE person = :person", person=person)


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete what people chose at a meetup."""
    await db.run("DELETE FROM consents WHERE meetup = :meetup", meetup=meetup)
