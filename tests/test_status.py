"""How the bot is, told to whoever looks after it by `status`, and to moderators by `/meetup status`."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot import __version__
from bot.content.texts import say
from bot.core.words.text import Refusal
from bot.features.checks import health
from bot.features.checks.findings import Finding
from bot.features.checks.health import CONNECTING, OLD, SILENT
from bot.storage import meetups
from bot.storage.file import rotation
from bot.upkeep import Upkeep
from tests.evening import Evening
from tests.process import bot as command


class Watched:
    """An evening whose bot looks after itself, and somebody who asks how it is."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.upkeep = Upkeep(evening.bot.db, evening.bot.settings, evening.bot.clock)
        self.upkeep.of(evening.bot)

    async def look(self, after: timedelta = timedelta()) -> tuple[bool, list[Finding]]:
        """Ask after some time in which the bot tells nothing: does it run, and what is found?"""
        settings, now = self.evening.bot.settings, self.evening.bot.clock() + after
        facts = await health.look(settings, now)
        return facts.runs(now), health.findings(facts, settings, now)

    async def runs(self, after: timedelta = timedelta()) -> bool:
        """Whether a bot runs."""
        return (await self.look(after))[0]

    async def needs_somebody(self) -> bool:
        """Whether somebody should look."""
        return any(finding.fine is False for finding in (await self.look())[1])

    async def told(self, after: timedelta = timedelta()) -> str:
        """The findings as somebody reads them."""
        return "\n".join(f"{finding.mark} {say(finding.text)}" for finding in (await self.look(after))[1])


@pytest.fixture
async def watched(evening: Evening) -> Watched:
    """A bot that has told how it is."""
    found = Watched(evening)
    await found.upkeep.look()
    return found


async def test_all_is_well(watched: Watched) -> None:
    settings = watched.evening.bot.settings
    rotation.add(settings.database, settings.backups, 14, watched.evening.bot.clock())
    assert await watched.runs()
    assert not await watched.needs_somebody()
    told = await watched.told()
    for part in (
        f"· Versies: bot {__version__}, database ",
        "✓ Discord: verbonden sinds ",
        ", één server. De bot draait sinds ",
        "· Meetups: er staat er geen gepland.",
        "· Schijf: ",
        "✓ Laatste kopie van de database: ",
    ):
        assert part in told


async def test_what_runs_and_what_is_planned_is_named_with_the_next_moment(watched: Watched) -> None:
    evening = watched.evening
    await evening.begin()
    (running,) = await meetups.unfinished(evening.bot.db.read)
    told = await watched.told()
    assert f"· Nu: {running.title.raw}, begonnen op " in told
    assert "· Volgende moment: " in told


async def test_a_bot_that_says_nothing_more_does_not_run(watched: Watched) -> None:
    assert await watched.runs(SILENT - timedelta(seconds=1))
    assert not await watched.runs(SILENT)
    assert "✗ Er draait geen bot op deze database, of hij hangt: het laatste levensteken is van " in await watched.told(
        SILENT
    )
    await watched.upkeep.end()
    assert not await watched.runs()
    assert "✗ Er draait geen bot op deze database. Start hem met `run`." in await watched.told()


async def test_no_connection_is_a_matter_for_somebody_after_a_while(watched: Watched) -> None:
    await watched.evening.bot.on_disconnect()
    await watched.upkeep.look()
    assert await watched.runs()
    assert not await watched.needs_somebody()
    assert "· Discord: geen verbinding." in await watched.told()
    await watched.evening.env.advance_time(CONNECTING.total_seconds())
    await watched.upkeep.look()
    assert await watched.needs_somebody()
    assert "✗ Discord: geen verbinding." in await watched.told()


async def test_what_comes_late_is_counted_for_both(watched: Watched) -> None:
    evening = watched.evening
    await evening.begin()
    assert "te laat" not in await watched.told()
    with closing(sqlite3.connect(evening.bot.settings.database)) as db:
        db.execute(
            "UPDATE cues SET state = 'todo', not_before = 0, due = due - 86400000 * 30 WHERE id IN "
            "(SELECT id FROM cues WHERE kind IN ('begin', 'prompt') AND state = 'todo' ORDER BY id LIMIT 2)"
        )
        db.commit()
    assert await watched.needs_somebody()
    assert "✗ 2 momenten zijn meer dan een minuut te laat." in await watched.told()


async def test_moderators_read_how_the_bot_is_connected(watched: Watched) -> None:
    evening = watched.evening
    await evening.begin()
    told = await evening.command("meetup status")
    assert "-# Verbonden met Discord sinds <t:" in told
    assert "te laat" not in told


async def test_a_copy_that_is_missing_or_failed_is_told(watched: Watched) -> None:
    settings, now = watched.evening.bot.settings, watched.evening.bot.clock()
    assert "· Er is nog geen kopie van de database." in await watched.told()
    rotation.add(settings.database, settings.backups, 14, now)
    assert "✓ Laatste kopie" in await watched.told(OLD)
    assert "✗ Laatste kopie" in await watched.told(OLD + timedelta(seconds=1))
    settings.backup_dir = str(settings.database)
    await watched.evening.env.advance_time(3 * 86400)
    await watched.upkeep.look()
    assert "✗ De kopie van vannacht is mislukt: De kopie kan niet naar" in await watched.told()
    settings.backup_at = ""
    assert "· De bot maakt uit zichzelf geen kopieën" in await watched.told()


async def test_without_a_database_there_is_nothing_to_tell(evening: Evening, tmp_path: Path) -> None:
    settings = evening.bot.settings.model_copy(update={"database": tmp_path / "nergens.sqlite3"})
    with pytest.raises(Refusal):
        await health.look(settings, evening.bot.clock())


async def test_the_command_ends_with_a_code_for_monitoring(watched: Watched, tmp_path: Path) -> None:
    none = command("status", cwd=tmp_path, DATABASE=str(tmp_path / "nergens.sqlite3"))
    assert (none.returncode, none.stdout) == (2, "")
    assert none.stderr.startswith("Er staat nog geen database op ")
    silent = command("status", cwd=tmp_path, DATABASE=str(watched.evening.bot.settings.database))
    assert silent.returncode == 2
    assert "Versies: bot" in silent.stdout
    assert "hij hangt" in silent.stderr
    assert "Traceback" not in silent.stderr
