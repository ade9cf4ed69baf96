"""What a running bot does by itself: a sign of life every minute, and a copy of the database every night."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import __version__
from bot.settings import Settings
from bot.storage import pulse
from bot.storage.database import Database
from bot.storage.file import rotation
from bot.storage.people import choose_language
from bot.upkeep import SETTLE, TRY_AGAIN, Upkeep
from tests.evening import Evening
from tests.storage.files import made, room_for

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
EVENING = datetime(2026, 11, 24, 19, tzinfo=UTC)
NIGHT = datetime(2026, 11, 25, 3, tzinfo=UTC)  # 04:00 in Amsterdam


class Nights:
    """A bot that runs for days, with a clock that is set by hand."""

    def __init__(self, db: Database, folder: Path, **chosen: object) -> None:
        self.now = EVENING
        self.settings = Settings(
            _env_file=None,
            database=db.path,
            harvest_dir=folder / "oogst",
            **chosen,  # type: ignore[arg-type, call-arg]
        )
        self.db, self.upkeep = db, Upkeep(db, self.settings, lambda: self.now)

    async def at(self, now: datetime) -> None:
        """Look what is to be done at a moment."""
        self.now = now
        await self.upkeep.look()

    @property
    def copies(self) -> list[datetime]:
        """When the copies were made that are there."""
        return list(rotation.copies(self.settings.database, self.settings.backups).values())


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[Database]:
    """A database with a person in it."""
    found = await Database.open(await made(tmp_path / "meetups.sqlite3", 7))
    yield found
    await found.close()


async def test_every_night_one_copy_and_fourteen_stay(db: Database, tmp_path: Path) -> None:
    nights = Nights(db, tmp_path)
    for minutes in range(0, 20 * 24 * 60, 30):
        await nights.at(EVENING + timedelta(minutes=minutes))
    assert nights.copies == [NIGHT + timedelta(days=day) for day in range(20)][-14:]
    (copy, *_others) = rotation.copies(db.path, nights.settings.backups)
    with closing(sqlite3.connect(copy)) as there:
        assert there.execute("SELECT id FROM people").fetchall() == [(7,)]
    assert copy.parent == tmp_path / "kopieen"


async def test_a_night_that_was_missed_is_made_up_once_the_bot_has_settled(db: Database, tmp_path: Path) -> None:
    nights = Nights(db, tmp_path)
    await nights.at(EVENING + SETTLE - timedelta(seconds=1))
    assert nights.copies == []
    await nights.at(EVENING + SETTLE)
    await nights.at(EVENING + timedelta(hours=4))
    assert nights.copies == [EVENING + SETTLE]
    await nights.at(NIGHT)
    assert nights.copies == [EVENING + SETTLE, NIGHT]


async def test_how_often_when_and_where_can_be_chosen(db: Database, tmp_path: Path) -> None:
    never = Nights(db, tmp_path, backup_at="")
    await never.at(NIGHT + timedelta(hours=1))
    assert never.copies == []
    elsewhere = Nights(db, tmp_path, backup_at="5u15", backup_dir=str(tmp_path / "elders"), backup_keep=1)
    for hours in range(60):
        await elsewhere.at(EVENING + timedelta(hours=hours, minutes=15))
    assert elsewhere.copies == [datetime(2026, 11, 27, 4, 15, tzinfo=UTC)]
    assert not (tmp_path / "kopieen").exists()


@pytest.mark.parametrize("wrong", ["25:00", "vannacht", "04:00:00 UTC", "-1"])
def test_what_is_no_time_is_a_wrong_setting(wrong: str) -> None:
    with pytest.raises(ValueError, match="no time of day"):
        Settings(_env_file=None, backup_at=wrong)  # type: ignore[call-arg]


async def test_a_copy_that_can_not_be_made_is_told_and_tried_again(
    db: Database, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    nights = Nights(db, tmp_path)
    (tmp_path / "kopieen").write_text("geen map")
    await nights.at(NIGHT)
    failure = await pulse.failed_backup(db.read)
    assert failure is not None
    assert failure.at == NIGHT
    assert "De kopie kan niet naar" in failure.why
    assert [record.levelname for record in caplog.records if "nightly copy" in record.getMessage()] == ["ERROR"]
    (tmp_path / "kopieen").unlink()
    await nights.at(NIGHT + TRY_AGAIN - timedelta(seconds=1))
    assert nights.copies == []
    await nights.at(NIGHT + TRY_AGAIN)
    assert nights.copies == [NIGHT + TRY_AGAIN]
    assert await pulse.failed_backup(db.read) is None


async def test_a_full_disk_costs_no_earlier_copy_and_does_not_end_the_upkeep(db: Database, tmp_path: Path) -> None:
    async with db.transaction() as transaction:
        for person in range(10, 3000):
            await choose_language(transaction, person, "en", EVENING)
    nights = Nights(db, tmp_path, backup_keep=1)
    await nights.at(NIGHT)
    with room_for(48):
        await nights.at(NIGHT + timedelta(days=1))
    assert nights.copies == [NIGHT]
    await nights.at(NIGHT + timedelta(days=1, hours=2))
    assert nights.copies == [NIGHT + timedelta(days=1, hours=2)]


async def test_a_clock_that_was_wrong_once_does_not_stop_the_copies(db: Database, tmp_path: Path) -> None:
    nights = Nights(db, tmp_path)
    rotation.add(db.path, nights.settings.backups, 14, EVENING + timedelta(days=4000))
    (nights.settings.backups / "meetups-20261399T999999Z.sqlite3").write_text("van iemand")
    await nights.at(NIGHT)
    assert nights.copies == [NIGHT, EVENING + timedelta(days=4000)]


@pytest.mark.parametrize(
    "last, now, due",
    [
        (None, NIGHT, True),
        (NIGHT, NIGHT, False),
        (NIGHT - timedelta(seconds=1), NIGHT, True),
        (NIGHT - timedelta(days=1), NIGHT - timedelta(seconds=1), False),
        # In the night of 25 October 2026 the clock goes back, on 29 March 2026 it goes on.
        (datetime(2026, 10, 24, 2, tzinfo=UTC), datetime(2026, 10, 25, 2, 59, tzinfo=UTC), False),
        (datetime(2026, 10, 24, 2, tzinfo=UTC), datetime(2026, 10, 25, 3, tzinfo=UTC), True),
        (datetime(2026, 3, 28, 3, tzinfo=UTC), datetime(2026, 3, 29, 1, 59, tzinfo=UTC), False),
        (datetime(2026, 3, 28, 3, tzinfo=UTC), datetime(2026, 3, 29, 2, tzinfo=UTC), True),
    ],
)
def test_a_copy_is_due_once_the_night_has_come(last: datetime | None, now: datetime, due: bool) -> None:
    assert rotation.is_due(last, time(4), AMSTERDAM, now) is due


async def test_the_sign_of_life_says_how_the_bot_is(evening: Evening) -> None:
    bot = evening.bot
    upkeep = Upkeep(bot.db, bot.settings, bot.clock)
    started = bot.clock()
    await upkeep.look()
    assert await pulse.last(bot.db.read) == pulse.Pulse(started, started, __version__, None, None, 0)
    assert upkeep.of(bot) is bot
    await evening.env.advance_time(90)
    await upkeep.look()
    told = await pulse.last(bot.db.read)
    assert told is not None
    assert (told.at - told.started).total_seconds() >= 90
    assert told.connected_since == bot.connected_since is not None
    assert told.servers == 1
    await bot.on_disconnect()
    await upkeep.look()
    told = await pulse.last(bot.db.read)
    assert told is not None
    assert (told.connected_since, told.servers) == (None, 0)


async def test_a_copy_that_was_broken_off_is_swept_away(db: Database, tmp_path: Path) -> None:
    nights = Nights(db, tmp_path)
    nights.settings.backups.mkdir()
    left = nights.settings.backups / ".meetups-20261124T030000Z.sqlite3.4242"
    left.write_text("wat mensen zeiden")
    before = await asyncio.to_thread(lambda: left.stat().st_mtime)
    await nights.at(datetime.fromtimestamp(before, UTC) + timedelta(days=2))
    assert not left.exists()
