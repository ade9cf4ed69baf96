"""Queries on seats: divisions of people over tables. Seats are deleted when the meetup ends."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.core.evening.places import PlaceKind
from bot.core.tables.divisions import Division, How, Seat, SeatState, Stage
from bot.core.words.typed import Typed
from bot.storage import sequences
from bot.storage.database import Queries, Row, Transaction, from_ms, several, to_ms


def _division(row: Row) -> Division:
    return Division(
        row["id"],
        row["meetup"],
        row["block"],
        row["cue"],
        How(row["how"]),
        row["seed"],
        Stage(row["stage"]),
        from_ms(row["decided_at"]),
    )


async def add(db: Transaction, division: Division, seats: Mapping[int, int]) -> int:
    """Store a division with its seats (person → place). Returns its id."""
    id = await db.insert(
        "INSERT INTO allotments (id, meetup, block, cue, how, seed, stage) "
        "VALUES (:id, :meetup, :block, :cue, :how, :seed, :stage) RETURNING id",
        id=await sequences.next_id(db, "allotments"),
        meetup=division.meetup,
        block=division.block,
        cue=division.cue,
        how=division.how,
        seed=division.seed,
        stage=division.stage,
    )
    await seat(db, id, seats)
    return id


async def seat(db: Transaction, division: int, seats: Mapping[int, int]) -> None:
    """Assign these people (person → place) in a division; the bot still has to move them."""
    rows = [
        {"allotment": division, "person": person, "place": place, "state": SeatState.WAITING, "attempts": 0}
        for person, place in seats.items()
    ]
    await db.put("seats", rows, key="allotment, person", update=("place", "state", "attempts"))


async def get(db: Queries, division: int) -> Division | None:
    """Return a division, or None."""
    row = await db.one("SELECT * FROM allotments WHERE id = :division", division=division)
    return _division(row) if row else None


async def of_cue(db: Queries, cue: int) -> Division | None:
    """Return the division whose preview a cue posts, or None."""
    row = await db.one("SELECT * FROM allotments WHERE cue = :cue", cue=cue)
    return _division(row) if row else None


async def of_block(db: Queries, meetup: int, block: int) -> list[Division]:
    """Return every division made for a block, newest first."""
    rows = await db.all(
        "SELECT * FROM allotments WHERE meetup = :meetup AND block = :block ORDER BY id DESC",
        meetup=meetup,
        block=block,
    )
    return [_division(row) for row in rows]


async def standing(db: Queries, meetup: int, block: int) -> Division | None:
    """Return the confirmed division of a block, or None."""
    return next((division for division in await of_block(db, meetup, block) if division.stage is Stage.STANDING), None)


async def awaits_decision(db: Queries, meetup: int, block: int) -> bool:
    """Return True if a block has a preview that nobody has confirmed, replaced or dropped."""
    return any(division.stage is Stage.DRAFT for division in await of_block(db, meetup, block))


async def undecided(db: Queries, meetup: int) -> list[tuple[int, int, int]]:
    """Return the previews of a meetup that await a decision and are posted: block, channel and message."""
    rows = await db.all(
        "SELECT a.block AS block, p.channel AS channel, max(p.message) AS message "
        "FROM allotments a JOIN posts p ON p.cue = a.cue AND p.part = 'preview' "
        "WHERE a.meetup = :meetup AND a.stage = :draft GROUP BY a.id, a.block, p.channel ORDER BY a.id",
        meetup=meetup,
        draft=Stage.DRAFT,
    )
    return [(row["block"], row["channel"], row["message"]) for row in rows]


async def decide(db: Transaction, division: int, stage: Stage, now: datetime) -> None:
    """Store the decision on a division. Any stage but ``STANDING`` deletes its seats."""
    await db.run(
        "UPDATE allotments SET stage = :stage, decided_at = :now WHERE id = :division",
        stage=stage,
        now=to_ms(now),
        division=division,
    )
    if stage is not Stage.STANDING:
        await db.run("DELETE FROM seats WHERE allotment = :division", division=division)


async def replace_older(db: Transaction, division: Division, now: datetime, *stages: Stage) -> list[Division]:
    """Mark the other divisions of its block in these stages as replaced. Returns them."""
    others = [other for other in await of_block(db, division.meetup, division.block) if other.id != division.id]
    older = [other for other in others if other.stage in stages]
    for other in older:
        await decide(db, other.id, Stage.REPLACED, now)
    return older


async def seats(db: Queries, division: int) -> list[Seat]:
    """Return the seats of a division, fewest attempts first."""
    rows = await db.all(
        "SELECT id, person, place, state, attempts FROM seats WHERE allotment = :division ORDER BY attempts, id",
        division=division,
    )
    return [Seat(row["id"], row["person"], row["place"], SeatState(row["state"]), row["attempts"]) for row in rows]


async def seat_of(db: Queries, meetup: int, block: int, person: int) -> Seat | None:
    """Return a person's seat in the confirmed division of a block, or None."""
    division = await standing(db, meetup, block)
    found = await seats(db, division.id) if division else []
    return next((seat for seat in found if seat.person == person), None)


