"""Queries on the scheduled events on Discord that announce meetups."""

from dataclasses import dataclass

from bot.storage.database import Queries, Transaction

DELETED = 0  # takes the place of the id of an event that somebody deleted, so that it stays away


@dataclass(frozen=True, slots=True)
class Event:
    """A scheduled event: its id on Discord or ``DELETED``, and what it shows, in the words of ``invitations.acts``."""

    id: int
    shown: str


async def of_meetup(db: Queries, meetup: int) -> Event | None:
    """Return the event of a meetup, or None where none was made."""
    row = await db.one("SELECT event, shown FROM events WHERE meetup = :meetup", meetup=meetup)
    return Event(row["event"], row["shown"]) if row else None


async def save(db: Transaction, meetup: int, event: Event) -> None:
    """Store the event of a meetup, and what it shows now."""
    await db.run(
        "INSERT INTO events (meetup, event, shown) VALUES (:meetup, :event, :shown) "
        "ON CONFLICT (meetup) DO UPDATE SET event = excluded.event, shown = excluded.shown",
        meetup=meetup,
        event=event.id,
        shown=event.shown,
    )
