"""Queries on people: the language they chose, and the role they have in education."""

from collections.abc import Collection
from datetime import datetime

from bot.core.people.roles import Role
from bot.storage.database import Queries, Transaction, several, to_ms


async def language(db: Queries, person: int) -> str | None:
    """Return the language a person chose, or None."""
    row = await db.one("SELECT language FROM people WHERE id = :person", person=person)
    return row["language"] if row else None


async def choose_language(db: Transaction, person: int, chosen: str, now: datetime) -> None:
    """Store a person's language and when they chose it."""
    await db.run(
        "INSERT INTO people (id, language, chosen_at) VALUES (:person, :chosen, :now) ON CONFLICT (id) DO UPDATE "
        "SET language = excluded.language, chosen_at = excluded.chosen_at",
        person=person,
        chosen=chosen,
        now=to_ms(now),
    )


async def role_of(db: Queries, person: int) -> Role | None:
    """Return the role a person told, or None if they told none or would rather not say."""
    return (await roles_of(db, [person])).get(person)


async def roles_of(db: Queries, ids: Collection[int]) -> dict[int, Role]:
    """Return the roles of these people, without those who told none or would rather not say."""
    marks, values = several("person", ids)
    rows = await db.all(f"SELECT id, role FROM people WHERE role <> '' AND id IN ({marks})", **values)
    return {row["id"]: Role(row["role"]) for row in rows}


async def was_asked_role(db: Queries, person: int) -> bool:
    """Return True if a person answered the question for their role, also with "rather not"."""
    return await db.one("SELECT 1 FROM people WHERE id = :person AND role IS NOT NULL", person=person) is not None


async def choose_role(db: Transaction, person: int, role: Role | None, now: datetime) -> None:
    """Store a person's role; None for "rather not", which deletes the role they told before."""
    await db.run(
        "INSERT INTO people (id, role, chosen_at) VALUES (:person, :role, :now) ON CONFLICT (id) DO UPDATE "
        "SET role = excluded.role, chosen_at = excluded.chosen_at",
        person=person,
        role=role.value if role else "",
        now=to_ms(now),
    )


_UNUSED = (
    "FROM people WHERE chosen_at < :before AND id NOT IN (SELECT author FROM contributions) "
    "AND id NOT IN (SELECT person FROM attendance) AND id NOT IN (SELECT person FROM deeds) "
    "AND id NOT IN (SELECT asker FROM calls) AND id NOT IN (SELECT helper FROM calls) "
    "AND id NOT IN (SELECT person FROM joins)"
)


async def any_unused(db: Queries, before: datetime) -> bool:
    """Return True if somebody of whom nothing else is kept last chose before this moment."""
    return await db.one(f"SELECT id {_UNUSED} LIMIT 1", before=to_ms(before)) is not None


async def forget_unused(db: Transaction, before: datetime) -> None:
    """Delete the choices of people of whom nothing else is kept who last chose before this moment."""
    await db.run(f"DELETE {_UNUSED}", before=to_ms(before))


async def language_at(
    db: Queries, server: int | None, channel: int | None, person: int | None = None, reads: str | None = None
) -> str | None:
    """Return the language that a person chose, else ``reads``, that of a channel's meetup or of a server, or None."""
    row = await db.one(
        "SELECT coalesce((SELECT language FROM people WHERE id = :person), :reads, "
        "(SELECT language FROM meetups WHERE id = (SELECT meetup FROM places WHERE channel = :channel)), "
        "(SELECT language FROM servers WHERE id = :server)) AS language",
        person=person,
        reads=reads,
        channel=channel,
        server=server,
    )
    return row["language"] if row else None
