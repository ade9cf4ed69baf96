"""What needs somebody is told once, where a server chose, and so is that it is over."""

import logging
import sqlite3
from contextlib import closing
from typing import Any

import pytest

from bot.features.checks import machine
from bot.storage import memory, servers
from bot.upkeep import SETTLE, TRY_AGAIN, Upkeep
from tests.evening import Evening, answer
from tests.setting_up import admin_of

HELLO = "🔔 Hier vertel ik"


class Alarmed:
    """A server with a channel for alarms, somebody who manages it, and a bot that looks after itself."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        self.admin = admin_of(evening)
        self.channel = evening.guild.create_text_channel("beheer")
        self.upkeep = Upkeep(evening.bot.db, evening.bot.settings, evening.bot.clock)
        self.upkeep.of(evening.bot)

    async def choose(self, **words: Any) -> str:
        """Give the command; returns the answer."""
        return answer(await self.admin.slash(self.evening.lobby, "meetup alarm", **words))

    async def look(self, minutes: int = 1) -> list[str]:
        """Let minutes pass, and look after each; returns what stands in the channel."""
        for _minute in range(minutes):
            await self.evening.env.advance_time(60)
            await self.upkeep.look()
        return [message.content for message in self.channel.history()]

    def make_late(self, cues: int) -> None:
        """Have so many moments of the meetup be long past, and not dealt with."""
        with closing(sqlite3.connect(self.evening.bot.settings.database)) as db:
            db.execute(
                "UPDATE cues SET due = 0, not_before = NULL WHERE id IN "
                "(SELECT id FROM cues WHERE state = 'todo' AND kind IN ('begin', 'prompt') ORDER BY id LIMIT :cues)",
                {"cues": cues},
            )
            db.commit()


@pytest.fixture
async def alarmed(evening: Evening) -> Alarmed:
    """A server that chose its channel."""
    found = Alarmed(evening)
    assert "vertel ik één keer in" in await found.choose(kanaal=found.channel)
    return found


async def test_a_disk_that_gets_full_is_told_once_and_so_is_that_it_has_room(
    alarmed: Alarmed, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (hello,) = await alarmed.look(3)
    assert hello.startswith(HELLO)
    with caplog.at_level(logging.INFO), monkeypatch.context() as full:
        full.setattr(machine, "ROOM_ON_DISK", 10**15)
        told = await alarmed.look(5)
    assert len(told) == 2
    assert told[1].startswith("🚨 Schijf: ")
    assert (await alarmed.look(3))[2:] == ["✓ Er is weer ruimte op de schijf."]
    logged = [record.getMessage() for record in caplog.records if record.getMessage().startswith("alarm")]
    assert logged == ["alarm: disk"]
    assert await memory.alarms(alarmed.evening.bot.db.read) == {}


async def test_it_is_not_told_again_after_a_restart(alarmed: Alarmed, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ROOM_ON_DISK", 10**15)
    before = await alarmed.look()
    assert len(before) == 2
    await alarmed.evening.restart()
    bot = alarmed.evening.bot
    alarmed.upkeep = Upkeep(bot.db, bot.settings, bot.clock)
    alarmed.upkeep.of(bot)
    await alarmed.evening.env.advance_time(7200)
    assert await alarmed.look(2) == before


async def test_a_copy_that_fails_and_is_made_later(alarmed: Alarmed) -> None:
    settings = alarmed.evening.bot.settings
    settings.backups.write_text("geen map")
    await alarmed.evening.env.advance_time(SETTLE.total_seconds())
    told = await alarmed.look(2)
    assert [text[:39] for text in told[1:]] == ["🚨 De kopie van vannacht is mislukt. Vra"]
    settings.backups.unlink()
    await alarmed.evening.env.advance_time(TRY_AGAIN.total_seconds())
    assert (await alarmed.look(2))[2:] == ["✓ Er is weer een kopie gemaakt."]


async def test_a_moment_that_comes_late_is_told_to_its_own_server(alarmed: Alarmed) -> None:
    evening = alarmed.evening
    elsewhere = evening.env.create_guild("elders")
    other = elsewhere.create_text_channel("beheer")
    async with evening.bot.db.transaction() as db:
        await servers.save(db, servers.Server(elsewhere.id, alarm_channel=other.id))
    await evening.begin()
    assert len(await alarmed.look(0)) == 1
    alarmed.make_late(2)
    await alarmed.upkeep.look()
    told = await alarmed.look(0)
    assert len(told) == 2
    assert told[1].startswith("🚨 Proefavond: 2 momenten zijn meer dan een minuut te laat.")
    await evening.run_due()
    await alarmed.upkeep.look()
    assert (await alarmed.look(0))[2:] == ["✓ Proefavond: er is niets meer te laat."]
    assert other.history() == []


async def test_a_channel_that_refuses_or_is_gone_costs_nothing_and_is_tried_again(
    alarmed: Alarmed, monkeypatch: pytest.MonkeyPatch
) -> None:
    evening = alarmed.evening
    monkeypatch.setattr(machine, "ROOM_ON_DISK", 10**15)
    evening.env.inject_error("POST", f"/channels/{alarmed.channel.id}/messages", status=403, code=50013, times=2)
    assert len(await alarmed.look(2)) == 1
    assert len(await alarmed.look(1)) == 2
    evening.env.backend.delete_channel(alarmed.channel.id)
    await evening.env.settle()
    monkeypatch.undo()
    await evening.env.advance_time(60)
    await alarmed.upkeep.look()
    assert await memory.alarms(evening.bot.db.read) == {}


async def test_without_a_channel_only_the_log_hears_it(evening: Evening, monkeypatch: pytest.MonkeyPatch) -> None:
    quiet = Alarmed(evening)
    monkeypatch.setattr(machine, "ROOM_ON_DISK", 10**15)
    assert await quiet.look(2) == []
    assert "Niemand op deze server" in await quiet.choose()
    # Whoever chooses a channel while something is the matter hears of it at once.
    assert f"<#{quiet.channel.id}>" in await quiet.choose(kanaal=quiet.channel)
    assert len(await quiet.look(2)) == 2
    assert f"<#{quiet.channel.id}>" in await quiet.choose()
    assert "Niemand op deze server" in await quiet.choose(uit=True)
    monkeypatch.undo()
    assert len(await quiet.look(2)) == 2


async def test_a_channel_where_it_may_not_write_is_refused(evening: Evening) -> None:
    quiet = Alarmed(evening)
    evening.env.inject_error("POST", f"/channels/{quiet.channel.id}/messages", status=403, code=50001, times=1)
    assert "Ik kan niet schrijven in" in await quiet.choose(kanaal=quiet.channel)
    assert (await servers.get(evening.bot.db.read, evening.guild.id)).alarm_channel is None


async def test_only_who_manages_the_server_chooses(evening: Evening) -> None:
    said = answer(await evening.moderator.slash(evening.lobby, "meetup alarm"))
    assert "Server beheren" in said


async def test_the_other_choices_of_the_server_leave_it(alarmed: Alarmed) -> None:
    await alarmed.admin.slash(alarmed.evening.lobby, "meetup instellen", bewaren=90)
    chosen = await servers.get(alarmed.evening.bot.db.read, alarmed.evening.guild.id)
    assert (chosen.keep_days, chosen.alarm_channel) == (90, alarmed.channel.id)
