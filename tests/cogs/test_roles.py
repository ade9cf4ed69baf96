"""Who are you in education? Asked once, told with one tap, changed and taken back whenever one likes."""

import csv
import json

import pytest
import simcord
from openpyxl import load_workbook

from bot.core.people.roles import Role
from bot.harvest.gathering import gather
from bot.storage import people
from bot.storage.harvests import RoleCount
from tests.at_wall import share
from tests.evening import Evening, answer
from tests.safety.doors import Visitor


async def test_a_role_is_told_with_one_tap_and_changed_with_another(evening: Evening) -> None:
    await evening.begin()
    asked = await evening.noor.slash(await evening.plenary, "mijn functie")
    assert "Wie ben jij in het onderwijs?" in answer(asked)
    assert asked.response is not None
    assert asked.response.flags.ephemeral
    assert "leerkracht" in answer(await evening.noor.click(asked.response, label="Leerkracht"))
    ids = [evening.noor.id, evening.sem.id]
    assert await people.roles_of(evening.bot.db.read, ids) == {evening.noor.id: Role.TEACHER}
    await evening.noor.click(asked.response, label="Wethouder")
    assert await people.roles_of(evening.bot.db.read, ids) == {evening.noor.id: Role.ALDERMAN}


async def test_rather_not_is_an_answer_and_takes_back_what_was_told(evening: Evening) -> None:
    asked = await evening.noor.user.slash("mijn functie")
    assert asked.response is not None
    await evening.noor.user.click(asked.response, label="Ouder")
    assert "jouw functie: ouder" in answer(await evening.noor.user.slash("mijn gegevens"))
    assert "Prima" in answer(await evening.noor.user.click(asked.response, label="Zeg ik liever niet"))
    assert await people.roles_of(evening.bot.db.read, [evening.noor.id]) == {}
    assert await people.was_asked_role(evening.bot.db.read, evening.noor.id)
    assert "dat zeg je liever niet" in answer(await evening.noor.user.slash("mijn gegevens"))


async def test_a_language_and_a_role_do_not_stand_in_each_others_way(evening: Evening) -> None:
    asked = await evening.noor.user.slash("mijn functie")
    assert asked.response is not None
    await evening.noor.user.click(asked.response, label="Jongere")
    await evening.noor.user.slash("mijn taal", taal="en")
    assert await people.role_of(evening.bot.db.read, evening.noor.id) is Role.YOUTH
    assert "Who are you" in answer(await evening.noor.user.slash("mijn functie"))


QUESTION = "Wie ben jij in het onderwijs?"


