"""kill -9 while people are asked how it went, a week after the evening: each is asked, and once."""

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=40)

# Around the act, after each of its calls (opening the channel, the message), and after it is marked as done.
KILLS: list[Mapping[str, Any]] = [
    {"when": "before"},
    {"when": "during", "request": 1},
    {"when": "during", "request": 2},
    {"when": "after"},
    {"when": "marked"},
]


def reminders(bot: BotProcess) -> list[tuple[int, datetime, str]]:
    """The questions that wait: the id of the cue, its moment and its contribution; soonest first."""
    with closing(sqlite3.connect(bot.database)) as db:
        rows = db.execute("SELECT id, due, note FROM cues WHERE kind = 'follow up' AND state = 'todo' ORDER BY due")
        return [(id, datetime.fromtimestamp(due / 1000, UTC), note) for id, due, note in rows]


def is_done(bot: BotProcess, cue: int) -> bool:
    """Whether a question waits no more."""
    return cue not in {id for id, *_rest in reminders(bot)}


def asked(standin: StandIn, person: int) -> list[str]:
    """The questions in somebody's direct messages."""
    channel = standin.backend.dm_channels.get(person)
    return [text for text in standin.posts(channel) if "Hoe ging het?" in text] if channel else []


async def test_who_wanted_to_be_asked_is_asked_once_however_the_bot_is_killed(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path / "bot")
        group = [standin.new_member(f"docent{number}") for number in range(len(KILLS))]
        try:
            plenary, moderators = await begin(standin, people, bot)
            for number, person in enumerate(group, start=1):
                said = await people.slash(person, plenary, "morgen", tekst=f"bel ik ouder {number}")
                # Who may read it at meetup 1, the role, and then the question whether to ask.
                for id in ("lezen:anoniem:1", "functie:geen", f"terugblik:over:week:{number}"):
                    await until(partial(people.finds, plenary, id, said.message))
                    await people.press(person, plenary, id)
            await people.slash(standin.moderator, moderators, "meetup stop")
            await bot.kill()
            waiting = reminders(bot)
            assert len(waiting) == len(group)
            for kill, (cue, due, note) in zip(KILLS, waiting, strict=True):
                person = group[int(note) - 1]
                standin.clock.shift += due + timedelta(seconds=1) - standin.clock.now()
                await bot.start(kill={"point": "cue", "cue": cue, **kill}, connected=False)
                await until(lambda: not bot.is_running)
                await bot.start()
                await until(partial(asked, standin, person))
                await until(partial(is_done, bot, cue))
                await bot.kill()
            assert [len(asked(standin, person)) for person in group] == [1] * len(group)
            late = "alarm: late"  # it was away when people were to be asked
            assert [line for line in bot.errors if late not in line] == []
        finally:
            await bot.kill()
