"""What a Discord server chose: its language and its moderator role."""

from dataclasses import dataclass

from bot.storage.database import Queries, Transaction


@dataclass(frozen=True, slots=True)
class Server:
    """A server's choices; before it chose anything: Dutch, and no role."""

    id: int
    language: str = "nl"
    moderator_role: int | None = None


async def get(db: Queries, server: int) -> Server:
    """The choices of a server."""
    row = await db.one("SELECT language, moderator_role FROM servers WHERE id = ?", server)
    return Server(server, row["language"], row["moderator_role"]) if row else Server(server)


async def save(db: Transaction, server: Server) -> None:
    """Keep the choices of a server."""
    await db.run(
        "INSERT INTO servers (id, language, moderator_role) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET language = excluded.language, moderator_role = excluded.moderator_role",
        server.id,
        server.language,
        server.moderator_role,
    )


async def forget_role(db: Transaction, role: int) -> list[int]:
    """A role that is gone is nobody's moderator role any more; returns the servers that had it."""
    rows = await db.all("UPDATE servers SET moderator_role = NULL WHERE moderator_role = ? RETURNING id", role)
    return [row["id"] for row in rows]
