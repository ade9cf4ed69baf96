"""Queries on wishes for divisions: hosts, people who stay together, shared screens."""

from collections.abc import Collection

from bot.core.words.typed import Typed
from bot.storage.database import Queries, Transaction


async def hosts(db: Queries, meetup: int) -> dict[int, list[int]]:
    """Return the hosts of each table that has any (place → people)."""
    rows = await db.all(
        "SELECT h.place AS place, h.person AS person FROM hosts h JOIN places p ON p.id = h.place "
        "WHERE p.meetup = :meetup ORDER BY h.place, h.person",
        meetup=meetup,
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["place"], []).append(row["person"])
    return found


async def set_host(db: Transaction, place: int, person: int) -> None:
    """Make a person host of a table, and of no other table in its block."""
    await db.run(
        "DELETE FROM hosts WHERE person = :person AND place IN (SELECT other.id FROM places other JOIN places this "
        "ON this.meetup = other.meetup AND this.block = other.block WHERE this.id = :place)",
        person=person,
        place=place,
    )
    await db.run("INSERT INTO hosts (place, person) VALUES (:place, :person)", place=place, person=person)


async def no_host(db: Transaction, meetup: int, person: int) -> bool:
    """Remove a person as host of any table of a meetup. Returns False if they were host of none."""
    rows = await db.all(
        "DELETE FROM hosts WHERE person = :person AND place IN (SELECT id FROM places "
        "WHERE meetup = :meetup) RETURNING place",
        person=person,
        meetup=meetup,
    )
    return bool(rows)


async def parties(db: Queries, meetup: int) -> list[list[int]]:
    """Return the groups of people who stay together in a meetup."""
    rows = await db.all(
        "SELECT party, person FROM together WHERE meetup = :meetup ORDER BY party, person", meetup=meetup
    )
    found: dict[int, list[int]] = {}
    for row in rows:
        found.setdefault(row["party"], []).append(row["person"])
    return list(found.values())


async def keep_together(db: Transaction, meetup: int, people: Collection[int]) -> list[int]:
    """Put people into one group, with all members of groups they were in. Returns everybody in it, sorted."""
    joined = {person for party in await parties(db, meetup) if set(party) & set(people) for person in party}
    everybody = sorted(joined | set(people))
    row = await db.one("SELECT coalesce(max(party), 0) + 1 AS next FROM together WHERE meetup = :meetup", meetup=meetup)
    assert row is not None
    for person in everybody:
        await db.run(
            "INSERT INTO together (meetup, person, party) VALUES (:meetup, :person, :next) "
            "ON CONFLICT (meetup, person) DO UPDATE SET party = excluded.party",
            meetup=meetup,
            person=person,
            next=row["next"],
        )
    return everybody


async def let_go(db: Transaction, meetup: int, person: int) -> bool:
    """Take a person out of their group; a group of two is dissolved. Returns False if they were in none."""
    mine = next((party for party in await parties(db, meetup) if person in party), None)
    if mine is None:
        return False
    going = mine if len(mine) <= 2 else [person]
    for each in going:
        await db.run("DELETE FROM together WHERE meetup = :meetup AND person = :each", meetup=meetup, each=each)
    return True


async def screens(db: Queries, meetup: int) -> dict[int, int]:
    """Return how many people share a screen, by the person whose account it is; only where more than one."""
    rows = await db.all("SELECT person, people FROM screens WHERE meetup = :meetup", meetup=meetup)
    return {row["person"]: row["people"] for row in rows}


async def set_screen(db: Transaction, meetup: int, person: int, people: int, name: Typed) -> None:
    """Store how many people sit before a person's screen and what they are called; 1 deletes the entry.

    Where names are kept, what they brought in stands under the name of the group.
    """
    await db.run("DELETE FROM screens WHERE meetup = :meetup AND person = :person", meetup=meetup, person=person)
    if people > 1:
        await db.run(
            "INSERT INTO screens (meetup, person, people, name) VALUES (:meetup, :person, :people, :name)",
            meetup=meetup,
            person=person,
            people=people,
            name=name.raw,
        )
    if name:
        await db.run(
            "UPDATE contributions SET author_name = :name "
            "WHERE meetup = :meetup AND author = :person AND author_name <> ''",
            name=name.raw,
            meetup=meetup,
            person=person,
        )
