"""kill -9 while a team puts its dots, while they are counted, and while somebody confirms a commitment."""

import sqlite3
from collections import Counter
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.bench.standin import StandIn, until
from tests.bench.tables import Tables

pytestmark = pytest.mark.bench(seconds=110)

SCHOOL = """
titel: School
soort: school
blokken:
  - {titel: Ambities, soort: oogst, duur: 1 uur, vraagt: [ambitie, toezegging]}
  - {titel: Stippen, soort: plenair, duur: 1 uur, stippen: {per persoon: 3, kiezen: 1}}
  - {titel: Plan, soort: oogst, duur: 1 uur, vraagt: [actie], toon: {soort: [actie], groeit: ja}}
"""


def rows(tables: Tables, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(tables.bot.database)) as db:
        return db.execute(query).fetchall()


async def test_every_dot_that_was_answered_counts_and_the_choice_is_told_once(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot", SCHOOL)
        people, bot, moderator = tables.people, tables.bot, standin.moderator
        team = [standin.new_member(f"collega{number}") for number in range(6)]
        try:
            await tables.begin()
            await bot.start()
            plenary = standin.channel("grote-zaal")
            for number, person in enumerate(team[:3]):
                said = await people.slash(person, plenary, "ambitie", tekst=f"ambitie {number}")
                assert "Bewaard" in said.text
            await people.slash(moderator, tables.moderators, "meetup volgende")
            await until(lambda: any("Iedereen heeft 3 stippen" in post for post in standin.posts(plenary)))
            answered: Counter[int] = Counter()
            tried: Counter[int] = Counter()
            ids = [id for (id,) in rows(tables, "SELECT id FROM contributions ORDER BY id")]
            for turn in range(3):
                for number, person in enumerate(team):
                    tried[person] += 1
                    on = ids[0] if number < 4 else ids[1 + turn % 2]
                    if number == 3:
                        await bot.kill()  # the press of this person goes nowhere
                    with suppress(TimeoutError):
                        people.patience = 1.0 if number == 3 else 10.0
                        said = await people.press(person, plenary, f"stip:op:{on}")
                        answered[person] += "🔴" in said.text
                    if number == 3:
                        await bot.start()
            assert answered.total() >= 12
            kept = Counter(
                {
                    int(str(person)): int(str(n))
                    for person, n in rows(tables, "SELECT person, sum(dots) FROM dots GROUP BY person")
                }
            )
            assert all(answered[person] <= kept[person] <= tried[person] for person in team), (answered, kept)
            await bot.kill()
            await tables.dies("during")  # while what was chosen is told
            with suppress(TimeoutError):
                await people.slash(moderator, tables.moderators, "meetup volgende")
            await tables.dead()
            await bot.start()
            await until(lambda: any("🎯 ambitie 0" in post for post in standin.posts(plenary)))
            await bot.kill()
            await bot.start()
            await until(lambda: bool(tables.told("De stippen zijn geteld")))
            assert sum("## Hier gaan we voor" in post for post in standin.posts(plenary)) == 1
            assert len(tables.told("De stippen zijn geteld")) == 1
            (chosen,) = rows(tables, 'SELECT count(*) FROM contributions WHERE details LIKE \'%"chosen": "1"%\'')
            assert chosen == (1,)
        finally:
            await bot.kill()
    assert bot.errors == []


async def test_a_confirmation_that_was_answered_holds_and_the_question_goes(tmp_path: Path) -> None:
    async with StandIn().listening() as standin:
        tables = Tables(standin, tmp_path / "bot", SCHOOL)
        people, bot, moderator = tables.people, tables.bot, standin.moderator
        person = standin.new_member("wethouder")
        try:
            await tables.begin()
            plenary = standin.channel("grote-zaal")
            await tables.dies("during")  # while the question is asked
            with suppress(TimeoutError):
                form = {"custom_id": f"bijdrage:voor:toezegging:{person}"}
                await people.submit(moderator, plenary, form, tekst="elke school een brugleerkracht")
            await tables.dead()
            await bot.start()
            await until(lambda: any("Klopt het?" in post for post in standin.posts(plenary)))
            assert sum("Klopt het?" in post for post in standin.posts(plenary)) == 1
            (id,) = rows(tables, "SELECT id FROM contributions")[0]
            said = await people.press(person, plenary, f"toezegging:klopt:{id}")
            assert "brugleerkracht" in said.text
            await bot.kill()
            await bot.start()
            await until(lambda: not any("Klopt het?" in post for post in standin.posts(plenary)))
            (details,) = rows(tables, "SELECT details FROM contributions")[0]
            assert '"confirmed": "1"' in str(details)
        finally:
            await bot.kill()
    assert bot.errors == []
