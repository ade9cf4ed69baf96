"""A process that is killed in the middle of a meetup, and started again."""

import json
from pathlib import Path

import pytest

from tests.bench.beginning import begin
from tests.bench.people import People
from tests.bench.process import TOKEN, BotProcess
from tests.bench.standin import StandIn, until

pytestmark = pytest.mark.bench(seconds=5)


async def test_a_killed_process_goes_on_and_ends_well(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        people, bot = People(standin), BotProcess(standin, tmp_path)
        moderator, noor = standin.moderator, standin.noor
        try:
            plenary, moderators = await begin(standin, people, bot)
            await people.chat(noor, plenary, "#morgen ga ik bellen")
            assert "Bewaard" in (await people.slash(noor, plenary, "morgen", tekst="ga ik mailen")).text
            await until(lambda: "" in standin.posts(moderators))  # the panel: laid out in parts, so without content

            await bot.kill()
            missed = standin.backend.create_message(plenary, noor, "#nodig tijd")
            before = standin.posts(plenary), standin.posts(moderators)
            await bot.start()
            await until(lambda: bool(missed.reactions))  # said while nobody listened, and found
            assert "Bewaard" in (await people.slash(noor, plenary, "idee", tekst="samen koken")).text
            assert (standin.posts(plenary), standin.posts(moderators)) == before
            assert "duurt nu tot" in (await people.slash(moderator, moderators, "meetup verleng", minuten=5)).text
            status = await people.slash(moderator, moderators, "meetup status")
            assert "#morgen 2, #nodig 1, #werkt 0, #idee 1" in status.text

            assert "De oogst staat hier" in (await people.slash(moderator, moderators, "oogst export")).text
            (harvest,) = (tmp_path / "oogst").rglob("oogst.json")
            assert len(json.loads(harvest.read_bytes())["contributions"]) == 4
            assert await bot.end() == 0
        finally:
            await bot.kill()
    assert "Traceback" not in bot.log
    assert TOKEN not in bot.log
    assert "bellen" not in bot.log
