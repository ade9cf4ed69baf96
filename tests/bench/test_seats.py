"""kill -9 around the preview of a division, and while people are moved to their tables."""

from contextlib import suppress
from pathlib import Path

import pytest

from tests.bench.standin import StandIn, until
from tests.bench.tables import TABLES, Tables

pytestmark = pytest.mark.bench(seconds=37)


# Only one of the four moments of ``WHENS``, because each takes as long as the moving; all four have been tried.
@pytest.mark.parametrize("when", ["during"])
async def test_a_killed_bot_shows_one_preview_and_brings_everybody(tmp_path: Path, when: str) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot")
        people, bot, moderator = tables.people, tables.bot, standin.moderator
        crowd = [standin.new_member(f"deelnemer{number}") for number in range(12)]
        try:
            await tables.open()
            voice = standin.channel("Praatzaal")
            for person in crowd:
                people.join(person, voice)
            await tables.dies(when)
            with suppress(TimeoutError):
                await people.slash(moderator, tables.moderators, "ruimtes verdeel")
            await tables.dead()
            await bot.start()
            await until(lambda: len(tables.told("Voorstel")) == 1)
            await bot.kill()
            await tables.dies(when)
            with suppress(TimeoutError):
                await people.press(moderator, tables.moderators, "verdeling:bevestig:1")
            await tables.dead()
            await bot.start()
            await until(lambda: not people.in_voice(voice))
            seated = [people.in_voice(standin.channel(table)) for table in TABLES]
            assert sorted(person for table in seated for person in table) == sorted(crowd)
            assert [len(table) for table in seated] == [6, 6]
            await until(lambda: bool(tables.told("is aan tafel")))
            assert len(tables.told("Voorstel")) == 1
            assert len(tables.told("breng mensen nu naar hun tafel")) == 1
            plenary = standin.posts(standin.channel("grote-zaal"))
            assert sum("Iedereen heeft een tafel bij" in text for text in plenary) == 1
        finally:
            await bot.kill()
    assert bot.errors == []
