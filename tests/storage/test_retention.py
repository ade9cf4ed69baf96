"""After the time of keeping, only numbers are left."""

from datetime import timedelta
from pathlib import Path

from bot.storage import attendance, contributions, intakes, joins, people, retention, servers
from bot.storage.database import Database
from tests.storage.columns import NOOR, NOW, NUMBERS, SEM, SERVER, everything


async def numbers(db: Database) -> tuple[object, ...]:
    """What the harvest counts."""
    return (
        await contributions.per_kind(db.read, 1),
        await attendance.people(db.read, 1),
        await attendance.people_per_place(db.read, 1),
        [len(found) for found in (await joins.of_contributions(db.read, [1, 2])).values()],
    )


async def test_after_the_time_of_keeping_only_numbers_are_left(db: Database, tmp_path: Path) -> None:
    counts = await numbers(db)
    assert await retention.expired(db.read, NOW + timedelta(days=365, seconds=-1)) == []
    due = await retention.expired(db.read, NOW + timedelta(days=365))
    assert due == [1, 2]
    async with db.transaction() as transaction:
        for meetup in due:
            await retention.empty(transaction, meetup, NOW)
        await intakes.forget_old(transaction, NOW + timedelta(days=365))  # of a school, and of no meetup
    await db.forget_log()
    left = list(everything(tmp_path / "a.sqlite3"))
    assert {column for column, value in left if value in (NOOR, SEM)} == {"people.id"}
    assert {value for column, value in left if column in ("contributions.text", "contributions.author_name")} == {""}
    assert {value for column, value in left if column == "follow_ups.line"} == {""}
    assert {value for column, value in left if column == "contributions.message"} == {None}
    assert not [column for column, _value in left if column in NUMBERS]
    raw = (tmp_path / "a.sqlite3").read_bytes()
    assert b"Noortje" not in raw
    assert SEM.to_bytes(8, "big") not in raw
    assert await numbers(db) == counts
    assert await retention.expired(db.read, NOW + timedelta(days=4000)) == []
    # A language goes a year after it was chosen, when nothing else is kept.
    for days, still in ((364, True), (366, False)):
        async with db.transaction() as transaction:
            await people.forget_unused(transaction, NOW + timedelta(days=days - 365))
        assert (await people.language(db.read, NOOR) is not None) is still


async def test_a_meetup_that_was_forgotten_is_emptied_and_one_that_runs_is_not(db: Database) -> None:
    late = NOW + timedelta(days=366)
    async with db.transaction() as transaction:
        await transaction.run("UPDATE meetups SET state = 'live', ended_at = NULL WHERE id = 1")
        await transaction.run("UPDATE meetups SET state = 'planned', ended_at = NULL, started_at = NULL WHERE id = 2")
    assert await retention.expired(db.read, late) == [2]
    async with db.transaction() as transaction:
        await transaction.run("UPDATE meetups SET state = 'paused', paused_at = planned_start WHERE id = 1")
    assert await retention.expired(db.read, late) == [1, 2]


async def test_a_server_may_shorten_what_people_were_told_and_not_lengthen_it(db: Database) -> None:
    async def kept_for(days: int) -> list[int]:
        async with db.transaction() as transaction:
            await servers.save(transaction, servers.Server(SERVER, keep_days=days))
        return [row["keep_days"] for row in await db.read.all("SELECT keep_days FROM meetups ORDER BY id")]

    assert await kept_for(1000) == [365, 365]
    assert await kept_for(30) == [30, 30]
    assert await kept_for(365) == [30, 30]
    assert await retention.expired(db.read, NOW + timedelta(days=30)) == [1, 2]
    assert (await servers.get(db.read, SERVER)).keep_days == 365
