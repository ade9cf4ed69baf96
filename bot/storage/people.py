"""What a person chose for themselves: a language."""

from datetime import datetime

from bot.storage.database import Queries, Transaction, to_ms


async def language(db: Queries, person: int) -> str | None:
    """The language a person chose, if they did."""
    row = await db.one("SELECT language FROM people WHERE id = ?", person)
    return row["language"] if row else None


async def choose_language(db: Transaction, person: int, chosen: str, now: datetime) -> None:
    """Keep a person's language."""
    await db.run(
        "INSERT INTO people (id, language, chosen_at) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET language = excluded.language, chosen_at = excluded.chosen_at",
        person,
        chosen,
        to_ms(now),
    )


_UNUSED = (
    "FROM people WHERE chosen_at < ? AND id NOT IN (SELECT author FROM contributions) "
    "AND id NOT IN (SELECT person FROM attendance) AND id NOT IN (SELECT person FROM deeds)"
)


async def any_unused(db: Queries, before: datetime) -> bool:
    """Whether there is a language chosen before this moment by somebody of whom nothing else is kept."""
    return await db.one(f"SELECT id {_UNUSED} LIMIT 1", to_ms(before)) is not None


async def forget_unused(db: Transaction, before: datetime) -> None:
    """Delete those languages."""
    await db.run(f"DELETE {_UNUSED}", to_ms(before))
