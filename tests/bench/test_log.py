"""The log of the process at level DEBUG."""

from pathlib import Path

import pytest

from tests.bench.people import People
from tests.bench.process import TOKEN, BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=4)


async def test_the_log_of_the_process_tells_nobodys_words_also_at_debug(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOG_LEVEL", "DEBUG")
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        try:
            await bot.start()
            await until(lambda: bool(standin.backend.commands.get(None)))
            options = {"programma": "eigen-meetup", "titel": "Zomerfeest", "start": "nu"}
            await people.slash(standin.moderator, standin.lobby, "meetup plan", **options)
            plenary, moderators = standin.channel("grote-zaal"), standin.channel("moderatoren")
            await people.slash(standin.moderator, moderators, "meetup start")
            await until(lambda: any("🎬" in text for text in standin.posts(plenary)))
            await people.chat(standin.noor, plenary, "#morgen maak ik bramenjam")
            await people.slash(standin.noor, plenary, "nodig", tekst="bramen")
            await people.slash(standin.moderator, moderators, "oogst export")
            assert await bot.end() == 0
        finally:
            await bot.kill()
    assert "welcome of block 0 done" in bot.log
    for word in (TOKEN, "bramen", "Noor", "Zomerfeest", "Traceback"):
        assert word not in bot.log