async def test_one_question_at_a_time_it_is_asked_after_the_choice_for_the_wall_and_not_again(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    first = await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen")
    assert QUESTION not in answer(first)
    assert first.response is not None
    chosen = await evening.noor.click(first.response, label="Zonder naam")
    assert chosen.response is not None
    assert chosen.response.id == first.response.id  # in its place: no second message about the same
    (asked,) = chosen.followups
    assert QUESTION in asked.content
    assert asked.flags.ephemeral
    once_more = await evening.noor.click(first.response, label="Anders kiezen")
    assert once_more.response is not None
    assert QUESTION not in answer(await evening.noor.click(once_more.response, label="Met mijn naam"))
    assert QUESTION not in answer(await evening.noor.slash(plenary, "idee", tekst="samen koken"))
    await evening.noor.click(asked, label="Zeg ik liever niet")
    await evening.pass_time(hours=2)
    await evening.begin_harvest()
    again = await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik weer bellen")
    assert "Bewaard" in answer(again)
    assert again.response is not None
    assert QUESTION not in answer(await evening.noor.click(again.response, label="Liever niet"))


async def test_the_welcome_has_a_button_for_it(evening: Evening) -> None:
    await evening.begin()
    plenary = await evening.plenary
    welcome = evening.last_panel(plenary, "functie:vraag")
    asked = await evening.noor.click(welcome, label="Wie ben jij?")
    assert QUESTION in answer(asked)
    assert asked.response is not None
    await evening.restart()
    assert "schoolleider" in answer(await evening.noor.click(asked.response, label="Schoolleider"))


async def test_who_brings_in_something_where_names_are_hidden_is_not_asked(evening: Evening) -> None:
    await evening.plan()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.command("meetup start")
    plenary = await evening.plenary
    saved = await evening.noor.slash(plenary, "morgen", tekst="ga ik bellen")
    assert saved.response is not None
    assert QUESTION not in answer(await evening.noor.click(saved.response, label="Zonder naam"))


async def test_an_answer_that_discord_does_not_let_us_follow_stays_an_answer(evening: Evening) -> None:
    await evening.begin_harvest()
    saved = await evening.noor.slash(await evening.plenary, "morgen", tekst="ga ik bellen")
    assert saved.response is not None
    evening.env.inject_error("POST", "/webhooks/*/*", status=503, times=10)
    said = answer(await evening.noor.click(saved.response, label="Met mijn naam"))
    assert "Genoteerd" in said
    assert "mis" not in said


# ---------------------------------------------------------------------- in the harvest


async def exported(evening: Evening) -> list[list[str | None]]:
    """The roles in json, csv and xlsx, as a real reader finds them."""
    await evening.command("oogst export")
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.json")
    rows = list(csv.DictReader(path.with_name("oogst.csv").read_text("utf-8-sig").splitlines(), delimiter=";"))
    sheet = load_workbook(path.with_name("oogst.xlsx"))["Bijdragen"]
    header, *cells = sheet.iter_rows(values_only=True)
    column = header.index("Functie")
    return [
        [item["role"] for item in json.loads(path.read_bytes())["contributions"]],
        [row["Functie"] or None for row in rows],
        [None if row[column] is None else str(row[column]) for row in cells],
    ]


async def tell(evening: Evening, who: simcord.MemberActor, label: str) -> None:
    asked = await who.user.slash("mijn functie")
    assert asked.response is not None
    await who.user.click(asked.response, label=label)


async def test_the_role_is_in_every_file_as_it_is_now_and_goes_when_it_is_taken_back(evening: Evening) -> None:
    await evening.begin_harvest()
    plenary = await evening.plenary
    await evening.noor.send(plenary, "#morgen ga ik bellen")
    await evening.sem.send(plenary, "#morgen ga ik mailen")
    await tell(evening, evening.noor, "Wethouder")
    await share(evening, evening.noor, "Met mijn naam")
    assert await exported(evening) == [["wethouder", None]] * 3
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.md")
    assert "Naar functie, van wie die noemde: wethouder één mens (één bijdrage)." in path.read_text("utf-8")
    assert "— Noor, wethouder" in path.read_text("utf-8")
    await tell(evening, evening.noor, "Zeg ik liever niet")
    assert await exported(evening) == [[None, None]] * 3
    assert "wethouder" not in path.read_text("utf-8")


async def test_where_names_are_hidden_no_role_is_exported(evening: Evening) -> None:
    await evening.plan()
    async with evening.bot.db.transaction() as db:
        await db.run("UPDATE meetups SET shows_names = 0")
    await evening.command("meetup start")
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen")
    await tell(evening, evening.noor, "Wethouder")
    assert await exported(evening) == [[None]] * 3
    (path,) = evening.bot.settings.harvest_dir.rglob("oogst.md")
    assert "wethouder" not in path.read_text("utf-8")


async def test_a_harvest_without_names_has_no_role_either(evening: Evening) -> None:
    await evening.begin_harvest()
    await evening.noor.send(await evening.plenary, "#morgen ga ik bellen #nodig tijd")
    await tell(evening, evening.noor, "Wethouder")
    async with gather(evening.bot.db.read, await evening.meetup(), evening.bot.clock()) as harvest:
        nameless = harvest.without_names()
        assert [(item.author, item.role) for item in nameless.contributions] == [(None, None)] * 2
        assert nameless.roles == {}
        assert harvest.roles == {Role.ALDERMAN: RoleCount(people=1, contributions=2)}


async def test_nobody_is_asked_by_a_role_that_is_none(evening: Evening) -> None:
    await evening.begin()
    visitor = Visitor(evening, evening.noor, await evening.plenary)
    await visitor.press("functie:koning")
    assert not await people.was_asked_role(evening.bot.db.read, evening.noor.id)


@pytest.mark.parametrize("count", [0, 1, 1000])
async def test_the_roles_of_any_number_of_people(evening: Evening, count: int) -> None:
    async with evening.bot.db.transaction() as db:
        for person in range(1, count + 1):
            await people.choose_role(db, person, Role.PARENT if person % 2 else None, evening.now)
    found = await people.roles_of(evening.bot.db.read, range(1, count + 1))
    assert len(found) == (count + 1) // 2
