"""Who was where, how long, and how many at once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.core.kinds import ContributionKind, Source
from bot.core.people.contributions import Contribution, ThemeSource
from bot.core.words.typed import Typed
from bot.storage import adding, attendance, contributions
from bot.storage.attendance import Stay
from bot.storage.database import Database

MEETUP, FIRST, SECOND, FREE, LATER, PLENARY = 1, 1, 2, 3, 4, 5
NOOR, SEM = 7, 8
START = datetime(2026, 11, 24, 19, tzinfo=UTC)


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """A meetup with three tables in its first break-out, one in its second, and a plenary."""
    database = await Database.open(tmp_path / "a.sqlite3")
    async with database.transaction() as transaction:
        await transaction.run(
            "INSERT INTO meetups (id, server, title, place, kind, language, shows_names, state, planned_start, "
            "programme, planned_by) VALUES (1, 1, 't', '', 'meetup', 'nl', 1, 'live', 0, '{}', 1)"
        )
        for id, kind, block, theme in (
            (FIRST, "room", 1, "taal"),
            (SECOND, "room", 1, "armoede"),
            (FREE, "room", 1, None),
            (LATER, "room", 3, "identiteit"),
            (PLENARY, "voice", None, None),
        ):
            await transaction.run(
                "INSERT INTO places (id, meetup, kind, block, number, title, theme, channel) "
                "VALUES (:id, 1, :kind, :block, 0, 'Tafel ' || :id, :theme, 900 + :id)",
                id=id, kind=kind, block=block, theme=theme,
            )  # fmt: skip
    yield database
    await database.close()


def at(minutes: float) -> datetime:
    return START + timedelta(minutes=minutes)


async def walk(db: Database, *steps: tuple[float, int | None], person: int = NOOR) -> None:
    """Be in these places from these minutes on; in none from a minute with None on."""
    async with db.transaction() as transaction:
        for minutes, place in steps:
            if place is None:
                await attendance.leave(transaction, MEETUP, person, at(minutes))
            else:
                await attendance.arrive(transaction, MEETUP, place, person, at(minutes))


async def said(db: Database, minutes: float, channel: int | None = 900 + PLENARY) -> Contribution:
    item = Contribution(
        0, MEETUP, ContributionKind("morgen"), Typed(f"bel ik {minutes}"), NOOR, Typed("Noor"), None, None,
        Source.COMMAND, at(minutes),
    )  # fmt: skip
    async with db.transaction(one_statement=True) as transaction:
        kept = await adding.add(transaction, item, 40, channel)
    assert kept is not None
    return kept


async def test_the_time_in_each_place_is_added_up(db: Database) -> None:
    await walk(db, (0, FIRST), (10, SECOND), (12, FIRST), (20, None), (25, PLENARY))
    stays = [stay for _meetup, stay in await attendance.of_person(db.read, NOOR)]
    assert stays == [
        Stay(Typed("Tafel 1"), timedelta(minutes=18), None),
        Stay(Typed("Tafel 2"), timedelta(minutes=2), None),
        Stay(Typed("Tafel 5"), timedelta(), at(25)),
    ]


async def test_how_many_were_in_a_place_at_once(db: Database) -> None:
    await walk(db, (0, FIRST), (10, SECOND))
    await walk(db, (12, FIRST), (13, SECOND), (14, FIRST), person=SEM)
    most = await attendance.most_per_place(db.read, MEETUP)
    assert (most[FIRST], most[SECOND], most[FREE]) == (1, 2, 0)
    assert (await attendance.people_per_place(db.read, MEETUP))[FIRST] == 2


async def test_what_nobody_saw_is_made_up_for(db: Database) -> None:
    await walk(db, (0, FIRST))
    await walk(db, (0, FIRST), person=SEM)
    async with db.transaction() as transaction:
        await attendance.correct(transaction, MEETUP, {(FIRST, SEM), (SECOND, NOOR)}, at(10))
        await attendance.correct(transaction, MEETUP, {(FIRST, SEM), (SECOND, NOOR)}, at(15))
    await walk(db, (30, None))
    stays = {stay.title.raw: stay.spent for _meetup, stay in await attendance.of_person(db.read, NOOR)}
    assert stays == {"Tafel 1": timedelta(minutes=10), "Tafel 2": timedelta(minutes=20)}
    ((_meetup, stay),) = await attendance.of_person(db.read, SEM)
    assert stay.since == START


@pytest.mark.parametrize(
    ("steps", "channel", "theme", "source"),
    [
        ([], PLENARY, None, None),
        ([(0, PLENARY)], PLENARY, None, None),
        ([(0, FIRST), (2, SECOND), (10, None)], PLENARY, "armoede", ThemeSource.TABLE),
        ([(0, FIRST), (9, SECOND), (10, None)], PLENARY, "taal", ThemeSource.TABLE),
        ([(0, FIRST), (1, SECOND)], PLENARY, "armoede", ThemeSource.TABLE),  # still there
        ([(0, FIRST), (30, LATER), (31, None)], PLENARY, "identiteit", ThemeSource.TABLE),
        ([(0, FREE), (9, FIRST), (10, None)], PLENARY, None, None),  # the table had no theme
        ([(0, FIRST), (10, None)], None, "taal", ThemeSource.TABLE),
        ([(0, FIRST), (9, SECOND)], SECOND, "armoede", ThemeSource.SAID),
        ([(0, FIRST), (9, FREE)], FREE, None, None),
        ([], FIRST, "taal", ThemeSource.SAID),
    ],
)
async def test_a_contribution_belongs_to_the_table_of_its_author(
    db: Database, steps: list[tuple[float, int | None]], channel: int | None, theme: str | None, source: ThemeSource
) -> None:
    await walk(db, *steps)
    item = await said(db, 40, channel and 900 + channel)
    assert (item.theme, item.theme_source) == (theme, source)
    assert await contributions.get(db.read, item.id) == item
    assert item.table == (Typed(f"Tafel {channel}") if channel in (FIRST, SECOND, FREE) else None)


async def test_somebody_elses_table_says_nothing(db: Database) -> None:
    await walk(db, (0, FIRST), (10, None), person=SEM)
    assert (await said(db, 40)).theme is None


async def test_a_shared_screen_speaks_for_as_many(db: Database) -> None:
    async with db.transaction() as transaction:
        await transaction.run("INSERT INTO screens (meetup, person, people) VALUES (1, :noor, 4)", noor=NOOR)
    assert (await said(db, 1)).people == 4
