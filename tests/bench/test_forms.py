"""kill -9 while people fill in a form, and in the middle of an intake: what was answered is kept, and nothing twice."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.bench.standin import StandIn
from tests.bench.tables import Tables

pytestmark = pytest.mark.bench(seconds=90)

PROGRAMME = """
titel: School
soort: school
formulieren:
  terug:
    titel: Hoe was het?
    naamloos: ja
    vragen: [{vraag: Wat neem je mee?, soort: tekst}]
blokken:
  - {titel: Terug, soort: oogst, duur: 1 uur, vraagt: [morgen], formulier: terug}
"""
FORM = {"custom_id": "formulier:ingevuld:1:0"}


def rows(tables: Tables, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tables.bot.database)) as db:
        return db.execute(query).fetchall()


async def test_every_answer_that_was_thanked_for_is_kept_and_each_person_has_one(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot", PROGRAMME)
        people, bot = tables.people, tables.bot
        group = [standin.new_member(f"docent{number}") for number in range(5)]
        thanked: dict[int, str] = {}
        tried: dict[int, list[str]] = {person: [] for person in group}
        try:
            await tables.begin()
            await bot.start()
            plenary = standin.channel("grote-zaal")
            for turn in range(4):
                for number, person in enumerate(group):
                    words = f"antwoord {number} van ronde {turn}"
                    tried[person].append(words)
                    is_killed = number == turn
                    if is_killed:
                        await bot.kill()
                    people.patience = 1.0 if is_killed else 10.0
                    with suppress(TimeoutError):
                        said = await people.submit(person, plenary, FORM, vraag0=words)
                        assert "Dank je wel" in said.text
                        thanked[person] = words
                    if is_killed:
                        await bot.start()
            await bot.kill()
            kept = {
                int(str(person)): str(value)
                for person, value in rows(
                    tables, "SELECT r.person, a.value FROM replies r JOIN answers a ON a.reply = r.id"
                )
            }
            assert kept.keys() == set(group)
            for person in group:
                since = tried[person].index(thanked[person])
                assert kept[person] in tried[person][since:], (thanked[person], kept[person])
            assert rows(tables, "SELECT count(*) FROM replies") == [(len(group),)]
        finally:
            await bot.kill()
    assert bot.errors == []


async def test_an_intake_goes_on_where_it_was(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot", PROGRAMME)
        people, bot, moderator = tables.people, tables.bot, standin.moderator
        try:
            await tables.begin()
            await bot.start()
            begun = await people.slash(moderator, standin.lobby, "meetup intake")
            assert "Intake" in begun.text
            ((id,),) = rows(tables, "SELECT id FROM intakes")
            first = {"custom_id": f"intake:invullen:{id}:0"}
            said = await people.submit(moderator, standin.lobby, first, school="De Wilg", people="31")
            assert "De Wilg" in said.text
            await bot.kill()
            with suppress(TimeoutError):
                people.patience = 1.0  # this one goes nowhere, and its author sees that
                second = {"custom_id": f"intake:invullen:{id}:1"}
                await people.submit(moderator, standin.lobby, second, hurts="tijd voor ouders")
            await bot.start()
            people.patience = 10.0
            again = await people.submit(moderator, standin.lobby, second, hurts="tijd voor ouders")
            assert "De Wilg" in again.text
            assert "tijd voor ouders" in again.text
            await bot.kill()
            await bot.start()
            resumed = await people.slash(moderator, standin.lobby, "meetup intake")
            assert rows(tables, "SELECT count(*) FROM intakes") == [(1,)]
            assert "De Wilg" in resumed.text
        finally:
            await bot.kill()
    assert bot.errors == []