async def mark(db: Transaction, ids: Collection[int], state: SeatState) -> None:
    """Store the result of trying to move these seats (ids), and count the attempt."""
    marks, values = several("id", ids)
    await db.run(
        f"UPDATE seats SET state = :state, attempts = attempts + 1 WHERE id IN ({marks})", state=state, **values
    )


async def wait_again(db: Transaction, meetup: int, block: int) -> None:
    """Have everybody with a seat in the confirmed division of a block brought there anew."""
    if division := await standing(db, meetup, block):
        await db.run(
            "UPDATE seats SET state = :waiting, attempts = 0 WHERE allotment = :division",
            waiting=SeatState.WAITING,
            division=division.id,
        )


async def came(db: Transaction, meetup: int, person: int) -> None:
    """Somebody came into the plenary from outside: whoever has a seat is to be led there again."""
    await db.run(
        "UPDATE seats SET state = :waiting, attempts = 0 WHERE person = :person AND allotment IN "
        "(SELECT id FROM allotments WHERE meetup = :meetup AND stage = :standing)",
        waiting=SeatState.WAITING,
        person=person,
        meetup=meetup,
        standing=Stage.STANDING,
    )


async def earlier_tables(db: Queries, meetup: int, block: int) -> list[list[int]]:
    """Return groups of people who meet at a table in another round than this block.

    One list of people per table: who was in a table of an earlier block, however they came there, and who has a
    seat in the confirmed division of another block that has not begun.
    """
    sat = await db.all(
        "SELECT a.place AS place, a.person AS person FROM attendance a JOIN places p ON p.id = a.place "
        "WHERE p.meetup = :meetup AND p.kind = :table AND p.block < :block ORDER BY a.place, a.person",
        meetup=meetup,
        table=PlaceKind.TABLE,
        block=block,
    )
    will = await db.all(
        "SELECT s.place AS place, s.person AS person FROM seats s JOIN allotments a ON a.id = s.allotment "
        "JOIN slots t ON t.meetup = a.meetup AND t.block = a.block WHERE a.meetup = :meetup AND a.block <> :block "
        "AND a.stage = :standing AND t.started IS NULL AND t.ended IS NULL ORDER BY s.place, s.person",
        meetup=meetup,
        block=block,
        standing=Stage.STANDING,
    )
    tables: dict[int, list[int]] = {}
    for row in [*sat, *will]:
        tables.setdefault(row["place"], []).append(row["person"])
    return list(tables.values())


class Kind(StrEnum):
    """Kind of a fact that this module keeps of a person."""

    SEAT = "seat"
    TRANSFER = "transfer"
    HOST = "host"
    TOGETHER = "together"
    SCREEN = "screen"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact kept of a person: ``title`` of the table for a seat or a host, or of those at a screen; else ``people``.

    ``people`` is with how many others they stay together, or how many share their screen.
    """

    meetup: int
    kind: Kind
    title: Typed
    people: int


async def of_person(db: Queries, person: int) -> list[Fact]:
    """Return the seats, hosted tables, groups and shared screens of a person."""
    at = "SELECT p.meetup AS meetup, p.title AS title, 0 AS people"
    found = {
        Kind.SEAT: f"{at} FROM seats s JOIN places p ON p.id = s.place WHERE s.person = :person ORDER BY s.id",
        Kind.TRANSFER: f"{at} FROM transfers t JOIN places p ON p.id = t.place WHERE t.person = :person ORDER BY p.id",
        Kind.HOST: f"{at} FROM hosts h JOIN places p ON p.id = h.place WHERE h.person = :person ORDER BY p.id",
        Kind.TOGETHER: "SELECT t.meetup AS meetup, '' AS title, (SELECT count(*) - 1 FROM together o "
        "WHERE o.meetup = t.meetup AND o.party = t.party) AS people FROM together t WHERE t.person = :person",
        Kind.SCREEN: "SELECT meetup, name AS title, people FROM screens WHERE person = :person",
    }
    return [
        Fact(row["meetup"], kind, Typed(row["title"]), row["people"])
        for kind, query in found.items()
        for row in await db.all(query, person=person)
    ]


async def forget(db: Transaction, person: int) -> None:
    """Delete a person's seats, ways to another table, hosted tables, groups and shared screens."""
    for table in ("seats", "transfers", "hosts", "together", "screens"):
        await db.run(f"DELETE FROM {table} WHERE person = :person", person=person)


async def clear(db: Transaction, meetup: int) -> None:
    """Delete the seats, hosts and groups of a meetup that is over; how many people shared a screen is a figure."""
    await db.run(
        "DELETE FROM seats WHERE allotment IN (SELECT id FROM allotments WHERE meetup = :meetup)", meetup=meetup
    )
    for table in ("hosts", "transfers"):
        await db.run(
            f"DELETE FROM {table} WHERE place IN (SELECT id FROM places WHERE meetup = :meetup)", meetup=meetup
        )
    await db.run("DELETE FROM together WHERE meetup = :meetup", meetup=meetup)
