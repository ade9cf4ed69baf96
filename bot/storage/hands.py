"""Queries on raised hands."""

from datetime import datetime

from bot.core.people.hands import KEPT, Hand
from bot.core.words.typed import Typed
from bot.storage.database import Queries, Row, Transaction, from_ms, moment, to_ms

_MINE = "meetup = :meetup AND person = :person"


def _hand(row: Row) -> Hand:
    return Hand(row["person"], Typed(row["topic"]), moment(row["raised"]), from_ms(row["away"]), from_ms(row["turn"]))


async def of_meetup(db: Queries, meetup: int) -> list[Hand]:
    """Return the hands of a meetup, also of people who left voice, the first one first."""
    rows = await db.all("SELECT * FROM hands WHERE meetup = :meetup ORDER BY raised, person", meetup=meetup)
    return [_hand(row) for row in rows]


async def put_up(db: Transaction, meetup: int, hand: Hand) -> None:
    """Store a raised hand, in place of one that the person had."""
    await lower(db, meetup, hand.person)
    await db.run(
        "INSERT INTO hands (meetup, person, topic, raised) VALUES (:meetup, :person, :topic, :raised)",
        meetup=meetup,
        person=hand.person,
        topic=hand.topic.raw,
        raised=to_ms(hand.raised),
    )


async def lower(db: Transaction, meetup: int, person: int) -> None:
    """Delete the hand of a person."""
    await db.run(f"DELETE FROM hands WHERE {_MINE}", meetup=meetup, person=person)


async def give_turn(db: Transaction, meetup: int, person: int, now: datetime) -> None:
    """Give the word to somebody whose hand is up; the hand of who had it goes."""
    await end_turn(db, meetup)
    await db.run(f"UPDATE hands SET turn = :now WHERE {_MINE}", meetup=meetup, person=person, now=to_ms(now))


async def end_turn(db: Transaction, meetup: int) -> None:
    """Delete the hand of who has the word."""
    await db.run("DELETE FROM hands WHERE meetup = :meetup AND turn IS NOT NULL", meetup=meetup)


async def went(db: Transaction, meetup: int, person: int, now: datetime) -> None:
    """Store that somebody left voice."""
    await db.run(
        f"UPDATE hands SET away = :now WHERE {_MINE} AND away IS NULL", meetup=meetup, person=person, now=to_ms(now)
    )


async def came(db: Transaction, meetup: int, person: int, now: datetime) -> bool:
    """Store that somebody is back in voice; who was away too long has no hand any more. Return whether they had one."""
    late = await db.all(
        f"DELETE FROM hands WHERE {_MINE} AND away < :since RETURNING person",
        meetup=meetup,
        person=person,
        since=to_ms(now - KEPT),
    )
    back = await db.all(
        f"UPDATE hands SET away = NULL WHERE {_MINE} AND away IS NOT NULL RETURNING person",
        meetup=meetup,
        person=person,
    )
    return bool(late or back)


async def of_person(db: Queries, person: int) -> list[tuple[int, Hand]]:
    """Return the hands of a person, each with its meetup."""
    rows = await db.all("SELECT * FROM hands WHERE person = :person ORDER BY raised", person=person)
    return [(row["meetup"], _hand(row)) for row in rows]


async def forget_person(db: Transaction, person: int) -> set[int]:
    """Delete the hands of a person; return the meetups that they were raised at."""
    rows = await db.all("DELETE FROM hands WHERE person = :person RETURNING meetup", person=person)
    return {row["meetup"] for row in rows}


async def forget_meetup(db: Transaction, meetup: int) -> None:
    """Delete all hands of a meetup."""
    await db.run("DELETE FROM hands WHERE meetup = :meetup", meetup=meetup)
