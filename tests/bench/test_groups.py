"""kill -9 while groups at once begin, and while people come back from them."""

import re
from contextlib import suppress
from pathlib import Path

import pytest

from tests.bench.standin import StandIn, until
from tests.bench.tables import Tables

pytestmark = pytest.mark.bench(seconds=110)

PLENARY = """
titel: Tafels
soort: eigen
blokken:
  - {titel: Welkom, soort: plenair, duur: 1 uur}
"""


async def test_a_killed_bot_brings_everybody_into_a_group_and_back(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot", PLENARY)
        people, bot, moderator = tables.people, tables.bot, standin.moderator
        crowd = [standin.new_member(f"deelnemer{number}") for number in range(9)]
        try:
            await tables.begin()
            voice = standin.channel("Praatzaal")
            for person in crowd:
                people.join(person, voice)
            await tables.dies("during")
            with suppress(TimeoutError):
                await people.slash(moderator, tables.moderators, "ruimtes nu", grootte=4, minuten=1)
            await tables.dead()
            await bot.start()
            await until(lambda: not people.in_voice(voice), 90)
            groups = [standin.channel(f"Groepje {number}") for number in (1, 2, 3)]
            assert sorted(len(people.in_voice(group)) for group in groups) == [3, 3, 3]
            await bot.kill()
            await bot.start()
            await until(lambda: sorted(people.in_voice(voice)) == sorted(crowd), 100)
            for group in groups:
                posts = standin.posts(group)
                assert len(posts) == len(set(posts)), posts
                assert sum(bool(re.match("## Groepje", text)) for text in posts) == 1
        finally:
            await bot.kill()
    assert bot.errors == []
