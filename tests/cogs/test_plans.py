"""Ambitions, actions and answers: asked for by a block, filled in by form, with what stays open said and kept."""

from pathlib import Path

import openpyxl
import pytest

from bot.core.words.typed import Typed
from tests.contributing import stored
from tests.evening import Evening, answer, shown
from tests.planning import begin_asking, exported, fill_in, form, harvested, say_in_form


async def test_a_block_that_asks_has_lines_and_buttons_and_no_tag(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "ambitie", "actie")
    posts = "\n".join(await evening.posts(await evening.plenary))
    assert "Druk op een knop en schrijf het op:\n- 🎯 **Ambitie** …wat hier over een jaar waar is" in posts
    panel = evening.last_panel(await evening.plenary, "bijdrage:actie")
    opened = await evening.noor.click(panel, label="Onze actie …")
    assert opened.modal is not None
    assert opened.modal["title"] == "Actie"
    assert list(form(opened)[1]) == ["tekst", "owner", "due", "first_step", "measure"]
    said = answer(await evening.noor.submit_modal(opened, {"tekst": "Elke leerling spreken"}))
    assert "> Actie Elke leerling spreken" in said
    await evening.pass_time(seconds=30)
    assert "Actie 1" in shown(await evening.panel_message())


async def test_where_no_block_asks_it_is_refused_in_words_and_not_counted(evening: Evening) -> None:
    await evening.begin_harvest()
    said = answer(await evening.noor.slash(await evening.plenary, "ambitie", tekst="elk kind leest"))
    assert "wordt daar niet om gevraagd (Ambitie)" in said
    assert "> elk kind leest" in said  # to be sent as an idea
    assert await stored(evening) == []
    await evening.noor.slash(await evening.plenary, "idee", tekst="lezen")
    await evening.pass_time(seconds=30)
    assert "Ambitie" not in shown(await evening.panel_message())


async def test_an_action_has_its_details_in_the_answer_and_in_every_file(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "ambitie", "actie")
    said = await say_in_form(
        evening, evening.noor, "actie", tekst="gesprekken voeren", owner="*Truus* van de kantine", due="31 december",
        first_step="rooster maken", measure="elk kind is gesproken",
    )  # fmt: skip
    assert "> Wie pakt het op: \\*Truus\\* van de kantine" in said
    assert "> Wanneer klaar: <t:" in said
    assert ":D>" in said
    assert "Nog open" not in said
    folder = await harvested(evening)
    (item,) = exported(folder)
    day = item["details"].pop("due")
    assert day.endswith("-12-31")
    assert item["details"] == {
        "owner": "*Truus* van de kantine", "first_step": "rooster maken", "measure": "elk kind is gesproken",
    }  # fmt: skip
    book = openpyxl.load_workbook(folder / "oogst.xlsx")
    head, row = book["Acties"].iter_rows(values_only=True)
    assert dict(zip(head, row, strict=True))["Wie pakt het op"] == "*Truus* van de kantine"
    report = (folder / "oogst.md").read_text("utf-8")
    assert "### Acties\n\n- gesprekken voeren\n  - Wanneer klaar: 31 december 20" in report
    assert "Truus" not in report  # Noor did not choose to stand there with a name, and so nobody else does


@pytest.mark.parametrize("words", ["na de kerstvakantie", "12-12-2020", "31 november"])
async def test_an_action_without_owner_and_with_no_day_is_saved_and_shown_as_open(
    evening: Evening, tmp_path: Path, words: str
) -> None:
    await begin_asking(evening, tmp_path, "actie")
    result = await fill_in(evening, evening.noor, "actie", tekst="gesprekken voeren", due=words)
    said = answer(result)
    assert f"“{words}” lees ik niet als een dag die nog komt" in said
    assert "Nog open: wie het oppakt en wanneer het klaar is." in said
    assert result.response is not None
    _id, filled = form(await evening.noor.click(result.response, label="Wijzigen"))
    assert (filled["tekst"], filled["due"]) == ("gesprekken voeren", words)
    listed = answer(await evening.noor.slash(await evening.plenary, "mijn bijdragen"))
    assert "**1. Actie**" in listed
    assert "Nog open" in listed
    folder = await harvested(evening)
    assert exported(folder)[0]["details"] == {"due_said": words}
    assert "- Nog open: wie het oppakt en wanneer het klaar is" in (folder / "oogst.md").read_text("utf-8")


async def test_what_was_open_is_filled_in_later(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "actie")
    result = await fill_in(evening, evening.noor, "actie", tekst="gesprekken voeren", due="ooit")
    assert result.response is not None
    opened = await evening.noor.click(result.response, label="Wijzigen")
    said = answer(
        await evening.noor.submit_modal(opened, {"tekst": "gesprekken", "owner": "Ilse", "due": "over een week"})
    )
    assert "Nog open" not in said
    (item,) = await stored(evening)
    assert item.text == "gesprekken"
    assert dict(item.details)["owner"] == Typed("Ilse")
    assert "due_said" not in dict(item.details)


async def test_a_chat_message_is_saved_as_what_the_block_asks_for(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "ambitie")
    message = await evening.noor.send(await evening.plenary, "elk kind leest elke dag")
    assert "Bewaard" in answer(await evening.save_as(evening.noor, "ambitie", message))
    (item,) = await stored(evening)
    assert (str(item.kind), item.text.raw) == ("ambitie", "elk kind leest elke dag")


async def test_an_answer_stands_beside_the_question_of_its_block(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "antwoord")
    await evening.noor.slash(await evening.plenary, "antwoord", tekst="ze kijkt eerst naar haar moeder")
    (item,) = await stored(evening)
    assert dict(item.details) == {"block": "Morgen"}


async def test_the_same_answer_to_two_questions_is_two_answers(evening: Evening, tmp_path: Path) -> None:
    questions = "duur: 15 min\n    vragen: [{na: 0 min, tekst: Is 100%_! eerlijk?}, {na: 5 min, tekst: En nu?}]"
    await begin_asking(evening, tmp_path, "antwoord", instead=("duur: 15 min", questions))
    for _question in range(2):
        for _try in range(2):
            assert "Bewaard" in answer(await evening.noor.slash(await evening.plenary, "antwoord", tekst="ja"))
        await evening.pass_time(minutes=5)
    found = [(item.text.raw, dict(item.details)["question"].raw) for item in await stored(evening)]
    assert found == [("ja", "Is 100%_! eerlijk?"), ("ja", "En nu?")]


async def test_a_form_that_comes_too_late_gives_everything_back(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "actie")
    opened = await evening.noor.slash(await evening.plenary, "actie")
    await evening.pass_time(days=3)
    said = answer(await evening.noor.submit_modal(opened, {"tekst": "voorlezen", "owner": "Ilse", "due": "ooit"}))
    assert "afgelopen" in said
    assert "> voorlezen\n> Ilse\n> ooit" in said


async def test_four_long_actions_fit_in_the_list(evening: Evening, tmp_path: Path) -> None:
    await begin_asking(evening, tmp_path, "actie")
    long = {"owner": "o" * 100, "due": "na de vakantie " * 6, "first_step": "*" * 1000, "measure": "m" * 1000}
    for number in range(4):
        said = await say_in_form(evening, evening.noor, "actie", tekst=f"{number} " + "*" * 3000, **long)
        assert "Mogen anderen dit lezen?" in said
    listed = answer(await evening.noor.slash(await evening.plenary, "mijn bijdragen"))
    assert "**4. Actie**" in listed
    assert "`/mijn gegevens`" in listed or "/mijn gegevens" in listed
