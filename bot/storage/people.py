"""What a person chose for themselves: a language."""

from bot.storage.database import Queries, Transaction


async def language(db: Queries, person: int) -> str | None:
    """The language a person chose, if they did."""
    row = await db.one("SELECT language FROM people WHERE id = ?", person)
    return row["language"] if row else None


async def choose_language(db: Transaction, person: int, chosen: str) -> None:
    """Keep a person's language."""
    await db.run(
        "INSERT INTO people (id, language) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET language = excluded.language",
        person,
        chosen,
    )
